"""K1: several names in a row, and behind them a list for each: “三有”“三统一”，即有…、有…、有…，
统一…、统一…、统一….
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from server.speeches.announcements import TOGETHER, Announcement, Names, parts
from server.speeches.clauses import first_end, split
from server.speeches.found import Found, Name
from server.speeches.numerals import COUNT, number
from server.speeches.text import Span, Text

_OPENS = re.compile(r"[”」][\u3400-\u9fff]{0,8}(?:，?(?:即|就是|也就是|是指|指)[：，]?|：|，)")
_LONGEST_BODY = 300
_COUNT_OR_ONE = rf"(?:{COUNT}|一)"
_NOUN = rf"(?:(?!{_COUNT_OR_ONE})[\u3400-\u9fff]){{1,2}}"
_PART = re.compile(rf"(?P<count>{_COUNT_OR_ONE})个?(?P<noun>{_NOUN})")
_WITH_ONE = re.compile(
    rf"(?<=[“「])(?=[^”」\n]{{0,8}}一)(?:{_COUNT_OR_ONE}个?{_NOUN}、?){{2,3}}(?=[”」])"
)


def counted_together(text: Text, _names: Names) -> Iterator[Found]:
    """Find as many items behind the names as all of them count; each item says its name's noun.

    >>> from server.speeches.text import read
    >>> text = read("做到“三有两无”：有人、有钱、有地，无债、无案。")
    >>> for found in counted_together(text, Names(text)):
    ...     print(found.name.words, found.item_words(text))
    三有 ['有人', '有钱', '有地']
    两无 ['无债', '无案']
    """
    for match in TOGETHER.finditer(text.plain):
        names = parts(text, *match.span())
        run = _run(text, match.end())
        ends = [0, *accumulate(name.count or 0 for name in names)]
        lists = [run[first:past] for first, past in pairwise(ends)]
        if len(run) == ends[-1] and all(map(_says, [text] * len(names), names, lists)):
            for name, each in zip(names, lists, strict=True):
                words = text.words(name.start, name.end)
                stated = Name(words, name.count, (name.start, name.end), name)
                yield Found("counted_together", each, (words,), 0.97, name=stated)
    yield from _mixed(text)


def _run(text: Text, end: int) -> list[Span]:
    """Return the pieces of the sentence that opens behind a name, or nothing."""
    opening = _OPENS.match(text.plain, end)
    if opening is None:
        return []
    stop = first_end(text, opening.end(), opening.end() + _LONGEST_BODY, "。！？\n")
    return split(text, (opening.end(), stop), "、，；")


def _mixed(text: Text) -> Iterator[Found]:
    """“三增一降”：…: a part of one item is no list; the parts together are."""
    for match in _WITH_ONE.finditer(text.plain):
        nouns = [
            noun
            for part in _PART.finditer(match[0])
            for noun in (number(part["count"]) or 0) * [part["noun"]]
        ]
        run = _run(text, match.end())
        said = (text.plain[slice(*piece)] for piece in run)
        if len(run) == len(nouns) and all(map(str.__contains__, said, nouns)):
            name = Name(text.words(*match.span()), None, match.span())
            yield Found("counted_together", run, (match[0],), 0.97, name=name)


def _says(text: Text, name: Announcement, run: list[Span]) -> bool:
    return len(run) > 1 and all(name.noun in text.plain[slice(*piece)] for piece in run)
