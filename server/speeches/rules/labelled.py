"""K3: a naming phrase opens the list (…主要表现在：, …分为A、B、C) or a naming noun closes it
(…的总要求).
"""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import first_end, split
from server.speeches.found import Found, Name
from server.speeches.items import head, sets_scene
from server.speeches.labels import label_name
from server.speeches.lexicon import LABEL_NOUNS, NAMING_NOUNS, QUANTITY_ALONE, QUANTITY_NOUNS
from server.speeches.numerals import COUNT
from server.speeches.runs import items, pieces
from server.speeches.sharing import common_opening
from server.speeches.text import Span, Text

_LONGEST_LABEL = 60
_SHORTEST_LABEL = 3
_LONGEST_LINE_LABEL = 14
_LONGEST_BODY = 1000
_FEWEST = 3
_FEWEST_BEFORE = 4
_LONGEST_CLAUSE = 16
_LONGEST_ITEM = 25

_LABEL_END = re.compile(
    rf"(?:如下|下列[\u3400-\u9fff]{{1,6}}|以下[\u3400-\u9fff]{{0,6}}|是|为|有|包括|包含|分为|分成|在于|就是|即|表现在|表现为|体现在|体现为|分别|概括起来|(?:概括|归纳|总结|简称|称)为(?:“[^”]*”)?|体会到|认识到|{'|'.join(LABEL_NOUNS)})(?:有|是|为)?$"
)
_FILLER = re.compile(
    "(?:主要|具体|分别|集中|突出|大致|概括起来)+(?:就是|是|有|为|包括|表现[为在]|体现[为在])"
)
_SAYING = re.compile(
    r"(?:指出|强调|认为|表示|说|说道|讲|问|答|写道|提出|要求|看到|知道|发现|意味着|据悉|附|注|按|时间|地点|来源|作者|记者|编辑|主题|例如|比如|如|也就是|就是说|这就是|我们的目标是|联系方式|参加|出席|地址|电话|单位|人员|名单|主持|编剧|导演|主演|演员|成员|嘉宾|获奖者?|联系人|日期|邮箱|摄影|责编|们|各位.{0,4}|关键词|标签|译者|主编)(?:是)?$"
)
_QUESTION = re.compile("如何|怎么|怎样|为什么|什么是")
_LABELLED = "|".join(noun for noun in LABEL_NOUNS if len(noun) == 2)
_INLINE = re.compile(
    rf"(?P<verb>(?:主要)?是指|主要包括|包括|分为|分成|(?:概括|归纳|总结|简单|简要|具体)(?:地|来)?(?:起来)?(?:说|讲)?，?就?是|分别是|分别为|(?<![立随当在])即(?![将使便时日可刻位])|主要有|主要表现为|主要表现在|主要体现在|由|(?<={_LABELLED})(?:主要)?[是有])(?=[\u3400-\u9fff“《])"
)
_TOTAL = re.compile(rf"{COUNT}(?:个|大|项|种|类|名|位|座|条|部)(?P<noun>[\u3400-\u9fff]*)$")
_AMOUNT = re.compile("|".join((*QUANTITY_NOUNS, *QUANTITY_ALONE)))
_DEMAND = re.compile(
    r"提出[^。；\n]{0,30}(?:要求|任务|意见|希望)|明确[^。；\n]{0,20}(?:要求|任务)|部署[^。；\n]{0,20}工作"
)
_DEMANDING = re.compile(
    r"(?:[^，。；：]{0,8}(?:强调|要求|指出|提出|一|是)[，：]?)?(?:要|必须|务必|应当|应)(?!求)"
)
_QUOTED_NAMING = re.compile(
    rf"[“「](?P<items>[^“”「」\n]{{8,160}})[”」]的?(?P<name>[\u3400-\u9fff]{{0,6}}?(?:{'|'.join(NAMING_NOUNS)}))"
)
_NAMING = re.compile(
    rf"(?P<item>.{{2,}}?)(?P<of>的)?(?P<name>(?(of)[\u3400-\u9fff]{{0,8}}?)(?:{'|'.join(NAMING_NOUNS)}))(?=$|[，。；”）和与]|[\u3400-\u9fff])"
)


