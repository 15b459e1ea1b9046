"""Runs: items of one sentence that 、，； separate, and the words around them that are no part of
an item.
"""

import re

from server.speeches.clauses import split, tidy
from server.speeches.items import governed, trimmed
from server.speeches.lexicon import GOVERNORS, PREPOSITIONS
from server.speeches.sharing import common_opening
from server.speeches.text import Span, Text

_AND = re.compile(r"以及|和|及|与|暨|或")
_ETC = re.compile(r"等(?![级于待候同价闲效])")
_OPENERS = re.compile(
    r".*(?:[了在对从把以由将向]|按照|围绕|包括|涉及|属于|称为|通过|成为|就是|[是有为])(?=[\u3400-\u9fff])"
)
_PREPOSITION = re.compile(
    "从(?![严业事政军众容属前来速优紧]|我|小|零)|对(?![立外内口接照标称症策话抗于手象岗]|人民)|把(?![握关脉好控])|将(?![来军])|向(?![上心前往])|使(?![命用])|让(?![步利])|包括|包含|共分|分(?![工类析管别层步级期])|处理好|查摆"
)
_HAS = re.compile(
    r"(?:.{0,8}的)?(?:主要|大致|分别|一般|目前)?有(?=[\u3400-\u9fff“]{2})(?![人机效限关所无力利])"
)
_GOVERNING = GOVERNORS | PREPOSITIONS
_LONGEST_FIRST = 60


def pieces(text: Text, span: Span, separators: str, count: int | None = None) -> list[Span]:
    """Cut a run into its items; the last 和 also separates when the items are separated by 、 (or
    when it gives `count`).

    >>> from server.speeches.text import read
    >>> text = read("监督、技术、保障和评价")
    >>> [text.plain[slice(*piece)] for piece in pieces(text, (0, len(text.plain)), "、")]
    ['监督', '技术', '保障', '评价']
    """
    cut = split(text, span, separators)
    if (len(cut) == count if count is not None else "、" not in separators) or not cut:
        return cut
    halves = _halves(text, cut[-1])
    if not halves or any(_halves(text, piece) for piece in cut[:-1]):
        return cut
    if count is not None:
        return [*cut[:-1], *halves] if len(cut) + 1 == count else cut
    return [*cut[:-1], *halves] if len(cut) > 1 and _alike(text, cut, halves) else cut


def _halves(text: Text, piece: Span) -> list[Span]:
    """Cut A和B into A and B, or return nothing."""
    start, end = piece
    for match in _AND.finditer(text.plain, start + 1, end - 1):
        if text.depth[match.start()] <= text.depth[start]:
            return [tidy(text, (start, match.start())), tidy(text, (match.end(), end))]
    return []


def _alike(text: Text, cut: list[Span], halves: list[Span]) -> bool:
    """Tell whether A和B at a run's end are two items: B is about as long as the others, or ends
    like them.
    """
    middle = [end - start for start, end in cut[1:-1]] or [cut[0][1] - cut[0][0]]
    first, second = (end - start for start, end in halves)
    return (
        max(first, second) <= 2 * max(middle) + 2
        and max(first, second) <= 2 * min(first, second) + 3
    )


def trim_first(text: Text, run: list[Span]) -> list[Span]:
    """Drop from the first item what governs the whole run: 提升应急管理的|预警、处置、恢复.

    >>> from server.speeches.text import read
    >>> def shown(words):
    ...     text = read(words)
    ...     run = split(text, (0, len(text.plain)), "、")
    ...     return text.plain[slice(*trim_first(text, run)[0])]
    >>> shown("提升应急管理的预警、处置、恢复"), shown("推动新型工业化、信息化、城镇化")
    ('预警', '新型工业化')
    >>> shown("转变过去重效益轻质量、重短期轻长期、重城市轻乡村")
    '重效益轻质量'
    >>> shown("加强领导、密切配合、形成合力")
    '加强领导'
    """
    (start, end), others = run[0], [text.plain[slice(*piece)] for piece in run[1:]]
    start = max(start, end - _LONGEST_FIRST)
    words = text.plain[start:end]
    shared = common_opening(others) if len(others) > 1 else ""
    if shared and not words.startswith(shared) and (place := words.rfind(shared)) > 0:
        return [(start + place, end), *run[1:]]
    if shared and words.startswith(shared):
        return run
    lengths = [len(other) for other in others]
    if (has := _HAS.match(words)) and not any(other.startswith("有") for other in others):
        start += has.end()
        words = text.plain[start:end]
    if preposition := _PREPOSITION.match(words):
        start += preposition.end()
        words = text.plain[start:end]
    start += _governing(words, lengths)
    if preposition := _PREPOSITION.match(text.plain, start, end):
        start = preposition.end()
    words = text.plain[start:end]
    if "的" in words[:-1] and not any("的" in other for other in others):
        start += words.rindex("的", 0, len(words) - 1) + 1
        words = text.plain[start:end]
    if (
        len(words) > 2 * max(lengths)
        and (opener := _OPENERS.match(words))
        and len(words) - opener.end() >= min(lengths)
    ):
        start += opener.end()
    return [trimmed(text, (start, end)), *run[1:]]


def _governing(words: str, lengths: list[int]) -> int:
    """Return how much in front of the first item only governs: as much as brings it nearest to
    the others' length.
    """
    usual = sum(lengths) / len(lengths)
    cuts = [0, governed(words)]
    if len(words) > max(lengths) + 1:
        reach = range(len(words) - max(lengths) - 1, len(words) - min(lengths) + 1)
        cuts += [place for place in reach if place > 2 and _governs(words[:place])]
    return min(cuts, key=lambda cut: (abs(len(words) - cut - usual), cut))


def _governs(words: str) -> bool:
    """Tell whether words end with a governing verb: 分为, 处理好, 开辟了."""
    return words[-2:] in _GOVERNING or (words[-1] in "了着好到" and words[-3:-1] in _GOVERNING)


def trim_last(text: Text, run: list[Span]) -> list[Span]:
    """Drop from the last item what follows the run: 等, and 的… that no other item has.

    >>> from server.speeches.text import read
    >>> text = read("政治、经济、文化等方面")
    >>> [text.plain[slice(*p)] for p in trim_last(text, split(text, (0, len(text.plain)), "、"))]
    ['政治', '经济', '文化']
    """
    start, end = run[-1]
    if etc := _ETC.search(text.plain, start + 1, end):
        end = etc.start()
    words = text.plain[start:end]
    if "的" in words[1:] and not any("的" in text.plain[slice(*piece)] for piece in run[:-1]):
        end = _before_of(start, words, [stop - begin for begin, stop in run[:-1]])
    return [*run[:-1], tidy(text, (start, end))]


def _before_of(start: int, words: str, lengths: list[int]) -> int:
    """Return where 的… begins if the words before it are as long as the other items: 评价|的水平,
    but 党的建设.
    """
    place = words.index("的", 1)
    return start + (place if 3 * place >= 2 * min(lengths) else len(words))


def items(text: Text, run: list[Span], separator: str = "、") -> list[Span]:
    """Trim the items of a run of their filler, and a run of words also of what stands around it;
    empty if none is left.

    Whole clauses (separator ，or ；) keep what they govern.
    """
    if not run:
        return []
    around = trim_last(text, trim_first(text, run)) if separator == "、" else run
    kept = [trimmed(text, piece) for piece in around]
    return kept if all(start < end for start, end in kept) else []


def longest(run: list[Span]) -> int:
    """Return the length of a run's longest piece, 0 if it has none."""
    return max((end - start for start, end in run), default=0)
