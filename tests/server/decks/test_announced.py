"""The number that a name announces."""

import pytest

from server.decks.announced import announced_counts, chinese_number


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("七大功能", (7,)),
        ("四个身份", (4,)),
        ("真正权威的两个要求", (2,)),
        ("四大块重点工作", (4,)),
        ("五化", (5,)),
        ("三查", (3,)),
        ("十二条措施", (12,)),
        ("24个字", (24,)),
        ("３项要求", (3,)),
        ("三个一起", (3,)),
        ("一个中心、两个基本点", (1, 2)),
        ("第三个方面", ()),
        ("十四五规划", ()),
        ("一带一路", ()),
        ("党的七大有多少名党员", ()),
        ("管理手段上的几个转变", ()),
        ("一二三", ()),
        ("一百条", ()),
        ("", ()),
    ],
)
def test_a_number_counts_before_a_measure_word_and_a_question_announces_none(name, counts):
    assert announced_counts(name) == counts


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("七", 7), ("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("九十九", 99), ("24", 24)],
)
def test_numerals_below_a_hundred_are_read(numeral, value):
    assert chinese_number(numeral) == value
