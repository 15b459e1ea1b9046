"""What holds for every text, and what a list says about itself."""

import opencc
from hypothesis import given, settings
from hypothesis import strategies as st

from server.speeches.confidence import SURE
from server.speeches.finder import find_key_lists

# The grammar's own alphabet: marks, counts, labels, verbs, punctuation of all kinds, and things
# that do not belong.
ALPHABET = """
一 二 三 四 五 十 两 第 第一 第二 第三，一是 二是 三是 一要 二要 首先
其次 最后 其一 其二 一方面 另一方面 （一） （二） (1) (2) 1. 2. ①
② ③ —— ● 个 项 点 大 三个问题 四个方面 等七大功能 三点： “三个结合”
两句话 以下几点 从 由 向 到 转变 改变 步入 分为 包括 是指 即 主要表现在
如下 提出要求 强调要 要 是 的 和 与 等 了 为 在 化 式 性 型 建设 意识
学习 实践 带头 立足 坚持 推进 党 同志们 总之 到2025年 以 上优先 、 ，
； ： 。 ！ ？ “ ” （ ） 《 》 , ; : . ( ) … 、、 轉變 個
問題 種 abc 100 3.5 \u3000 😀 𠮷 \u200b \x00
"""
PIECES = st.sampled_from(ALPHABET.split())
TEXTS = st.one_of(
    st.lists(
        st.one_of(PIECES, st.sampled_from(["\n", " ", "\r\n", "\t", "\u3000"])), max_size=80
    ).map("".join),
    st.text(max_size=120),
)


def letters(words):
    return "".join(character for character in words if character.isalnum())


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_no_text_makes_it_raise_and_all_spans_lie_in_the_text(original):
    for found in find_key_lists(original):
        assert 0 <= found.span[0] < found.span[1] <= len(original)
        assert len(found.items) >= 2
        assert 0.0 < found.confidence < 1.0
        assert all((found.name, found.rule, found.words))
        for item in found.items:
            assert 0 <= item.span[0] < item.span[1] <= len(original)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_items_stand_in_order_and_say_only_what_their_span_says(original):
    for found in find_key_lists(original):
        ends = [0, *(item.span[1] for item in found.items)]
        assert all(end <= item.span[0] for end, item in zip(ends, found.items, strict=False))
        for item in found.items:
            assert letters(item.text) == letters(original[slice(*item.span)])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_name_that_is_not_derived_stands_in_the_text(original):
    for found in find_key_lists(original):
        assert found.name_derived == (found.name_span is None)
        if found.name_span:
            assert letters(found.name) == letters(original[slice(*found.name_span)])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_lists(original):
    assert find_key_lists(original) == find_key_lists(original)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_parent_holds_its_list_inside_one_item(original):
    lists = find_key_lists(original)
    for number, found in enumerate(lists):
        if found.parent is not None:
            parent = lists[found.parent]
            assert found.parent < number
            assert parent.items[0].span[0] <= found.items[0].span[0]


SPEECH = """在动员会上的讲话
今天我讲三个问题。
第一，要抓好学习。一是学理论，二是学业务，三是学法规。
第二，要抓好落实。做到三个结合：与思想结合，与岗位结合，与实际结合。
第三，要抓好作风。推动由管理向服务转变、由分散向集中转变。
总之，要提升计划、组织、协调等三项能力。"""


def test_lists_inside_items_name_their_parent():
    lists = find_key_lists(SPEECH)
    parents = {
        each.name: lists[each.parent].name if each.parent is not None else None for each in lists
    }
    assert parents == {
        "三个问题": None,
        "抓好学习": "三个问题",
        "三个结合": "三个问题",
        "两个转变": "三个问题",
        "三项能力": None,
    }


def test_traditional_characters_give_the_same_lists_in_their_own_words():
    traditional = "".join(opencc.OpenCC("s2t").convert(character) for character in SPEECH)
    simplified, converted = find_key_lists(SPEECH), find_key_lists(traditional)
    assert [each.span for each in converted] == [each.span for each in simplified]
    assert [[item.span for item in each.items] for each in converted] == [
        [item.span for item in each.items] for each in simplified
    ]
    assert converted[0].items[0].text == "抓好學習"


def test_a_list_says_by_which_rule_and_which_words_it_was_found():
    by_name = {each.name: each for each in find_key_lists(SPEECH)}
    assert (by_name["三个问题"].rule, by_name["三个问题"].words) == (
        "signposted",
        ("第一", "第二", "第三"),
    )
    assert (by_name["三个结合"].rule, by_name["三个结合"].words) == (
        "counted_before",
        ("三个结合",),
    )
    assert by_name["三项能力"].rule == "counted_after"


def test_only_marks_that_count_make_an_order():
    by_name = {each.name: each.ordered for each in find_key_lists(SPEECH)}
    assert by_name["三个问题"]
    assert not by_name["三个结合"]


def test_a_count_that_disagrees_is_flagged_and_makes_the_list_less_sure():
    [right] = find_key_lists("要抓好三项工作：一是抓春耕，二是抓防汛，三是抓招商。")
    [wrong] = find_key_lists("要抓好四项工作：一是抓春耕，二是抓防汛，三是抓招商。")
    assert (right.count_mismatch, right.count) == (False, 3)
    assert (wrong.count_mismatch, wrong.count, len(wrong.items)) == (True, 4, 3)
    assert wrong.confidence < right.confidence - 0.2


def test_the_span_of_a_list_goes_from_its_name_to_its_last_item():
    text = "前面的话。要有三股劲：闯劲、韧劲、干劲。后面的话。"
    [found] = find_key_lists(text)
    assert text[slice(*found.span)] == "三股劲：闯劲、韧劲、干劲"


def test_a_misprinted_mark_keeps_its_item_and_makes_the_list_less_sure():
    [right] = find_key_lists("工作要求：一是认识到位，二是措施到位，三是责任到位，四是保障到位。")
    [wrong] = find_key_lists("工作要求：一是认识到位，二是措施到位，二是责任到位，四是保障到位。")
    assert [item.text for item in wrong.items] == [item.text for item in right.items]
    assert wrong.confidence < right.confidence


def test_an_outline_that_nothing_names_is_named_by_its_number_and_is_not_sure():
    parts = "一、全年回顾\n雨水多。\n二、明年安排\n早下种。\n三、有关说明\n见附表。"
    [unnamed] = find_key_lists(f"今年雨水多，收成好。大家都很高兴。\n{parts}")
    [named] = find_key_lists(f"今年雨水多，收成好。下面讲三个问题。\n{parts}")
    assert (unnamed.name, unnamed.name_derived, unnamed.confidence < SURE) == (
        "三个部分",
        True,
        True,
    )
    assert (named.name, named.name_derived, named.confidence >= SURE) == ("三个问题", False, True)
