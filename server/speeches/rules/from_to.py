"""K4: from–to. Two pairs or more are a list of changes; one change from a list to a list is a list on each side."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import sentences, split
from server.speeches.found import Found
from server.speeches.runs import items, pieces
from server.speeches.text import Span, Text

_FROM = r"(?:从(?!而|事|来|严|不|中|此|容|紧|速|优|业|头|小|众|政|重)|由(?!于|此|衷|来))(?:过去|以往|原来|传统)?(?:的)?(?:过多的|单纯的|主要)?(?:依靠)?"
_TO = r"(?:转到|转向|转变到|转变为|转为|变为|变成|迈向|走向|步入到?|跨入|过渡到|提升到|拓展到|延伸到|扩大到|升级为|向|到(?!位|底|达|来))"
_TURN = re.compile(rf"{_FROM}(?P<old>[^。；！？\n]{{1,60}}?){_TO}(?P<new>[^。，；！？\n]{{1,60}})")
_CHANGE = re.compile(
    rf"(?:改变|转变|摒弃|告别|克服)(?:了)?(?:过去|以往|原来|传统)?(?:的)?(?P<old>[^。；！？\n]{{1,80}}?)(?:，|,)?(?:步入到?|转到|转向|走向|迈向|转变为|变为|实现|形成|走上)(?P<new>[^。，；！？\n]{{1,80}})"
)
_YEAR = re.compile(r"[\d〇○零一二三四五六七八九十]{2,4}年|今年|去年|明年|现在|\d")
_NEW_END = re.compile(
    r"(?:的)?(?:转变|转型|迈进|迈步|发展|延伸|拓展|跨越|过渡|转移|转换|提升|上来|方向)(?=$|[、，。；])"
)
_SIDE_TAIL = re.compile(
    r"的[\u3400-\u9fff]{1,6}$|管理(?:的[\u3400-\u9fff]{1,6})?$|(?:的轨道)?上来$|转变$|转型$|发展$"
)
_FEWEST_ON_A_SIDE = 3


def turns(text: Text, _names: Names) -> Iterator[Found]:
    """Find sentences with two or more turns, and the lists on the sides of a single one.

    >>> from server.speeches.text import read
    >>> text = read("推动由管理向服务转变、由分散向集中转变，由粗放向精细转变。")
    >>> [[text.plain[slice(*item)] for item in found.items] for found in turns(text, Names(text))]
    [['由管理向服务转变', '由分散向集中转变', '由粗放向精细转变']]
    >>> text = read("要从依靠行政手段转到法律手段、经济手段、宣传手段上来。")
    >>> [[text.plain[slice(*item)] for item in found.items] for found in turns(text, Names(text))]
    [['法律手段', '经济手段', '宣传手段']]
    """
    for sentence in sentences(text):
        if "从" not in text.plain[slice(*sentence)] and "由" not in text.plain[slice(*sentence)]:
            continue
        found = [
            match
            for match in _TURN.finditer(text.plain, *sentence)
            if not _YEAR.match(match["old"])
        ]
        pairs = [pair for match in found if (pair := _pair(text, match))]
        if len(pairs) > 1 and len(pairs) == len(found):
            yield Found("turns", pairs, ("从…向…",), 0.85, ordered=True)
        for match in found:
            yield from _sides(text, match)


def changes(text: Text, _names: Names) -> Iterator[Found]:
    """Find the lists on both sides of one change: 改变传统式、粗放式、突击式管理，步入系统化、目标化、网格化管理.

    >>> from server.speeches.text import read
    >>> text = read("要改变过去传统式、粗放式、突击式的管理，步入到系统化、目标化、网格化管理的轨道上来。")
    >>> [[text.plain[slice(*item)] for item in found.items] for found in changes(text, Names(text))]
    [['传统式', '粗放式', '突击式'], ['系统化', '目标化', '网格化']]
    """
    for match in _CHANGE.finditer(text.plain):
        yield from _sides(text, match)


def _pair(text: Text, match: re.Match[str]) -> Span | None:
    """Return the span of one turn, from 从 to the end of 转变, if neither side is itself a list."""
    new = match["new"]
    stop = _NEW_END.search(new)
    cut = stop.end() if stop else len(new)
    if "、" in new[:cut]:
        cut = min(cut, new.index("、"))
    return match.start(), match.start("new") + cut


def _sides(text: Text, match: re.Match[str]) -> Iterator[Found]:
    for side in ("old", "new"):
        start, end = match.span(side)
        run = pieces(text, (start, end), "、")
        if len(run) < _FEWEST_ON_A_SIDE or max(e - s for s, e in run) > 15:
            continue
        last_start, last_end = run[-1]
        usual = max(e - s for s, e in run[:-1])
        if (
            tail := _SIDE_TAIL.search(text.plain, last_start, last_end)
        ) and last_end - last_start > usual:
            run[-1] = (last_start, tail.start())
        kept = items(text, run)
        if kept:
            yield Found(
                "changes" if match.re is _CHANGE else "turns",
                kept,
                (match[0][:2], text.plain[match.start("new") - 2 : match.start("new")]),
                0.85,
            )
