"""Find the key lists of a speech: what stands in it to be recited.

Read from top to bottom: the text is read, every rule proposes lists, the surest stay, those
inside others find their place, all get their names, and each says how sure it is and why.
"""

from dataclasses import dataclass

from server.speeches.announcements import Names
from server.speeches.confidence import confidence
from server.speeches.found import Found, Name
from server.speeches.naming import Naming
from server.speeches.nesting import parents
from server.speeches.rules import RULES, Rule
from server.speeches.selection import select
from server.speeches.text import Span, Text, read
from server.speeches.titles import title

__all__ = ["Item", "KeyList", "find_key_lists", "title"]


@dataclass(frozen=True)
class Item:
    """One item: its words, and where they stand in the original (half-open, code points)."""

    text: str
    span: Span


@dataclass(frozen=True)
class KeyList:
    """A key list of a speech. `count` is the announced number, or else the number of items.

    `parent` is the number of the list in one of whose items this one stands; `rule` and `words`
    say why it was found.
    """

    name: str
    name_derived: bool
    name_span: Span | None
    count: int
    count_announced: bool
    count_mismatch: bool
    ordered: bool
    items: tuple[Item, ...]
    span: Span
    parent: int | None
    confidence: float
    rule: str
    words: tuple[str, ...]


def find_key_lists(original: str, rules: tuple[Rule, ...] = RULES) -> list[KeyList]:
    """Return the key lists of a text in the order in which they open. Never raises; the same text
    gives the same lists.

    >>> [found] = find_key_lists("做到两点：一是学习，二是实践。")
    >>> found.name, [item.text for item in found.items]
    ('做到两点', ['学习', '实践'])
    """
    text = read(original)
    names = Names(text)
    proposed = [found for rule in rules for found in rule(text, names)]
    lists = select(text, proposed)
    holders = parents(lists)
    naming = Naming(text, names, lists)
    return [
        _key_list(
            text, found, naming.name(found, None if holder is None else lists[holder]), holder
        )
        for found, holder in zip(lists, holders, strict=True)
    ]


def _key_list(text: Text, found: Found, name: Name, parent: int | None) -> KeyList:
    count = len(found.items)
    start = (
        min(found.opening, name.span[0])
        if name.span and found.opening - name.span[0] < 400
        else found.opening
    )
    end = max(found.end, name.span[1]) if name.span and name.span[1] - found.end < 20 else found.end
    return KeyList(
        name=name.words,
        name_derived=name.derived,
        name_span=text.span(*name.span) if name.span else None,
        count=name.count or count,
        count_announced=name.count is not None,
        count_mismatch=name.count is not None and name.count != count,
        ordered=found.ordered,
        items=tuple(Item(text.words(*item), text.span(*item)) for item in found.items),
        span=text.span(start, end),
        parent=parent,
        confidence=confidence(found, name),
        rule=found.rule,
        words=found.words,
    )
