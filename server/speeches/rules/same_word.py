"""K5: coordinated items of one sentence that hold the same element in the same place, recitable
as "N个X".

Four items: a shared ending or opening of two characters, a frame (在…上优先…), a pattern
(…有所…), an affix (…化). Three items: only a shared head noun or telling verb, and the run must
close its clause.
"""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import first_end, sentences, split
from server.speeches.derived import derived_name
from server.speeches.found import Found
from server.speeches.items import governed, trimmed
from server.speeches.runs import pieces, trim_first, trim_last
from server.speeches.sharing import Shared, common_opening, shared
from server.speeches.text import Span, Text

_FEWEST = 3
_LONGEST_ITEM = 15
_LONGEST_PIECE = 40
_LONGEST_SENTENCE = 1500
_MOST_ITEMS = 40
_COPULA = re.compile(r"(?:也|就|都|还|更|既|又)?是(?!否|非)")
_CLOSES = "，。；！？\n”）：…"


def same_word(text: Text, _names: Names) -> Iterator[Found]:
    """Find runs that share a word.

    >>> from server.speeches.text import read
    >>> def shown(words):
    ...     text = read(words)
    ...     for found in same_word(text, Names(text)):
    ...         print(found.name.words, found.item_words(text))
    >>> shown("大力加强党的思想建设、作风建设、组织建设、制度建设。")
    四个建设 ['思想建设', '作风建设', '组织建设', '制度建设']
    >>> shown("要一起部署、一起检查、一起考核，关键要落实。")
    三个一起 ['一起部署', '一起检查', '一起考核']
    >>> shown("推动思维方式、行为方式、工作方式的变革。")
    """
    for sentence in sentences(text):
        if sentence[1] - sentence[0] > _LONGEST_SENTENCE:
            continue
        clauses = split(text, sentence, "，；：。！？")
        for clause in clauses:
            yield from _runs(text, pieces(text, clause, "、"), clauses=False)
        yield from _runs(text, clauses, clauses=True)
        yield from _runs(text, _openings(text, sentence), clauses=True)


def _runs(text: Text, cut: list[Span], *, clauses: bool) -> Iterator[Found]:
    """Find the longest runs in a row of pieces, from left to right."""
    first = 0
    while first + 2 < len(cut):
        past = _past(cut, first)
        found = None
        while found is None and past > first + 2:
            found = _found(text, cut[first:past], clauses=clauses)
            past -= found is None
        if found and not _goes_on(text, cut, first, past, found):
            yield found
        first = past if found else first + 1


def _openings(text: Text, sentence: Span) -> list[Span]:
    """Return the first clauses of a sentence's parts: 突出…，…；突出…，…；突出…，…."""
    start, end = sentence
    start = text.plain.rfind("：", start, first_end(text, start, end, "；")) + 1 or start
    parts = split(text, (start, end), "；")
    if len(parts) < _FEWEST:
        return []
    first, *others = (split(text, part, "，：。！？") for part in parts)
    opening = common_opening([text.plain[slice(*clauses[0])] for clauses in others])
    says = (clause for clause in first if opening in text.plain[slice(*clause)])
    return [next(says, first[0]), *(clauses[0] for clauses in others)]


def _past(cut: list[Span], first: int) -> int:
    """Return how far a run from a piece can go at most."""
    past = first + 1
    while past < len(cut) and past - first < _MOST_ITEMS and _length(cut[past]) <= _LONGEST_PIECE:
        past += 1
    return past


def _goes_on(text: Text, cut: list[Span], first: int, past: int, found: Found) -> bool:
    """Tell whether a neighbour too long for an item shares the word, so that the run was cut
    short.
    """
    word = found.words[0]
    around = [
        text.plain[slice(*piece)]
        for piece in (*cut[max(first - 1, 0) : first], *cut[past : past + 1])
    ]
    return any(word in words[:10] or words.endswith(word) for words in around)


def _found(text: Text, run: list[Span], *, clauses: bool) -> Found | None:
    words = [text.plain[slice(*piece)] for piece in run]
    if "是" not in words[0] and all(map(_COPULA.match, words[1:])):
        return None  # the subject of what follows: 过程，既是…的过程，也是…的过程
    words[1:] = [
        _COPULA.sub("", word, count=1) if _COPULA.match(word) else word for word in words[1:]
    ]
    if not all(words) or any(character.isdigit() for word in words[1:] for character in word):
        return None
    element = shared(words, clauses=clauses)
    if element is None or len(run) < element.fewest:
        return None
    kept = _cut(text, run, element, clauses=clauses)
    if text.depth[kept[0][0]] > text.depth[kept[1][0]]:
        return None  # the first one stands inside a quoted name: “四讲四有”：讲…，讲…
    if any(not 2 <= _length(item) <= _LONGEST_ITEM for item in kept):
        return None
    following = text.plain[kept[-1][1] : kept[-1][1] + 1]
    if following == "的" or (len(kept) == 3 and following and following not in _CLOSES):
        return None
    name = derived_name(len(kept), element.word)
    return Found("same_word", kept, (element.word,), 0.82 if len(kept) > 3 else 0.65, name=name)


def _cut(text: Text, run: list[Span], element: Shared, *, clauses: bool) -> list[Span]:
    """Cut the items out of the pieces: the first from what governs it, the last from what
    follows.
    """
    start, end = run[0]
    words = text.plain[start:end]
    if element.length:
        last = run[-1][0]
        return [(end - element.length, end), *run[1:-1], (last, last + element.length)]
    if element.anchor:
        place = (
            words.find(element.anchor) if element.kind == "frame" else words.rfind(element.anchor)
        )
        run = [(start + place, end), *run[1:]]
        return [trimmed(text, piece) for piece in (run if clauses else trim_last(text, run))]
    last_start, last_end = run[-1]
    place = text.plain.rfind(element.word, last_start, last_end)
    run = [*run[:-1], (last_start, place + len(element.word))]
    if not clauses:
        return [trimmed(text, piece) for piece in trim_first(text, run)]
    return [
        trimmed(text, piece) for piece in ((start + _governing(text, run, words), end), *run[1:])
    ]


def _governing(text: Text, run: list[Span], words: str) -> int:
    """Return how much of the first clause is no part of the item: a subject with 是, or a verb
    that the others lack.
    """
    others = [text.plain[slice(*piece)] for piece in run[1:]]
    if all(_COPULA.match(other) for other in others) and "是" in words:
        return words.rindex("是") + 1
    return 0 if any(map(governed, others)) else governed(words)


def _length(span: Span) -> int:
    return span[1] - span[0]
