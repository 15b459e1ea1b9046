"""PDF files: lines become paragraphs again."""

import pytest

from server.speeches.reading.read import read_file
from server.speeches.reading.refusals import Refusal
from tests.server.speeches.reading import files

LONG = [
    "一是每天读一页书，读完以后合上书想一想，这一页讲了什么，自己同意什么，不同意什么，再写下来。",
    "二是每周写一篇短文，写好以后放两天再看，看看哪一句是别人的话，哪一句才是自己真正想说的话。",
    "三是每月讲一次。",
    "四是每年回头看一看，把一年里写过的东西从头读到尾，挑出三篇最好的，再挑出三篇最差的，说说为什么。",
]


def lines(content: bytes) -> list[str]:
    return read_file(content, "a.pdf").paragraphs


@pytest.mark.parametrize("width", [20, 25, 33])
def test_broken_lines_are_joined(width: int) -> None:
    assert lines(files.pdf([LONG], width=width)) == LONG


def test_a_short_line_ends_a_paragraph_also_without_indents() -> None:
    assert lines(files.pdf([[*LONG[:2], "短句。", LONG[3]]], indent="")) == [
        *LONG[:2],
        "短句。",
        LONG[3],
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    words = "".join(LONG)
    pages = [[LONG[0], words[:60]], [words[60:]]]
    content = files.pdf(pages, width=30, indent="")
    assert "".join(lines(content)) == LONG[0] + words
    assert words[50:70] in "\n".join(lines(content))


def test_page_numbers_and_repeated_heads_are_left_out() -> None:
    pages = [[line] for line in LONG]
    assert lines(files.pdf(pages, header="读书会简报", numbers=True)) == LONG


def test_a_head_on_two_pages_is_text() -> None:
    assert "读书会简报" in lines(files.pdf([[LONG[0]], [LONG[1]]], header="读书会简报"))


def test_latin_lines_are_joined_with_a_space() -> None:
    page = files.pdf_stream(
        b"BT /F1 12 Tf 80 700 Td 14 TL (Read one page of a good book every single day and) Tj T*"
        b" (then write down what it said, in words of your own.) Tj ET"
    )
    (paragraph,) = lines(files.raw_pdf({**files.ONE_PAGE, 4: page}))
    assert "every single day and then write" in paragraph


def test_hand_made_objects_are_a_document() -> None:
    assert lines(files.raw_pdf(files.ONE_PAGE)) == ["Read one page a day."]


def test_a_damaged_page_does_not_lose_the_others() -> None:
    kids = b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>"
    content = files.raw_pdf({**files.ONE_PAGE, 2: kids, 6: b"<< /Type /Nothing >>"})
    assert lines(content) == ["Read one page a day."]


def test_more_pages_than_a_speech_has_are_refused() -> None:
    kids = b"<< /Type /Pages /Kids [%b] /Count 5000 >>" % (b"3 0 R " * 5000)
    with pytest.raises(Refusal, match="text_too_long"):
        read_file(files.raw_pdf({**files.ONE_PAGE, 2: kids}), "a.pdf")
