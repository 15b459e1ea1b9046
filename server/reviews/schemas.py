"""The review event on the wire, one schema a kind."""

from marshmallow import INCLUDE, Schema

from .wire_fields import Id, ItemReader, WholeNumber, Word


class EventSchema(Schema):
    """What every event has, also one of a kind that this server does not know.

    Fields that are not named here belong to a newer version; they are kept and passed on.
    """

    class Meta:
        """Keep unknown fields."""

        unknown = INCLUDE

    event_id = Id(required=True)
    kind = Word(required=True)
    occurred_at_ms = WholeNumber(required=True)
    utc_offset_minutes = WholeNumber(-1080, 1080, required=True)
    rollover_hour = WholeNumber(0, 23, required=True)
    device_id = Id(required=True)
    dev_seq = WholeNumber(1, required=True)
    effective_at_ms = WholeNumber(allow_none=True)


class ResetSchema(EventSchema):
    """The learner begins the card anew."""

    card_id = Id(required=True)
    recital_id = Id(allow_none=True)
    duration_ms = WholeNumber(allow_none=True)
    rating = WholeNumber(1, 4, allow_none=True)
    target_event_id = Id(allow_none=True)


class ReviewSchema(ResetSchema):
    """One rating of one card."""

    rating = WholeNumber(1, 4, required=True)


class UndoSchema(ResetSchema):
    """The learner takes one event back."""

    target_event_id = Id(required=True)


READERS = {
    "review": ItemReader(ReviewSchema()),
    "undo": ItemReader(UndoSchema()),
    "reset": ItemReader(ResetSchema()),
}
UNKNOWN_KIND = ItemReader(EventSchema())
