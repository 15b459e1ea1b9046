"""What the deck routes answer. A text that the deck file does not give is an empty string."""

import marshmallow as ma


class DeckHeadSchema(ma.Schema):
    """A deck of the library, without its key lists."""

    id = ma.fields.UUID(required=True)
    slug = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    title_en = ma.fields.String(required=True)
    revision = ma.fields.String(
        required=True,
        metadata={"description": "Changes with the deck's content: fetch the deck again then"},
    )


class ItemSchema(ma.Schema):
    """An entry of a key list."""

    id = ma.fields.UUID(required=True)
    slug = ma.fields.String(required=True)
    text = ma.fields.String(required=True, metadata={"description": "What is recited"})
    text_en = ma.fields.String(required=True)
    detail = ma.fields.String(
        required=True, metadata={"description": "What helps to understand and remember it"}
    )
    detail_en = ma.fields.String(required=True)
    position = ma.fields.Integer(
        required=True, metadata={"description": "Items are in the order of (position, id)"}
    )


class KeyListSchema(ma.Schema):
    """A named list; one with a single item is a question with its answer."""

    id = ma.fields.UUID(required=True)
    slug = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    name_en = ma.fields.String(required=True)
    part = ma.fields.String(
        required=True, metadata={"description": "The part of the speech that it belongs to"}
    )
    part_en = ma.fields.String(required=True)
    ordered = ma.fields.Boolean(
        required=True, metadata={"description": "Whether the order is to be recited too"}
    )
    count = ma.fields.Integer(required=True, metadata={"description": "The number of items"})
    position = ma.fields.Integer(
        required=True, metadata={"description": "Key lists are in the order of (position, id)"}
    )
    items = ma.fields.List(ma.fields.Nested(ItemSchema), required=True)


class DeckSchema(DeckHeadSchema):
    """A deck of the library with all that it holds."""

    language = ma.fields.String(required=True, metadata={"description": "A BCP 47 language tag"})
    position = ma.fields.Integer(
        required=True, metadata={"description": "Decks are in the order of (position, id)"}
    )
    key_lists = ma.fields.List(ma.fields.Nested(KeyListSchema), required=True)
