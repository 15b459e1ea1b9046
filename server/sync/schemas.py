"""The envelope of the exchange. Its items are checked one by one, where they are taken."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, pre_load, validate

from server.api import Schema
from server.reviews.wire_fields import Id, WholeNumber
from server.strict_json import storable_text

from .protocol import MAX_EDITS, MAX_EVENTS, MAX_PAGE_ROWS, PROTOCOL_VERSION


class Items(fields.List[Any]):
    """A list whose items are left as they came: the usual one would deserialize each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(fields.Raw(allow_none=True), **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: object
    ) -> list[Any]:
        return value if isinstance(value, list) else super()._deserialize(value, attr, data)


class ExchangeSchema(Schema):
    """What a device sends."""

    protocol_version = WholeNumber(1, required=True)
    device_id = Id(required=True)
    epoch = Id(required=True, allow_none=True)
    client_now_ms = WholeNumber(required=True)
    cursor = WholeNumber(0, required=True)
    limit = WholeNumber(1, MAX_PAGE_ROWS, load_default=500)
    events = Items(load_default=list, validate=validate.Length(max=MAX_EVENTS))
    edits = Items(load_default=list, validate=validate.Length(max=MAX_EDITS))

    @pre_load
    def leave_out_what_newer_versions_add(self, body: object, **kwargs: object) -> object:
        """Let a newer client push: its reviews matter more than a field we do not know."""
        if not isinstance(body, dict):
            return body
        if not all(map(storable_text, body)):
            raise ValidationError("A field's name holds NUL or half of a surrogate pair.")
        version = body.get("protocol_version")
        if isinstance(version, int) and version > PROTOCOL_VERSION:
            return {name: value for name, value in body.items() if name in self.fields}
        return body


class EventAckSchema(Schema):
    """The answer to one pushed event; `device_id` and `dev_seq` when another number is kept."""

    event_id = fields.String(required=True, allow_none=True)
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(["accepted", "duplicate", "rejected", "device_forked"]),
    )
    effective_at_ms = fields.Integer()
    device_id = fields.String()
    dev_seq = fields.Integer()
    code = fields.String()
    message = fields.String()


class EditAckSchema(Schema):
    """The answer to one pushed edit; `winner` is the edit that holds the field."""

    op_id = fields.String(required=True, allow_none=True)
    outcome = fields.String(
        required=True,
        validate=validate.OneOf(["accepted", "duplicate", "superseded", "rejected"]),
    )
    hlc = fields.String()
    winner = fields.Dict()
    code = fields.String()
    message = fields.String()


class DigestSchema(Schema):
    """The set of the account's event ids, and the set of the op_ids that hold its fields."""

    event_count = fields.Integer(required=True)
    event_id_sum = fields.String(required=True)
    edit_count = fields.Integer(required=True)
    edit_op_id_sum = fields.String(required=True)


class AnswerSchema(Schema):
    """What the server answers."""

    protocol_version = fields.Integer(required=True)
    epoch = fields.String(required=True)
    server_now_ms = fields.Integer(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(["ok", "epoch_changed"]))
    event_acks = fields.List(fields.Nested(EventAckSchema), required=True)
    edit_acks = fields.List(fields.Nested(EditAckSchema), required=True)
    events = fields.List(fields.Dict(), required=True)
    edits = fields.List(fields.Dict(), required=True)
    next_cursor = fields.Integer(required=True)
    has_more = fields.Boolean(required=True)
    digest = fields.Nested(DigestSchema, required=True)


class SnapshotSchema(Schema):
    """The memory state of each card, as rows."""

    states = fields.List(
        fields.List(fields.Raw()),
        required=True,
        metadata={
            "description": "card_id, stability (days), difficulty, last_study_day, review_count, "
            "lapse_count, last_rating"
        },
    )
