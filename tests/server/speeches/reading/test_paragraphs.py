"""Text in one form: what is shown is what is stored."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.speeches.reading.paragraphs import paragraphs
from server.speeches.reading.refusals import Refusal


def test_every_kind_of_line_end_ends_a_paragraph() -> None:
    assert paragraphs(["a\nb\r\nc\rd\u2028e\u2029f\x0bg\x0ch\x85i"]) == list("abcdefghi")


def test_what_nobody_sees_goes_and_what_joins_emoji_stays() -> None:
    assert paragraphs(["\ufeff学\u200b习\xad\x00\u202e\ud800。 👩\u200d💻"]) == [
        "学习。 👩\u200d💻"
    ]


def test_radicals_become_the_characters_that_are_meant() -> None:
    assert paragraphs(["⼀是⽂化"]) == ["一是文化"]


def test_letters_and_their_accents_become_one() -> None:
    assert paragraphs(["cafe\u0301"]) == ["café"]


@given(st.lists(st.text(), max_size=20))
def test_paragraphs_are_tidy_and_tidying_again_changes_nothing(lines: list[str]) -> None:
    try:
        found = paragraphs(lines)
    except Refusal:
        assume(False)
    assert all(each and each == each.strip() and len(each.splitlines()) == 1 for each in found)
    assert all(unicodedata.is_normalized("NFC", each) for each in found)
    assert paragraphs(["\n".join(found)]) == found
    "\n".join(found).encode()


@pytest.mark.parametrize("lines", [[], [""], ["…", "——"], ["\x00"]])
def test_without_a_letter_or_digit_there_is_no_text(lines: list[str]) -> None:
    with pytest.raises(Refusal, match="no_text"):
        paragraphs(lines)