def labelled(text: Text, names: Names) -> Iterator[Found]:
    """Find three or more items behind a label.

    >>> from server.speeches.text import read
    >>> text = read("主要表现在：学习不够；作风不实；管理不严。文具主要是指纸、笔、尺子，都要带。")
    >>> [(found.name.words, len(found.items)) for found in labelled(text, Names(text))]
    [('主要表现在', 3), ('文具', 3)]
    """
    yield from _behind_colons(text, names)
    yield from _behind_verbs(text)


def _behind_colons(text: Text, names: Names) -> Iterator[Found]:
    for colon in re.finditer("：", text.plain):
        label = _label(text, colon.start())
        end = _body_end(text, colon.end())
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
    if len(run) >= _FEWEST and _longest(run) <= _LONGEST_ITEM:
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
    if len(run) >= _FEWEST and _longest(run) <= _LONGEST_ITEM:
        return run, "、", 0.85 if clause_end == end else 0.7
    if len(clauses) >= _FEWEST and _longest(clauses) <= _LONGEST_CLAUSE:
        return clauses, "，", 0.7
    return [], "", 0.0


def _without_scene(text: Text, run: list[Span]) -> list[Span]:
    """Drop what stands before the first item's own opening, which the others share:
    做好工作，|必须坚持学习；必须坚持实干.
    """
    opening = common_opening([text.plain[slice(*piece)] for piece in run[1:]])
    place = text.plain.find(f"，{opening}", *run[0]) if len(opening) > 1 else -1
    return [(place + 1, run[0][1]), *run[1:]] if place >= 0 else run


def _longest(run: list[Span]) -> int:
    return max(end - start for start, end in run)


def _label(text: Text, colon: int) -> Span | None:
    """Return the plain span of the label that ends at a colon, or None if it only says who
    speaks.
    """
    floor = max(text.paragraph_at(colon)[0], colon - _LONGEST_LABEL)
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
    if not words or _QUESTION.search(words) or _SAYING.search(words) or sets_scene(words):
        return None
    opens_line = start == text.paragraph_at(colon)[0] and len(words) <= _LONGEST_LINE_LABEL
    return (start, colon) if opens_line or _is_strong(text, (start, colon)) else None


def _is_strong(text: Text, label: Span) -> bool:
    """Tell whether a label says that a list follows; any other must open a line all of list."""
    return _LABEL_END.search(text.plain[slice(*label)]) is not None


def _body_end(text: Text, start: int) -> int:
    limit = min(text.paragraph_at(start - 1)[1], start + _LONGEST_BODY)
    return first_end(text, start, limit, "。！？\n")


def _behind_verbs(text: Text) -> Iterator[Found]:
    done = 0  # the end of the clause looked at: its first verb governs it
    for verb in _INLINE.finditer(text.plain):
        start = verb.end()
        if start < done:
            continue
        limit = min(text.paragraph_at(start)[1], start + _LONGEST_BODY)
        end = first_end(text, start, limit, "，；。！？：\n")
        run = pieces(text, (start, end), "、")
        done = end if len(run) >= _FEWEST else done
        if verb["verb"] == "由":
            if run and (tail := re.search(r"(?:组成|构成)$", text.plain[slice(*run[-1])])):
                run[-1] = (run[-1][0], run[-1][0] + tail.start())
            else:
                run = []
        if run and (total := _TOTAL.search(text.plain, run[-1][0] + 1, run[-1][1])):
            run = [] if _AMOUNT.match(total["noun"]) else [*run[:-1], (run[-1][0], total.start())]
        if len(run) < _FEWEST or max(e - s for s, e in run) > _LONGEST_ITEM:
            continue
        label = _subject(text, verb.start())
        kept = items(text, run)
        if kept and label:
            yield Found("labelled", kept, (verb["verb"],), 0.75, name=label_name(text, label))


def _subject(text: Text, verb: int) -> Span | None:
    """Return the plain span of the words before a verb, back to the last clause that has any."""
    floor = max(text.paragraph_at(verb)[0], verb - _LONGEST_LABEL)
    clauses = split(text, (floor, verb), "，。；：！？")
    return clauses[-1] if clauses else None


