"""Read what other devices brought since the cursor."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, select

from server.reviews.event import GIVEN_BY_SERVER, MADE_ON_DEVICE, write_event
from server.reviews.models import ReviewEvent

from .edit import NAMES, write_edit
from .models import Register
from .protocol import MAX_PAGE_EDITS, MAX_PAGE_VALUE_BYTES

_event_columns = ReviewEvent.__table__.c
_events = (
    select(*(_event_columns[name] for name in ("id", *MADE_ON_DEVICE, *GIVEN_BY_SERVER, "extra")))
    .where(
        ReviewEvent.account_id == bindparam("account"),
        ReviewEvent.seq > bindparam("cursor"),
        ReviewEvent.seq <= bindparam("last"),
    )
    .order_by(ReviewEvent.seq)
    .limit(bindparam("rows"))
)
_register_columns = Register.__table__.c
_edits = (
    select(*(_register_columns[name] for name in (*NAMES, "seq", "extra")))
    .where(
        Register.account_id == bindparam("account"),
        Register.seq > bindparam("cursor"),
        Register.seq <= bindparam("last"),
    )
    .order_by(Register.seq)
    .limit(bindparam("rows"))
)


class Page(NamedTuple):
    """Events and edits in the order of the feed, each with its `seq`.

    `end_seq` is the last row's when more rows wait behind it, else None.
    """

    events: list[dict[str, Any]]
    edits: list[dict[str, Any]]
    end_seq: int | None


def read_page(
    connection: Connection, account_id: str, request: Mapping[str, Any], last_seq: int
) -> Page:
    """Read the rows with cursor < seq ≤ last_seq, the first `limit` of them in order.

    `last_seq` is the account's counter, read before: a row that another request commits in between
    lies beyond it and is not skipped by a cursor that stops there.
    """
    cursor, limit = request["cursor"], request["limit"]
    if cursor >= last_seq:
        return Page([], [], end_seq=None)
    keys = {"account": account_id, "cursor": cursor, "last": last_seq}
    events = connection.execute(_events, {**keys, "rows": limit + 1}).mappings().all()
    most_edits = min(limit, MAX_PAGE_EDITS) + 1
    edits = connection.execute(_edits, {**keys, "rows": most_edits}).mappings().all()
    end = _end_of_page(events, edits, limit)
    return Page(
        [write_event(row) for row in events if end is None or row["seq"] <= end],
        [
            {**write_edit(row), "seq": row["seq"]}
            for row in edits
            if end is None or row["seq"] <= end
        ],
        end_seq=end,
    )


def _end_of_page(
    events: Sequence[RowMapping], edits: Sequence[RowMapping], limit: int
) -> int | None:
    """Return the seq of the page's last row, or None when all rows that were read fit."""
    value_bytes_at: dict[int, int] = {row["seq"]: _bytes_of(row["value"]) for row in edits}
    seqs: list[int] = sorted([*(row["seq"] for row in events), *value_bytes_at])
    edit_count = value_bytes = 0
    for index, seq in enumerate(seqs):
        edit_count += seq in value_bytes_at
        value_bytes += value_bytes_at.get(seq, 0)
        is_full = edit_count > MAX_PAGE_EDITS or value_bytes > MAX_PAGE_VALUE_BYTES
        if index == limit or (is_full and index > 0):
            return seqs[index - 1]
    return None


def _bytes_of(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
