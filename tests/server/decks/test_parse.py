"""Deck file → deck: what is read, and what its writer is told."""

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.decks.commands import STARTER_FOLDER
from server.decks.deck import Deck, Item, KeyList
from server.decks.grammar import squeeze
from server.decks.parse import parse_deck
from server.decks.problems import DeckFileError
from server.decks.source import MAX_BYTES
from tests.server.decks.deck_text import deck_text

HEAD = "---\nslug: fire\ntitle: 消防\n---\n"
LIST = "### 三查 / Three checks `checks`\n\n1. 门 `door`\n2. 电 `power`\n3. 水 `water`\n"


def parse(text: str) -> Deck:
    return parse_deck(text.encode(), "fire.md")[0]


def errors(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(DeckFileError) as raised:
        parse_deck(content, "fire.md")
    return [str(problem) for problem in raised.value.problems]


def warnings(text: str) -> list[str]:
    return [str(problem) for problem in parse_deck(text.encode(), "fire.md")[1]]


def test_a_deck_is_read_with_parts_lists_items_and_english():
    deck = parse(
        HEAD
        + "intro\n\n## 平时 / Every day\n\n### 两查 / Two checks `checks`\n\n"
        + "1. 门 / Doors `door`\n   > 能推开。\n   > / They open.\n2. 电 `power`\n"
        + "\n## 着火\n\n### 别做 `never`\n\n- 乘电梯 `lift`\n"
    )
    assert deck == Deck(
        slug="fire",
        origin="fire",
        title="消防",
        key_lists=(
            KeyList(
                slug="checks",
                origin="checks",
                name="两查",
                name_en="Two checks",
                part="平时",
                part_en="Every day",
                items=(
                    Item("door", "door", "门", "Doors", "能推开。", "They open."),
                    Item("power", "power", "电"),
                ),
            ),
            KeyList(
                slug="never",
                origin="never",
                name="别做",
                part="着火",
                ordered=False,
                items=(Item("lift", "lift", "乘电梯"),),
            ),
        ),
    )


def test_lines_of_a_detail_are_joined_without_spaces_in_chinese_and_with_them_in_english():
    deck = parse(HEAD + "### 问 `q`\n1. 答 `a`\n   > 前半，\n   > 后半。\n   > / One\n   > two.\n")
    item = deck.key_lists[0].items[0]
    assert (item.detail, item.detail_en) == ("前半，后半。", "One two.")


def test_a_backslash_makes_signs_of_markdown_plain():
    item = parse(HEAD + "### 问 `q`\n1. 与 \\/ 或 \\`x\\` / and \\/ or `a`\n").key_lists[0].items[0]
    assert (item.text, item.text_en) == ("与 / 或 `x`", "and / or")


def test_a_slug_that_changed_keeps_the_ids_of_the_one_it_was():
    before = parse(HEAD + LIST)
    after = parse(
        HEAD.replace("slug: fire", "slug: safety\nwas: fire")
        + LIST.replace("`checks`", "`visits` (was `checks`)").replace(
            "`door`", "`exit` (was `door`)"
        )
    )
    list_before, list_after = before.key_lists[0], after.key_lists[0]
    assert (after.slug, list_after.slug, list_after.items[0].slug) == ("safety", "visits", "exit")
    assert after.id == before.id
    assert list_after.id_in(after.id) == list_before.id_in(before.id)
    assert list_after.item_id(after.id, list_after.items[0]) == list_before.item_id(
        before.id, list_before.items[0]
    )


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="CR"),
        pytest.param(lambda text: codecs.BOM_UTF8 + text.encode(), id="byte order mark"),
        pytest.param(lambda text: text.replace("1. ", "1.\t").encode(), id="tabs"),
        pytest.param(lambda text: text.replace("1. ", "１．").encode(), id="full-width numbers"),
        pytest.param(lambda text: text.replace("1. ", "1、").encode(), id="ideographic comma"),
        pytest.param(lambda text: text.replace(" / ", "　/　").encode(), id="full-width spaces"),
        pytest.param(
            lambda text: text.replace("\n1.", "\n<!-- a\nb -->\n1.").encode(), id="remark"
        ),
        pytest.param(lambda text: unicodedata.normalize("NFD", text).encode(), id="NFD"),
    ],
)
def test_what_editors_and_input_methods_do_changes_nothing(written):
    text = HEAD + LIST + "\n### 咖啡 / Café au lait `coffee`\n\n1. 一 `one`\n"
    assert parse_deck(written(text), "fire.md")[0] == parse(text)


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("### 问\n1. 答 `a`", 5, "this key list has no slug"),
        ("### 问 / What now? `q`\n1. 答 / The answer", 6, "such as `the-answer`"),
        ("### 问 `Q_1`\n1. 答 `a`", 5, "such as `q-1`"),
        (
            "### 问 `q`\n1. 答 `a`\n### 又 `q`\n1. 答 `a`",
            7,
            "already belongs to the key list of line 5",
        ),
        ("### 问 `q`\n1. 甲 `a`\n2. 乙 `a`", 7, "already belongs to the item of line 6"),
        ("### 问 `q`\n1. 甲 `a`\n2. 乙 `b` (was `a`)", 7, "`a` already belongs"),
        ("### 问 `q`\n1. 甲 `a`\n3. 丙 `c`", 7, "numbered 3 where 2 is next"),
        ("### 问 `q`\n2. 甲 `a`", 6, "numbered 2 where 1 is next"),
        ("### 问 `q`\n1. `a`", 6, "this item is empty"),
        ("### 问 `q`\n1. / English `a`", 6, "this item is empty"),
        ("### 问 `q`\n1. 答 / `a`", 6, "the English of this item is missing"),
        ("### `q`\n1. 答 `a`", 5, "this key list is empty"),
        ("### 问 `q`\n", 5, "this key list has no items"),
        ("", 5, "no key list"),
        ("## 部 `p`\n### 问 `q`\n1. 答 `a`", 5, "a part has no slug"),
        ("##\n### 问 `q`\n1. 答 `a`", 5, "this part is empty"),
        ("#### 深 `d`\n### 问 `q`\n1. 答 `a`", 5, "use ## for a part"),
        ("###问 `q`\n1. 答 `a`", 5, "put a space after ###"),
        ("## 部\n1. 答 `a`\n### 问 `q`\n1. 答 `a`", 6, "this item is in no key list"),
        ("### 问 `q`\n> 释\n1. 答 `a`", 6, "this detail belongs to no item"),
        ("### 问 `q`\n1. 答 `a`\n   还有一行", 7, "neither heading, item nor detail"),
        ("### 问 `q`\n1. 答 `a`\n   1. 里 `b`", 7, "an item inside an item"),
        ("### 问 `q`\n1. 甲 `a`\n- 乙 `b`", 7, "number all items of a key list, or begin all"),
        ("### 问 `q`\n1. 答\x07 `a`", 6, "a control character (U+0007)"),
        ("### 问 `q`\n1. 答 `a`\n<!-- 没完", 7, "never closed"),
        ("### 问 `q`\n1. " + "长" * 501 + " `a`", 6, "too long: at most 500 characters"),
        ("### 问 `q`\n1. " + "长" * 5000 + " `a`", 6, "longer than 4000 characters"),
        ("### 问 `q`\n1. 答 `" + "a" * 61 + "`", 6, "at most 60 characters"),
        (
            "### 问 `q`\n" + "\n".join(f"- {n} `i{n}`" for n in range(100)),
            5,
            "100 items: at most 99",
        ),
    ],
)
def test_an_error_names_its_line_and_what_to_do(body, line, says):
    found = errors(HEAD + body)
    assert any(error.startswith(f"fire.md:{line}: error: ") and says in error for error in found), (
        found
    )


