"""The digest tells sets apart, not orders."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from server.sync.digest import EMPTY_SUM, add_to_sum

ids = st.lists(st.uuids().map(str), unique=True, max_size=20)


@given(ids, st.randoms())
def test_any_order_and_any_partition_gives_the_same_sum(event_ids, random):
    shuffled = random.sample(event_ids, len(event_ids))
    cut = random.randint(0, len(event_ids))
    in_two_steps = add_to_sum(add_to_sum(EMPTY_SUM, shuffled[:cut]), shuffled[cut:])
    assert in_two_steps == add_to_sum(EMPTY_SUM, event_ids)
    assert int(in_two_steps, 16) == sum(uuid.UUID(each).int for each in event_ids) % 2**128


def test_the_sum_has_32_digits_and_wraps():
    greatest = str(uuid.UUID(int=2**128 - 1))
    one = str(uuid.UUID(int=1))
    assert add_to_sum(EMPTY_SUM, [one]) == "0" * 31 + "1"
    assert add_to_sum(EMPTY_SUM, [greatest, one]) == EMPTY_SUM


@given(ids, st.data())
def test_what_is_taken_out_again_leaves_no_trace(held, data):
    removed = data.draw(st.lists(st.sampled_from(held), unique=True)) if held else []
    kept = [each for each in held if each not in removed]
    assert add_to_sum(add_to_sum(EMPTY_SUM, held), [], removed) == add_to_sum(EMPTY_SUM, kept)


def test_one_event_instead_of_another_is_seen_although_the_count_is_the_same():
    one, two, three = (str(uuid.UUID(int=number)) for number in (1, 2, 4))
    assert add_to_sum(EMPTY_SUM, [one, two]) != add_to_sum(EMPTY_SUM, [one, three])
