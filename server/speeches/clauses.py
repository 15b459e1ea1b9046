"""Cutting plain text at its punctuation, outside of brackets and quotes."""

import re
from functools import cache

from server.speeches.text import Span, Text

SENTENCE_ENDS = "。！？…\n"
CLAUSE_ENDS = "，；：" + SENTENCE_ENDS
SEPARATORS = ("；", "，", "、")
_EDGES = " ，、：；。！？…—"
_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）」』】]*|(?=\n)|$)")


def split(text: Text, span: Span, separators: str) -> list[Span]:
    """Cut a span at separators that stand no deeper in brackets than its first character; drop
    empty pieces.

    >>> from server.speeches.text import read
    >>> text = read("学习（包括读书、思考）、实践，研究")
    >>> [text.plain[slice(*piece)] for piece in split(text, (0, len(text.plain)), "、，")]
    ['学习（包括读书、思考）', '实践', '研究']
    """
    start, end = span
    pieces, begin = [], start
    level = text.depth[start] if start < end else 0
    for separator in _any_of(separators).finditer(text.plain, start, end):
        if text.depth[separator.start()] <= level:
            pieces.append((begin, separator.start()))
            begin = separator.end()
    pieces.append((begin, end))
    return [piece for piece in (tidy(text, piece) for piece in pieces) if piece[0] < piece[1]]


def tidy(text: Text, span: Span) -> Span:
    """Drop punctuation and spaces at both edges, and quotes or brackets that open or close
    without a partner inside.
    """
    start, end = span
    changed = True
    while changed and start < end:
        changed = False
        if text.plain[start] in _EDGES:
            start, changed = start + 1, True
        elif text.plain[end - 1] in _EDGES:
            end, changed = end - 1, True
        elif _wrapped(text, start, end):
            start, end, changed = start + 1, end - 1, True
        elif (
            text.plain[start] in "“‘「『" and text.depth[end - 1] > text.depth[start]
        ) or text.plain[start] in "”’」』）":
            start, changed = start + 1, True
        elif (
            text.plain[end - 1] in "”’」』"
            and end - 1 > start
            and text.depth[start] > text.depth[end - 1]
        ):
            end, changed = end - 1, True
    return start, end


def _wrapped(text: Text, start: int, end: int) -> bool:
    """Tell whether one pair of quotes wraps the whole span."""
    if end - start < 3 or text.plain[start] not in "“‘「『" or text.plain[end - 1] not in "”’」』":
        return False
    outside = text.depth[start]
    return outside == text.depth[end - 1] and min(text.depth[start + 1 : end - 1]) > outside


def first_end(text: Text, start: int, end: int, stops: str) -> int:
    """Return where the first of `stops` stands outside of brackets in plain[start:end], or end."""
    level = text.depth[start] if start < end else 0
    for stop in _any_of(stops).finditer(text.plain, start, end):
        if text.depth[stop.start()] <= level:
            return stop.start()
    return end


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


def sentences(text: Text) -> list[Span]:
    """Cut a text into sentences, their ends included; a paragraph's end ends a sentence.

    >>> from server.speeches.text import read
    >>> text = read("他说：“好。”走了\\n完")
    >>> [text.plain[slice(*sentence)] for sentence in sentences(text)]
    ['他说：“好。”', '走了', '完']
    """
    return [match.span() for match in _SENTENCE.finditer(text.plain)]


def sentence_start(text: Text, place: int) -> int:
    """Return where the sentence begins that holds the place, at most its paragraph's start."""
    floor = text.paragraph_at(place)[0]
    starts = (text.plain.rfind(stop, floor, place) + 1 for stop in "。！？\n")
    return max(floor, *starts)


def sentence_end(text: Text, start: int, longest: int) -> int:
    """Return where the sentence ends that goes on at `start`, its stop left out: at most at its
    paragraph's end, or `longest` characters on.
    """
    limit = min(text.paragraph_at(start - 1)[1], start + longest)
    return first_end(text, start, limit, "。！？\n")