@pytest.mark.parametrize(
    ("head", "line", "says"),
    [
        ("", 1, "begin with the deck's head"),
        ("---\nslug: fire\n", 1, "never closed"),
        ("---\n---\n", 1, "the deck's head is empty"),
        ("---\nslug: fire\n---\n", 1, "no title"),
        ("---\ntitle: 消防\n---\n", 1, "no slug"),
        ("---\nslug: Fire!\ntitle: 消防\n---\n", 1, "'slug' of the deck's head is no slug"),
        ("---\nslug: settings\ntitle: 消防\n---\n", 1, "names something else already"),
        ("---\nslug: fire\ntitle: 消防: 一\n---\n", 3, "goes into quotes"),
        ("---\nslug: fire\ntitle: [消防]\n---\n", 1, "more than one text"),
        ("---\nslug: fire\ntitle: 消防\ntitel: 消防\n---\n", 1, "unknown field 'titel'"),
        ("---\nslug: fire\ntitle: 消防\nposition: first\n---\n", 1, "whole number"),
        ("---\nslug: fire\ntitle: 消防\nlanguage: 中文\n---\n", 1, "language tag"),
        ("---\nslug: fire\ntitle: " + "长" * 201 + "\n---\n", 1, "at most 200 characters"),
        ("---\n" + "[" * 5000 + "\n---\n", 1, "the deck's head cannot be read"),
        ("---\nslug: &a [*a]\n---\n", 2, "goes into quotes"),
        ("---\nslug: fire\ntitle: 消防\n" + "# x\n" * 3000 + "---\n", 1, "at most 8000"),
    ],
)
def test_a_bad_head_is_told(head, line, says):
    found = errors(head + LIST)
    assert any(error.startswith(f"fire.md:{line}: error: ") and says in error for error in found), (
        found
    )


