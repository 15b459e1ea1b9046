"""Tidy text: one form for each character, one paragraph a line, nothing invisible."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from server.speeches.reading.limits import LONGEST_TEXT
from server.speeches.reading.refusals import Refusal

_LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Controls, halves of surrogate pairs, noncharacters, byte order marks, zero-width spaces, soft
# hyphens, and the marks that turn the direction of writing. Zero-width joiners stay: emoji need
# them.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# PDF files often name the radical ⼀ where the character 一 is meant. Source: Unicode, Kangxi
# Radicals and CJK Radicals Supplement, as far as they have compatibility mappings.
_RADICALS: Final = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)
}
_SAYS_SOMETHING: Final = re.compile(r"[^\W_]")


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs of some lines, in NFC, without those that are blank.

    Raises Refusal: no_text when no letter or digit is left, text_too_long beyond a million code
    points.

    >>> paragraphs(["\\ufeff　　⼀是学习；\\r\\n\\x00\\r\\n", "二是\\u200b实践。 "])
    ['一是学习；', '二是实践。']
    """
    found: list[str] = []
    length = 0
    for line in lines:
        for part in _LINE_END.split(line):
            if tidied := tidy(part):
                found.append(tidied)
                length += len(tidied) + 1
                if length > LONGEST_TEXT:
                    raise Refusal("text_too_long")
    if not any(map(_SAYS_SOMETHING.search, found)):
        raise Refusal("no_text")
    return found


def tidy(line: str) -> str:
    """Return one line in NFC, without what is invisible and without space around it."""
    visible = _INVISIBLE.sub("", line.replace("\t", " "))
    return unicodedata.normalize("NFC", visible.translate(_RADICALS)).strip()
