"""Marks become chains: 1, 2, 3 of one style, with chains inside the items of others, restarts and
misprints.

Open chains form a stack. A mark with number 1 opens a chain; any other mark goes on with the
innermost open chain that it fits, and what was opened inside that chain is closed. Numbering that
starts again is simply a new chain.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from server.speeches.ordinals import NEXT, Mark, marks
from server.speeches.text import Text

_CONCLUSION = re.compile(
    r"\n(?:同志们|同学们|老师们|各位|总之|综上|最后，|以上就是|让我们|谢谢|我就讲)"
)
_MIXED = {
    ("words", "ordinal"),
    ("ordinal", "words"),
    ("verb", "bare"),
    ("bare", "verb"),
    ("same verb", "bare"),
    ("ordinal", "ordinal measure"),
    ("ordinal measure", "ordinal"),
    ("ordinal measure", "sides"),
    ("sides", "ordinal measure"),
    ("words", "verb"),
    ("verb", "words"),
    ("verb", "ordinal"),
    ("ordinal", "verb"),
}
_LAST = "最后"
_MOST_OPEN = 24
_EQUAL_GAP = 2  # paragraphs between lines with equal marks
_VERB_TAILS = frozenset(("是", "个是", "要", "来", "则", "曰", "字曰"))


@dataclass
class Chain:
    """Marks that go together; `end` is where the last item must end (plain)."""

    marks: list[Mark]
    end: int = 0
    misprint: bool = False
    numbers: list[int] = field(default_factory=list)

    @property
    def last(self) -> Mark:
        """Return the latest mark."""
        return self.marks[-1]


def chains(text: Text) -> list[Chain]:
    """Find the chains of at least two marks, in the order of their first marks.

    >>> from server.speeches.text import read
    >>> text = read("一、认识。一是学；二是用。二、行动。一是干；三是看。")
    >>> found = chains(text)
    >>> [("".join(mark.words(text) for mark in each.marks), each.misprint) for each in found]
    [('一二', False), ('一是二是', False), ('一是三是', True)]
    """
    found: list[Chain] = []
    opened: list[Chain] = []
    for mark in marks(text):
        chain, misprint = _continued(text, opened, mark)
        if chain is not None:
            while opened[-1] is not chain:
                opened.pop().end = mark.start
            chain.marks.append(mark)
            chain.numbers.append(mark.number or chain.numbers[-1] + 1)
            chain.misprint |= misprint
        elif mark.number in (1, NEXT) and _may_open(mark):
            found.append(Chain([mark], numbers=[1]))
            opened = [*opened[-_MOST_OPEN:], found[-1]]
    conclusions = [match.start() for match in _CONCLUSION.finditer(text.plain)]
    return [_bounded(text, chain, conclusions) for chain in found if len(chain.marks) > 1]


def _may_open(mark: Mark) -> bool:
    return mark.number == 1 or mark.style.equal


def _continued(text: Text, opened: list[Chain], mark: Mark) -> tuple[Chain | None, bool]:
    """Return the open chain that a mark goes on with, and whether its number is misprinted."""
    if mark.number == 1 and not _repeats_one(mark):
        return None, False
    fitting = [chain for chain in opened if _fits(text, chain, mark)]
    exact = [
        chain
        for chain in fitting
        if mark.number in (NEXT, chain.numbers[-1] + 1) or _repeats_one(mark)
    ]
    if exact:
        return max(reversed(exact), key=lambda chain: _likeness(chain, mark)), False
    near = [chain for chain in fitting if _misprinted(text, chain, mark)]
    return (near[-1], True) if near else (None, False)


def _repeats_one(mark: Mark) -> bool:
    """一个是…，一个是…: equals that repeat the first mark."""
    return mark.style.name == "one other" and mark.number == 1


def _fits(text: Text, chain: Chain, mark: Mark) -> bool:
    last = chain.last
    if text.plain.startswith(_LAST, mark.start) and not _closes(text, chain, mark):
        return False
    if last.style.name != mark.style.name:
        if (
            "bare" in (last.style.name, mark.style.name)
            and "\n" in text.plain[last.start : mark.start]
        ):
            return False
        return _mixes(last, mark) and mark.start - last.start <= min(
            mark.style.reach, last.style.reach
        )
    apart = text.paragraph_index(mark.start) - text.paragraph_index(last.start)
    if mark.style.equal:
        return apart <= _EQUAL_GAP
    if mark.style.name == "bare" and mark.tail != last.tail and apart:
        return False
    if mark.style.name in ("one other", "noun number") and mark.tail != last.tail:
        return False
    if mark.opens_line and last.opens_line:
        return True
    return mark.start - last.start <= mark.style.reach


def _closes(text: Text, chain: Chain, mark: Mark) -> bool:
    """Tell whether 最后 may be the last of a chain: it closes speeches as well as lists."""
    last = chain.last
    lines = last.opens_line and mark.opens_line and len(chain.marks) > 1
    return not text.plain.startswith(_LAST, last.start) and (
        lines or "\n" not in text.plain[last.start : mark.start]
    )


def _mixes(last: Mark, mark: Mark) -> bool:
    """Styles that speakers mix: 首先…第二…, 一是…二要…, 一方面…另一方面…第三个方面."""
    return (last.style.name, mark.style.name) in _MIXED


def _likeness(chain: Chain, mark: Mark) -> int:
    last = chain.last
    alike = last.style.name == mark.style.name
    return (
        4 * alike
        + 2 * (last.opens_line == mark.opens_line)
        + (last.tail == mark.tail or {last.tail, mark.tail} <= _VERB_TAILS)
    )


def _misprinted(text: Text, chain: Chain, mark: Mark) -> bool:
    """One number left out, or the same one twice, near its neighbour: 一是…二是…四是,
    一是…二是…二是.
    """
    last = chain.last
    near = text.paragraph_index(mark.start) - text.paragraph_index(last.start) <= (
        1 if mark.opens_line else 0
    )
    alike = last.style.name == mark.style.name and last.opens_line == mark.opens_line
    return (
        near
        and alike
        and mark.number in (chain.numbers[-1], chain.numbers[-1] + 2)
        and mark.number > 1
    )


def _bounded(text: Text, chain: Chain, conclusions: list[int]) -> Chain:
    """Give the chain its end: what closed it, the speech's conclusion, or its paragraph's end if
    its last mark stands inside one.
    """
    last = chain.last
    limit = chain.end or len(text.plain)
    following = bisect_right(conclusions, last.start)
    if following < len(conclusions):
        limit = min(limit, conclusions[following])
    if not last.opens_line or last.style.equal:
        limit = min(limit, text.paragraph_at(last.start)[1])
        if _within_sentence(text, chain):
            stop = text.plain.find("。", last.end, limit)
            limit = limit if stop < 0 else stop
    chain.end = limit
    return chain


def _within_sentence(text: Text, chain: Chain) -> bool:
    return "。" not in text.plain[chain.marks[0].start : chain.last.start]


def regions(chain: Chain) -> Iterator[tuple[int, int]]:
    """Yield the plain span of each item of a chain: from its mark's end to the next mark."""
    for mark, following in zip(chain.marks, [*chain.marks[1:], None], strict=True):
        yield mark.end, following.start if following else chain.end
