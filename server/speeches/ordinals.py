"""The marks that open the items of a list: 第一，一是，（一），①，首先，一方面，——. Each style is
a row of the table.

A mark counts only where a clause can begin. A style's `number` group says which item the mark
opens; styles without it mark items as equals (——, ●) or by words (首先, 另一方面) that
`_WORD_NUMBERS` ranks.
"""

# ruff: noqa: E501 -- a pattern is read in one piece

import re
from collections.abc import Iterator
from dataclasses import dataclass

from server.speeches.lexicon import LABEL_NOUNS, MEASURES
from server.speeches.numerals import number
from server.speeches.text import Text

_CN = r"[一二三四五六七八九十]{1,3}"
_ANY = rf"(?:{_CN}|\d{{1,2}})"
_CLAUSE = r"(?<![^\n。；：，！？、…“”（）—\s】])"
_SENTENCE = r"(?<![^\n。；：，！？”\s】）])"
_LINE = r"(?<![^\n])"
_MEASURE = "|".join(
    [m for m in MEASURES if m not in ("大", "条")] + ["期(?!间)", "轮", "学年", "学期"]
)
_NOUN = "|".join(sorted({*LABEL_NOUNS, "身份", "转变", "层意思", "难点"}, key=len, reverse=True))
_NOT_BARE = "个些般直定起切样旦线致律下时到再年月日天次位名批点条项种方大块级等者流度半百千万亿季周期代步手句多来元倍成分五四三二一六七八九十川海处者"


@dataclass(frozen=True)
class Style:
    """One way to mark items: what it looks like, how far apart its marks may stand, whether they
    say an order.
    """

    name: str
    pattern: re.Pattern[str]
    example: str
    reach: int = 3000
    ordered: bool = True
    equal: bool = False


def _style(name: str, pattern: str, example: str, **more: int | bool) -> Style:
    return Style(name, re.compile(pattern), example, **more)  # type: ignore[arg-type]


STYLES = (
    _style("line dash", rf"{_LINE}(?:[—–]{{1,2}}|[●■◆▲•·★◎○※◇►➢✓]|[-*](?=[ \u3400-\u9fff]))", "——坚持党管农村工作。", ordered=False, equal=True),
    _style("line year", rf"{_LINE}(?=(?:到|至)20\d\d年)", "到2035年，基本实现现代化。", equal=True),
    _style("sides", rf"{_CLAUSE}(?P<word>一方面|(?:另|又|再|还有)一(?:个)?方面|第(?P<number>[二三四])(?:个)?方面)", "一方面，要学习；另一方面，要实践。", reach=1500, ordered=False),
    _style("sides", r"(?P<word>(?<=[\u3400-\u9fff])一方面)(?P<number>)?(?=[^。\n]{2,150}[，；](?:但|而|同时)?另一方面)", "我们一方面要学习，另一方面要实践。", reach=300, ordered=False),
    _style("one other", rf"{_CLAUSE}(?P<word>(?:另|再|又|还有)?一(?P<tail>个|种|类|条|点|部分|支|句|项|位|本|件|块|张|头|手|对)(?:是|就是|要|则是|叫(?:做)?))", "一个要人品好，另一个要能力强。", reach=160, ordered=False),
    _style("ordinal measure", rf"{_CLAUSE}(?:第(?P<number>{_ANY})|头(?P<word>一))(?:条(?=[，：是])|大(?={_NOUN})|(?:{_MEASURE}))(?P<tail>{_NOUN})?", "第一个是先进性的身份；第二个是纯洁性的身份。"),
    _style("ordinal", rf"{_CLAUSE}第(?P<number>{_ANY})(?:[，、：。．.\s]|(?=要(?!务)|是|就是))", "第一，要学习。"),
    _style("words", rf"{_CLAUSE}(?P<word>首先|首要的?(?=是)|其次|再次|再者|最后(?!，?再?(?:预?祝|谢谢|让我们|衷心)))(?:一[点条项个](?=[，：是]))?(?=[，、：是要\u3400-\u9fff])", "首先要学习，其次要实践。", reach=2000),
    _style("of these", rf"{_CLAUSE}其(?P<number>[一二三四五六])(?=[，、：是\u3400-\u9fff])(?!他|它)", "其一，学习；其二，实践。", reach=1500),
    _style("verb", rf"{_CLAUSE}(?P<number>{_CN})(?P<tail>个?是|要|来|则|字?曰)(?!自)", "一是学习；二要实践。", reach=2500),
    _style("bare", rf"{_CLAUSE}(?P<number>{_CN})(?=(?P<tail>[\u3400-\u9fff]))(?!二[、，]|[{_NOT_BARE}])", "一思想上要清醒，二政治上要坚定。", reach=600),
    _style("same verb", r"(?P<number>一)(?=(?P<tail>[\u3400-\u9fff])[^，；。\n]{1,20}[，；、]二(?P=tail))", "检查组一查台账，二查现场。", reach=600),
    _style("Chinese comma", rf"{_SENTENCE}(?P<number>{_CN})[、．.,，](?![一二三四五六七八九十两])", "一、提高认识。"),
    _style("Chinese bracket", rf"(?<!第)（(?P<number>{_CN})）", "（一）指导思想。"),
    _style("Chinese half bracket", rf"{_LINE}(?P<number>{_CN})）", "一）指导思想"),
    _style("number bracket", r"(?<!第)（(?P<number>\d{1,2})）", "(1)学习；(2)实践。"),
    _style("number half bracket", rf"{_SENTENCE}(?<!（)(?P<number>\d{{1,2}})）", "1）学习；2）实践。"),
    _style("number", rf"{_SENTENCE}(?P<number>\d{{1,2}})(?:[．、](?!\d(?!\d{{3}}年))|\.(?![\dA-Za-z](?!\d{{3}}年)))", "1.学习。2.实践。"),
    _style("number space", rf"{_LINE}(?P<number>\d{{1,2}})(?: (?!\d)|(?=[\u3400-\u9fff])(?![年月日个时分秒亿万千百多名人点元％%家户项条周天号届时]))", "1 学习"),
    _style("circled", r"(?P<number>[①-⑳])[、．.]?", "①学习；②实践。"),
    _style("circled bracket", r"(?P<number>[⑴-⒇㈠-㈩])[、．.]?", "⑴学习；⑵实践。"),
    _style("number stop", r"(?P<number>[⒈-⒛])", "⒈学习"),
    _style("roman", rf"{_LINE}(?P<number>[Ⅰ-Ⅻ])[、．.\s]?", "Ⅰ、学习"),
    _style("letter", r"(?<![^\n。；：\s])(?P<letter>[A-Ha-h])[.、．）](?![A-Za-z])", "A.学习"),
    _style("noun number", rf"{_LINE}(?P<tail>[\u3400-\u9fff]{{2}})(?P<number>{_ANY})[：、．.\s]", "任务一：学习"),
    _style("said number", rf"{_CLAUSE}(?P<tail>{_NOUN})(?P<number>{_CN})(?=[，：是])", "启示一，要学习；启示二，要实践。", reach=1500),
)  # fmt: skip

