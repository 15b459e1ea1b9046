"""K4: from–to. Two pairs or more are a list of changes; one change from a list to a list is a
list on each side.
"""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import sentences
from server.speeches.found import Found
from server.speeches.runs import items, longest, pieces
from server.speeches.text import Span, Text

_FROM = (
    r"(?:从(?!而|事|来|严|不|中|此|容|紧|速|优|业|头|小|众|政|重)|由(?!于|此|衷|来))"
    r"(?:过去|以往|原来|传统)?(?:的)?(?:过多的|单纯的|主要)?(?:依靠)?"
)
_INTO = (
    r"(?:转到|转向|转变到|转变为|转变成|转为|变为|变成|迈向|走向|步入到?|跨入|过渡到|提升到|拓展到|延伸到|扩大到|升级为"
    r"|(?<![方同一面导志动取偏])向|(?<![做达得感看直受收遇提想等意])到(?!位|底|达|来))"
)
_PAIR = re.compile(
    rf"{_FROM}(?P<old>[^、，。；：！？\n]{{1,30}}?){_INTO}(?P<new>[^、，。；：！？\n]{{1,30}})"
)
_TURN = re.compile(
    rf"{_FROM}(?P<old>[^，。；：！？\n]{{1,60}}?){_INTO}(?P<new>[^，。；：！？\n]{{1,60}})"
)
_CHANGE = re.compile(
    r"(?:改变|转变|摒弃|告别|克服)了?(?:过去|以往|原来|传统)?的?(?P<old>[^。；！？\n]{1,80}?)，?"
    r"(?:步入到?|转到|转向|走向|迈向|转变为|变为|走上)(?P<new>[^。，；！？\n]{1,80})"
)
_TIME_OR_PLACE = re.compile(
    r"[\d〇○零一二三四五六七八九十]{1,4}[年月日个]|今年|去年|明年|现在|\d|[上中下]到"
)
_PAIR_END = re.compile(r"的?(?:转变|转型|迈进|跨越|过渡|转移|转换|提升|延伸|拓展|升级)|上来")
_SIDE_TAIL = re.compile(r"(?:的轨道)?上来$|的?(?:转变|转型)$")
_LONG_SIDE_TAIL = re.compile(r"的[\u3400-\u9fff]{1,6}$|管理(?:的[\u3400-\u9fff]{1,6})?$|发展$")
_FEWEST_ON_A_SIDE = 3
_LONGEST_ON_A_SIDE = 15


def turns(text: Text, _names: Names) -> Iterator[Found]:
    """Find sentences with two or more turns, and the lists on the sides of a single one.

    >>> from server.speeches.text import read
    >>> text = read("推动由管理向服务转变、由分散向集中转变，由粗放向精细转变。")
    >>> [found.item_words(text) for found in turns(text, Names(text))]
    [['由管理向服务转变', '由分散向集中转变', '由粗放向精细转变']]
    >>> text = read("要从依靠加班加点转到改进流程、改进工具、改进方法上来。")
    >>> [found.item_words(text) for found in turns(text, Names(text))]
    [['改进流程', '改进工具', '改进方法']]
    """
    for sentence in sentences(text):
        pairs = [match for match in _PAIR.finditer(text.plain, *sentence) if _is_turn(match)]
        if len(pairs) > 1 and any(_changes(text, pair) for pair in pairs):
            spans = [_pair(match) for match in pairs]
            yield Found("turns", spans, ("从", "向"), 0.85, ordered=True)
        for match in _TURN.finditer(text.plain, *sentence):
            if _is_turn(match) and _changes(text, match):
                yield from _sides(text, match)


def changes(text: Text, _names: Names) -> Iterator[Found]:
    """Find the lists on both sides of one change:
    改变A、B、C，步入D、E、F.

    >>> from server.speeches.text import read
    >>> text = read("改变过去家长式、包办式、说教式的方法，走向个性化、生活化、游戏化。")
    >>> [found.item_words(text) for found in changes(text, Names(text))]
    [['家长式', '包办式', '说教式'], ['个性化', '生活化', '游戏化']]
    """
    for match in _CHANGE.finditer(text.plain):
        yield from _sides(text, match)


def _is_turn(match: re.Match[str]) -> bool:
    return not _TIME_OR_PLACE.match(match["old"])


def _changes(text: Text, match: re.Match[str]) -> bool:
    """Tell whether a turn is one: 从厂长到工人、学徒 only says how far."""
    into = text.plain[match.end("old") : match.start("new")]
    return into != "到" or _PAIR_END.search(match["new"]) is not None


def _pair(match: re.Match[str]) -> Span:
    """Return the span of one turn, from 从 to the end of 转变."""
    stop = _PAIR_END.search(match["new"])
    return match.start(), match.start("new") + stop.end() if stop else match.end()


def _sides(text: Text, match: re.Match[str]) -> Iterator[Found]:
    rule = "changes" if match.re is _CHANGE else "turns"
    words = (match[0][:2], text.plain[match.end("old") : match.start("new")].strip("，的"))
    for side in ("old", "new"):
        run = pieces(text, match.span(side), "、")
        if len(run) >= _FEWEST_ON_A_SIDE and longest(run) <= _LONGEST_ON_A_SIDE:
            run[-1] = _without_tail(text, run)
            if kept := items(text, run):
                yield Found(rule, kept, words, 0.85)


def _without_tail(text: Text, run: list[Span]) -> Span:
    start, end = run[-1]
    usual = max(stop - begin for begin, stop in run[:-1])
    if (tail := _SIDE_TAIL.search(text.plain[start:end])) and tail.start() > 0:
        end = start + tail.start()
    tail = _LONG_SIDE_TAIL.search(text.plain[start:end])
    return (
        (start, start + tail.start())
        if tail and 0 < tail.start() <= usual < end - start
        else (start, end)
    )
