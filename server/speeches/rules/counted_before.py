"""K1: a number and a noun name the list, and its items stand right behind the name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from server.speeches.announcements import Announcement, Names
from server.speeches.bodies import LONGEST_CLAUSE, cut_body, recitable
from server.speeches.clauses import CLAUSE_ENDS, first_end, sentence_start, split, tidy
from server.speeches.found import Found, Name
from server.speeches.items import head
from server.speeches.ordinals import opens_with_mark
from server.speeches.runs import items, longest, pieces
from server.speeches.text import Span, Text

_OPENS_BODY = re.compile(
    r"(?:[”」][\u3400-\u9fff]{0,6}?)?(?:的[\u3400-\u9fff]{0,8})?(?:（[^（）\n]{0,20}）)?[上中下里]?"
    r"(?:：|——|来(?:回答|概括|说明|形容|描述|总结|介绍|阐述)[，：]|。即(?=[^，。]{2,20}[，、；])|，?(?:即|就是|也就是|是指|指的是|分别是|分别为|包括|它们是|这就是)：?"
    r"|[是为有](?:：|(?=[^，。；：！？\n]{1,20}[、和与]))|，?(?:一般是|主要是|主要有)：?)“?"
)
_OPENS_LATER = re.compile(r"[”」]?(?!之[一二三])[\u3400-\u9fff]{1,8}：")
_COMMA = re.compile("[”」]?，")
_STOP = re.compile("[”」]?。")
_SHORT = 10
_LONGEST_BODY = 1000
_FEWEST_WITHOUT_COLON = 3
_LONGEST_ITEM = 45
_LINES = 30


def counted_before(text: Text, names: Names) -> Iterator[Found]:
    """Find the items behind an announcement.

    >>> from server.speeches.text import read
    >>> text = read("看人看三点：品行好，懂业务，守法纪。送两句话：“慢就是快，少就是多”，共勉。")
    >>> [found.item_words(text) for found in counted_before(text, Names(text))]
    [['品行好', '懂业务', '守法纪'], ['慢就是快', '少就是多']]
    """
    for name in _whole(text, names.between(0, len(text.plain))):
        found, exact = _behind(text, name)
        if name.measure == "个字" and len(found) != name.count == _characters(found):
            name, exact = replace(name, count=None), True
        if found and (exact or _plausible(len(found), name.count)):
            words = text.words(name.start, name.end)
            stated = Name(words, name.count, (name.start, name.end), name)
            yield Found("counted_before", found, (words,), 0.95 if exact else 0.6, name=stated)


def _whole(text: Text, names: list[Announcement]) -> Iterator[Announcement]:
    """Join names in a row that have one number: 四讲四有 and 六个坚持、六个反对 count pairs.

    Of others the second part (三增两减) does not count what follows the whole.
    """
    before: Announcement | None = None
    for name in names:
        between = text.plain[before.end : name.start] if before else "。"
        quoted = text.depth[name.start] > 0
        if before and (
            not between or (between in "、和" and (quoted or before.count == name.count))
        ):
            joined = replace(name, start=before.start, noun=before.noun + name.noun)
            before = joined if before.count == name.count else None
        else:
            if before:
                yield before
            before = name
    if before:
        yield before


def _behind(text: Text, name: Announcement) -> tuple[list[Span], bool]:
    """Return the items behind a name, and whether they are as many as it says."""
    later = _OPENS_LATER.match(text.plain, name.end)
    opening = _OPENS_BODY.match(text.plain, name.end) or later
    limit = text.paragraph_at(name.start)[1]
    if opening is None:
        return _words_behind(text, name, limit) or _next_sentence(text, name, limit), True
    if opens_with_mark(text, opening.end()):
        return [], False
    start = opening.end() - opening[0].endswith("“")
    end = first_end(text, start, min(limit, start + _LONGEST_BODY), "。！？\n")
    again = f"{name.noun}“"  # “三个坚持”，即坚持“A、B、C”
    if (
        name.noun
        and text.plain.startswith(again, start)
        and text.plain.count(again, start, end) == 1
    ):
        start += len(name.noun)
    if "；" in text.plain[sentence_start(text, name.start) : name.start]:
        end = first_end(text, start, end, "；")  # one part of a sentence that counts several lists
    asked = _questions(text, (start, min(limit, start + _LONGEST_BODY)), name.count)
    if asked:
        return asked, True
    body = tidy(text, (start, end))
    if body[0] >= body[1]:
        return _lines(text, name), True
    found, exact = cut_body(text, (start, end), name.count)
    return ([], False) if opening is later and not exact else (found, exact)


def _questions(text: Text, body: Span, count: int | None) -> list[Span]:
    """三个问题：…？…？…？: as many questions as announced, each a sentence."""
    start, end = body
    stops = [
        match.start() for match in islice(re.finditer("[。！？]", text.plain[start:end]), count)
    ]
    if count is None or count < 2 or len(stops) < count:
        return []
    run = [(start + a, start + b) for a, b in pairwise([0, *(stop + 1 for stop in stops)])]
    asks = all(
        text.plain[past - 1] == "？" and past - first <= _LONGEST_ITEM for first, past in run
    )
    return [tidy(text, piece) for piece in run] if asks else []


def _words_behind(text: Text, name: Announcement, limit: int) -> list[Span]:
    """“三心”，对党忠心、对群众热心、对工作尽心: a clause that is all list, or clauses that open
    alike to the sentence's end (三条标准，看…，看…，看…), as many as announced.
    """
    comma = _COMMA.match(text.plain, name.end)
    if comma is None or name.count is None or name.count < _FEWEST_WITHOUT_COLON:
        return []
    clause = (comma.end(), first_end(text, comma.end(), limit, CLAUSE_ENDS))
    run = pieces(text, clause, "、", name.count)
    if len(run) != name.count:
        sentence = (comma.end(), first_end(text, comma.end(), limit, "。！？\n"))
        run = split(text, sentence, "，；")
        lengths = [end - start for start, end in run] or [0]
        alike = len({text.plain[start] for start, _ in run}) == 1 or (
            max(lengths) <= _SHORT and max(lengths) <= 2 * min(lengths) + 1
        )
        alike = alike and not (name.noun and text.plain.startswith(name.noun, run[0][0]))
        run = run if alike and longest(run) <= LONGEST_CLAUSE else []
    return items(text, run) if len(run) == name.count and recitable(run) else []


def _next_sentence(text: Text, name: Announcement, limit: int) -> list[Span]:
    """三颗心。对…，…；对…，…；对…，…。: as many parts of the next sentence, that open alike."""
    stop = _STOP.match(text.plain, name.end)
    if stop is None or name.count is None or name.count < _FEWEST_WITHOUT_COLON:
        return []
    if opens_with_mark(text, stop.end()):
        return []
    end = first_end(text, stop.end(), min(limit, stop.end() + _LONGEST_BODY), "。！？\n")
    run = split(text, (stop.end(), end), "；")
    alike = len({text.plain[start] for start, _ in run}) == 1
    return [head(text, part) for part in run] if alike and len(run) == name.count else []


def _characters(found: list[Span]) -> int:
    """八个字：多读、多写、多改、多想: such a number counts characters, not items."""
    return sum(end - start for start, end in found)


def _plausible(found: int, count: int | None) -> bool:
    """Tell whether a count may be wrong rather than said of something else."""
    return count is None or abs(found - count) <= max(1, count // 3)


def _lines(text: Text, name: Announcement) -> list[Span]:
    """As many of the following lines as were announced, if they are short or end alike."""
    if name.count is None or name.count < 2:
        return []
    first = text.paragraph_index(name.start) + 1
    lines = text.paragraphs[first : first + name.count]
    if len(lines) < name.count or any(end - start > _LINES for start, end in lines):
        return []
    return [head(text, line) for line in lines]