_PREFIX_NUMBERS = {"一": 1, "首": 1, "其": 2, "再": 3}
NEXT = 0  # "one more", whatever the number: 另一方面, 最后


@dataclass(frozen=True)
class Mark:
    """A mark in the text: plain[start:end] with its words that are no part of the item; `number`
    0 = one more.
    """

    style: Style
    number: int
    start: int
    end: int
    tail: str
    opens_line: bool

    def words(self, text: Text) -> str:
        """Return the mark's words, for the reason of a list."""
        return (
            text.plain[self.start : self.end].strip("，、：。 ")
            or text.plain[self.start : self.start + 3]
        )


def marks(text: Text) -> list[Mark]:
    """Find the marks of a text in order; of marks at one place the style that stands first in the
    table holds.

    >>> from server.speeches.text import read
    >>> [(mark.style.name, mark.number) for mark in marks(read("一是学习，二是实践。第三，思考。"))]
    [('verb', 1), ('verb', 2), ('ordinal', 3)]
    """
    found: dict[int, Mark] = {}
    for style in STYLES:
        for match in style.pattern.finditer(text.plain):
            value = _number(style, match)
            if value is not None:
                found.setdefault(match.start(), _mark(text, style, value, match))
    return list(_apart(found[start] for start in sorted(found)))


def _mark(text: Text, style: Style, value: int, match: re.Match[str]) -> Mark:
    tail = match.groupdict().get("tail") or ""
    opens_line = match.start() == 0 or text.plain[match.start() - 1] == "\n"
    return Mark(style, value, match.start(), match.end(), tail, opens_line)


def _apart(ordered: Iterator[Mark]) -> Iterator[Mark]:
    end = -1
    for mark in ordered:
        if mark.start >= end:
            yield mark
            end = mark.end


def _number(style: Style, match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if style.equal:
        return NEXT
    if groups.get("number"):
        return number(groups["number"])
    if groups.get("letter"):
        return ord(groups["letter"].lower()) - ord("a") + 1
    word = groups["word"]
    if style.name == "words" and word == "再者":
        return NEXT
    return _PREFIX_NUMBERS.get(word[0], NEXT) if style.name == "words" or word[0] == "一" else NEXT


_MARKED = tuple(style for style in STYLES if style.name != "bare")


def opens_with_mark(text: Text, place: int) -> bool:
    """Tell whether a first mark stands at a place, so that what follows is marked and needs no
    cutting.
    """
    for style in _MARKED:
        match = style.pattern.match(text.plain, place)
        if match and _number(style, match) == 1:
            return True
    return False
