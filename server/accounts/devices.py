"""Devices: signing in, going on as another one, revoking."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import scoped_session

from server import clock
from server.accounts import tokens
from server.accounts.models import Device
from server.accounts.tokens import Token
from server.database import write_transaction
from server.errors import ConflictError, NotFoundError, SignedOutError
from server.extensions import db

MOST_DEVICES = 200
"""Rows of an account, signed out ones too: far more than anyone has, few enough to list."""


def sign_in_device(
    session: scoped_session[Any], account_id: str, device_id: str, name: str
) -> Token:
    """Give a device, new or known, a new token. An older token of the same device ends."""
    secret, now_ms = tokens.new_secret(), clock.now_ms()
    device = session.get(Device, (account_id, device_id))
    if device is None:
        _make_room(session, account_id)
        device = Device(account_id=account_id, id=device_id, created_at_ms=now_ms)
        session.add(device)
    device.name = name
    device.token_hash = tokens.hashed(secret)
    device.signed_in_at_ms = device.last_seen_at_ms = now_ms
    device.revoked_at_ms = None
    return Token(account_id, device_id, secret)


def renew_token(session: scoped_session[Any], account_id: str, device_id: str) -> Token:
    """Give a signed-in device another token, so that a copy of its cookie opens nothing more.

    Raises SignedOutError when it was signed out just now.
    """
    device = session.get(Device, (account_id, device_id), with_for_update=True)
    if device is None or device.token_hash is None:
        raise SignedOutError
    return sign_in_device(session, account_id, device_id, device.name)


def go_on_as(account_id: str, device_id: str, name: str, *, shown: tuple[str, bytes]) -> Token:
    """Sign a signed-in browser in as a new device; the old one stays with the browser's copy.

    `shown` are the old one's id and its token's hash. Raises SignedOutError when that token has
    ended meanwhile, ConflictError when the account has a device of the new id.
    """
    with write_transaction() as session:
        old = session.get(Device, (account_id, shown[0]), with_for_update=True)
        if old is None or old.token_hash != shown[1] or old.revoked_at_ms is not None:
            raise SignedOutError
        if session.get(Device, (account_id, device_id)) is not None:
            raise ConflictError("device_exists", "The account has a device of this id.")
        return sign_in_device(session, account_id, device_id, name)


def list_signed_in(account_id: str) -> Sequence[Device]:
    """Return the devices that are signed in, the last seen first."""
    return db.session.scalars(
        select(Device)
        .where(Device.account_id == account_id, Device.token_hash.is_not(None))
        .order_by(Device.last_seen_at_ms.desc(), Device.id)
    ).all()


def sign_out(account_id: str, device_id: str) -> None:
    """End the token of a device."""
    with write_transaction() as session:
        session.execute(
            update(Device)
            .where(Device.account_id == account_id, Device.id == device_id)
            .values(token_hash=None)
        )


def revoke(account_id: str, device_id: str) -> None:
    """End a device's token from another device. Raises NotFoundError for an unknown device."""
    with write_transaction() as session:
        device = session.get(Device, (account_id, device_id))
        if device is None:
            raise NotFoundError
        device.token_hash = None
        device.revoked_at_ms = device.revoked_at_ms or clock.now_ms()


def revoke_others(session: scoped_session[Any], account_id: str, device_id: str) -> None:
    """End the tokens of all devices of an account but one."""
    session.execute(
        update(Device)
        .where(
            Device.account_id == account_id,
            Device.id != device_id,
            Device.revoked_at_ms.is_(None),
        )
        .values(token_hash=None, revoked_at_ms=clock.now_ms())
    )


def _make_room(session: scoped_session[Any], account_id: str) -> None:
    """Forget a signed-out device, or else the one not seen for longest: sign-in never fails."""
    rows = session.scalars(
        select(Device)
        .where(Device.account_id == account_id)
        .order_by(Device.token_hash.is_not(None), Device.last_seen_at_ms, Device.id)
    ).all()
    for device in rows[: max(0, len(rows) - MOST_DEVICES + 1)]:
        session.delete(device)
