"""Take review events into the account's grow-only set."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import Connection, bindparam, insert, select

from server.reviews.effective_time import effective_time, kept_effective_time
from server.reviews.event import Row, read_event
from server.reviews.models import ReviewEvent
from server.scheduling.study_day import study_day

from .answers import Ack, rejected, sendable_id
from .device_log import DeviceLog, Place
from .pusher import Pusher

_known = select(
    ReviewEvent.id,
    ReviewEvent.content_hash,
    ReviewEvent.effective_at_ms,
    ReviewEvent.device_id,
    ReviewEvent.dev_seq,
).where(
    ReviewEvent.account_id == bindparam("account"),
    ReviewEvent.id.in_(bindparam("ids", expanding=True)),
)

_add = insert(ReviewEvent)


def take_events(
    connection: Connection, pusher: Pusher, items: Sequence[Any], next_seq: int
) -> tuple[list[Ack], list[Row]]:
    """Add what is new, under the account's lock; return one ack an item, and the rows added.

    The added events have the numbers from `next_seq` on. No item's fault stops another item.
    """
    read = [_read(item) for item in items]
    rows = [row for row in read if "outcome" not in row]
    known = _stored(connection, pusher.account_id, [row["id"] for row in rows])
    new = _first_of_each_id(row for row in rows if row["id"] not in known)
    forked = _give_effective_times(connection, pusher, new)
    added = [row for row in new if row["id"] not in forked]
    _insert(connection, pusher, added, next_seq)
    known.update((row["id"], row) for row in added)
    fresh = {id(row) for row in added}
    acks = [row if "outcome" in row else _answer(row, known, fresh) for row in read]
    return acks, added


def _read(item: object) -> Row | Ack:
    try:
        return read_event(item)
    except ValidationError as error:
        return {"event_id": sendable_id(item, "event_id"), **rejected("event_malformed", error)}


def _stored(connection: Connection, account_id: str, ids: list[str]) -> dict[str, Row]:
    if not ids:
        return {}
    found = connection.execute(_known, {"account": account_id, "ids": ids}).mappings()
    return {row["id"]: dict(row) for row in found}


def _first_of_each_id(rows: Iterable[Row]) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["id"], row)
    return list(first.values())


def _give_effective_times(connection: Connection, pusher: Pusher, rows: list[Row]) -> set[str]:
    """Set `effective_at_ms` of each row; return the ids whose number the device had used before.

    An event that brings its effective time is history: it was in its place before a restore or an
    export, other devices hold it with this number, and it is kept with it. Only an event that the
    pushing device made and that no server has seen can show that the device is a copy.
    """
    forked: set[str] = set()
    in_order = sorted(rows, key=itemgetter("device_id", "dev_seq"))
    for device_id, made in groupby(in_order, key=itemgetter("device_id")):
        forked |= _follow_device(DeviceLog(connection, pusher.account_id, device_id), pusher, made)
    return forked


def _follow_device(log: DeviceLog, pusher: Pusher, made: Iterable[Row]) -> set[str]:
    forked: set[str] = set()
    now_ms = pusher.clocks.server_now_ms
    previous: Place | None = None
    earlier: Place | None = None  # the last with a smaller number than `previous`
    for row in made:
        dev_seq, is_own = row["dev_seq"], row["device_id"] == pusher.device_id
        if previous is not None and previous.dev_seq < dev_seq:
            earlier = previous
        if row["effective_at_ms"] is not None:
            row["effective_at_ms"] = kept_effective_time(row["effective_at_ms"], now_ms)
        elif is_own and (_has(previous, dev_seq) or log.has_used(dev_seq)):
            forked.add(row["id"])
            continue
        else:
            before = max(filter(None, (earlier, log.before(dev_seq))), default=None)
            row["effective_at_ms"] = effective_time(
                row["occurred_at_ms"],
                # The skew of this device's clock says nothing about another's.
                pusher.clocks.correction_ms if is_own else 0,
                before.effective_at_ms if before else None,
                now_ms,
            )
        previous = Place(dev_seq, row["effective_at_ms"])
    return forked


def _has(place: Place | None, dev_seq: int) -> bool:
    return place is not None and place.dev_seq == dev_seq


def _insert(connection: Connection, pusher: Pusher, rows: list[Row], next_seq: int) -> None:
    for seq, row in enumerate(rows, next_seq):
        row["account_id"] = pusher.account_id
        row["seq"] = seq
        row["received_at_ms"] = pusher.clocks.server_now_ms
        row["study_day"] = study_day(
            row["effective_at_ms"], row["utc_offset_minutes"], row["rollover_hour"]
        )
    if rows:
        connection.execute(_add, rows)


def _answer(row: Row, known: dict[str, Row], fresh: set[int]) -> Ack:
    ack: Ack = {"event_id": row["id"]}
    kept = known.get(row["id"])
    if kept is None:
        return {**ack, "outcome": "device_forked", "code": "device_forked", "message": _FORKED}
    if kept["content_hash"] != row["content_hash"]:
        return {**ack, **rejected("event_id_reused", _REUSED)}
    ack["outcome"] = "accepted" if id(row) in fresh else "duplicate"
    ack["effective_at_ms"] = kept["effective_at_ms"]
    if (kept["device_id"], kept["dev_seq"]) != (row["device_id"], row["dev_seq"]):
        # It arrived before the device took a new id; all devices must order it alike.
        ack.update(device_id=kept["device_id"], dev_seq=kept["dev_seq"])
    return ack


_FORKED = (
    "Another event of this device has this dev_seq: the device was restored or copied. "
    "Take a new device id (POST /api/devices), number the unsent events anew, keep their "
    "event_ids, and push them again."
)
_REUSED = (
    "Another event with this event_id is kept. If this is another review, "
    "give it a new random event_id and push it again."
)
