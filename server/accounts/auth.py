"""Who is asking: `@signed_in` before a view gives it `g.account_id` and `g.device_id`, and
`g.token_hash`, by which a write transaction tells whether that is so still.

A sign-in ends IDLE_DAYS after the device was last seen, or ABSOLUTE_DAYS after it signed in, or
when it is revoked. It costs one indexed read a request; `last_seen_at_ms` is written at most once
an hour.
"""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g, request
from sqlalchemy import bindparam, select, update

from server import clock
from server.accounts import tokens
from server.accounts.models import Device
from server.database import write_transaction
from server.errors import SignedOutError
from server.extensions import db

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

DAY_MS = 86_400_000
SEEN_EVERY_MS = 3_600_000

DEVICE_BY_ID = select(
    Device.token_hash, Device.revoked_at_ms, Device.signed_in_at_ms, Device.last_seen_at_ms
).where(Device.account_id == bindparam("account"), Device.id == bindparam("device"))


def signed_in(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Let only signed-in devices through. Raises SignedOutError (401 signed_out) for all others."""

    @wraps(view)
    def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        authenticate()
        return view(*args, **kwargs)

    return guarded


def authenticate() -> None:
    """Set g.account_id and g.device_id from the cookie, or raise SignedOutError."""
    token = tokens.read_cookie(request)
    if token is None:
        raise SignedOutError
    # By the connection and not the session: every request asks, and it takes half the time.
    device = (
        db.session.connection()
        .execute(DEVICE_BY_ID, {"account": token.account_id, "device": token.device_id})
        .one_or_none()
    )
    now_ms = clock.now_ms()
    if (
        device is None
        or device.token_hash is None
        or device.revoked_at_ms is not None
        or not hmac.compare_digest(device.token_hash, tokens.hashed(token.secret))
        or now_ms > device.last_seen_at_ms + current_app.config["IDLE_DAYS"] * DAY_MS
        or now_ms > device.signed_in_at_ms + current_app.config["ABSOLUTE_DAYS"] * DAY_MS
    ):
        raise SignedOutError
    g.account_id, g.device_id = token.account_id, token.device_id
    g.token_hash = device.token_hash
    if now_ms - device.last_seen_at_ms >= SEEN_EVERY_MS:
        _note_seen(now_ms)


def _note_seen(now_ms: int) -> None:
    with write_transaction() as session:
        session.execute(
            update(Device)
            .where(Device.account_id == g.account_id, Device.id == g.device_id)
            .values(last_seen_at_ms=now_ms)
        )
