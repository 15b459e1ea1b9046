"""The words that lead to a list: those of its own sentence before it, or else the sentence before.

A lead may be a heading, may introduce a whole document, or may be prose that leads nowhere.
"""

import re

from server.speeches.clauses import sentence_start, split
from server.speeches.found import Found, Name
from server.speeches.items import sets_scene
from server.speeches.labels import CONNECTIVE, MARK, label_name
from server.speeches.text import Span, Text

_LONGEST_LEADING_LINE = 30
_HAN = re.compile(r"[\u3400-\u9fff]")
_MAKES = re.compile(
    r"(?:制定|提出|印发|形成)(?:了)?(?:如下|以下)?(?:本|此|该)?(?:方案|意见|办法|规定|计划|规划|细则|报告|总结|实施意见|条例|制度)。$"
)
_SAYING = re.compile(r".{0,12}(?:指出|强调|认为|表示|说|说道|写道|问道?|回答)")


def lead(text: Text, opening: int) -> Span | None:
    """Return the plain span of the words that lead to a list that opens at a place.

    >>> from server.speeches.text import read
    >>> text = read("先说清楚。要做到两点：一是学，二是用。")
    >>> text.plain[slice(*lead(text, 11))], text.plain[slice(*lead(text, 5))]
    ('要做到两点：', '先说清楚。')
    """
    start = sentence_start(text, opening)
    if start < opening and text.plain[start:opening].strip("“（ ，"):
        return start, opening
    paragraph = text.paragraph_at(opening)
    if start > paragraph[0]:
        return sentence_start(text, start - 1), start
    number = text.paragraph_index(opening)
    if number == 0:
        return None
    before = text.paragraphs[number - 1]
    start = sentence_start(text, before[1] - 1)
    while start > before[0] and not _HAN.search(text.plain, start, before[1]):
        start = sentence_start(text, start - 1)
    return start, before[1]


def ends_in_colon(text: Text, span: Span) -> bool:
    """Tell whether a lead says that the list follows."""
    return text.plain[span[1] - 1] == "："


def is_heading(text: Text, span: Span) -> bool:
    """Tell whether a lead is a paragraph of its own without a colon: its first clause says what
    it is about.
    """
    start, end = text.paragraph_at(span[0])
    return span[0] == start and span[1] >= end and not ends_in_colon(text, span)


def is_introduction(text: Text, span: Span) -> bool:
    """Tell whether a lead closes a paragraph of prose near the start that says it makes this
    document.
    """
    start, end = text.paragraph_at(span[0])
    return span[1] >= end and _MAKES.search(text.plain[max(start, end - 30) : end]) is not None


def is_prose(text: Text, found: Found, span: Span) -> bool:
    """Tell whether a list of lines stands behind a paragraph that does not lead to it: the last of
    its sentences says something of its own.
    """
    start, end = text.paragraph_at(span[0])
    return (
        found.ordered
        and opens_line(text, found)
        and (start < span[0] or end - start > _LONGEST_LEADING_LINE)
        and span[1] >= end
        and text.plain[end - 1] in "。！？"
        and not is_introduction(text, span)
        and not MARK.match(text.plain, start, end)
    )


def opens_line(text: Text, found: Found) -> bool:
    """Tell whether a list begins with its line."""
    return text.plain[found.opening - 1 : found.opening] in ("", "\n")


def phrase(text: Text, span: Span) -> Name | None:
    """Return the last telling clause of a lead as a name; of a heading the first."""
    clauses = split(text, span, "，；：。！？")
    shortest = 2 if ends_in_colon(text, span) else 3
    for clause in clauses if is_heading(text, span) else reversed(clauses):
        words = text.plain[slice(*clause)]
        if (
            len(words) >= shortest
            and not sets_scene(words)
            and not CONNECTIVE.fullmatch(words)
            and not _SAYING.fullmatch(words)
            and (name := label_name(text, clause))
        ):
            return name
    return None