def test_yaml_makes_nothing_else_of_what_was_typed():
    deck = parse("---\nslug: 1984\ntitle: 2024-01-01\ntitle_en: yes\n---\n" + LIST)
    assert (deck.slug, deck.title, deck.title_en) == ("1984", "2024-01-01", "yes")


def test_all_errors_of_a_file_are_told_at_once_by_line():
    found = errors("---\ntitle: 消防\n---\n### 问\n2. `a`\n一行\n### 空 `e`\n")
    assert [error.split(":")[1] for error in found] == ["1", "4", "5", "5", "6", "7"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ((HEAD + LIST).encode("gb18030"), "fire.md:3: error: not UTF-8 (it looks like GBK)"),
        ((HEAD + LIST).encode("utf-16"), "fire.md:1: error: not UTF-8 (it looks like UTF-16)"),
        (b"x" * (MAX_BYTES + 1), "fire.md:1: error: larger than 512 KiB"),
    ],
)
def test_a_file_that_cannot_be_text_is_refused_as_a_whole(content, says):
    (error,) = errors(content)
    assert error.startswith(says)


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("### 四查 `q`\n1. 甲 `a`\n2. 乙 `b`", 5, "the name says 4, the items are 2"),
        ("### ４大查 `q`\n1. 甲 `a`", 5, "the name says 4, the items are 1"),
        ("### 问 `q`\n１．甲 `a`", 6, "only if it begins '1. '"),
        ("### 问 `q`\n1.甲 `a`", 6, "only if it begins '1. '"),
        ("### 问/What `q`\n1. 甲 `a`", 5, "put spaces around '/'"),
        ("### 问 `q`\n1. 甲 `a`\n2. 甲 `b`", 7, "the same text as line 6"),
    ],
)
def test_a_probable_slip_is_a_warning_and_the_deck_is_read(body, line, says):
    (warning,) = warnings(HEAD + body)
    assert warning.startswith(f"fire.md:{line}: warning: ")
    assert says in warning


def test_a_good_deck_has_no_warnings():
    assert warnings(HEAD + LIST + "### 有几层 `floors`\n1.  七层 `answer`\n") == []


