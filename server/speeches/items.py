"""From the stretch of text that belongs to an item to the words that one recites."""

import re

from server.speeches.clauses import CLAUSE_ENDS, first_end, tidy
from server.speeches.lexicon import ADVERBS, GOVERNORS, PREPOSITIONS
from server.speeches.text import Span, Text

_LONGEST_HEAD = 60
_MOST_CLAUSES = 3
_LONGEST_SCENE = 60
_LONGEST_GOVERNOR = 30

_FILLER = re.compile(
    r"(?:[，、：\s]|(?:我们|大家|我|首先)?(?:就是|还)?(?:一定)?要(?!求|点|素|害|务|领|么|是|件|地|义)|就是(?!说)|[也既又还更]?是(?!否|非)"
    r"|我们(?=必须|应)|必须|应当|应该|做到(?=[，：\u3400-\u9fff]{2})|则(?=[要是])|在于|主要是|关键是)"
)
_REMARK = re.compile(r"（[^（）]*）$")
_EDGE = re.compile(r"[，、：\s]")
_TAIL = re.compile(r"(?:等等|等|的同时)$")
_SCENE = re.compile(
    r"(?:按照|根据|依据|依照|鉴于|随着|为了|面对|遵照).*"
    r"|(?:围绕|针对|通过|结合|在|当|对|对于|关于|作为|经过|由于|从|受|立足).*(?:时|后|前|中|下|上|内|里|期间|影响|看|讲|方面|要求|部署|精神|规定|意见|情况|实际)"
    r"|以.+为.{1,4}"
    r"|从.+到.+(?:年|世纪.{0,2}|时期)"
    r"|(?:到|至|从)?20\d\d年.{0,6}"
    r"|.*(?:的时候|的同时|的基础上|的前提下|的过程中|期间|以后|之后|之前|以来|之际)"
)  # fmt: skip
_GOVERNOR = re.compile(
    rf"(?:{'|'.join(sorted(ADVERBS, key=len, reverse=True))})*"
    rf"(?:{'|'.join(sorted(GOVERNORS | PREPOSITIONS, key=len, reverse=True))})(?:了|着|好|以)?"
)


def head(text: Text, span: Span) -> Span:
    """Return the plain span of an item's shortest recitable words: the first clause without
    filler.

    A clause that only sets the scene goes on with the next one.

    >>> from server.speeches.text import read
    >>> def shown(words):
    ...     text = read(words)
    ...     return text.plain[slice(*head(text, (0, len(text.plain))))]
    >>> shown("要加强学习，提高本领。要多读书。"), shown("，就是要实干；")
    ('加强学习', '实干')
    >>> shown("在学习方法上，做到两个结合：与工作结合。"), shown("是否遵纪守法")
    ('在学习方法上，做到两个结合', '是否遵纪守法')
    """
    start, end = _without_filler(text, span)
    stop = first_end(text, start, end, CLAUSE_ENDS)
    clause = start
    for _ in range(_MOST_CLAUSES):
        if stop >= end or text.plain[stop] != "，" or not sets_scene(text.plain[clause:stop]):
            break
        clause = stop + 1
        stop = first_end(text, clause, end, CLAUSE_ENDS)
        start = start if stop - start <= _LONGEST_HEAD else clause
    return trimmed(text, (start, stop))


def sets_scene(clause: str) -> bool:
    """Tell whether a clause only says when, where or by what the next one holds.

    >>> [sets_scene(words) for words in ("按照文件要求", "以活动为契机", "在岗位上建功")]
    [True, True, False]
    """
    return len(clause) <= _LONGEST_SCENE and _SCENE.fullmatch(clause) is not None


def trimmed(text: Text, span: Span) -> Span:
    """Drop filler in front and behind, and the punctuation at the edges."""
    start, end = tidy(text, _without_filler(text, tidy(text, span)))
    if (remark := _REMARK.search(text.plain[start:end])) and remark.start() > 1:
        end = start + remark.start()
    tail = _TAIL.search(text.plain[start:end])
    return (start, start + tail.start()) if tail and tail.start() > 1 else (start, end)


def _without_filler(text: Text, span: Span) -> Span:
    """Drop filler in front as long as words of two characters are left."""
    start, end = span
    while start < end - 1 and (filler := _FILLER.match(text.plain, start, end)):
        left = first_end(text, filler.end(), end, CLAUSE_ENDS) - filler.end()
        if left < 2 and not _EDGE.fullmatch(filler[0]):
            break
        start = filler.end()
    return start, end


def governed(words: str) -> int:
    """Return how many characters in front only govern a run: adverbs and verbs
    (大力弘扬A、B、C的精神).

    >>> governed("要进一步加强思想建设"), governed("思想建设"), governed("推动")
    (6, 0, 0)
    """
    end = 0
    while (match := _GOVERNOR.match(words[:_LONGEST_GOVERNOR], end)) and match.end() < len(
        words
    ) - 1:
        end = match.end()
    return end
