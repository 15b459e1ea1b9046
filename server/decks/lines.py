"""The body of a deck file, line by line: which line is part, key list, item or detail."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.decks.grammar import (
    BULLET,
    DETAIL,
    HEADING,
    NUMBERED,
    Bilingual,
    Tag,
    split_english,
    take_tag,
)
from server.decks.problems import Findings

LINE_MAX_LENGTH = 4000


@dataclass(slots=True)
class ItemLines:
    """An item and its detail lines, as they stand in the file."""

    line: int
    words: Bilingual
    tag: Tag
    detail_line: int = 0
    details: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ListLines:
    """A key list's heading and what is below it; the part is the last ## above."""

    line: int
    words: Bilingual
    tag: Tag
    part: Bilingual
    ordered: bool = True
    items: list[ItemLines] = field(default_factory=list)


def sort_lines(body: str, lines_before: int, findings: Findings) -> SortedLines:
    """Return what stands in a body whose first line is line ``lines_before + 1`` of the file."""
    sorted_lines = SortedLines(findings)
    for number, line in enumerate(body.split("\n"), lines_before + 1):
        sorted_lines.read(number, line)
    return sorted_lines


class SortedLines:
    """What each line is follows from its first characters and from what was before it."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.lists: list[ListLines] = []
        self.parts: list[tuple[int, Bilingual]] = []
        self.part = Bilingual("", "", False)
        # Everything above the first ## or ### is an introduction for those who read the file.
        self.in_introduction = True
        self.in_list = False

    def read(self, number: int, source: str) -> None:
        """Take one line of the file."""
        line = source.strip()
        if len(line) > LINE_MAX_LENGTH:
            self.findings.error(number, f"longer than {LINE_MAX_LENGTH} characters: shorten it")
        elif heading := HEADING.fullmatch(line):
            self._read_heading(number, *heading.groups())
        elif not line or self.in_introduction:
            return
        elif detail := DETAIL.fullmatch(line):
            self._read_detail(number, detail.group(1))
        elif numbered := NUMBERED.fullmatch(line):
            self._read_numbered(number, source, *numbered.groups())
        elif bullet := BULLET.fullmatch(line):
            self._read_item(number, source, bullet.group(1), ordered=False)
        else:
            self.findings.error(
                number,
                "neither heading, item nor detail: begin an item with '1. ' or '- ', a detail with "
                "'> ', and keep each on one line",
            )

    def _read_heading(self, number: int, marks: str, gap: str, rest: str) -> None:
        level = len(marks)
        if level == 1 and self.in_introduction:
            return
        self.in_introduction = False
        if not gap:
            self.findings.error(number, f"put a space after {marks[:7]}")
        before, tag = take_tag(rest)
        words = split_english(before)
        if level == 2:
            self.in_list = False
            self.part = words
            if tag.slug is not None:
                self.findings.error(number, "a part has no slug: take it away")
            self.parts.append((number, words))
        elif level == 3:
            self.in_list = True
            self.lists.append(ListLines(number, words, tag, self.part))
        else:
            self.findings.error(number, "use ## for a part of the speech and ### for a key list")

    def _read_numbered(self, number: int, source: str, digits: str, mark: str, rest: str) -> None:
        if not digits.isascii() or mark[0] not in ".)" or (rest and not mark[1:]):
            self.findings.warn(
                number, f"Markdown shows this as a list only if it begins '{int(digits)}. '"
            )
        if item := self._read_item(number, source, rest, ordered=True):
            place = len(self.lists[-1].items)
            if int(digits) != place:
                self.findings.error(
                    item.line,
                    f"numbered {int(digits)} where {place} is next: renumber, or add the missing",
                )

    def _read_item(self, number: int, source: str, rest: str, *, ordered: bool) -> ItemLines | None:
        if not self.in_list:
            self.findings.error(number, "this item is in no key list: put a ### heading above it")
            return None
        key_list = self.lists[-1]
        if key_list.items and len(source) - len(source.lstrip()) > 1:
            self.findings.error(
                number, "an item inside an item: make the inner ones a key list of their own"
            )
            return None
        if not key_list.items:
            key_list.ordered = ordered
        elif key_list.ordered != ordered:
            self.findings.error(number, "number all items of a key list, or begin all with '- '")
        before, tag = take_tag(rest)
        key_list.items.append(ItemLines(number, split_english(before), tag))
        return key_list.items[-1]

    def _read_detail(self, number: int, rest: str) -> None:
        if not (self.in_list and self.lists[-1].items):
            self.findings.error(number, "this detail belongs to no item: put it below one")
            return
        item = self.lists[-1].items[-1]
        item.detail_line = item.detail_line or number
        item.details.append(rest)
