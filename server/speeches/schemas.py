"""The speech that comes in, and what was found in it.

Offsets are half-open, in Unicode code points, in the text that is the paragraphs joined by "\\n".
JavaScript counts UTF-16 units: the page has to convert them.
"""

from marshmallow import fields, validate

from server.api import Schema
from server.speeches.reading.limits import LONGEST_TEXT, LONGEST_TITLE

TITLE = fields.String(load_default="", validate=validate.Length(max=10 * LONGEST_TITLE))


class FindSchema(Schema):
    """A text that was pasted."""

    text = fields.String(required=True, validate=validate.Length(max=2 * LONGEST_TEXT))
    title = TITLE


class FormSchema(Schema):
    """What comes with a file."""

    title = TITLE


class FoundItemSchema(Schema):
    """One item: its words, and where they stand."""

    text = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)


class FoundListSchema(Schema):
    """One key list; lists come in the order in which they open."""

    name = fields.String(required=True)
    name_derived = fields.Boolean(
        required=True, metadata={"description": "the text does not state the name"}
    )
    name_start = fields.Integer(required=True, allow_none=True)
    name_end = fields.Integer(required=True, allow_none=True)
    count = fields.Integer(required=True)
    count_announced = fields.Boolean(required=True)
    count_mismatch = fields.Boolean(
        required=True, metadata={"description": "another number is announced than there are items"}
    )
    ordered = fields.Boolean(required=True)
    items = fields.List(fields.Nested(FoundItemSchema), required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    parent = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "place in `lists` of the list in one of whose items this stands"},
    )
    confidence = fields.Float(required=True, metadata={"description": "0 to 1"})
    rule = fields.String(required=True, metadata={"description": "the rule that found it"})
    words = fields.List(
        fields.String(), required=True, metadata={"description": "the words it went by"}
    )


class FoundSchema(Schema):
    """A speech and its key lists."""

    title = fields.String(required=True)
    format = fields.String(
        required=True, validate=validate.OneOf(["text", "txt", "md", "html", "docx", "pdf"])
    )
    paragraphs = fields.List(fields.String(), required=True)
    lists = fields.List(fields.Nested(FoundListSchema), required=True)
