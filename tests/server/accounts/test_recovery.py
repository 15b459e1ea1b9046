import re

import pytest

from server.accounts.recovery import ALPHABET, hashed, matches, new_code


def test_a_code_has_100_bits_in_groups_of_characters_that_cannot_be_confused() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)
    for code in codes:
        assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{4}}[{ALPHABET}]{{4}}", code)


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89AB-CDEF-GHJK",
        "0123 4567 89ab cdef ghjk",
        "0123456789abcdefghjk",
        " o123-4567-89AB-CDEF-GHJK\n",
        "OI23-4567-89AB-CDEF-GHJK",
        "0l23—4567—89ab—cdef—ghjk",
    ],
)
def test_it_may_be_typed_as_people_type(typed: str) -> None:
    assert matches(hashed("0123-4567-89AB-CDEF-GHJK"), typed)


def test_another_code_does_not_match_and_without_one_nothing_does() -> None:
    assert not matches(hashed(new_code()), new_code())
    assert not matches(None, new_code())
    assert not matches(None, "")


def test_the_code_is_not_stored() -> None:
    code = new_code()
    assert code.replace("-", "").encode() not in hashed(code)
