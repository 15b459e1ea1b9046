"""The only maker of ids. Every id is a UUID written as 36 lower-case characters."""

import uuid
from typing import Final

NAMESPACE: Final = uuid.UUID("6f1d1a4c-6a59-5a0b-9c58-0d2a7c1e8b11")

LIBRARY_ACCOUNT_ID: Final = str(uuid.UUID(int=0))
"""Owns the content of deck files."""

SETTINGS_ID: Final = str(uuid.uuid5(NAMESPACE, "settings"))
PARAMETERS_ID: Final = str(uuid.uuid5(NAMESPACE, "parameters"))

SERVER_DEVICE_ID: Final = str(uuid.uuid5(NAMESPACE, "server"))
"""Who wrote the edits that the server itself makes."""


def new_id() -> str:
    """Make a random id (version 4): accounts, epochs."""
    return str(uuid.uuid4())


def deck_id(slug: str) -> str:
    """Return the id of a deck file's deck, the same for every learner."""
    return str(uuid.uuid5(NAMESPACE, slug))


def key_list_id(deck: str, slug: str) -> str:
    """Return the id of a deck file's key list."""
    return str(uuid.uuid5(uuid.UUID(deck), slug))


def item_id(key_list: str, slug: str) -> str:
    """Return the id of a deck file's item."""
    return str(uuid.uuid5(uuid.UUID(key_list), slug))


def card_id(item: str, template: str = "recall") -> str:
    """Return the id of an item's card: of the item and the template, never of the text."""
    return str(uuid.uuid5(uuid.UUID(item), template))
