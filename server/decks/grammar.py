"""The grammar of one line of a deck file: 中文 / English `slug` (was `older-slug`)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

SLUG_MAX_LENGTH = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

HEADING = re.compile(r"(#+)(\s*)(.*)")
# A number as any keyboard gives it (1. １． 1、 1)), or a bullet.
NUMBERED = re.compile(r"([0-9０-９]{1,4})([.．、)）]\s*)(.*)")
BULLET = re.compile(r"[-*+]\s(.*)")
DETAIL = re.compile(r">\s?(.*)")

_TAG = re.compile(r"(?:^| )`([^`]*)`(?: \(was `([^`]*)`\))?$")
_SEPARATOR = re.compile(r"(?:^|\s)/(?:\s|$)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WIDE = r"[\u2e80-\ua4ff\uf900-\ufaff\ufe30-\uffef]"
# A line break inside Chinese is no space; between Latin words it is one.
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})\n|\n(?={_WIDE})")


class Bilingual(NamedTuple):
    """A text and its English rendering; each is "" where it is missing."""

    text: str
    text_en: str
    separated: bool  # whether a ' / ' stands between them
    slash: bool = False  # whether a bare '/' stands in the text, and no English beside it


class Tag(NamedTuple):
    """The slug at the end of a line and the one it had before; None where there is none."""

    slug: str | None
    was: str | None


def take_tag(line: str) -> tuple[str, Tag]:
    """Split a line into what stands before its slug, and the slug."""
    line = squeeze(line)
    found = _TAG.search(line)
    if not found:
        return line, Tag(None, None)
    return line[: found.start()], Tag(*found.groups())


def split_english(source: str) -> Bilingual:
    """Split at the first ' / '; ``\\/`` is a plain slash, as every escape of Markdown."""
    text, *english = _SEPARATOR.split(source, maxsplit=1)
    bare = not english and "/" in _ESCAPE.sub("", text)
    return Bilingual(_plain(text), _plain("".join(english)), bool(english), bare)


def suggested_slug(text_en: str, otherwise: str) -> str:
    """Make a slug of an English text; of nothing usable, return ``otherwise``."""
    ascii_text = unicodedata.normalize("NFKD", text_en).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_text.lower().replace("'", ""))
    return "-".join(words)[:40].strip("-") or otherwise


def squeeze(text: str) -> str:
    """Turn every run of white space, the ideographic space too, into one space."""
    return " ".join(text.split())


def _plain(source: str) -> str:
    joined = _BREAK_IN_CHINESE.sub("", "\n".join(map(squeeze, source.strip().split("\n"))))
    return unicodedata.normalize("NFC", _ESCAPE.sub(r"\1", squeeze(joined)))
