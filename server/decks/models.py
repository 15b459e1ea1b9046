"""What deck files say, as rows of the library: the account whose id is nil.

A learner's own edits are registers (server/sync/) above these rows, so loading a file again never
touches them. What a file no longer says stays as a removed row: its ids are in learners' histories.
"""

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.decks.body import DETAIL_MAX_LENGTH, NAME_MAX_LENGTH, TEXT_MAX_LENGTH
from server.decks.front_matter import TITLE_MAX_LENGTH
from server.decks.grammar import SLUG_MAX_LENGTH
from server.extensions import Base

_ID = String(36)
_SLUG = String(SLUG_MAX_LENGTH)
_NAME = String(NAME_MAX_LENGTH)
_TEXT = String(TEXT_MAX_LENGTH)
_DETAIL = String(DETAIL_MAX_LENGTH)
_TITLE = String(TITLE_MAX_LENGTH)


class DeckRow(Base):
    """A deck file's head. ``revision`` is a hash of all that the file says."""

    __tablename__ = "deck"

    account_id: Mapped[str] = mapped_column(_ID, primary_key=True)
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    slug: Mapped[str] = mapped_column(_SLUG)
    title: Mapped[str] = mapped_column(_TITLE)
    title_en: Mapped[str] = mapped_column(_TITLE)
    language: Mapped[str] = mapped_column(String(35))
    position: Mapped[int]
    revision: Mapped[str] = mapped_column(String(32))
    removed: Mapped[bool]

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.title


class KeyListRow(Base):
    """A key list of a deck file, in its place."""

    __tablename__ = "key_list"
    __table_args__ = (
        ForeignKeyConstraint(["account_id", "deck_id"], ["deck.account_id", "deck.id"]),
        Index("ix_key_list_deck", "account_id", "deck_id"),
    )

    account_id: Mapped[str] = mapped_column(_ID, primary_key=True)
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    deck_id: Mapped[str] = mapped_column(_ID)
    slug: Mapped[str] = mapped_column(_SLUG)
    name: Mapped[str] = mapped_column(_NAME)
    name_en: Mapped[str] = mapped_column(_NAME)
    part: Mapped[str] = mapped_column(_NAME)
    part_en: Mapped[str] = mapped_column(_NAME)
    ordered: Mapped[bool]
    position: Mapped[int]
    removed: Mapped[bool]

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.name


class ItemRow(Base):
    """An item of a key list of a deck file, in its place."""

    __tablename__ = "item"
    __table_args__ = (
        ForeignKeyConstraint(["account_id", "key_list_id"], ["key_list.account_id", "key_list.id"]),
        Index("ix_item_key_list", "account_id", "key_list_id"),
    )

    account_id: Mapped[str] = mapped_column(_ID, primary_key=True)
    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    key_list_id: Mapped[str] = mapped_column(_ID)
    slug: Mapped[str] = mapped_column(_SLUG)
    text: Mapped[str] = mapped_column(_TEXT)
    text_en: Mapped[str] = mapped_column(_TEXT)
    detail: Mapped[str] = mapped_column(_DETAIL)
    detail_en: Mapped[str] = mapped_column(_DETAIL)
    position: Mapped[int]
    removed: Mapped[bool]

    @property
    def label(self) -> str:
        """What a person calls it."""
        return self.text
