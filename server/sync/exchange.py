"""One exchange: push and pull.

In one transaction; but a large push is several short ones, so that other learners get their turn in
between: at SQLite's one writer, and at the processor.
"""

from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, case, select, update

from server.accounts.models import Account, Device
from server.database import write_connection
from server.errors import SignedOutError
from server.extensions import db
from server.reviews.event import Row as EventRow

from .digest import add_to_sum
from .page import Page, read_page
from .parts import exchange_in_parts
from .protocol import MOST_OF_A_TRANSACTION, PROTOCOL_VERSION
from .pusher import Pusher
from .take_edits import Won, take_edits
from .take_events import take_events
from .way import way


class Counters(NamedTuple):
    """What the account's row knows of its feed: the next number, the life, the digest."""

    next_seq: int
    epoch: str
    event_count: int
    event_id_sum: str
    edit_count: int
    edit_op_id_sum: str


DIGEST = ("event_count", "event_id_sum", "edit_count", "edit_op_id_sum")

CountersQuery = Select[int, str, int, str, int, str]

_counters = select(
    Account.next_seq,
    Account.epoch,
    Account.event_count,
    Account.event_id_sum,
    Account.edit_count,
    Account.edit_op_id_sum,
).where(Account.id == bindparam("account"))
# The lock that an UPDATE takes, held to the commit. SQLite has none for rows and needs none: there
# a write transaction begins IMMEDIATE, alone in the whole file.
_locked_counters = _counters.with_for_update(key_share=True)
_keep_counters = (
    update(Account)
    .where(Account.id == bindparam("account"))
    .values(
        next_seq=bindparam("next"),
        event_count=bindparam("events"),
        event_id_sum=bindparam("event_sum"),
        edit_count=bindparam("edits"),
        edit_op_id_sum=bindparam("edit_sum"),
    )
)
_is_later = Device.last_dev_seq < bindparam("dev_seq")
_keep_device = (
    update(Device)
    .where(Device.account_id == bindparam("account"), Device.id == bindparam("device"))
    .values(
        clock_skew_ms=bindparam("skew"),
        last_seen_at_ms=bindparam("now"),
        last_dev_seq=case((_is_later, bindparam("dev_seq")), else_=Device.last_dev_seq),
        last_effective_at_ms=case(
            (_is_later, bindparam("effective")), else_=Device.last_effective_at_ms
        ),
    )
)
_keep_signed_in_device = _keep_device.where(
    Device.token_hash == bindparam("token"), Device.revoked_at_ms.is_(None)
)


def exchange(pusher: Pusher, request: dict[str, Any]) -> dict[str, Any]:
    """Take what the device brings and answer with what it lacks; committed when this returns.

    A request that brings nothing takes no lock: it reads one state of the account, and waits for
    nobody. Raises SignedOutError when the account has just been deleted.
    """
    if not request["events"] and not request["edits"]:
        return _exchange(db.session.connection(), _counters, pusher, request)

    def push(part: dict[str, Any]) -> dict[str, Any]:
        with write_connection() as connection:
            return _exchange(connection, _locked_counters, pusher, part)

    def push_aside(part: dict[str, Any]) -> dict[str, Any]:
        way.stand_aside()
        return push(part)

    items = len(request["events"]) + len(request["edits"])
    if items <= MOST_OF_A_TRANSACTION:
        with way.taken_shortly():
            return push(request)
    return exchange_in_parts(request, MOST_OF_A_TRANSACTION, push_aside)


def _exchange(
    connection: Connection, counters: CountersQuery, pusher: Pusher, request: dict[str, Any]
) -> dict[str, Any]:
    account = _read_account(connection, counters, pusher.account_id)
    if not _is_same_life(account, request):
        return _answer(pusher, account, outcome="epoch_changed")
    event_acks, added = take_events(connection, pusher, request["events"], account.next_seq)
    edit_acks, won = take_edits(
        connection, pusher, request["edits"], next_seq=account.next_seq + len(added)
    )
    # Up to the numbers just given: this request's own rows are told by their acks.
    page = Page([], [], end_seq=None)
    if request["limit"]:
        page = read_page(connection, pusher.account_id, request, last_seq=account.next_seq - 1)
    if request["events"] or request["edits"]:
        account = _raise_counters(connection, pusher.account_id, account, added, won)
        _note_device(connection, pusher, added)
    return _answer(
        pusher,
        account,
        event_acks=event_acks,
        edit_acks=edit_acks,
        events=page.events,
        edits=page.edits,
        next_cursor=account.next_seq - 1 if page.end_seq is None else page.end_seq,
        has_more=page.end_seq is not None,
    )


def _read_account(connection: Connection, query: CountersQuery, account_id: str) -> Counters:
    row = connection.execute(query, {"account": account_id}).one_or_none()
    if row is None:
        raise SignedOutError
    return Counters(*row)


def _is_same_life(account: Counters, request: dict[str, Any]) -> bool:
    """Tell whether the cursor counts what this account's counter counts.

    A cursor beyond the counter shows a server that was set back without a new epoch.
    """
    return request["epoch"] in (None, account.epoch) and request["cursor"] < account.next_seq


def _raise_counters(
    connection: Connection, account_id: str, account: Counters, added: list[EventRow], won: Won
) -> Counters:
    if not added and not won.added:
        return account
    raised = account._replace(
        next_seq=account.next_seq + len(added) + len(won.added),
        event_count=account.event_count + len(added),
        event_id_sum=add_to_sum(account.event_id_sum, (row["id"] for row in added)),
        edit_count=account.edit_count + len(won.added) - len(won.replaced),
        edit_op_id_sum=add_to_sum(account.edit_op_id_sum, won.added, won.replaced),
    )
    connection.execute(
        _keep_counters,
        {
            "account": account_id,
            "next": raised.next_seq,
            "events": raised.event_count,
            "event_sum": raised.event_id_sum,
            "edits": raised.edit_count,
            "edit_sum": raised.edit_op_id_sum,
        },
    )
    return raised


def _note_device(connection: Connection, pusher: Pusher, added: list[EventRow]) -> None:
    """Keep what the page of devices shows; nothing is decided by it.

    Raises SignedOutError when the device was signed out since it showed its token: a body may
    come long after its head.
    """
    made = (row for row in added if row["device_id"] == pusher.device_id)
    last = max(made, key=itemgetter("dev_seq"), default={"dev_seq": 0, "effective_at_ms": 0})
    kept = connection.execute(
        _keep_device if pusher.token_hash is None else _keep_signed_in_device,
        {
            "account": pusher.account_id,
            "device": pusher.device_id,
            "skew": pusher.clocks.skew_ms,
            "now": pusher.clocks.server_now_ms,
            "dev_seq": last["dev_seq"],
            "effective": last["effective_at_ms"],
            **({} if pusher.token_hash is None else {"token": pusher.token_hash}),
        },
    )
    if pusher.token_hash is not None and not kept.rowcount:
        raise SignedOutError


def _answer(pusher: Pusher, account: Counters, **exchanged: object) -> dict[str, Any]:
    nothing = {
        "outcome": "ok",
        "event_acks": [],
        "edit_acks": [],
        "events": [],
        "edits": [],
        "next_cursor": 0,
        "has_more": False,
    }
    return {
        "protocol_version": PROTOCOL_VERSION,
        "epoch": account.epoch,
        "server_now_ms": pusher.clocks.server_now_ms,
        **nothing,
        **exchanged,
        "digest": {name: getattr(account, name) for name in DIGEST},
    }
