"""The body of a deck file → its key lists, each checked."""

from __future__ import annotations

from itertools import pairwise

from server.decks.announced import announced_counts
from server.decks.deck import Item, KeyList
from server.decks.grammar import (
    SLUG,
    SLUG_MAX_LENGTH,
    Bilingual,
    Tag,
    split_english,
    suggested_slug,
)
from server.decks.lines import ItemLines, ListLines, sort_lines
from server.decks.problems import Findings

MAX_KEY_LISTS = 1000
MAX_ITEMS = 99
NAME_MAX_LENGTH = 200
TEXT_MAX_LENGTH = 500
DETAIL_MAX_LENGTH = 1000


def read_key_lists(body: str, lines_before: int, findings: Findings) -> tuple[KeyList, ...]:
    """Return the key lists of a body whose first line is line ``lines_before + 1`` of the file."""
    sorted_lines = sort_lines(body, lines_before, findings)
    for line, words in sorted_lines.parts:
        _check_words(line, "part", words, NAME_MAX_LENGTH, findings)
    lists = sorted_lines.lists
    if not lists:
        findings.error(lines_before + 1, "no key list: add '### 名称 / Name `slug`' and its items")
    if len(lists) > MAX_KEY_LISTS:
        findings.error(lists[MAX_KEY_LISTS].line, f"more than {MAX_KEY_LISTS} key lists: split it")
    _check_unique([(key_list.line, key_list.tag) for key_list in lists], "key list", findings)
    return tuple(_build_list(key_list, findings) for key_list in lists)


def _build_list(lines: ListLines, findings: Findings) -> KeyList:
    what = "key list"
    _check_words(lines.line, what, lines.words, NAME_MAX_LENGTH, findings)
    _check_tag(lines.line, what, lines.words, lines.tag, "key-list", findings)
    _check_unique([(item.line, item.tag) for item in lines.items], "item", findings)
    _check_count(lines, findings)
    slug = lines.tag.slug or ""
    return KeyList(
        slug=slug,
        origin=lines.tag.was or slug,
        name=lines.words.text,
        name_en=lines.words.text_en,
        part=lines.part.text,
        part_en=lines.part.text_en,
        ordered=lines.ordered,
        items=tuple(_build_item(item, findings) for item in lines.items),
    )


def _build_item(lines: ItemLines, findings: Findings) -> Item:
    _check_words(lines.line, "item", lines.words, TEXT_MAX_LENGTH, findings)
    _check_tag(lines.line, "item", lines.words, lines.tag, "item", findings)
    detail = split_english("\n".join(lines.details))
    if lines.details:
        _check_words(lines.detail_line, "detail", detail, DETAIL_MAX_LENGTH, findings)
    slug = lines.tag.slug or ""
    return Item(
        slug=slug,
        origin=lines.tag.was or slug,
        text=lines.words.text,
        text_en=lines.words.text_en,
        detail=detail.text,
        detail_en=detail.text_en,
    )


def _check_words(
    line: int, what: str, words: Bilingual, max_length: int, findings: Findings
) -> None:
    if not words.text:
        findings.error(line, f"this {what} is empty: write its text")
    if words.separated and not words.text_en:
        findings.error(line, f"the English of this {what} is missing after ' / '")
    if words.slash:
        findings.warn(line, "for English put spaces around '/'; to mean the character write '\\/'")
    if max(len(words.text), len(words.text_en)) > max_length:
        findings.error(line, f"this {what} is too long: at most {max_length} characters")


def _check_tag(
    line: int, what: str, words: Bilingual, tag: Tag, otherwise: str, findings: Findings
) -> None:
    if tag.slug is None:
        proposal = suggested_slug(words.text_en, otherwise)
        findings.error(
            line,
            f"this {what} has no slug, the name that keeps its history: end the line with one in "
            f"backticks, such as `{proposal}`",
        )
    for slug in tag:
        if slug is not None and not (SLUG.fullmatch(slug) and len(slug) <= SLUG_MAX_LENGTH):
            findings.error(
                line,
                f"the slug `{slug[:40]}` may hold only a-z, 0-9 and single - between them, at most "
                f"{SLUG_MAX_LENGTH} characters, such as `{suggested_slug(slug, otherwise)}`",
            )


def _check_unique(tags: list[tuple[int, Tag]], what: str, findings: Findings) -> None:
    """Neither two slugs nor two first slugs, from which ids are made, may be the same."""
    first_use: dict[tuple[str, str], int] = {}
    for line, tag in tags:
        if tag.slug is None:
            continue
        for use in (("slug", tag.slug), ("id", tag.was or tag.slug)):
            if use in first_use:
                findings.error(
                    line,
                    f"the slug `{use[1][:40]}` already belongs to the {what} of line "
                    f"{first_use[use]}: choose another",
                )
                break
            first_use[use] = line


def _check_count(lines: ListLines, findings: Findings) -> None:
    count = len(lines.items)
    if not count:
        findings.error(lines.line, "this key list has no items: add '1. …' below it")
    if count > MAX_ITEMS:
        findings.error(lines.line, f"{count} items: at most {MAX_ITEMS} can be recited as one list")
    announced = announced_counts(lines.words.text)
    if count and announced and count not in announced:
        findings.warn(
            lines.line,
            f"the name says {announced[0]}, the items are {count}: is one missing or too many?",
        )
    for above, below in pairwise(lines.items):
        if above.words.text and above.words.text == below.words.text:
            findings.warn(below.line, f"the same text as line {above.line}")
