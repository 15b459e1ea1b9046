"""Let edits win the fields they set, or lose them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from marshmallow import ValidationError
from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from .answers import Ack, rejected, sendable_id
from .edit import Row, read_edit, same_content, write_edit
from .hlc import is_too_far_ahead, next_hlc
from .last_writer_wins import rank, wins
from .models import Register, RewrittenEdit
from .pusher import Pusher

Place = tuple[str, str]


class Won(NamedTuple):
    """The op_ids that have taken a field, and those that they took it from."""

    added: list[str]
    replaced: list[str]


_held = select(*Register.__table__.columns).where(
    Register.account_id == bindparam("account"),
    tuple_(Register.record_id, Register.field).in_(bindparam("places", expanding=True)),
)
_rewritten = select(RewrittenEdit.op_id, RewrittenEdit.hlc).where(
    RewrittenEdit.account_id == bindparam("account"),
    RewrittenEdit.op_id.in_(bindparam("ops", expanding=True)),
)
_add = insert(Register)
_KEY = {"at_account": "account_id", "at_record": "record_id", "at_field": "field"}
_replace = update(Register).where(
    *(Register.__table__.c[column] == bindparam(name) for name, column in _KEY.items())
)
_remember = insert(RewrittenEdit)


def take_edits(
    connection: Connection, pusher: Pusher, items: Sequence[Any], next_seq: int
) -> tuple[list[Ack], Won]:
    """Store the edits that win, under the account's lock; return one ack an item, and who won.

    The stored edits have the numbers from `next_seq` on.
    """
    read = [_read(item) for item in items]
    edits = [edit for edit in read if "outcome" not in edit]
    if not edits:
        return read, Won([], [])
    stored = _stored(connection, pusher.account_id, edits)
    held = _contest(stored, edits, _ServerClock(connection, pusher, edits))
    won = [edit for place, edit in held.items() if edit is not stored.get(place)]
    _store(connection, pusher.account_id, won, stored, next_seq)
    acks = [edit if "outcome" in edit else _answer(edit, held) for edit in read]
    replaced = [stored[place]["op_id"] for place in map(_place, won) if place in stored]
    return acks, Won([edit["op_id"] for edit in won], replaced)


class _ServerClock:
    """Gives edits from clocks that are ahead the server's own next clock value, each once."""

    def __init__(self, connection: Connection, pusher: Pusher, edits: Sequence[Row]) -> None:
        self._connection = connection
        self._account_id = pusher.account_id
        self._now_ms = pusher.clocks.server_now_ms
        ahead = [edit["op_id"] for edit in edits if is_too_far_ahead(edit["hlc"], self._now_ms)]
        self._given = self._given_before(ahead) if ahead else {}

    def settle(self, edit: Row, holder: Row | None) -> None:
        """Rewrite the edit's clock value if it is too far ahead."""
        if not is_too_far_ahead(edit["hlc"], self._now_ms):
            return
        op_id = edit["op_id"]
        if op_id not in self._given:
            self._given[op_id] = next_hlc(self._now_ms, holder["hlc"] if holder else None)
            row = {"account_id": self._account_id, "op_id": op_id, "hlc": self._given[op_id]}
            self._connection.execute(_remember, row)
        edit["hlc"] = self._given[op_id]

    def _given_before(self, op_ids: list[str]) -> dict[str, str]:
        keys = {"account": self._account_id, "ops": op_ids}
        return {row.op_id: row.hlc for row in self._connection.execute(_rewritten, keys)}


def _contest(
    stored: Mapping[Place, Row], edits: Sequence[Row], clock: _ServerClock
) -> dict[Place, Row]:
    """Return who holds each field in the end."""
    held = dict(stored)
    # In the order in which their device wrote them, so that a rewritten clock value keeps it.
    for edit in sorted(edits, key=rank):
        holder = held.get(_place(edit))
        if holder is not None and holder["op_id"] == edit["op_id"]:
            continue
        clock.settle(edit, holder)
        if wins(edit, holder):
            held[_place(edit)] = edit
    return held


def _read(item: object) -> Row | Ack:
    try:
        return read_edit(item)
    except ValidationError as error:
        return {"op_id": sendable_id(item, "op_id"), **rejected("edit_malformed", error)}


def _place(edit: Row) -> Place:
    return edit["record_id"], edit["field"]


def _stored(connection: Connection, account_id: str, edits: Sequence[Row]) -> dict[Place, Row]:
    keys = {"account": account_id, "places": list({_place(edit) for edit in edits})}
    rows = [dict(row) for row in connection.execute(_held, keys).mappings()]
    return {_place(row): row for row in rows}


def _store(
    connection: Connection,
    account_id: str,
    won: Sequence[Row],
    stored: Mapping[Place, Row],
    next_seq: int,
) -> None:
    added, replaced = [], []
    for seq, edit in enumerate(won, next_seq):
        row = {**edit, "account_id": account_id, "seq": seq}
        if _place(edit) in stored:
            for name, column in _KEY.items():
                row[name] = row.pop(column)
            replaced.append(row)
        else:
            added.append(row)
    if added:
        connection.execute(_add, added)
    if replaced:
        connection.execute(_replace, replaced)


def _answer(edit: Row, held: Mapping[Place, Row]) -> Ack:
    holder = held[_place(edit)]
    ack: Ack = {"op_id": edit["op_id"], "hlc": edit["hlc"]}
    if holder is edit:
        return {**ack, "outcome": "accepted"}
    if holder["op_id"] != edit["op_id"]:
        return {**ack, "outcome": "superseded", "winner": write_edit(holder)}
    if same_content(edit, holder):
        return {**ack, "outcome": "duplicate", "hlc": holder["hlc"]}
    return {**ack, **rejected("op_id_reused", _REUSED)}


_REUSED = (
    "Another edit with this op_id holds the field. "
    "Give this one a new random op_id and push it again."
)
