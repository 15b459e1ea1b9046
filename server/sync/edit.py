"""An edit between the wire and the row of its register."""

from collections.abc import Mapping
from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, fields

from server.reviews.bounded_json import problem_with
from server.reviews.event import MAX_EXTRA_BYTES
from server.reviews.wire_fields import Id, ItemReader, Pattern, Word

from . import hlc
from .protocol import MAX_VALUE_BYTES

Row = dict[str, Any]

NAMES = ("op_id", "kind", "record_id", "field", "value", "hlc", "device_id")


class EditSchema(Schema):
    """One field of one record is set to a value, which is never interpreted here."""

    class Meta:
        """Keep the fields of newer versions."""

        unknown = INCLUDE

    op_id = Id(required=True)
    kind = Word(required=True)
    record_id = Id(required=True)
    field = Word(required=True)
    value = fields.Raw(required=True, allow_none=True)
    hlc = Pattern(hlc.PATTERN, "15 digits of wall milliseconds, -, 5 digits", required=True)
    device_id = Id(required=True)


READER = ItemReader(EditSchema())


def read_edit(item: object) -> Row:
    """Turn an edit of the wire into a row without account and seq.

    Raises marshmallow.ValidationError, its messages by field.
    """
    edit = READER.read(item)
    edit.pop("seq", None)  # of the server's life before a restore
    row = {name: edit.pop(name) for name in NAMES}
    row["extra"] = edit or None
    _refuse("value", problem_with(row["value"], max_bytes=MAX_VALUE_BYTES))
    _refuse("unknown fields", problem_with(edit, max_bytes=MAX_EXTRA_BYTES))
    return row


def write_edit(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Turn a row into the edit of the wire, as it came but for a rewritten clock value."""
    edit = {name: row[name] for name in NAMES}
    return {**row["extra"], **edit} if row["extra"] else edit


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two edits set the same field to the same value; clock and device left out."""
    return all(one[name] == other[name] for name in ("kind", "record_id", "field", "value"))


def _refuse(name: str, problem: str | None) -> None:
    if problem:
        raise ValidationError({name: [problem]})
