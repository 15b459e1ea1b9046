"""K5: coordinated items of one sentence that hold the same element in the same place, recitable as "N个X".

Four items: a shared ending or opening of two characters, a shared frame (在…上优先…), an affix (…化). Three items: only
a shared head noun or telling verb, and the run must close its clause.
"""

import os.path
import re
from collections.abc import Iterator
from dataclasses import dataclass

from server.speeches.announcements import Names
from server.speeches.clauses import sentences, split
from server.speeches.found import Found
from server.speeches.items import governed, trimmed
from server.speeches.lexicon import (
    ADVERBS,
    GENERIC_VERBS,
    OBJECT_NOUNS,
    ONE_CHARACTER_VERBS,
    TELLING_VERBS,
)
from server.speeches.labels import derived_name
from server.speeches.runs import pieces, trim_first, trim_last
from server.speeches.text import Span, Text

_LONGEST_ITEM = 15
_LONGEST_FIRST = 40
_LONGEST_SENTENCE = 1500
_AFFIXES = "化式性型"
_NEGATIONS = ("不", "没", "无", "未", "非", "别", "莫")
_COPULA = re.compile(r"(?:也|就|都|还|更|既|又)?是(?!否|非)")
_WEAK_OPENINGS = re.compile(
    r"(?:这|那|每|各|某|本|该|其|我|你|他|她|它|们|一|二|三|四|五|六|七|八|九|十|两|\d|有|对|在|为|以|把|将|从|向|与|和|了|的|第|既|又|也|还|就|都|越|只|因|如|所|由|于|是|要|会|能|可|应|让|使|被)"
)
_CLOSES = "，。；！？\n”）：…"


@dataclass(frozen=True)
class _Shared:
    """What the items of a run share: where it stands, and the word that a derived name takes from it."""

    place: str
    word: str
    fewest: int


def same_word(text: Text, _names: Names) -> Iterator[Found]:
    """Find runs that share a word.

    >>> from server.speeches.text import read
    >>> def shown(words):
    ...     text = read(words)
    ...     for found in same_word(text, Names(text)):
    ...         print(found.name.words, [text.plain[slice(*item)] for item in found.items])
    >>> shown("大力加强党的思想建设、作风建设、组织建设、制度建设。")
    四个建设 ['思想建设', '作风建设', '组织建设', '制度建设']
    >>> shown("要一起部署、一起检查、一起考核，关键要落实。")
    三个一起 ['一起部署', '一起检查', '一起考核']
    >>> shown("推动思维方式、行为方式、工作方式的变革。")
    """
    for start, end in sentences(text):
        if end - start > _LONGEST_SENTENCE:
            continue
        for clause in split(text, (start, end), "，；：。！？"):
            yield from _runs(text, pieces(text, clause, "、"), "、")
        yield from _runs(text, split(text, (start, end), "，；：。！？"), "，")


def _runs(text: Text, cut: list[Span], separator: str) -> Iterator[Found]:
    """Find the longest runs in a row of pieces, from left to right."""
    first = 0
    while first + 2 < len(cut):
        found, past = _longest(text, cut, first, separator)
        if found:
            yield found
        first = past if found else first + 1


def _longest(text: Text, cut: list[Span], first: int, separator: str) -> tuple[Found | None, int]:
    last = first + 1
    while last < len(cut) and last - first < 40 and cut[last][1] - cut[last][0] <= _LONGEST_FIRST:
        last += 1
    for past in range(last, first + 2, -1):
        if found := _found(text, cut[first:past], separator):
            around = (*cut[max(first - 1, 0) : first], *cut[past : past + 1])
            goes_on = any(_goes_on(text.plain[slice(*piece)], found) for piece in around)
            return (None if goes_on else found), past
    return None, first + 1


def _goes_on(words: str, found: Found) -> bool:
    """Tell whether a neighbour too long for an item shares the word, so that the run was cut short."""
    return found.words[0] in words[:10] or words.endswith(found.words[0])


def _found(text: Text, run: list[Span], separator: str) -> Found | None:
    shared = _shared(text, run, separator)
    if shared is None:
        return None
    kept = _cut(text, run, shared, separator)
    if len(kept) < shared.fewest or any(
        not 2 <= end - start <= _LONGEST_ITEM for start, end in kept
    ):
        return None
    after = text.plain[kept[-1][1] : kept[-1][1] + 1]
    if len(kept) == 3 and after and after not in _CLOSES:
        return None
    if after == "的":
        return None
    words = (shared.word,)
    name = derived_name(len(kept), shared.word)
    return Found("same_word", kept, words, 0.82 if len(kept) > 3 else 0.65, name=name)


def _shared(text: Text, run: list[Span], separator: str) -> _Shared | None:
    """Return what a run shares, or None. The first and the last piece may hold more than their item."""
    words = [text.plain[slice(*piece)] for piece in run]
    words = [
        words[0],
        *(_COPULA.sub("", word, count=1) if _COPULA.match(word) else word for word in words[1:]),
    ]
    if any(not word or any(map(str.isdigit, word)) for word in words[1:]):
        return None
    return _shared_ending(words, separator) or _shared_opening(words) or _shared_frame(words)