def labelled_lines(text: Text, _names: Names) -> Iterator[Found]:
    """Find the lines behind a line that ends with a label and a colon; each but the last ends
    with ；.

    >>> from server.speeches.text import read
    >>> text = read("有下列情形之一的，应当报告：\\n出国的；\\n兼职的；\\n结婚的。\\n其他。")
    >>> [found.item_words(text) for found in labelled_lines(text, Names(text))]
    [['出国的', '兼职的', '结婚的']]
    """
    lines = text.paragraphs
    for number, (start, end) in enumerate(lines):
        if text.plain[end - 1] != "：":
            continue
        last = number + 1
        while last < len(lines) and text.plain[lines[last][1] - 1] == "；":
            last += 1
        group = lines[number + 1 : last + 1]
        if len(group) >= _FEWEST:
            label = _line_label(text, (start, end - 1))
            yield Found(
                "labelled_lines",
                [head(text, line) for line in group],
                (text.plain[slice(*label)],),
                0.85,
                name=label_name(text, label),
                regions=group,
            )


def _line_label(text: Text, line: Span) -> Span:
    """Return the clause of a line that says 下列 or 以下, or else its last one."""
    clauses = split(text, (max(line[0], line[1] - _LONGEST_LABEL), line[1]), "，。；：！？")
    below = [
        clause for clause in clauses if re.search("下列|以下|如下", text.plain[slice(*clause)])
    ]
    return (below or clauses or [line])[-1]


def demands(text: Text, _names: Names) -> Iterator[Found]:
    """Find the demands of one sentence that says it makes some: 提出三点要求，强调要…；要…；要….

    >>> from server.speeches.text import read
    >>> text = read("会议对下步工作提出要求，强调要提高认识，抓好落实；要压实责任；要严明纪律。")
    >>> [found.item_words(text) for found in demands(text, Names(text))]
    [['提高认识', '压实责任', '严明纪律']]
    """
    end = 0
    for opening in _DEMAND.finditer(text.plain):
        if opening.end() < end:
            continue
        end = _body_end(text, opening.end())
        run = split(text, (opening.end(), end), "；")
        matches = [_DEMANDING.match(text.plain, *piece) for piece in run]
        if len(run) >= _FEWEST and all(matches):
            kept = [
                head(text, (match.end(), piece[1]))
                for match, piece in zip(matches, run, strict=True)
                if match
            ]
            label = _subject(text, opening.end())
            if label and all(start < stop for start, stop in kept):
                yield Found("demands", kept, (opening[0],), 0.75, name=label_name(text, label))


def named_after(text: Text, _names: Names) -> Iterator[Found]:
    """Find four or more items that a naming noun closes:
    政策公开、程序规范、…的总要求.

    >>> from server.speeches.text import read
    >>> text = read("按照政策公开、程序规范、服务到位、群众满意的总要求，加快建设。")
    >>> [(found.name.words, found.item_words(text)[0]) for found in named_after(text, Names(text))]
    [('总要求', '政策公开')]
    """
    for quoted in _QUOTED_NAMING.finditer(text.plain):
        run = split(text, quoted.span("items"), "、，")
        if len(run) >= _FEWEST_BEFORE and _longest(run) <= _LONGEST_ITEM:
            yield _named(text, run, quoted)
    for clause in re.finditer(r"[^，；：。！？\n]+", text.plain):
        if clause[0].count("、") < _FEWEST_BEFORE - 1:
            continue
        run = split(text, clause.span(), "、")
        if len(run) < _FEWEST_BEFORE:
            continue
        naming = _NAMING.match(text.plain, *run[-1])
        usual = max(end - start for start, end in run[1:-1])
        if (
            naming is None
            or naming.end("item") - run[-1][0] > 2 * usual + 2
            or usual > _LONGEST_ITEM
        ):
            continue
        run[-1] = (run[-1][0], naming.end("item"))
        kept = items(text, run)
        if kept:
            yield _named(text, kept, naming)


def _named(text: Text, run: list[Span], naming: re.Match[str]) -> Found:
    name = Name(text.words(*naming.span("name")), None, naming.span("name"))
    return Found("named_after", run, (naming["name"],), 0.8, name=name, end=naming.end("name"))
