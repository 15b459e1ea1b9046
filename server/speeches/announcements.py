"""Names that announce a list by its number: 四个身份, 7点要求, “三个结合”, 原因有三, 以下几方面.

An announcement is number, measure and noun; 几 and 以下 announce without a number. Amounts (三年,
两个小时), people and places (三个人, 四个省), ordinals (第三个) and ranks are none.
"""

# ruff: noqa: E501 -- a pattern is read in one piece

import re
from bisect import bisect_left
from dataclasses import dataclass

from server.speeches.lexicon import LABEL_NOUNS, MEASURES, QUANTITY_ALONE, QUANTITY_NOUNS
from server.speeches.numerals import COUNT, number
from server.speeches.text import Text

_MEASURE = "|".join(sorted(MEASURES, key=len, reverse=True))
_ALONE = frozenset(
    [
        "方面",
        "阶段",
        "部分",
        "环节",
        "层次",
        "层面",
        "维度",
        "句话",
        "个字",
        "步骤",
        "点",
        "条",
        "步",
        "块",
        "类",
        "种",
        "样",
        "项",
        "关",
        "招",
        "者",
    ]
)
_STOP_VERBS = (
    r"不能|组成|构成|加以|概括|作了|作出|开展|展开|落实|着手|入手|努力|发力|用力|推进|做起|值得|需要|应当|应该|可以|必须|已经"
    r"|正在|存在|出现|取得|形成|建立|特别|尤其|下功夫|打分|做文章|回顾|总结了|阐述|论述"
)
_STOP = (
    r"(?:[^\u3400-\u9fff]|的|是|(?<![行作])为(?!民)|有(?!限|制)|在|于|和|与|及|等(?!次|级|候)|之|来(?!源|自)|上(?!限|级)|要(?!求|点|素|务|害|领|件|义)|进行|就|都|也|包括|分别|一起|作为|曰|谈"
    rf"|{_STOP_VERBS}|$)"
)
_NOUN = rf"(?P<noun>(?:(?<=个)(?:{_STOP_VERBS})(?=[：，。；”」\n])|(?!{_STOP})[\u3400-\u9fff][\u3400-\u9fff]{{0,9}}?|“[\u3400-\u9fff]{{1,6}}”)?)(?={_STOP})"
_NO_SHORT = (
    "个大项点种条块句类步层对件年月日天次名位时中号岁元届季周万千百亿一二三四五六七八九十者是为"
)
_NUMBERED = re.compile(
    rf"(?<![第一二三四五六七八九十百千万\d.年月])(?P<count>{COUNT}|二)(?P<measure>{_MEASURE}){_NOUN}"
)
_DIGIT = "[一二两三四五六七八九十]"
_SHORT = re.compile(
    rf"(?<![^“「”」有抓做把是破立过到，。；\s])(?P<count>{COUNT}|二)"
    rf"(?P<noun>(?![{_NO_SHORT}])(?:(?!{_DIGIT})[\u3400-\u9fff]){{1,4}}?|[A-Z])(?=[”」：]|要求|原则|目标|机制)"
)
_LOOSE = re.compile(  # A、B和C三类 and a verb that no table holds
    rf"(?<=[\u3400-\u9fff”])(?<![第一二三四五六七八九十百千万\d.年月])(?P<count>{COUNT})(?P<measure>方面|类|种|项|环节|阶段|维度)(?=[\u3400-\u9fff])"
)
_BEHIND_QUOTE = re.compile(rf"(?<=[”」])(?P<count>{COUNT})(?P<noun>{'|'.join(LABEL_NOUNS)})")
_ONE = rf"(?:{COUNT})个?(?:(?!{COUNT})[\u3400-\u9fff]){{1,4}}"
TOGETHER = re.compile(rf"(?<=[“「])(?:{_ONE}(?:[”」]?[、和]?[“「]?)){{2,3}}(?=[”」])")
PART = re.compile(rf"(?P<count>{COUNT})个?(?P<noun>(?:(?!{COUNT})[\u3400-\u9fff]){{1,4}})")
_BARE = re.compile(rf"(?:(?<=[^没]有)|(?<=外乎|无非|就是|以下|如下))(?P<count>{COUNT})个?(?=：)")
_QUOTED = re.compile(
    rf"(?<=[“「])(?P<count>{COUNT}|二)(?P<measure>{_MEASURE})(?P<noun>[\u3400-\u9fff]{{1,8}})(?=[”」])"
)
_INDEFINITE = re.compile(
    rf"(?:以下|下列|下述|如下|以上|上述|这|以下这)?(?P<count>几|若干|多)(?P<measure>{_MEASURE}){_NOUN}"
    rf"|(?P<below>以下|下列|如下|下述)(?P<plain>[\u3400-\u9fff]{{0,3}}?(?:{'|'.join(LABEL_NOUNS)}|工作))"
)
_HURDLES = frozenset("关坎")  # 三道关: one character that is no amount
_CONGRESS = re.compile(
    "报告|精神|以来|召开|期间|代表|提出|会议|党章|闭幕|胜利|作出|对|把|将|指出|强调|确立"
)
_NO_AMOUNT = re.compile("|".join(sorted(QUANTITY_NOUNS, key=len, reverse=True)))


