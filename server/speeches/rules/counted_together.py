"""K1: several names in a row, and behind them a list for each: “三有”“三统一”，即有…、有…、有…，
统一…、统一…、统一….
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from server.speeches.announcements import TOGETHER, Announcement, Names, parts
from server.speeches.clauses import first_end, split
from server.speeches.found import Found, Name
from server.speeches.text import Span, Text

_OPENS = re.compile(r"[”」][\u3400-\u9fff]{0,8}(?:，?(?:即|就是|也就是|是指|指)[：，]?|：|，)")
_LONGEST_BODY = 300


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
        opening = _OPENS.match(text.plain, match.end())
        if opening is None:
            continue
        names = parts(text, *match.span())
        end = first_end(text, opening.end(), opening.end() + _LONGEST_BODY, "。！？\n")
        run = split(text, (opening.end(), end), "、，；")
        ends = [0, *accumulate(name.count or 0 for name in names)]
        lists = [run[first:past] for first, past in pairwise(ends)]
        if len(run) == ends[-1] and all(map(_says, [text] * len(names), names, lists)):
            for name, each in zip(names, lists, strict=True):
                words = text.words(name.start, name.end)
                stated = Name(words, name.count, (name.start, name.end), name)
                yield Found("counted_together", each, (words,), 0.97, name=stated)


def _says(text: Text, name: Announcement, run: list[Span]) -> bool:
    return len(run) > 1 and all(name.noun in text.plain[slice(*piece)] for piece in run)
