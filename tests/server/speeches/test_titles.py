"""What a text without a title in its first line is called."""

import pytest

from server.speeches.titles import title


@pytest.mark.parametrize(
    "before",
    [
        "同志们：",
        "各位领导、同志们：",
        "各位领导，各位来宾，女士们、先生们：",
        "尊敬的各位代表：",
        "尊敬的李院长、各位老师、同学们，大家好！",
        "2024年3月5日",
        "（二〇二四年三月五日）",
        "作者：王平",
        "来源：镇宣传办",
        "同志们：\n2024年3月\n记者：王平",
    ],
)
def test_a_salutation_a_date_and_a_byline_are_no_title(before):
    assert title(f"{before}\n山村的变化\n村里通了路。") == "山村的变化"


@pytest.mark.parametrize(
    "line",
    [
        "同志们的心声",
        "各位代表履职手册",
        "2024年工作安排",
        "老师们的一天",
        "朋友，你好",
        "作者的话",
    ],
)
def test_a_title_that_only_resembles_them_stays(line):
    assert title(f"{line}\n村里通了路。") == line


def test_a_salutation_within_the_first_line_is_left_out():
    assert title("同志们：现在开会。") == "现在开会。"


def test_a_text_of_a_salutation_alone_has_no_title():
    assert title("同志们：\n") == ""