@dataclass(frozen=True)
class Announcement:
    """A name with a number in the text (plain span); `count` is None for 几 and 以下."""

    count: int | None
    noun: str
    measure: str
    start: int
    end: int


def announcements(text: Text) -> list[Announcement]:
    """Find every announcement of a text, in order.

    >>> from server.speeches.text import read
    >>> text = read("党员有四个身份，提出7点要求，提升七大功能水平，三年来分三步，要做到“三个结合”，以下几方面。")
    >>> [(text.plain[name.start : name.end], name.count) for name in announcements(text)]
    [('四个身份', 4), ('7点要求', 7), ('七大功能水平', 7), ('三步', 3), ('三个结合', 3), ('几方面', None)]
    """
    found = [part for match in TOGETHER.finditer(text.plain) for part in parts(text, *match.span())]
    starts = {name.start for name in found}
    found += [
        Announcement(number(match["count"]), match["noun"], match["measure"], *match.span())
        for match in _NUMBERED.finditer(text.plain)
        if match.start() not in starts and _announces(match["measure"], match["noun"])
    ]
    starts = {name.start for name in found}
    found += [
        Announcement(number(match["count"]), "", match["measure"], *match.span())
        for match in _LOOSE.finditer(text.plain)
        if match.start() not in starts
    ]
    found += [
        Announcement(number(match["count"]), match["noun"], match["measure"], *match.span())
        for match in _QUOTED.finditer(text.plain)
        if match.start() not in starts
    ]
    found += [
        Announcement(number(match["count"]), match["noun"], "", *match.span())
        for pattern in (_SHORT, _BEHIND_QUOTE)
        for match in pattern.finditer(text.plain)
        if not _NO_AMOUNT.match(match["noun"])
    ]
    found += [
        Announcement(number(match["count"]), "", "", *match.span())
        for match in _BARE.finditer(text.plain)
    ]
    found += [
        Announcement(
            None,
            match["noun"] or "",
            match["measure"] or "",
            match.start() if match["below"] else match.start("count"),
            match.end(),
        )
        for match in _INDEFINITE.finditer(text.plain)
        if match["below"] or _announces(match["measure"], match["noun"])
    ]
    return sorted(found, key=lambda name: (name.start, -name.end))


def parts(text: Text, start: int, end: int) -> list[Announcement]:
    """Return the names that stand in a row in plain[start:end]: 五有五无, 三亲自”“三带头."""
    return [
        Announcement(number(part["count"]), part["noun"], "", *part.span())
        for part in PART.finditer(text.plain, start, end)
    ]


def _announces(measure: str, noun: str) -> bool:
    if measure == "大" and _CONGRESS.match(noun):
        return False
    if (noun in QUANTITY_ALONE or _NO_AMOUNT.match(noun)) and measure in (
        "个",
        "大",
        "批",
        "股",
        "张",
        "把",
        "道",
        "手",
        "套",
    ):
        return False
    if measure in ("手", "把", "张", "套", "批", "股", "道"):
        return len(noun) >= 2 or noun in _HURDLES
    return len(noun) >= 1 or measure in _ALONE


class Names:
    """The announcements of one text, looked up by place."""

    def __init__(self, text: Text) -> None:
        self._all = announcements(text)
        self._starts = [name.start for name in self._all]

    def between(self, start: int, end: int) -> list[Announcement]:
        """Return the announcements that lie in plain[start:end], in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [name for name in self._all[first:last] if name.end <= end]
