"""Cutting what stands behind an announcement into as many items as were announced."""

import re
from collections.abc import Iterator

from server.speeches.clauses import split
from server.speeches.items import head, sets_scene
from server.speeches.numerals import COUNT
from server.speeches.runs import items, longest, pieces
from server.speeches.text import Span, Text

_AGAIN = re.compile(rf"这{COUNT}[个点项条种]")
LONGEST_CLAUSE = 20
_FEWEST_INEXACT = 3
_LONGEST_ITEM = 45


def cut_body(text: Text, body: Span, count: int | None) -> tuple[list[Span], bool]:
    """Cut a body where it gives as many items as were announced; else where it is likeliest, not
    exact. Returns the items, plain, and whether they are as many as announced.

    >>> from server.speeches.text import read
    >>> text = read("勤、俭，和")
    >>> cut_body(text, (0, len(text.plain)), 2)
    ([(0, 1), (2, 3)], True)
    """
    tried = []
    for run, separator in _ways(text, body, count):
        if len(run) == count and len(run) > 1 and recitable(run):
            return _cut(text, run, separator), True
        tried.append((run, separator))
    likely = (way for way in tried if _likely(*way, counted=count is not None))
    run, separator = next(likely, ([], ""))
    return _cut(text, run, separator), False


def _ways(text: Text, body: Span, count: int | None) -> Iterator[tuple[list[Span], str]]:
    """Yield the ways to cut a body, the likeliest first, each with its separator."""
    quoted = _quotes(text, body)
    yield quoted, "“"
    for whole in (*quoted[: len(quoted) == 1], body):
        clauses = split(text, whole, "，；")
        yield split(text, whole, "；"), "；"
        yield pieces(text, (whole[0], clauses[0][1] if clauses else whole[1]), "、", count), "、"
        yield pieces(text, whole, "，；", count) if count else clauses, "，"
    yield _leading(text, clauses, count), "，"
    yield _telling(text, clauses), "，"


def _likely(run: list[Span], separator: str, *, counted: bool) -> bool:
    """Tell whether a run is a list although its length is not the announced one, or none was
    announced.
    """
    if separator == "；":
        return len(run) > 1 and recitable(run)
    if len(run) < _FEWEST_INEXACT or separator == "“":
        return False
    return recitable(run) if separator == "、" else not counted and longest(run) <= LONGEST_CLAUSE


def _cut(text: Text, run: list[Span], separator: str) -> list[Span]:
    return (
        [head(text, piece) for piece in run] if separator == "；" else items(text, run, separator)
    )


def recitable(run: list[Span]) -> bool:
    """Tell whether no piece of a run is so long that it must be prose."""
    return all(end - start <= 3 * _LONGEST_ITEM for start, end in run)


def _quotes(text: Text, body: Span) -> list[Span]:
    """“A”“B”“C” and “A”、“B”: the quotes that open a body, without their marks."""
    found, place = [], body[0]
    while place < body[1] and text.plain[place] in "“「":
        end = place + 1
        while end < body[1] and text.depth[end] > text.depth[place]:
            end += 1
        if end >= body[1] or end == place + 1:
            break
        found.append((place + 1, end))
        place = end + 1
        while place < body[1] and text.plain[place] in "、，；和与":
            place += 1
    return found


def _leading(text: Text, run: list[Span], count: int | None) -> list[Span]:
    """The first `count` clauses, if they open alike and the following one does not:
    要…，要…，要…，这样才能….
    """
    if count is None or len(run) <= count or count < 2:
        return []
    openings = [text.plain[start] for start, _ in run[: count + 1]]
    closings = [text.plain[end - 2 : end] for _, end in run[: count + 1]]
    alike = any(
        len(set(edges[:count])) == 1 and edges[count] != edges[0] for edges in (openings, closings)
    )
    return run[:count] if alike else []


def _telling(text: Text, run: list[Span]) -> list[Span]:
    """The clauses that neither set the scene nor say the number again."""
    return [
        piece
        for piece in run
        if not sets_scene(words := text.plain[slice(*piece)]) and not _AGAIN.search(words)
    ]
