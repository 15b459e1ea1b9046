"""What a list is called: the announcement near it, an announcement far from it, the phrase before
it, or its shared word.
"""

import re

from server.speeches.announcements import Announcement, Names
from server.speeches.clauses import sentence_start, split
from server.speeches.found import Found, Name
from server.speeches.items import sets_scene
from server.speeches.labels import MARK, derived_name, label_name
from server.speeches.lexicon import ADVERBS, TELLING_VERBS
from server.speeches.numerals import NUMERAL
from server.speeches.sharing import common_ending, common_opening
from server.speeches.text import Span, Text
from server.speeches.titles import title_line

_AFTER = 250
_FAR = 3000
_LONGEST_NAME = 16
_SHORT_CLAUSE = 9
_LONGEST_LEADING_LINE = 30
_SHORTEST_SHARED = 3
_BACKWARD = re.compile(
    r"(?:以上|上述|上面|前面|前述|这|此|总之|综上|上面讲的|刚才讲的)[^，。；\n]{0,6}$"
)
_INTENDS = re.compile(
    r"(?:讲|谈|说|提|提出|做好|抓好|有|从|分|围绕|把握|以下|下面|如下|突出|处理好|回答|强调|汇报|介绍|重点|主要|就|注意|做到|分为|坚持|要)[^，。；\n]{0,12}$"
)
_MAKES = re.compile(
    r"(?:制定|提出|印发|形成)(?:了)?(?:如下|以下)?(?:本|此|该)?(?:方案|意见|办法|规定|计划|规划|细则|报告|总结|实施意见|条例|制度)。$"
)
_TURN = re.compile(r"[从由].+[到向为]|.*转变")
_REUSED = frozenset(  # said of list after list
    ["方面", "问题", "要求", "意见", "内容", "工作", "点", "条", "项", "句话", "部分", "阶段", "步"]
)
_SAYING = re.compile(r".{0,12}(?:指出|强调|认为|表示|说|说道|写道|问道?|回答)")
_NUMBER = re.compile(rf"（?{NUMERAL}）?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CONNECTIVE = re.compile(
    r"(?:比如|例如|为此|因此|所以|具体来说|具体说来|具体来讲|总的来说|那么|同时|对此|其中|首先|我认为|我觉得|主要|当前|下面|接下来|下一步|具体|即|今后)"
)


