"""A deck as the fields of its rows, and the hash of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from server.decks.deck import Deck

Fields = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Content:
    """The fields that a deck file gives each row, by id; positions count from 1."""

    deck_id: str
    deck: Fields
    key_lists: dict[str, Fields]
    items: dict[str, Fields]

    @property
    def revision(self) -> str:
        """32 hexadecimal digits of SHA-256 over everything that the file says."""
        said = [self.deck_id, self.deck, self.key_lists, self.items]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def content_of(deck: Deck) -> Content:
    """Spread a deck over its rows."""
    content = Content(
        deck_id=deck.id,
        deck={
            "slug": deck.slug,
            "title": deck.title,
            "title_en": deck.title_en,
            "language": deck.language,
            "position": deck.position,
        },
        key_lists={},
        items={},
    )
    for position, key_list in enumerate(deck.key_lists, 1):
        key_list_id = key_list.id_in(deck.id)
        content.key_lists[key_list_id] = {
            "deck_id": deck.id,
            "slug": key_list.slug,
            "name": key_list.name,
            "name_en": key_list.name_en,
            "part": key_list.part,
            "part_en": key_list.part_en,
            "ordered": key_list.ordered,
            "position": position,
        }
        for place, item in enumerate(key_list.items, 1):
            content.items[key_list.item_id(deck.id, item)] = {
                "key_list_id": key_list_id,
                "slug": item.slug,
                "text": item.text,
                "text_en": item.text_en,
                "detail": item.detail,
                "detail_en": item.detail_en,
                "position": place,
            }
    return content
