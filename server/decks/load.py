"""Deck → rows of the library. Ids come from slugs, so a changed text keeps its history."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, scoped_session

from server.decks.content import Fields, content_of
from server.decks.deck import Deck
from server.decks.models import DeckRow, ItemRow, KeyListRow
from server.ids import LIBRARY_ACCOUNT_ID

Outcome = Literal["kept", "changed", "new", "removed"]
OUTCOMES: tuple[Outcome, ...] = ("kept", "changed", "new", "removed")
AnySession = Session | scoped_session[Session]
Row = TypeVar("Row", DeckRow, KeyListRow, ItemRow)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one deck, key list or item."""

    id: str
    outcome: Outcome
    name: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a deck did to it and to all that it holds or held."""

    deck: Change
    key_lists: list[Change]
    items: list[Change]


def load_deck(session: AnySession, deck: Deck) -> Loaded:
    """Make the library say what the deck says; run it inside a write transaction.

    What the deck no longer holds is marked removed; what comes back is taken up again, as new.
    Rows whose content is the same are not touched.
    """
    content = content_of(deck)
    decks = _rows(session, DeckRow, DeckRow.id == content.deck_id)
    key_lists = _rows(session, KeyListRow, KeyListRow.deck_id == content.deck_id)
    items = _rows(session, ItemRow, ItemRow.key_list_id.in_(key_lists.keys()))

    head: Fields = {**content.deck, "revision": content.revision}
    return Loaded(
        deck=_write(session, DeckRow, decks, {content.deck_id: head})[0],
        key_lists=_write(session, KeyListRow, key_lists, content.key_lists),
        items=_write(session, ItemRow, items, content.items),
    )


def count_outcomes(changes: list[Change]) -> str:
    """Say how many changes of each outcome there are."""
    counts = Counter(change.outcome for change in changes)
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)


def _rows(session: AnySession, model: type[Row], condition: ColumnElement[bool]) -> dict[str, Row]:
    query = select(model).where(model.account_id == LIBRARY_ACCOUNT_ID, condition)
    return {row.id: row for row in session.scalars(query)}


def _write(
    session: AnySession, model: type[Row], rows: dict[str, Row], wanted: dict[str, Fields]
) -> list[Change]:
    changes = []
    for row_id, fields in wanted.items():
        row = rows.get(row_id)
        outcome = _outcome(row, fields)
        if row is None:
            row = model(account_id=LIBRARY_ACCOUNT_ID, id=row_id)
            session.add(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.removed = False
        changes.append(Change(row_id, outcome, row.label))
    for row_id, row in rows.items():
        if row_id not in wanted and not row.removed:
            row.removed = True
            changes.append(Change(row_id, "removed", row.label))
    # The rows of the next table refer to these.
    session.flush()
    return changes


def _outcome(row: Row | None, fields: Fields) -> Outcome:
    if row is None or row.removed:
        return "new"
    same = all(getattr(row, name) == value for name, value in fields.items())
    return "kept" if same else "changed"
