"""What a list is called: its announcement; the phrase that leads to it; its heading; or the word
that its items share.
"""

import re

from server.speeches.announcements import Announcement, Names
from server.speeches.claims import Claims
from server.speeches.clauses import split
from server.speeches.derived import derived
from server.speeches.found import Found, Name
from server.speeches.labels import label_name
from server.speeches.leads import (
    ends_in_colon,
    is_heading,
    is_introduction,
    is_prose,
    lead,
    phrase,
)
from server.speeches.text import Span, Text
from server.speeches.titles import title_line

_SPEAKS = re.compile(  # says that somebody speaks, not what of: 这里我再强调|三点
    r"(?:[这那]里|下面|今天|最后|首先|接下来|在此)*(?:我们?|本人)[^，。；]{0,10}"
    r"(?:[讲谈说提送问想是有]|强调|提醒|汇报|介绍|分享|交流|建议|希望)(?:一下|了)?"
)
_ISSUES = re.compile(r"(?:印发|转发|发布|公布)《(?P<document>[^《》\n]+)》")
_THINKS = re.compile("我(?:看|想|觉得|认为)")
_LONGEST_NAME = 16
_SHORT_CLAUSE = 9
_SHORTEST_SHARED = 3


class Naming:
    """Gives the lists of one text their names, in the order of the text."""

    def __init__(self, text: Text, names: Names, lists: list[Found]) -> None:
        self._text = text
        self._claims = Claims(text, names, lists)

    def name(self, found: Found, parent: Found | None) -> Name:
        """Return the name of a list, given the list in which it stands."""
        if found.name and found.name.announcement:
            return self._stated(found.name.announcement)
        leading = lead(self._text, found.opening)
        announcement = self._claims.claim(found, parent, leading)
        if announcement:
            return self._stated(announcement)
        if found.name:
            return found.name
        colon = leading is not None and ends_in_colon(self._text, leading)
        if found.rule in ("turns", "changes") and not colon:
            return derived(self._text, found)
        if leading and is_prose(self._text, found, leading):
            return (
                self._derived_telling(found)
                or self._heading(found, parent)
                or derived(self._text, found)
            )
        return self._shared(found, leading) or self._phrases(leading) or derived(self._text, found)

    def _stated(self, name: Announcement) -> Name:
        """Return an announced name; 三点 alone takes its short clause with it: 素质看三点."""
        start = name.start
        if not name.noun and (name.count is None or len(name.measure) < 2):
            clause = split(self._text, (self._clause_start(start), name.end), "，；：。")[-1]
            longest = _SHORT_CLAUSE if name.measure and name.count else _LONGEST_NAME
            speaks = _SPEAKS.fullmatch(self._text.plain, clause[0], start)
            if clause[1] - clause[0] <= longest and not speaks:
                opinion = _THINKS.match(self._text.plain, clause[0], start)
                start = opinion.end() if opinion else clause[0]
        return Name(self._text.words(start, name.end), name.count, (start, name.end), name)

    def _clause_start(self, place: int) -> int:
        floor = max(self._text.paragraph_at(place)[0], place - 60)
        while place > floor and self._text.plain[place - 1] not in "，。；：！？”“（":
            place -= 1
        return place

    def _shared(self, found: Found, leading: Span | None) -> Name | None:
        """五个带头: a word that every item has says more than a sentence that merely stands
        before them.
        """
        if leading and (ends_in_colon(self._text, leading) or is_heading(self._text, leading)):
            return None
        return self._derived_telling(found)

    def _derived_telling(self, found: Found) -> Name | None:
        name = derived(self._text, found)
        return name if name.telling and len(name.words) >= _SHORTEST_SHARED else None

    def _heading(self, found: Found, parent: Found | None) -> Name | None:
        """Return the item under which a list stands."""
        if parent is None:
            return None
        above = (
            item
            for item, region in zip(parent.items, parent.regions, strict=True)
            if region[0] <= found.opening < region[1]
        )
        return next((Name(self._text.words(*item), None, item) for item in above), None)

    def _phrases(self, leading: Span | None) -> Name | None:
        """Return what the lead says, or if it says nothing (答：) the paragraph before it.

        What a whole introduction leads to is the document's own outline, and has its title.
        """
        if leading is None:
            return None
        if is_introduction(self._text, leading) and (line := title_line(self._text)):
            issued = _ISSUES.search(self._text.plain, *line)
            return label_name(self._text, issued.span("document") if issued else line)
        if name := phrase(self._text, leading):
            return name
        number = self._text.paragraph_index(leading[0])
        return phrase(self._text, self._text.paragraphs[number - 1]) if number else None
