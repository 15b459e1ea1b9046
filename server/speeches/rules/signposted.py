"""K2: two or more items that carry ordinals or equal marks."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.chains import Chain, chains, regions
from server.speeches.found import Found
from server.speeches.items import head
from server.speeches.sharing import common_opening
from server.speeches.text import Span, Text

_LABEL = re.compile(r"(?:“[^”]{1,4}”|[\u3400-\u9fff]{1,4}?)(?:就是|是(?!否)|，|：|叫做?)")
_LONGEST_OTHER = 20
_BARE_FEWEST = 3


def signposted(text: Text, _names: Names) -> Iterator[Found]:
    """Find lists whose items are marked: 一是…二是…, （一）…（二）…, 一方面…另一方面….

    >>> from server.speeches.text import read
    >>> text = read("要做到：一是带头学习，提高本领；二是带头实干。")
    >>> [found.item_words(text) for found in signposted(text, Names(text))]
    [['带头学习', '带头实干']]
    """
    for chain in chains(text):
        spans = _without_shared_label(text, list(regions(chain)))
        items = [head(text, span) for span in spans]
        if all(start < end for start, end in items) and _holds(text, chain, items):
            yield Found(
                rule="signposted",
                items=items,
                words=tuple(mark.words(text) for mark in chain.marks),
                sureness=0.85 if chain.misprint else 0.97,
                ordered=chain.marks[0].style.ordered,
                regions=spans,
                opening=chain.marks[0].start,
                misprint=chain.misprint,
            )


def _without_shared_label(text: Text, spans: list[Span]) -> list[Span]:
    """Drop what every mark says again: 第一个词是…，第二个词是…; 第一招，…，第二招，…."""
    label = _LABEL.match(common_opening([text.plain[start:end] for start, end in spans]))
    return [(start + label.end(), end) for start, end in spans] if label else spans


def _holds(text: Text, chain: Chain, items: list[tuple[int, int]]) -> bool:
    """Weak marks need more: 一…二… without a verb three items, 一个…另一个… short ones in one
    sentence.
    """
    style = chain.marks[0].style.name
    if style == "bare":
        alike = len({mark.tail for mark in chain.marks}) == 1
        return alike or len(chain.marks) >= _BARE_FEWEST
    if style == "one other":
        one_sentence = "。" not in text.plain[chain.marks[0].start : chain.last.start]
        return one_sentence and all(end - start <= _LONGEST_OTHER for start, end in items)
    return True
