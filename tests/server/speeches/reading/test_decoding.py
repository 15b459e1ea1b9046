"""Every encoding of Chinese text, also of short ones."""

import pytest

from server.speeches.reading.decoding import decode
from server.speeches.reading.refusals import Refusal

SIMPLIFIED = [
    "一是学习，二是实践。",
    "读书要做到三点：一是每天读一页，二是每周写一篇，三是每月讲一次。",
    "2024年增长5.2%，1.坚持；2.发展",
    "The club has 7 goals: 学习, 实践 and more.",
    "每天读一页书，并把它讲给别人听。\r\n" * 500,
]
TRADITIONAL = [
    "一是學習，二是實踐。",
    "讀書要做到三點：一是每天讀一頁，二是每週寫一篇，三是每月講一次。",
    "2024年增長5.2%，1.堅持；2.發展",
    "The club has 7 goals: 學習, 實踐 and more.",
    "每天讀一頁書，並把它講給別人聽。\r\n" * 500,
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL)
def test_both_scripts_come_back_from_every_encoding_that_has_both(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", TRADITIONAL)
def test_traditional_script_comes_back_from_big5(text: str) -> None:
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_mark_loses_the_mark(encoding: str) -> None:
    assert decode(("\ufeff" + SIMPLIFIED[0]).encode(encoding)) == SIMPLIFIED[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_off_inside_its_last_character_is_read_up_to_there(encoding: str) -> None:
    assert decode(SIMPLIFIED[1].encode(encoding)[:-1]) == SIMPLIFIED[1][:-1]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le"])
@pytest.mark.parametrize("shift", range(4))
def test_a_long_text_is_known_wherever_its_sample_ends(encoding: str, shift: int) -> None:
    text = "a" * shift + TRADITIONAL[1] * 3000
    assert decode(text.encode(encoding)) == text


def test_what_a_page_declares_is_tried_first() -> None:
    assert decode("学习".encode("gbk"), "GB2312") == "学习"
    assert decode("學習".encode("big5"), "big5") == "學習"


def test_a_false_declaration_is_overruled() -> None:
    assert decode(SIMPLIFIED[1].encode("gbk"), "utf-8") == SIMPLIFIED[1]
    assert decode(SIMPLIFIED[1].encode(), "no-such-encoding") == SIMPLIFIED[1]


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"a\0b\xff" * 99])
def test_noise_is_no_text(content: bytes) -> None:
    with pytest.raises(Refusal, match="encoding_unknown"):
        decode(content)
