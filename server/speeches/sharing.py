"""What the items of a run share: an ending, an affix, an opening, a frame, or a pattern.

The first of the words may begin with what governs the run, and the last may end with what follows
it.
"""

import re
from dataclasses import dataclass

from server.speeches.lexicon import (
    ADVERBS,
    ENTITY_NOUNS,
    GENERIC_VERBS,
    OBJECT_NOUNS,
    ONE_CHARACTER_VERBS,
    TELLING_VERBS,
)

AFFIXES = "化式性型"
_NEGATIONS = ("不", "没", "无", "未", "非", "别", "莫")
_AFTER_AFFIX = re.compile(r"[化式性型](?![解为石质格能号状])")
_COMPLEMENTS = "于着好住准紧牢实"
_NO_VERB = re.compile(
    r"[这那每各某本该其我你他她它们一二三四五六七八九十两\d有对在为以把将从向与和了的第既又也还就都越只因如所由于是要会能可应让使被]"
)
_GAP = re.compile("…+")
_LONGEST_PATTERN = 8
_VERBS = TELLING_VERBS | GENERIC_VERBS


@dataclass(frozen=True)
class Shared:
    """What is shared: its kind, the word that a derived name takes from it, and how many items it
    needs.

    `anchor` is what the first item begins with, if anything; `length` is the items' length, if
    they have one.
    """

    kind: str
    word: str
    fewest: int
    anchor: str = ""
    length: int = 0


def shared(words: list[str], *, clauses: bool = False) -> Shared | None:
    """Return what three or more words or clauses share, or None.

    >>> shared(["加强思想建设", "组织建设", "作风建设"]).word
    '建设'
    >>> shared(["来自人民", "植根人民", "服务人民"])
    >>> shared(["要带头学", "带头干", "带头改"]).word
    '带头'
    >>> shared(["坚持学", "坚持干", "坚持改"])
    >>> places = ("政策上优先支持", "项目上优先安排", "资金上优先保障", "用地上优先供给")
    >>> shared([f"在{place}" for place in places]).word
    '优先'
    >>> shared(["幼有所育", "学有所教", "劳有所得", "病有所医"]).word
    '有所'
    """
    return _ending(words, clauses) or _opening(words) or _frame(words) or _pattern(words)


def common_opening(words: list[str]) -> str:
    """Return the characters that all words begin with.

    >>> common_opening(["带头学", "带头干"]), common_opening([])
    ('带头', '')
    """
    first, last = min(words, default=""), max(words, default="")
    place = 0
    while place < min(len(first), len(last)) and first[place] == last[place]:
        place += 1
    return first[:place]


def common_ending(words: list[str]) -> str:
    """Return the characters that all words end with."""
    return common_opening([word[::-1] for word in words])[::-1]


def _ending(words: list[str], clauses: bool) -> Shared | None:
    ending = common_ending(words[:-1])
    last = words[-1]
    if clauses and not last.endswith(ending):
        return None
    while ending and ending not in last[1:]:
        ending = ending[1:]
    word = ending.lstrip("”」的")
    if len(word) >= 2 and all(len(other) > len(ending) for other in words[:-1]):
        if word.startswith(_NEGATIONS) or word.endswith(ENTITY_NOUNS):
            return None
        fewest = 3 if word not in OBJECT_NOUNS and _is_head(words, ending) else 4
        return Shared("ending", word, fewest) if len(words) >= fewest else None
    if len(words) >= 4 and ending[-1:] and ending[-1] in AFFIXES:
        affix = ending[-1]
        holds = any(match[0] == affix for match in _AFTER_AFFIX.finditer(last))
        return Shared("affix", affix, 4) if holds else None
    return None


def _is_head(words: list[str], ending: str) -> bool:
    """Tell whether an ending is a head noun with modifiers, not an object of verbs: 思想建设, not
    服务人民, not 选好人、用好人.
    """
    before = [word[: word.rindex(ending)] for word in words]
    return not all(words[-2:] in _VERBS for words in before) and any(
        len(words) > 1 for words in before[1:]
    )


def _opening(words: list[str]) -> Shared | None:
    opening = common_opening(words[1:])
    while opening and opening not in words[0]:
        opening = opening[:-1]
    if not opening or any(len(word) <= len(opening) for word in words):
        return None
    verb = opening[:2]
    if len(verb) == 2 and verb not in GENERIC_VERBS:
        if verb in TELLING_VERBS | ADVERBS:
            return Shared("opening", verb, 3, verb)
        tells = verb[1] in _COMPLEMENTS and not _NO_VERB.match(verb)
        if len(words) >= 4 and (verb[0] == "最" or tells) and not verb.startswith(_NEGATIONS):
            return Shared("opening", verb, 4, verb)
    if opening[0] in ONE_CHARACTER_VERBS and len(words) >= 5:
        return Shared("opening", opening[0], 5, opening[0])
    return None


def _frame(words: list[str]) -> Shared | None:
    """在干部配备上优先考虑、在要素配置上优先满足: an opening and two characters in the middle;
    以…为….
    """
    opening = common_opening(words[1:])[:1]
    if len(words) < 4 or not opening or opening not in words[0]:
        return None
    if opening == "以" and all("为" in word[2:-1] for word in words):
        return Shared("frame", opening, 4, opening)
    shortest = min(words[1:], key=len)
    for size in range(4, 1, -1):
        for place in range(2, len(shortest) - size):
            middle = shortest[place : place + size]
            if all(middle in word[2:] and not word.endswith(middle) for word in words):
                return Shared("frame", middle.lstrip("上中下里"), 4, opening)
    return None


def _pattern(words: list[str]) -> Shared | None:
    """幼有所育、学有所教; 有令必行、有禁必止: words of one length with two characters in the same
    places, not only in front or behind.
    """
    length = len(words[1])
    alike = 4 <= length <= _LONGEST_PATTERN and all(len(word) == length for word in words[1:-1])
    if len(words) < 4 or not alike or len(words[0]) < length or len(words[-1]) < length:
        return None
    cut = [words[0][-length:], *words[1:-1], words[-1][:length]]
    same = "".join(column[0] if len(set(column)) == 1 else "…" for column in zip(*cut, strict=True))
    word = _GAP.sub("…", same).strip("…")
    between = "…" in word or same[0] == "…" == same[-1] or len(word) > 2
    tells = len(word.replace("…", "")) > 1 and not set(word) & {*_NEGATIONS, "的"}
    return Shared("pattern", word, 4, length=length) if between and tells else None
