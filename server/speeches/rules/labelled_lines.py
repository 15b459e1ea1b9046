"""K3: a line that ends with a label and a colon, and the lines behind it that go together."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import split
from server.speeches.found import Found
from server.speeches.items import head
from server.speeches.labels import CONNECTIVE, LONGEST_LABEL, label_name
from server.speeches.text import Span, Text

_FEWEST = 3
_MOST = 60


def labelled_lines(text: Text, _names: Names) -> Iterator[Found]:
    """Find the lines behind a line that ends with a label and a colon: each but the last ends
    with ；, or all open alike.

    >>> from server.speeches.text import read
    >>> text = read("有下列情形之一的，应当报告：\\n出国的；\\n兼职的；\\n结婚的。\\n其他。")
    >>> [found.item_words(text) for found in labelled_lines(text, Names(text))]
    [['出国的', '兼职的', '结婚的']]
    """
    lines = text.paragraphs
    for number, (start, end) in enumerate(lines):
        if text.plain[end - 1] != "：":
            continue
        behind = lines[number + 1 : number + 1 + _MOST]
        group = _parts(text, behind) or _alike(text, behind)
        if len(group) >= _FEWEST:
            label = _line_label(text, (start, end - 1))
            yield Found(
                "labelled_lines",
                [head(text, line) for line in group],
                (text.plain[slice(*label)],),
                0.85,
                name=label_name(text, label),
                regions=group,
            )


def _parts(text: Text, lines: list[Span]) -> list[Span]:
    """Return the lines that end with ； and the one behind them."""
    last = next((n for n, (_, end) in enumerate(lines) if text.plain[end - 1] != "；"), len(lines))
    return lines[: last + 1] if last + 1 >= _FEWEST else []


def _alike(text: Text, lines: list[Span]) -> list[Span]:
    """Return the lines that open with the same word: 抓学习，…。抓制度，…。抓服务，…."""
    opening = text.plain[slice(*lines[0])][:1] if lines else ""
    past = next(
        (n for n, (start, _) in enumerate(lines) if text.plain[start] != opening), len(lines)
    )
    return lines[:past] if opening.isalpha() else []


def _line_label(text: Text, line: Span) -> Span:
    """Return the clause of a line that says 下列 or 以下, or else its last telling one."""
    clauses = split(text, (max(line[0], line[1] - LONGEST_LABEL), line[1]), "，。；：！？")
    below = [
        clause for clause in clauses if re.search("下列|以下|如下", text.plain[slice(*clause)])
    ]
    telling = [clause for clause in clauses if not CONNECTIVE.fullmatch(text.plain[slice(*clause)])]
    return (below or telling or [line])[-1]
