"""K3: a naming noun closes four or more items: …、…、…、…的总要求."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import split
from server.speeches.found import Found, Name
from server.speeches.lexicon import NAMING_NOUNS
from server.speeches.runs import items, longest
from server.speeches.text import Span, Text

_FEWEST = 4
_LONGEST_ITEM = 25

_QUOTED_NAMING = re.compile(
    rf"[“「](?P<items>[^“”「」\n]{{8,160}})[”」]的?(?P<name>[\u3400-\u9fff]{{0,6}}?(?:{'|'.join(NAMING_NOUNS)}))"
)
_NAMING = re.compile(
    rf"(?P<item>.{{2,}}?)(?P<of>的)?(?P<name>(?(of)[\u3400-\u9fff]{{0,8}}?)(?:{'|'.join(NAMING_NOUNS)}))(?=$|[，。；”）和与]|[\u3400-\u9fff])"
)


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
        if len(run) >= _FEWEST and longest(run) <= _LONGEST_ITEM:
            yield _named(text, run, quoted)
    for clause in re.finditer(r"[^，；：。！？\n]+", text.plain):
        if clause[0].count("、") < _FEWEST - 1:
            continue
        run = split(text, clause.span(), "、")
        if len(run) < _FEWEST:
            continue
        naming = _NAMING.match(text.plain, *run[-1])
        usual = longest(run[1:-1])
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
