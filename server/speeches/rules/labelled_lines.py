"""K3: a line that ends with a label and a colon, and the lines behind it that end with ；."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import split
from server.speeches.found import Found
from server.speeches.items import head
from server.speeches.labels import CONNECTIVE, LONGEST_LABEL, label_name
from server.speeches.text import Span, Text

_FEWEST = 3


def labelled_lines(text: Text, _names: Names) -> Iterator[Found]:
    """Find the lines behind a line that ends with a label and a colon; each but the last ends
    with ；.

    >>> from server.speeches.text import read
    >>> text = read("有下列情形之一的，应当报告：\\n出国的；\\n兼职的；\\n结婚的。\\n其他。")
    >>> [found.item_words(text) for found in labelled_lines(text, Names(text))]
    [['出国的', '兼职的', '结婚的']]
    """
    lines = text.paragraphs
    for number, (start, end) in enumerate(lines):
        if text.plain[end - 1] != "：":
            continue
        last = number + 1
        while last < len(lines) and text.plain[lines[last][1] - 1] == "；":
            last += 1
        group = lines[number + 1 : last + 1]
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


def _line_label(text: Text, line: Span) -> Span:
    """Return the clause of a line that says 下列 or 以下, or else its last telling one."""
    clauses = split(text, (max(line[0], line[1] - LONGEST_LABEL), line[1]), "，。；：！？")
    below = [
        clause for clause in clauses if re.search("下列|以下|如下", text.plain[slice(*clause)])
    ]
    telling = [clause for clause in clauses if not CONNECTIVE.fullmatch(text.plain[slice(*clause)])]
    return (below or telling or [line])[-1]
