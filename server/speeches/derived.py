"""Names that the text does not state: a number, a measure and a word that the items share."""

import re

from server.speeches.found import Found, Name
from server.speeches.leads import opens_line
from server.speeches.lexicon import ADVERBS, TELLING_VERBS
from server.speeches.numerals import NUMERAL, numeral
from server.speeches.sharing import AFFIXES, common_ending, common_opening
from server.speeches.text import Text

_TURN = re.compile(r"[从由].+[到向为]|.*转变")
_NUMBER = re.compile(rf"（?{NUMERAL}）?")
_OPENING_VERBS = TELLING_VERBS | ADVERBS
_MEASURE_OF = {
    **dict.fromkeys(["手段", "方法", "方式", "精神", "形式", "途径", "思维", "模式", "身份"], "种"),
    **dict.fromkeys(
        [
            "制度",
            "工作",
            "任务",
            "措施",
            "举措",
            "指标",
            "改革",
            "机制",
            "行动",
            "工程",
            "权利",
            "义务",
        ],
        "项",
    ),
}


def derived(text: Text, found: Found) -> Name:
    """Derive a list's name: 五化, 三个带头, 三个转变; of an outline 三个部分; else 三点, which says
    nothing.
    """
    words = found.item_words(text)
    shared = max(common_opening(words), common_ending(words), key=len)
    if all(_TURN.match(word) for word in words):
        shared = "转变"
    if _tells(shared, words):
        return derived_name(len(words), shared[:4])
    return derived_name(len(words), "部分" if _is_outline(text, found) else "")


def derived_name(count: int, shared: str) -> Name:
    """Make a name of a number, a measure and a shared word.

    >>> [derived_name(*parts).words for parts in ((5, "化"), (3, "一起"), (5, "党的建设"))]
    ['五化', '三个一起', '五个党的建设']
    """
    measure = (
        ""
        if len(shared) == 1 or shared == "有所"
        else _MEASURE_OF.get(shared[-2:], "个")
        if shared
        else "点"
    )
    words = f"{'两' if count == 2 and measure else numeral(count)}{measure}{shared}"
    return Name(words, telling=shared not in ("", "部分"))


def _tells(shared: str, words: list[str]) -> bool:
    """Tell whether a shared word makes a name: an ending, or an opening that is a telling verb."""
    if len(shared) < 2:
        return shared in set(AFFIXES)
    return not words[0].startswith(shared) or shared[:2] in _OPENING_VERBS


def _is_outline(text: Text, found: Found) -> bool:
    """Tell whether lines that open with 一、 or （一） or 1. are a text's parts."""
    apart = "\n" in text.plain[found.items[0][1] : found.items[1][0]]
    return apart and opens_line(text, found) and _NUMBER.fullmatch(found.words[0]) is not None
