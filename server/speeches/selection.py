"""Of the lists that rules propose for one place, the surest stays; lists inside an item of
another one stay too.
"""

from collections import defaultdict

from server.speeches.found import Found, Name
from server.speeches.text import Span, Text

_BUCKET = 32


def select(text: Text, proposed: list[Found]) -> list[Found]:
    """Return the lists to keep, in the order of the text. A dropped list leaves its announced
    name to the one that stays.
    """
    kept: list[Found] = []
    places = _Places()
    for found in sorted(
        proposed, key=lambda found: (-found.sureness, -len(found.items), found.start)
    ):
        rivals = [kept[number] for number in places.rivals(found)]
        if rivals:
            _leave_name(found, rivals[0])
        else:
            places.add(len(kept), found)
            kept.append(found)
    return _without_repetitions(
        text, sorted(kept, key=lambda found: (found.opening, -found.region[1]))
    )


def _leave_name(dropped: Found, rival: Found) -> None:
    if rival.name and dropped.name and _is_part(dropped.name, rival.name):
        return
    same = len(dropped.items) == len(rival.items)
    if (
        rival.name is None
        and dropped.name
        and (dropped.name.announcement or (same and not dropped.name.derived))
    ) or (
        same
        and dropped.name
        and dropped.name.announcement
        and rival.name
        and rival.name.count is None
    ):
        rival.name = dropped.name


def _is_part(name: Name, whole: Name) -> bool:
    """两个清 is a part of 一个稳、两个清."""
    if name.span is None or whole.span is None or name.span == whole.span:
        return False
    return whole.span[0] <= name.span[0] and name.span[1] <= whole.span[1]


def _without_repetitions(text: Text, ordered: list[Found]) -> list[Found]:
    """Drop a list whose items were all said before, word for word."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for found in ordered:
        words = tuple(found.item_words(text))
        if words not in seen:
            kept.append(found)
        seen.add(words)
    return kept


class _Places:
    """Which items of kept lists stand where."""

    def __init__(self) -> None:
        self._buckets: defaultdict[int, list[tuple[int, int, Span]]] = defaultdict(list)

    def add(self, number: int, found: Found) -> None:
        for item, (start, end) in enumerate(found.items):
            for bucket in range(start // _BUCKET, (end - 1) // _BUCKET + 1):
                self._buckets[bucket].append((number, item, (start, end)))

    def rivals(self, found: Found) -> list[int]:
        """Return the kept lists that claim the same words, other than by holding the list in one
        item or the reverse.
        """
        touched: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
        for mine, (start, end) in enumerate(found.items):
            for bucket in range(start // _BUCKET, (end - 1) // _BUCKET + 1):
                for number, theirs, span in self._buckets[bucket]:
                    if span[0] < end and start < span[1]:
                        touched[number].add((mine, theirs))
        return [number for number, pairs in touched.items() if not _nested(pairs)]


def _nested(pairs: set[tuple[int, int]]) -> bool:
    mine, theirs = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return len(pairs) > 1 and (len(mine) == 1 or len(theirs) == 1)
