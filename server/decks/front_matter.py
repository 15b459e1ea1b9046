"""The head of a deck file: what the deck is called, in YAML between two lines of dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml  # type: ignore[import-untyped]
from frontmatter.default_handlers import YAMLHandler

from server.decks.grammar import SLUG, SLUG_MAX_LENGTH, squeeze
from server.decks.problems import Findings

FIELDS = ("slug", "title", "title_en", "language", "position", "was")
TITLE_MAX_LENGTH = 200
HEAD_MAX_LENGTH = 8000
# A deck's id is made as the ids of these two records are (server/ids.py): it must not be theirs.
RESERVED_SLUGS = ("settings", "parameters")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_POSITION = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The deck's own fields; ``origin`` is its first slug."""

    slug: str
    origin: str
    title: str
    title_en: str
    language: str
    position: int


def split_front_matter(text: str, findings: Findings) -> tuple[dict[str, str] | None, str, int]:
    """Split a file into the fields of its head, its body, and the lines before the body.

    The fields are None where the head cannot be read. Raises DeckFileError if it never ends:
    then nothing can be said about the body.
    """
    handler = YAMLHandler()
    if not handler.detect(text):
        findings.error(1, "begin with the deck's head: a line ---, slug: …, title: …, a line ---")
        return None, text, 0
    try:
        head, body = handler.split(text)
    except ValueError:
        findings.error(1, "the deck's head is never closed: add a line --- after its last field")
        findings.raise_errors()
        raise
    lines_before = text.count("\n", 0, len(text) - len(body))
    return _load_fields(handler, head, findings), body, lines_before


def read_front_matter(fields: dict[str, str] | None, findings: Findings) -> FrontMatter:
    """Check the fields and give them their defaults; what is wrong is told at line 1."""
    if fields is None:
        return FrontMatter("", "", "", "", "", 0)
    for name in sorted(fields.keys() - set(FIELDS)):
        findings.error(
            1, f"the deck's head has an unknown field '{name[:40]}': use {', '.join(FIELDS)}"
        )
    for name in ("slug", "title"):
        if not fields.get(name):
            findings.error(1, f"the deck's head has no {name}: add a line '{name}: …'")
    for name in ("slug", "was"):
        slug = fields.get(name)
        if slug and not (SLUG.fullmatch(slug) and len(slug) <= SLUG_MAX_LENGTH):
            findings.error(1, f"'{name}' of the deck's head is no slug: use a-z, 0-9 and -")
        elif slug in RESERVED_SLUGS:
            findings.error(1, f"'{slug}' names something else already: choose another {name}")
    for name in ("title", "title_en"):
        if len(fields.get(name, "")) > TITLE_MAX_LENGTH:
            findings.error(1, f"'{name}' is too long: at most {TITLE_MAX_LENGTH} characters")
    language = fields.get("language", "zh-Hans")
    if not _LANGUAGE.fullmatch(language):
        findings.error(1, "'language' is no language tag: write zh-Hans, or another of BCP 47")
    position = fields.get("position", "0")
    if not _POSITION.fullmatch(position):
        findings.error(1, "'position' is no whole number from 0 to 9999")
        position = "0"
    slug = fields.get("slug", "")
    return FrontMatter(
        slug=slug,
        origin=fields.get("was") or slug,
        title=fields.get("title", ""),
        title_en=fields.get("title_en", ""),
        language=language,
        position=int(position),
    )


def _load_fields(handler: YAMLHandler, head: str, findings: Findings) -> dict[str, str] | None:
    if len(head) > HEAD_MAX_LENGTH:
        findings.error(1, f"the deck's head is too long: at most {HEAD_MAX_LENGTH} characters")
        return None
    # BaseLoader makes text of every value: a title such as 2024-01-01 or 1e5 stays what was typed.
    try:
        loaded = handler.load(head, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        findings.error(
            line,
            "this is not 'field: text'. A text with ': ', '#', quotes or brackets goes into "
            'quotes: title: "…"',
        )
        return None
    except (yaml.YAMLError, RecursionError):
        findings.error(1, "the deck's head cannot be read: write one 'field: text' a line")
        return None
    if not isinstance(loaded, dict):
        findings.error(1, "the deck's head is empty: write slug: … and title: …, one a line")
        return None
    fields = {}
    for name, text in loaded.items():
        if isinstance(name, str) and isinstance(text, str):
            fields[name] = squeeze(text)
        else:
            findings.error(1, "a field of the deck's head holds more than one text: write one")
    return fields
