"""Lines on pages, back to paragraphs:

a PDF knows where characters stand, and nothing of sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

_PAGE_NUMBER: Final = re.compile(
    r"[\s\-—–·.]*(?:第\s*)?(?:\d{1,4}|[IVXLivxl]{1,6})(?:\s*页)?(?:\s*[/，,共of]+\s*\d{1,4}\s*页?)?[\s\-—–·.]*"
)
_DIGITS: Final = re.compile(r"\d+")
_EDGE_LINES: Final = 2
_SHORT_BY_EM: Final = (
    2.5  # a full Chinese line may end so much early, when a mark must not begin the next
)
_INDENT_EM: Final = 0.8
_WIDE_PITCH: Final = 1.5
_OTHER_SIZE: Final = 0.15
_EDGE_WIDTH: Final = 3.0
_SHARE_OF_EDGE: Final = 0.2
_NEARLY_ALL: Final = 0.95
_HYPHENS: Final = ("\ufffe", "\x02")


@dataclass(frozen=True)
class Line:
    """A line and the box around it, in PDF units; y grows upwards."""

    words: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def em(self) -> float:
        """Return the height of the line's characters."""
        return max(self.top - self.bottom, 1.0)


def without_page_marks(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Leave out page numbers, and what stands on most pages at the same edge.

    It is compared without its digits, as "第3页 某地日报" changes from page to page.
    """
    repeated = Counter(
        mark for page in pages for mark in {_likeness(line) for line in _edges(page)}
    )
    often = max(3, len(pages) / 2)

    def is_mark(line: Line, page: list[Line]) -> bool:
        return line in _edges(page) and (
            _PAGE_NUMBER.fullmatch(line.words) is not None or repeated[_likeness(line)] >= often
        )

    return [[line for line in page if not is_mark(line, page)] for page in pages]


def joined(pages: Sequence[list[Line]]) -> list[str]:
    """Return the paragraphs of the lines of all pages."""
    paragraphs: list[str] = []
    previous: Line | None = None
    margins = _margins([line for page in pages for line in page])
    for page in pages:
        pitch = _pitch(page)
        for number, line in enumerate(page):
            gap = page[number - 1].bottom - line.bottom if number else 0.0
            if previous and not _begins(line, previous, margins, gap > pitch * _WIDE_PITCH):
                paragraphs[-1] = _appended(paragraphs[-1], line.words)
            else:
                paragraphs.append(line.words.strip())
            previous = line
    return paragraphs


def _begins(line: Line, previous: Line, margins: tuple[float, float], far_below: bool) -> bool:
    left, right = margins
    return (
        far_below
        or line.left > left + _INDENT_EM * line.em
        or previous.right < right - _SHORT_BY_EM * previous.em
        or abs(line.em - previous.em) > _OTHER_SIZE * previous.em
    )


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Return where full lines begin and end:

    the leftmost edge that many share, and the right of nearly all these.
    """
    if not lines:
        return 0.0, 0.0
    edges = Counter(round(line.left / _EDGE_WIDTH) for line in lines)
    left = min(
        edge for edge, count in edges.items() if count >= _SHARE_OF_EDGE * max(edges.values())
    )
    rights = sorted(line.right for line in lines if round(line.left / _EDGE_WIDTH) >= left)
    return left * _EDGE_WIDTH, rights[int(len(rights) * _NEARLY_ALL)]


def _pitch(page: list[Line]) -> float:
    steps = [above.bottom - below.bottom for above, below in pairwise(page)]
    downwards = [step for step in steps if step > 1]
    return median(downwards) if downwards else float("inf")


def _appended(words: str, more: str) -> str:
    more = more.strip()
    if words.endswith(_HYPHENS):
        return words[:-1] + more
    between = " " if words[-1:].isascii() and more[:1].isascii() else ""
    return words + between + more


def _edges(page: list[Line]) -> list[Line]:
    return page[:_EDGE_LINES] + page[_EDGE_LINES:][-_EDGE_LINES:]


def _likeness(line: Line) -> tuple[str, int]:
    # The size counts: a title may be repeated above each page, but is smaller there.
    return _DIGITS.sub("", "".join(line.words.split())), round(line.em)
