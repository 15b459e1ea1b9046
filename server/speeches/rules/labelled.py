"""K3: a naming phrase and a colon open the list: 主要表现在：…；…；….

A bare verb before the colon only says who speaks (强调：), and a question asks.
"""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import first_end, sentence_end, split
from server.speeches.found import Found
from server.speeches.items import head, sets_scene
from server.speeches.labels import LONGEST_LABEL, label_name
from server.speeches.lexicon import LABEL_NOUNS
from server.speeches.runs import items, longest, pieces
from server.speeches.sharing import common_opening
from server.speeches.text import Span, Text

_SHORTEST_LABEL = 3
_LONGEST_LINE_LABEL = 14
_LONGEST_BODY = 1000
_FEWEST = 3
_LONGEST_CLAUSE = 16
_LONGEST_ITEM = 25

_LABEL_END = re.compile(
    rf"(?:如下|下列[\u3400-\u9fff]{{1,6}}|以下[\u3400-\u9fff]{{0,6}}|是|为|有|包括|包含|分为|分成|在于|就是|即|表现在|表现为|体现在|体现为|分别|概括起来|(?:概括|归纳|总结|简称|称)为(?:“[^”]*”)?|体会到|认识到|做到|{'|'.join(LABEL_NOUNS)})(?:有|是|为)?$"
)
_FILLER = re.compile(
    "(?:主要|具体|分别|集中|突出|大致|概括起来)+(?:就是|是|有|为|包括|表现[为在]|体现[为在])"
)
_SAYING = re.compile(
    r"(?:指出|强调|认为|表示|说|说道|讲|问|答|写道|提出|要求|看到|知道|发现|意味着|据悉|附|注|按|时间|地点|来源|作者|记者|编辑|主题|例如|比如|如|也就是|就是说|这就是|我们的目标是|联系方式|参加|出席|地址|电话|单位|人员|名单|主持|编剧|导演|主演|演员|成员|嘉宾|获奖者?|联系人|日期|邮箱|摄影|责编|们|各位.{0,4}|关键词|标签|译者|主编)(?:是)?$"
)
_SAID = re.compile(r"的(?:回答|答案|说法|提法|要求)是$")
_COLON = re.compile("：(?:即(?![将使便时日可刻位])：?)?")
_QUESTION = re.compile("如何|怎么|怎样|为什么|什么是")


def labelled(text: Text, names: Names) -> Iterator[Found]:
    """Find three or more items behind a label.

    >>> from server.speeches.text import read
    >>> text = read("主要表现在：学习不够；作风不实；管理不严。")
    >>> [(found.name.words, len(found.items)) for found in labelled(text, Names(text))]
    [('主要表现在', 3)]
    """
    for colon in _COLON.finditer(text.plain):
        label = _label(text, colon.start())
        end = sentence_end(text, colon.end(), _LONGEST_BODY)
        if label is None or end <= colon.end() or any(name.count for name in names.between(*label)):
            continue
        run, separator, sureness = _body(text, (colon.end(), end))
        if not _is_strong(text, label) and (separator not in ("、", "→") or run[-1][1] < end):
            continue
        kept = (
            [head(text, piece) for piece in _without_scene(text, run)]
            if separator == "；"
            else items(text, run, separator)
        )
        if len(kept) >= _FEWEST:
            yield Found(
                "labelled",
                kept,
                (text.plain[slice(*label)],),
                sureness,
                name=label_name(text, label),
            )


def _body(text: Text, body: Span) -> tuple[list[Span], str, float]:
    """Cut a body where it is cut most: at → or ——, at ；, at 、 in its only clause, into groups,
    or at ，into short clauses.
    """
    run = split(text, body, "→—")
    if len(run) >= _FEWEST and longest(run) <= _LONGEST_ITEM:
        return run, "→", 0.85
    run = split(text, body, "；")
    if len(run) >= _FEWEST:
        return run, "；", 0.85
    clauses = split(text, body, "，；")
    if len(clauses) >= _FEWEST and all("、" in text.plain[slice(*clause)] for clause in clauses):
        return clauses, "，", 0.7
    start, end = body
    clause_end = first_end(text, start, end, "，；")
    run = pieces(text, (start, clause_end), "、")
    if len(run) >= _FEWEST and longest(run) <= _LONGEST_ITEM:
        return run, "、", 0.85 if clause_end == end else 0.7
    if len(clauses) >= _FEWEST and longest(clauses) <= _LONGEST_CLAUSE:
        return clauses, "，", 0.7
    return [], "", 0.0


def _without_scene(text: Text, run: list[Span]) -> list[Span]:
    """Drop what stands before the first item's own opening, which the others share:
    做好工作，|必须坚持学习；必须坚持实干.
    """
    opening = common_opening([text.plain[slice(*piece)] for piece in run[1:]])
    place = text.plain.find(f"，{opening}", *run[0]) if len(opening) > 1 else -1
    return [(place + 1, run[0][1]), *run[1:]] if place >= 0 else run


def _label(text: Text, colon: int) -> Span | None:
    """Return the plain span of the label that ends at a colon, or None if it only says who
    speaks.
    """
    floor = max(text.paragraph_at(colon)[0], colon - LONGEST_LABEL)
    start = colon
    while start > floor and text.plain[start - 1] not in "，。；：！？\n“":
        start -= 1
        if text.plain[start] == "”":
            start = max(text.plain.rfind("“", floor, start), floor)
    says_nothing = colon - start < _SHORTEST_LABEL or _FILLER.fullmatch(text.plain, start, colon)
    if says_nothing and start > floor and text.plain[start - 1] == "，":
        start = (
            max((text.plain.rfind(stop, floor, start - 1) for stop in "，。；：！？“"), default=-1)
            + 1
        )
        start = max(start, floor)
    words = text.plain[start:colon]
    says = _SAYING.search(words) and not _SAID.search(words)
    if not words or _QUESTION.search(words) or says or sets_scene(words):
        return None
    opens_line = start == text.paragraph_at(colon)[0] and len(words) <= _LONGEST_LINE_LABEL
    return (start, colon) if opens_line or _is_strong(text, (start, colon)) else None


def _is_strong(text: Text, label: Span) -> bool:
    """Tell whether a label says that a list follows; any other must open a line all of list."""
    return _LABEL_END.search(text.plain[slice(*label)]) is not None