class Naming:
    """Gives the lists of one text their names; an announcement names one list only."""

    def __init__(self, text: Text, names: Names, lists: list[Found]) -> None:
        self._text = text
        self._names = names
        self._taken = {
            found.name.announcement for found in lists if found.name and found.name.announcement
        }

    def name(self, found: Found, parent: Found | None) -> Name:
        """Return the name of a list, given the list in which it stands."""
        if found.name and found.name.announcement:
            return self._stated(found.name.announcement)
        lead = self._lead(found)
        announcement = self._announced(found, parent, lead)
        if announcement:
            self._taken.add(announcement)
            if announcement.count is not None:
                return self._stated(announcement)
        if found.name:
            return found.name
        colon = lead is not None and self._text.plain[lead[1] - 1] == "："
        if found.rule in ("turns", "changes") and not colon:
            return self._derived(found)
        if lead and not announcement and self._is_prose(found, lead):
            return (
                self._derived_telling(found) or self._heading(found, parent) or self._derived(found)
            )
        return self._shared(found, lead) or self._phrases(lead) or self._derived(found)

    def _phrases(self, lead: Span | None) -> Name | None:
        """Return what the lead says, or if it says nothing (答：) the paragraph before it.

        What a whole introduction leads to is the document's own outline, and has its title.
        """
        if lead and self._is_introduction(lead) and (line := title_line(self._text)):
            return label_name(self._text, line)
        if lead is None or (name := self._phrase(lead)):
            return name if lead else None
        number = self._text.paragraph_index(lead[0])
        return self._phrase(self._text.paragraphs[number - 1]) if number else None

    def _announced(
        self, found: Found, parent: Found | None, lead: Span | None
    ) -> Announcement | None:
        """Find a free announcement: for marks anywhere, for a shared word only one that says it."""
        if found.rule == "signposted":
            near = self._near(found, lead)
            if near is None or near.count is None:
                near = self._behind(found, parent) or near
            return near or self._far(found, parent)
        if found.rule == "same_word":
            around = self._free((max(0, found.opening - _FAR), found.end + _FAR))
            fitting = (name for name in around if name.count == len(found.items))
            return next((name for name in fitting if name.noun in found.words), None)
        return None

    def _shared(self, found: Found, lead: Span | None) -> Name | None:
        """五个带头: a word that every item has says more than a sentence that merely stands
        before them.
        """
        if lead and (self._text.plain[lead[1] - 1] == "：" or self._is_heading(lead)):
            return None
        return self._derived_telling(found)

    def _derived_telling(self, found: Found) -> Name | None:
        name = self._derived(found)
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

    def _lead(self, found: Found) -> Span | None:
        """Return the words that lead to a list: of its own sentence, or else the one before."""
        opening = found.opening
        start = sentence_start(self._text, opening)
        if start < opening and self._text.plain[start:opening].strip("“（ ，"):
            return start, opening
        paragraph = self._text.paragraph_at(opening)
        if start > paragraph[0]:
            return sentence_start(self._text, start - 1), start
        number = self._text.paragraph_index(opening)
        if number == 0:
            return None
        before = self._text.paragraphs[number - 1]
        start = sentence_start(self._text, before[1] - 1)
        while start > before[0] and not _HAN.search(self._text.plain, start, before[1]):
            start = sentence_start(self._text, start - 1)
        return start, before[1]

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
        limit = min(start + _AFTER, parent.region[1] if parent else len(self._text.plain))
        for name in self._free((start, limit)):
            before = self._text.plain[max(0, name.start - 10) : name.start]
            said = ((taken.count, taken.noun) for taken in self._taken)
            if (name.count, name.noun) in said:
                continue
            if name.count == len(found.items) and _BACKWARD.search(before):
                return name
        return None

    def _far(self, found: Found, parent: Found | None) -> Announcement | None:
        """Look far before, inside the item of the list in which this one stands:
        今天我讲三个问题. … 第一，….
        """
        holder = self._holder(found, parent)
        for name in reversed(self._free((max(holder, found.opening - _FAR), found.opening))):
            before = self._text.plain[max(0, name.start - 16) : name.start]
            if (
                name.count == len(found.items)
                and found.rule == "signposted"
                and _INTENDS.search(before)
                and not _BACKWARD.search(before)
            ):
                return name
        return None

    @staticmethod
    def _holder(found: Found, parent: Found | None) -> int:
        if parent is None:
            return 0
        return max((start for start, end in parent.regions if start <= found.opening), default=0)

    def _free(self, span: Span) -> list[Announcement]:
        """Return the announcements that name no list yet; one that says the noun of a named list
        again is that list's.
        """
        said = {_said(name) for name in self._taken} - {None}
        return [
            name
            for name in self._names.between(*span)
            if name not in self._taken and _said(name) not in said
        ]

    def _stated(self, name: Announcement) -> Name:
        """Return an announced name; 三点 alone takes its short clause with it: 素质看三点."""
        start = name.start
        if not name.noun and (name.count is None or len(name.measure) < 2):
            clause = split(self._text, (self._clause_start(start), name.end), "，；：。")[-1]
            longest = _SHORT_CLAUSE if name.measure and name.count else _LONGEST_NAME
            if clause[1] - clause[0] <= longest:
                start = clause[0]
        return Name(self._text.words(start, name.end), name.count, (start, name.end), name)

    def _clause_start(self, place: int) -> int:
        floor = max(self._text.paragraph_at(place)[0], place - 60)
        while place > floor and self._text.plain[place - 1] not in "，。；：！？”“（":
            place -= 1
        return place

    def _phrase(self, lead: Span) -> Name | None:
        """Return the last telling clause of the lead; of a heading the first."""
        clauses = split(self._text, lead, "，；：。！？")
        heading = self._is_heading(lead)
        colon = self._text.plain[lead[1] - 1] == "："
        for clause in clauses if heading else reversed(clauses):
            words = self._text.plain[slice(*clause)]
            if (
                len(words) > (1 if colon else 2)
                and not sets_scene(words)
                and not _CONNECTIVE.fullmatch(words)
                and not _SAYING.fullmatch(words)
                and (name := label_name(self._text, clause))
            ):
                return name
        return None

    def _is_introduction(self, lead: Span) -> bool:
        """Tell whether the lead closes a paragraph of prose near the start that says it makes
        this document.
        """
        start, end = self._text.paragraph_at(lead[0])
        return (
            lead[1] >= end
            and _MAKES.search(self._text.plain[max(start, end - 30) : end]) is not None
        )

    def _is_prose(self, found: Found, lead: Span) -> bool:
        """Tell whether a list of lines stands behind a paragraph that does not lead to it: the
        last of its sentences says something of its own.
        """
        start, end = self._text.paragraph_at(lead[0])
        return (
            found.ordered
            and self._opens_line(found)
            and (start < lead[0] or end - start > _LONGEST_LEADING_LINE)
            and lead[1] >= end
            and self._text.plain[end - 1] in "。！？"
            and not self._is_introduction(lead)
            and not MARK.match(self._text.plain, start, end)
        )

    def _is_outline(self, found: Found) -> bool:
        """Tell whether lines that open with 一、 or （一） or 1. are a text's parts."""
        return self._opens_line(found) and _NUMBER.fullmatch(found.words[0]) is not None

    def _opens_line(self, found: Found) -> bool:
        return self._text.plain[found.opening - 1 : found.opening] in ("", "\n")

    def _is_heading(self, lead: Span) -> bool:
        """Tell whether the lead is a paragraph of its own without a colon: its first clause says
        what it is about.
        """
        start, end = self._text.paragraph_at(lead[0])
        return lead[0] == start and lead[1] >= end and self._text.plain[lead[1] - 1] != "："

    @staticmethod
    def _tells(shared: str, words: list[str]) -> bool:
        """Tell whether a shared word makes a name: an ending, or an opening that is a telling
        verb.
        """
        if len(shared) < 2:
            return shared in set("化式性型")
        return not words[0].startswith(shared) or shared[:2] in TELLING_VERBS | ADVERBS

    def _derived(self, found: Found) -> Name:
        words = found.item_words(self._text)
        shared = max(common_opening(words), common_ending(words), key=len)
        if all(_TURN.match(word) for word in words):
            shared = "转变"
        if self._tells(shared, words):
            return derived_name(len(words), shared[:4])
        return derived_name(len(words), "部分" if self._is_outline(found) else "")


def _said(name: Announcement) -> tuple[int | None, str] | None:
    """Return what an announcement says of one list only, or None (三个方面)."""
    words = name.noun or name.measure
    return None if words in _REUSED else (name.count, words)
