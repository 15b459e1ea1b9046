"""Read the library: the decks that every learner can have, as the wire says them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from server.decks.models import DeckRow, ItemRow, KeyListRow
from server.errors import NotFoundError
from server.extensions import db
from server.ids import LIBRARY_ACCOUNT_ID


def library_decks() -> list[DeckRow]:
    """Return the decks, without their key lists, in order."""
    query = (
        select(DeckRow)
        .where(DeckRow.account_id == LIBRARY_ACCOUNT_ID, DeckRow.removed.is_(False))
        .order_by(DeckRow.position, DeckRow.id)
    )
    return list(db.session.scalars(query))


def library_deck(deck_id: str) -> dict[str, Any]:
    """Return a deck with its key lists and their items, in order.

    Raises NotFoundError if the library has no such deck, or no longer has it.
    """
    deck = db.session.get(DeckRow, (LIBRARY_ACCOUNT_ID, deck_id))
    if deck is None or deck.removed:
        raise NotFoundError
    items = _items_by_list(deck_id)
    return {
        "id": deck.id,
        "slug": deck.slug,
        "title": deck.title,
        "title_en": deck.title_en,
        "language": deck.language,
        "revision": deck.revision,
        "position": deck.position,
        "key_lists": [
            {
                "id": row.id,
                "slug": row.slug,
                "name": row.name,
                "name_en": row.name_en,
                "part": row.part,
                "part_en": row.part_en,
                "ordered": row.ordered,
                "count": len(items[row.id]),
                "position": row.position,
                "items": items[row.id],
            }
            for row in _key_lists(deck_id)
        ],
    }


def _key_lists(deck_id: str) -> list[KeyListRow]:
    query = (
        select(KeyListRow)
        .where(
            KeyListRow.account_id == LIBRARY_ACCOUNT_ID,
            KeyListRow.deck_id == deck_id,
            KeyListRow.removed.is_(False),
        )
        .order_by(KeyListRow.position, KeyListRow.id)
    )
    return list(db.session.scalars(query))


def _items_by_list(deck_id: str) -> dict[str, list[ItemRow]]:
    query = (
        select(ItemRow)
        .join(
            KeyListRow,
            (KeyListRow.account_id == ItemRow.account_id) & (KeyListRow.id == ItemRow.key_list_id),
        )
        .where(
            ItemRow.account_id == LIBRARY_ACCOUNT_ID,
            KeyListRow.deck_id == deck_id,
            ItemRow.removed.is_(False),
        )
        .order_by(ItemRow.position, ItemRow.id)
    )
    items: dict[str, list[ItemRow]] = defaultdict(list)
    for item in db.session.scalars(query):
        items[item.key_list_id].append(item)
    return items
