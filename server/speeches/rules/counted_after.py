"""K1: a number and a noun name the list, and its items stand right before the name."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Announcement, Names
from server.speeches.clauses import CLAUSE_ENDS, sentence_start, split
from server.speeches.found import Found, Name
from server.speeches.items import head, sets_scene
from server.speeches.runs import items, pieces
from server.speeches.text import Span, Text

_JOINS = re.compile(r"(?:等等|等)?(?:这|共|的|方面的|以上|上述|共计|这样|这么)*[“「]?$")
_POINTS_BACK = re.compile(r"(?<=[\u3400-\u9fff”])(?:等等|等)?(?:这|以上|上述)$")
_EQUALS = re.compile(
    r"[，]?(?:都|也|就|正|共同)?(?:是|构成|组成|成为|属于)了?[\u3400-\u9fff]{0,10}$"
)
_LONGEST_RUN = 160
_LONGEST_OF_TWO = 8
_LONGEST_ITEM = 30
_LONGEST_EQUAL = 10
_FEWEST_OF_SOME = 2


def counted_after(text: Text, names: Names) -> Iterator[Found]:
    """Find the items before an announcement.

    >>> from server.speeches.text import read
    >>> def shown(words):
    ...     text = read(words)
    ...     for found in counted_after(text, Names(text)):
    ...         print(found.name.words, found.item_words(text))
    >>> shown("要强化企业的计划、组织、协调和控制等四大职能。")
    四大职能 ['计划', '组织', '协调', '控制']
    >>> shown("统一战线和武装斗争是中国革命的两个特点。")
    两个特点 ['统一战线', '武装斗争']
    """
    for name in names.between(0, len(text.plain)):
        for run in _runs(text, name, name.count) if name.count else _some(text, name):
            kept = items(text, run)
            if len(kept) > 1:
                yield _found(text, name, kept)
                break


def _found(text: Text, name: Announcement, kept: list[Span]) -> Found:
    words = text.words(name.start, name.end)
    return Found(
        "counted_after",
        kept,
        (words,),
        0.9 if name.count in (None, len(kept)) else 0.55,
        name=Name(words, name.count, (name.start, name.end), name),
        end=name.end,
    )


def _some(text: Text, name: Announcement) -> Iterator[list[Span]]:
    """Yield the words before a name without a number, if it points back: A、B、C这几个环节."""
    floor = max(text.paragraph_at(name.start)[0], name.start - _LONGEST_RUN)
    if points := _POINTS_BACK.search(text.plain, floor, name.start):
        run = _words(text, (floor, points.start()), None)
        yield run if len(run) > _FEWEST_OF_SOME else []


def _runs(text: Text, name: Announcement, count: int) -> Iterator[list[Span]]:
    """Yield the runs that may be what a name counts, the likeliest first."""
    floor = max(text.paragraph_at(name.start)[0], name.start - _LONGEST_RUN)
    joins = _JOINS.search(text.plain, floor, name.start)
    end = joins.start() if joins else name.start
    yield _quotes(text, (floor, end), count)
    if text.plain[end - 1 : end] == "、":  # the name is itself one of the items
        return
    yield _words(text, (floor, end), count)
    yield _clauses(text, (floor, end), count)
    if joins and joins[0].startswith("等"):
        run = _words(text, (floor, end), None)
        yield run if len(run) > _FEWEST_OF_SOME else []
    if joins and joins[0].startswith(("这", "以上", "上述")):
        yield _sentence_before(text, end, count)
        yield _said_before(text, name, count)
    if equals := _EQUALS.search(text.plain, floor, name.start):
        yield _words(text, (floor, equals.start()), count)


def _sentence_before(text: Text, end: int, count: int) -> list[Span]:
    """Return the parts of the sentence before, if there are `count` that open alike:
    有的…；有的…。这两种现象….
    """
    if text.plain[end - 1 : end] not in ("。", "！", "？"):
        return []
    start = max(sentence_start(text, end - 1), end - _LONGEST_RUN)
    for separators in ("；", "，；"):
        run = split(text, (start, end - 1), separators)
        openings = {text.plain[begin : begin + 2] for begin, _ in run}
        if len(run) == count and len(openings) == 1:
            return [head(text, piece) for piece in run]
    return []


def _said_before(text: Text, name: Announcement, count: int) -> list[Span]:
    """Return the words that close the sentence before and all end with the noun that is counted:
    靠的是闯劲、钻劲、韧劲。只要这“三股劲”不丢….
    """
    here = sentence_start(text, name.start)
    start = max(sentence_start(text, max(here - 1, 0)), here - _LONGEST_RUN)
    clauses = split(text, (start, here), "，；：。！？")
    run = pieces(text, clauses[-1], "、", count) if clauses else []
    noun = name.noun or name.measure
    says = all(text.plain[start:end].endswith(noun) for start, end in run)
    return run if len(run) == count and says else []


def _quotes(text: Text, span: Span, count: int) -> list[Span]:
    """Return the quotes that end where a span ends, one behind the other, if there are `count`:
    “引才”“育才”两大工程.
    """
    floor, end = span
    found: list[Span] = []
    while len(found) < count and end > floor and text.plain[end - 1] in "”」》":
        start = end - 1
        while start > floor and text.depth[start - 1] > text.depth[end - 1]:
            start -= 1
        found.insert(0, (start, end - 1))
        end = start - 1
        if end > floor and text.plain[end - 1] in "、和与":
            end -= 1
    return found if len(found) == count and all(begin < stop for begin, stop in found) else []


def _words(text: Text, span: Span, count: int | None) -> list[Span]:
    """Return the words with 、 between them that end where a span ends, if there are `count`."""
    floor, end = span
    if end > floor and text.plain[end - 1] in "”」":
        end -= 1
    start = _clause_start(text, floor, end)
    run = pieces(text, (start, end), "、", count) if start < end else []
    if count is not None and len(run) != count:
        return []
    return run if len(run) > 1 and _recitable(text, run) else []


def _clause_start(text: Text, floor: int, end: int) -> int:
    """Return where the clause begins that ends at `end`, without leaving the quotes around it."""
    level = text.depth[end - 1] if end > floor else 0
    start = end
    while start > floor and text.depth[start - 1] >= level:
        if text.plain[start - 1] in CLAUSE_ENDS and text.depth[start - 1] == level:
            break
        start -= 1
    return start


def _recitable(text: Text, run: list[Span]) -> bool:
    """Two items need to be short words; more must be no sentences."""
    lengths = [end - start for start, end in run[1:]]
    if len(run) < 3:
        second = text.plain[slice(*run[-1])]
        return len(run) == 2 and 2 <= max(lengths) <= _LONGEST_OF_TWO and "是" not in second
    scenes = (sets_scene(text.plain[slice(*piece)]) for piece in run[1:])
    return max(lengths) <= _LONGEST_ITEM and not any(scenes)


def _clauses(text: Text, span: Span, count: int) -> list[Span]:
    """Return the last `count` clauses of a span if they are as long as each other:
    讲政治，守纪律，敢担当三条.
    """
    run = split(text, span, "，；、")[-count:]
    lengths = {end - start for start, end in run[1:]}
    alike = len(run) == count and len(lengths) == 1 and max(lengths) <= _LONGEST_EQUAL
    return run if alike and len(run) > 2 else []
