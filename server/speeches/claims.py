"""Which announcement is a list's own. An announcement names one list; so does its noun said again.

A marked list may be announced in its lead, shortly before it, behind it (以上四点), or far before
it (今天我讲三个问题); a list with a shared word only by an announcement that says the word.
"""

import re
from bisect import bisect_left

from server.speeches.announcements import Announcement, Names
from server.speeches.clauses import sentence_start
from server.speeches.found import Found
from server.speeches.text import Span, Text

_AFTER = 250
_FAR = 3000
_BACKWARD = re.compile(
    r"(?:以上|上述|上面|前面|前述|这|此|总之|综上|上面讲的|刚才讲的)[^，。；\n]{0,6}$"
)
_INTENDS = re.compile(
    r"(?:讲|谈|说|提|提出|做好|抓好|有|从|分|围绕|把握|以下|下面|如下|突出|处理好|回答|强调|汇报|介绍|重点|主要|就|注意|做到|分为|坚持|要)[^，。；\n]{0,12}$"
)
_REUSED = frozenset(  # said of list after list
    ["方面", "问题", "要求", "意见", "内容", "工作", "点", "条", "项", "句话", "部分", "阶段", "步"]
)


class Claims:
    """The announcements of one text and which of them lists have claimed."""

    def __init__(self, text: Text, names: Names, lists: list[Found]) -> None:
        self._text = text
        self._names = names
        self._lists = lists
        self._openings = [found.opening for found in lists]
        self._taken = {
            found.name.announcement for found in lists if found.name and found.name.announcement
        }

    def claim(self, found: Found, parent: Found | None, lead: Span | None) -> Announcement | None:
        """Find a free announcement of a list and take it."""
        announcement = self._announced(found, parent, lead)
        if announcement:
            self._taken.add(announcement)
        return announcement

    def _announced(
        self, found: Found, parent: Found | None, lead: Span | None
    ) -> Announcement | None:
        if found.rule == "signposted":
            near = self._near(found, lead)
            if near is None or near.count is None:
                near = self._behind(found, parent) or near
            return near or self._far(found, parent)
        if found.rule in ("same_word", "turns"):
            around = self._free((max(0, found.opening - _FAR), found.end + _FAR))
            words = found.item_words(self._text)
            fitting = (name for name in around if name.noun and name.count == len(words))
            said = (name for name in fitting if all(name.noun in word for word in words))
            return next(said, None) or self._some(lead)
        return None

    def _some(self, lead: Span | None) -> Announcement | None:
        """要把握好几个原则。: a name without a number that closes the lead."""
        near = self._free(lead)[-1:] if lead else []
        return next((n for n in near if lead and n.count is None and lead[1] - n.end <= 1), None)

    def _near(self, found: Found, lead: Span | None) -> Announcement | None:
        """Look in the lead, then in the two sentences before it; the number must agree unless it
        stands right there.
        """
        if lead is None:
            return None
        count = len(found.items)
        near = self._free(lead)
        if fitting := [name for name in near if name.count == count]:
            return fitting[-1]
        if near and lead[1] - near[-1].end <= 4 and near[-1].count != 1:
            return near[-1]
        wider = self._free((self._back(lead[0], 2), lead[0]))
        return next((name for name in reversed(wider) if name.count == count), None)

    def _back(self, place: int, sentences: int) -> int:
        for _ in range(sentences):
            if place <= self._text.paragraph_at(place)[0]:
                break
            place = sentence_start(self._text, place - 1)
        return place

    def _behind(self, found: Found, parent: Found | None) -> Announcement | None:
        """以上四点, 这四种身份: the same number, said of what was just listed."""
        start = (
            found.region[1] if found.region[1] - found.items[-1][1] > _AFTER else found.items[-1][1]
        )
        limit = min(start + _AFTER, _held_by(found, parent, len(self._text.plain))[1])
        for name in self._free((start, limit)):
            before = self._text.plain[max(0, name.start - 10) : name.start]
            said = ((taken.count, taken.noun) for taken in self._taken)
            if (name.count, name.noun) in said:
                continue
            if (
                name.count == len(found.items)
                and _BACKWARD.search(before)
                and not self._is_nearer(found, name)
            ):
                return name
        return None

    def _is_nearer(self, found: Found, name: Announcement) -> bool:
        """Tell whether another list of the same length stands between a list and a name."""
        first = bisect_left(self._openings, found.end)
        past = bisect_left(self._openings, name.start)
        return any(len(other.items) == name.count for other in self._lists[first:past])

    def _far(self, found: Found, parent: Found | None) -> Announcement | None:
        """Look far before, inside the item of the list in which this one stands:
        今天我讲三个问题. … 第一，….
        """
        holder = _held_by(found, parent, len(self._text.plain))[0]
        for name in reversed(self._free((max(holder, found.opening - _FAR), found.opening))):
            before = self._text.plain[max(0, name.start - 16) : name.start]
            if (
                name.count == len(found.items)
                and _INTENDS.search(before)
                and not _BACKWARD.search(before)
            ):
                return name
        return None

    def _free(self, span: Span) -> list[Announcement]:
        """Return the announcements that name no list yet."""
        said = {_said(name) for name in self._taken} - {None}
        return [
            name
            for name in self._names.between(*span)
            if name not in self._taken and _said(name) not in said
        ]


def _held_by(found: Found, parent: Found | None, length: int) -> Span:
    """Return the stretch of the item in which a list stands, or else of the whole text."""
    regions = parent.regions if parent else []
    inside = (region for region in regions if region[0] <= found.opening < region[1])
    return next(inside, (0, length))


def _said(name: Announcement) -> tuple[int | None, str] | None:
    """Return what an announcement says of one list only, or None (三个方面)."""
    words = name.noun or name.measure
    return None if words in _REUSED else (name.count, words)
