"""What may be kept without being understood."""

import pytest

from server.reviews.bounded_json import MAX_DEPTH, problem_with


def nested(levels):
    value = 1
    for _ in range(levels):
        value = {"deeper": value}
    return value


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0.1,
        2**53 - 1,
        -(2**53) + 1,
        "七大功能 🎉",
        [],
        {},
        [[{"a": [None]}]],
        nested(MAX_DEPTH),
    ],
)
def test_ordinary_json_is_kept(value):
    assert problem_with(value, max_bytes=1000) is None


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        1e300,
        float("inf"),
        float("nan"),
        "\ud800",
        "a\0b",
        {"\udfff": 1},
        {"a\0": 1},
        [1, [2, ["\ud83d"]]],
        nested(MAX_DEPTH + 1),
        "四" * 334,
    ],
)
def test_what_a_device_or_a_database_could_not_give_back_is_refused(value):
    assert problem_with(value, max_bytes=1000)


def test_the_limit_counts_bytes_of_utf_8():
    assert problem_with("四" * 10, max_bytes=32) is None
    assert problem_with("四" * 10, max_bytes=31)
