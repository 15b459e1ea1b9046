"""K1: a number and a word name the list, and as many clauses behind it say the word again."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Announcement, Names
from server.speeches.clauses import first_end, split
from server.speeches.found import Found, Name
from server.speeches.items import head, trimmed
from server.speeches.numerals import NUMERAL
from server.speeches.text import Span, Text

_FEWEST = 3
_LONGEST_BODY = 600
_NEAR = 4  # a wrong count needs the clauses right behind it
_STOPS = "。！？\n"
_MARK = re.compile(rf"第{NUMERAL}")
_WAYS = ("、，；" + _STOPS, "，；" + _STOPS, "；" + _STOPS, _STOPS)


def said_again(text: Text, names: Names) -> Iterator[Found]:
    """Find the clauses that begin, or all end, with an announced word; the number must agree, or
    nearly if they stand right there.

    >>> from server.speeches.text import read
    >>> text = read("四、做到“三个坚持”\\n坚持早起，坚持读书，坚持锻炼，身体才会好。")
    >>> [found.item_words(text) for found in said_again(text, Names(text))]
    [['坚持早起', '坚持读书', '坚持锻炼']]
    """
    for name in names.between(0, len(text.plain)):
        word = name.noun.strip("“”")
        if name.count is not None and name.count >= _FEWEST and word:
            items = _items(text, name, word, name.count)
            if items:
                words = text.words(name.start, name.end)
                stated = Name(words, name.count, (name.start, name.end), name)
                sureness = 0.94 if len(items) == name.count else 0.8
                yield Found("said_again", items, (words, word), sureness, name=stated)


def _items(text: Text, name: Announcement, word: str, count: int) -> list[Span]:
    """Return the first run of clauses with the word, if it is as long as announced."""
    limit = min(len(text.plain), name.end + _LONGEST_BODY)
    if text.plain.count(word, name.end, limit) < count:
        return []
    announced = first_end(text, name.end, limit, _STOPS)
    for separators in _WAYS:
        clauses = split(text, (name.end, limit), separators)
        for says in (str.startswith, str.endswith, _governs):
            run: list[Span] = []
            for clause in clauses:
                item = _item(text, clause, word)
                words = text.plain[slice(*item)]
                if says(words, word) and len(words) > len(word) and not _MARK.match(words):
                    run.append(item)
                elif run or clause[0] > announced:
                    break
            at_once = run and run[0][0] - name.end < _NEAR and len(run) >= _FEWEST
            if len(run) == count or (at_once and len(word) > 1 and abs(len(run) - count) == 1):
                return run
    return []


def _governs(words: str, word: str) -> bool:
    """抓关键岗位: a verb of one character and the announced word."""
    return words.startswith(word, 1)


def _item(text: Text, clause: Span, word: str) -> Span:
    """Return the words to recite; the announced word stays even if it is filler (必须)."""
    if text.plain.startswith(word, clause[0]):
        return clause[0], max(head(text, clause)[1], clause[0] + 1)
    return head(text, trimmed(text, clause))
