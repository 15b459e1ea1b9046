import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidInputError, MalformedRequestError
from server.strict_json import LARGEST_INTEGER, parse

STORABLE_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | STORABLE_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(STORABLE_TEXT, inner),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_json_can_hold_comes_back(value: object) -> None:
    assert parse(json.dumps(value).encode(), max_depth=50) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a": 1,}',
        b"NaN",
        b'{"a": Infinity}',
        b"[-Infinity]",
        b"[1e400]",
        b'{"a": 1, "a": 1}',
        b'[{"a": {"b": 1, "b": 2}}]',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        '"é"'.encode("utf-16"),
        b"1" * 5000,
        b'"a\nb"',
        b"[" * 21 + b"]" * 21,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    ],
)
def test_what_two_parsers_could_read_differently_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedRequestError) as raised:
        parse(body, max_depth=20)
    assert raised.value.code == "malformed_json"


def test_nesting_up_to_the_limit_is_read() -> None:
    parse(b"[" * 20 + b"]" * 20, max_depth=20)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"9007199254740993", ""),
        (b'{"a": [0, -9007199254740992]}', "a.1"),
        (rb'{"a": {"b": "x\ud800"}}', "a.b"),
        (rb'["\u0000"]', "0"),
        (rb'{"a": {"\udfff": 1}}', "a"),
    ],
)
def test_what_cannot_be_stored_is_named_by_its_path(body: bytes, path: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse(body, max_depth=20)
    assert list(raised.value.details) == [path]
    parse(body, max_depth=20, check_values=False)


@pytest.mark.parametrize("body", [b"9007199254740991", rb'"\ud83d\ude00"', '"😀 电池"'.encode()])
def test_the_largest_integer_and_whole_emoji_are_read(body: bytes) -> None:
    assert parse(body, max_depth=20)
