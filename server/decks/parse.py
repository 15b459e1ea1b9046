"""Deck file → deck. Pure: bytes in, a value out, every problem told at once."""

from __future__ import annotations

from server.decks.body import read_key_lists
from server.decks.deck import Deck
from server.decks.front_matter import read_front_matter, split_front_matter
from server.decks.problems import Findings, Problem
from server.decks.source import decode, without_comments


def parse_deck(content: bytes, path: str) -> tuple[Deck, tuple[Problem, ...]]:
    """Return the deck that a file says, and warnings of probable slips.

    ``path`` only names the file in messages. docs/decks.md describes the format.
    Raises DeckFileError, with all errors and warnings, if the file cannot be used.
    """
    findings = Findings(path)
    text = without_comments(decode(content, findings), findings)
    fields, body, lines_before = split_front_matter(text, findings)
    head = read_front_matter(fields, findings)
    key_lists = read_key_lists(body, lines_before, findings)
    findings.raise_errors()
    deck = Deck(
        slug=head.slug,
        origin=head.origin,
        title=head.title,
        title_en=head.title_en,
        language=head.language,
        position=head.position,
        key_lists=key_lists,
    )
    return deck, findings.warnings