plain = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), max_codepoint=0x1FFFF), max_size=12
).map(lambda text: unicodedata.normalize("NFC", squeeze(text)))
written = plain.filter(bool)
titles = st.text("党员的 abc'\"\\:#-[]{}、？éñ123", min_size=1).map(squeeze).filter(bool)
slugs = st.text("ab19", min_size=1, max_size=5) | st.just("two-words")


@st.composite
def items(draw):
    detail = draw(plain)
    slug = draw(slugs)
    return Item(
        slug=slug,
        origin=slug,
        text=draw(written),
        text_en=draw(plain),
        detail=detail,
        detail_en=draw(plain) if detail else "",
    )


@st.composite
def key_lists(draw):
    part = draw(written)
    slug = draw(slugs)
    return KeyList(
        slug=slug,
        origin="was-" + slug if draw(st.booleans()) else slug,
        name=draw(written),
        name_en=draw(plain),
        part=part,
        part_en=draw(plain),
        ordered=draw(st.booleans()),
        items=tuple(
            draw(st.lists(items(), min_size=1, max_size=4, unique_by=lambda item: item.slug))
        ),
    )


decks = st.builds(
    Deck,
    slug=st.just("deck"),
    origin=st.sampled_from(["deck", "older"]),
    title=titles,
    title_en=st.just("") | titles,
    position=st.integers(0, 9999),
    key_lists=st.lists(
        key_lists(),
        min_size=1,
        max_size=4,
        unique_by=(lambda one: one.slug, lambda one: one.origin),
    ).map(tuple),
)


@given(decks)
def test_a_deck_that_is_written_and_read_is_the_same_deck(deck):
    assert parse(deck_text(deck)) == deck


STARTER = (STARTER_FOLDER / "party-life-speech.md").read_bytes()[:4000]
scraps = st.sampled_from(
    [
        b"---\n",
        b"### ",
        b"`",
        b"<!--",
        b"-->",
        b"> ",
        b" / ",
        b"1. ",
        b"\r",
        b"\xff",
        b"\\",
        b"- ",
        b"(was `a`)",
    ]
)


@given(st.data())
def test_whatever_is_done_to_a_file_it_is_read_or_refused_with_reasons(data):
    content = bytearray(STARTER)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 40)))
        content[start:end] = data.draw(scraps | st.binary(max_size=8))
    _read_or_refuse(bytes(content))


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: HEAD.encode() + text.encode())
)
def test_any_bytes_are_read_or_refused_with_reasons(content):
    _read_or_refuse(content)


def _read_or_refuse(content: bytes) -> None:
    try:
        _, problems = parse_deck(content, "any.md")
    except DeckFileError as error:
        problems = tuple(error.problems)
        assert problems
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in problems)


@pytest.mark.parametrize(
    "hostile",
    [
        "<!--" * 100_000,
        "<!--x--><!--" * 40_000,
        " " * 500_000,
        "1. " + "`" * 500_000,
        "### a `a`\n" + "1. x / / / / `\n" * 30_000,
        "---\n" * 120_000,
        "### a `a`\n1. a `a`\n" * 20_000,
    ],
    ids=["open remarks", "remarks", "spaces", "backticks", "items", "dashes", "lists"],
)
def test_a_file_made_to_be_slow_is_answered(hostile):
    with pytest.raises(DeckFileError):
        parse_deck((HEAD + hostile).encode(), "hostile.md")


def test_the_example_of_the_documentation_is_a_good_deck():
    page = (Path(__file__).parents[3] / "docs" / "decks.md").read_text()
    example = page.partition("```markdown\n")[2].partition("\n```\n")[0]
    deck, found = parse_deck(example.encode(), "example.md")
    assert found == ()
    assert [(one.slug, one.ordered, len(one.items)) for one in deck.key_lists] == [
        ("three-checks", True, 3),
        ("extinguisher-interval", True, 1),
        ("never-do", False, 2),
    ]
    assert (
        deck.key_lists[0].items[0].detail_en
        == "Nothing stands in corridors and on stairs, and doors open."
    )