def _shared_ending(words: list[str], separator: str) -> _Shared | None:
    ending = _common_suffix(words[:-1])
    last = words[-1]
    if separator == "，" and not last.endswith(ending):
        ending = ""
    while ending and ending not in last[1:]:
        ending = ending[1:]
    bare = ending.lstrip("的")
    if (
        len(bare) >= 2
        and all(len(word) > len(ending) for word in words[:-1])
        and not bare.startswith(_NEGATIONS)
    ):
        fewest = 3 if bare not in OBJECT_NOUNS and _is_head(words, ending) else 4
        return _Shared("ending", bare, fewest) if len(words) >= fewest else None
    if (
        len(words) >= 4
        and ending[-1:]
        and ending[-1] in _AFFIXES
        and re.search(rf"{ending[-1]}(?!解|为|石|质|格|能|号|状)", last)
    ):
        return _Shared("affix", ending[-1], 4)
    return None


def _is_head(words: list[str], ending: str) -> bool:
    """Tell whether a shared ending is a head noun that words modify, not an object of verbs: 思想建设, not 服务人民."""
    before = [word[: word.rindex(ending)] for word in words]
    return not all(word[-2:] in TELLING_VERBS | GENERIC_VERBS for word in before)


def _shared_opening(words: list[str]) -> _Shared | None:
    opening = os.path.commonprefix(words[1:])
    while opening and opening not in words[0]:
        opening = opening[:-1]
    if any(len(word) <= len(opening) for word in words):
        return None
    verb = opening[:2]
    if opening.startswith("最") and len(opening) >= 2 and len(words) >= 4:
        return _Shared("opening", opening, 4)
    if (
        len(opening) >= 2
        and (verb in TELLING_VERBS or (verb in ADVERBS and len(verb) == 2))
        and verb not in GENERIC_VERBS
    ):
        return _Shared("opening", verb, 3) if len(words) >= 3 else None
    if (
        len(opening) >= 2
        and len(words) >= 4
        and not _WEAK_OPENINGS.match(opening)
        and not opening.startswith((*_NEGATIONS, *GENERIC_VERBS))
        and opening[1] in "于着好住准紧牢实"
    ):
        return _Shared("opening", opening, 4)
    if opening[:1] and opening[0] in ONE_CHARACTER_VERBS and len(words) >= 5:
        return _Shared("opening", opening[0], 5)
    return None


def _shared_frame(words: list[str]) -> _Shared | None:
    """在干部配备上优先考虑、在要素配置上优先满足: an opening and two characters in the middle; 以…为…."""
    if len(words) < 4:
        return None
    opening = os.path.commonprefix(words[1:])[:1]
    if not opening or opening not in words[0]:
        return None
    if opening == "以" and all("为" in word[2:-1] for word in words):
        return _Shared("opening", "以", 4)
    shortest = min(words[1:], key=len)
    for size in range(4, 1, -1):
        for place in range(2, len(shortest) - size):
            middle = shortest[place : place + size]
            if all(middle in word[2:] and not word.endswith(middle) for word in words):
                return (
                    _Shared("opening", opening, 4)
                    if (name := middle) and not name
                    else _Shared("frame " + opening, middle.lstrip("上中下里"), 4)
                )
    return None


def _cut(text: Text, run: list[Span], shared: _Shared, separator: str) -> list[Span]:
    """Cut the items out of the pieces: the first from what governs it, the last from what follows."""
    start, end = run[0]
    words = text.plain[start:end]
    opening = (
        shared.place.removeprefix("frame ") if shared.place.startswith("frame") else shared.word
    )
    if shared.place in ("opening",) or shared.place.startswith("frame"):
        place = words.rfind(opening) if shared.place == "opening" else words.find(opening)
        run = [(start + max(place, 0), end), *run[1:]]
        run = trim_last(text, run) if separator == "、" else run
        return [trimmed(text, piece) for piece in run]
    last_start, last_end = run[-1]
    place = text.plain.rfind(shared.word, last_start, last_end)
    run = [*run[:-1], (last_start, place + len(shared.word))]
    if separator == "，":
        starts = [_COPULA.match(text.plain, *piece) for piece in run[1:]]
        if all(starts) and (copula := words.rfind("是")) >= 0:
            run = [(start + copula + 1, end), *run[1:]]
        elif not any(governed(text.plain[slice(*piece)]) for piece in run[1:]):
            run = [(start + governed(words), end), *run[1:]]
        return [trimmed(text, piece) for piece in run]
    return [trimmed(text, piece) for piece in trim_first(text, run)]


def _common_suffix(words: list[str]) -> str:
    return os.path.commonprefix([word[::-1] for word in words])[::-1]
