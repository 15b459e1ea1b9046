"""The fit of one account: when it is due, what it reads, what it leaves."""

from typing import Any, NamedTuple, cast

from sqlalchemy import bindparam, select

from server import clock
from server.accounts.models import Account
from server.database import write_transaction
from server.errors import SignedOutError
from server.extensions import db
from server.fitting.fit import FEWEST_REVIEWS, Fit, fit
from server.fitting.models import ParameterFit
from server.ids import PARAMETERS_ID, SERVER_DEVICE_ID, new_id
from server.reviews.effective_time import Clocks
from server.reviews.models import ReviewEvent
from server.scheduling.events import ReviewEvent as Event
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters, usable_values
from server.sync.exchange import exchange
from server.sync.hlc import next_hlc
from server.sync.models import Register
from server.sync.pusher import Pusher

FIELD = "fitted"
"""The field of the parameters record. One, so that model and numbers cannot come from two fits."""

GROWTH = 1.25
"""Fitted again when there are so many times the events of the last time,"""

PAUSE_MS = 86_400_000
"""and not on the same day: while a long history is handed in, every fit would soon be old."""

_READ = (
    *("kind", "card_id", "rating", "target_event_id", "occurred_at_ms", "effective_at_ms"),
    *("utc_offset_minutes", "rollover_hour", "device_id", "dev_seq"),
)
_columns = ReviewEvent.__table__.c
_events = select(_columns.id.label("event_id"), *(_columns[name] for name in _READ)).where(
    ReviewEvent.account_id == bindparam("account"),
    # What newer versions wrote does not count and may lack a card.
    ReviewEvent.kind.in_(["review", "undo", "reset"]),
)
_register = select(Register.value, Register.hlc).where(
    Register.account_id == bindparam("account"),
    Register.record_id == PARAMETERS_ID,
    Register.field == FIELD,
)


class AccountFit(NamedTuple):
    """A fit, and the account's number of events when it was read."""

    event_count: int
    fit: Fit


class Due(NamedTuple):
    """From which number of events, and from which moment on, an account is fitted."""

    event_count: int
    at_ms: int

    def is_reached(self, event_count: int) -> bool:
        """Tell whether an account with so many events is to be fitted now."""
        return event_count >= self.event_count and clock.now_ms() >= self.at_ms


FIRST_FIT = Due(FEWEST_REVIEWS, 0)


def after_fit(event_count: int, fitted_at_ms: int) -> Due:
    """Return when an account is fitted again."""
    return Due(round(event_count * GROWTH), fitted_at_ms + PAUSE_MS)


def next_fit(account_id: str) -> Due:
    """Return when the account is to be fitted."""
    last = db.session.get(ParameterFit, account_id)
    return FIRST_FIT if last is None else after_fit(last.event_count, last.fitted_at_ms)


def fit_account(account_id: str) -> AccountFit | None:
    """Read an account's events and fit parameters to them; None when there is no such account.

    Writes nothing, and takes no lock. What was read is let go before the fit, which takes longer.
    """
    connection = db.session.connection()
    event_count = connection.scalar(select(Account.event_count).where(Account.id == account_id))
    if event_count is None:
        return None
    rows = connection.execute(_events, {"account": account_id}).mappings()
    events = cast("list[Event]", [dict(row) for row in rows])
    in_use = parameters_in_use(account_id)
    db.session.remove()
    return AccountFit(event_count, fit(events, in_use))


def parameters_in_use(account_id: str) -> Parameters:
    """Return the parameters that the account's devices replay with."""
    held = db.session.connection().execute(_register, {"account": account_id}).one_or_none()
    if held is None:
        return DEFAULT_PARAMETERS
    try:
        parameters: Parameters = {"model": held.value["model"], "values": held.value["values"]}
        usable_values(parameters)
    except (KeyError, TypeError, ValueError):
        return DEFAULT_PARAMETERS  # as the page does with what it cannot read
    return parameters


def keep(account_id: str, fitted: AccountFit) -> bool:
    """Hand better parameters to the account's devices and note the fit; False: the account is gone.

    Between the two writes a crash costs one more fit.
    """
    parameters = fitted.fit.parameters
    try:
        if parameters is not None:
            _push(account_id, {**parameters, "review_count": fitted.fit.review_count})
    except SignedOutError:
        return False
    with write_transaction() as session:
        if session.get(Account, account_id, with_for_update=True) is None:
            return False
        session.merge(
            ParameterFit(
                account_id=account_id,
                event_count=fitted.event_count,
                review_count=fitted.fit.review_count,
                outcome=fitted.fit.outcome,
                fitted_at_ms=clock.now_ms(),
            )
        )
    return True


def _push(account_id: str, value: dict[str, Any]) -> None:
    """Bring an edit as a device would, by the exchange that alone knows how a feed is written."""
    now_ms = clock.now_ms()
    held = db.session.connection().execute(_register, {"account": account_id}).one_or_none()
    edit = {
        "op_id": new_id(),
        "kind": "parameters",
        "record_id": PARAMETERS_ID,
        "field": FIELD,
        "value": value,
        "hlc": next_hlc(now_ms, held.hlc if held else None),
        "device_id": SERVER_DEVICE_ID,
    }
    exchange(
        Pusher(account_id, SERVER_DEVICE_ID, Clocks(now_ms, now_ms)),
        {"epoch": None, "cursor": 0, "limit": 1, "events": [], "edits": [edit]},
    )
