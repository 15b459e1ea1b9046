from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.memory import MemoryState
from server.scheduling.retrievability import list_retrievability, retrievability
from tests.server.scheduling.strategies import MEMORY_STATES, STUDY_DAYS


def test_it_is_certain_up_to_the_last_review_and_then_falls() -> None:
    state = MemoryState(10.0, 5.0, 100, 1, 0, 3)
    assert [retrievability(state, day) for day in (0, 99, 100, 110)] == [1, 1, 1, 0.9]
    assert 0.9 < retrievability(state, 109) < retrievability(state, 108) < 1


@given(MEMORY_STATES, STUDY_DAYS)
def test_it_never_rises(state: MemoryState, day: int) -> None:
    assert 0 <= retrievability(state, day + 1) <= retrievability(state, day) <= 1


@given(st.lists(MEMORY_STATES, min_size=1, max_size=10), STUDY_DAYS)
def test_a_list_is_recited_whole_when_every_item_is(states: list[MemoryState], day: int) -> None:
    expected = prod(retrievability(state, day) for state in states)
    assert list_retrievability(states, day) == pytest.approx(expected, rel=1e-12)


@given(st.lists(MEMORY_STATES, max_size=10), STUDY_DAYS, st.randoms())
def test_order_and_unreviewed_items_do_not_matter_to_the_last_bit(
    states: list[MemoryState], day: int, random: object
) -> None:
    mixed: list[MemoryState | None] = [*states, None]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert list_retrievability(mixed, day) == list_retrievability(states, day)


def test_a_list_never_recited_has_none() -> None:
    assert list_retrievability([], 0) is None
    assert list_retrievability([None, None], 0) is None
