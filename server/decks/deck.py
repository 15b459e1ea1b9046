"""A deck as a value: what a deck file says, with the ids that its slugs give."""

from __future__ import annotations

from dataclasses import dataclass

from server import ids


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a key list. ``origin`` is its first slug, from which its id is made."""

    slug: str
    origin: str
    text: str
    text_en: str = ""
    detail: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class KeyList:
    """A named list of items, in the order in which they are recited."""

    slug: str
    origin: str
    name: str
    items: tuple[Item, ...]
    name_en: str = ""
    part: str = ""
    part_en: str = ""
    ordered: bool = True

    def item_id(self, deck_id: str, item: Item) -> str:
        """Return the id of one of its items in the deck with that id."""
        return ids.item_id(self.id_in(deck_id), item.origin)

    def id_in(self, deck_id: str) -> str:
        """Return its id in the deck with that id."""
        return ids.key_list_id(deck_id, self.origin)


@dataclass(frozen=True, slots=True)
class Deck:
    """A named set of key lists. ``position`` orders decks among each other."""

    slug: str
    origin: str
    title: str
    key_lists: tuple[KeyList, ...]
    title_en: str = ""
    language: str = "zh-Hans"
    position: int = 0

    @property
    def id(self) -> str:
        """Its id: the same for every learner and every server."""
        return ids.deck_id(self.origin)
