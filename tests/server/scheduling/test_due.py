from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.due import due_day
from server.scheduling.memory import MemoryState
from server.scheduling.retrievability import list_retrievability
from tests.server.scheduling.strategies import KEPT_STATES, MEMORY_STATES, RETENTIONS

LISTS = st.lists(KEPT_STATES, min_size=1, max_size=8)


def kept(stability: float, last_study_day: int = 100) -> MemoryState:
    return MemoryState(stability, 5.0, last_study_day, 1, 0, 3)


@given(LISTS, RETENTIONS)
def test_it_is_the_first_day_below_desired_retention(
    states: list[MemoryState], desired_retention: float
) -> None:
    due = due_day(states, desired_retention)
    last_day = max(state.last_study_day for state in states)
    assert due is not None
    assert last_day < due <= last_day + 36_500
    if due > last_day + 1:
        assert (list_retrievability(states, due - 1) or 0) >= desired_retention
    if due < last_day + 36_500:
        assert (list_retrievability(states, due) or 0) < desired_retention


@given(st.lists(MEMORY_STATES, min_size=1, max_size=8), RETENTIONS, RETENTIONS)
def test_who_wants_more_is_asked_no_later(
    states: list[MemoryState], one: float, other: float
) -> None:
    more = due_day(states, max(one, other))
    less = due_day(states, min(one, other))
    assert more is not None
    assert less is not None
    assert more <= less


@given(LISTS, KEPT_STATES, RETENTIONS)
def test_another_item_of_the_same_day_never_puts_it_off(
    states: list[MemoryState], another: MemoryState, desired_retention: float
) -> None:
    another = another._replace(last_study_day=states[0].last_study_day)
    longer = due_day([*states, another], desired_retention)
    shorter = due_day(states, desired_retention)
    assert longer is not None
    assert shorter is not None
    assert longer <= shorter


def test_one_item_at_nine_tenths_waits_until_its_stability_has_passed() -> None:
    # On day 110 it is exactly 0.9, not below.
    assert due_day([kept(10.0)], 0.9) == 111


def test_seven_items_fall_due_long_before_one() -> None:
    assert due_day([kept(20.0)] * 7, 0.85) == 104
    assert due_day([kept(20.0)], 0.85) == 139


def test_a_list_too_weak_already_waits_for_the_next_day() -> None:
    assert due_day([kept(0.5, last_study_day=50), kept(30.0)], 0.9) == 101


def test_a_list_left_with_a_failed_item_is_due_the_same_day() -> None:
    failed = kept(30.0)._replace(last_rating=1)
    assert due_day([failed, kept(30.0), kept(5.0, last_study_day=90)], 0.7) == 100


def test_items_never_reviewed_do_not_bring_it_forward() -> None:
    assert due_day([kept(10.0), None], 0.9) == due_day([kept(10.0)], 0.9)


def test_a_list_never_recited_is_not_due() -> None:
    assert due_day([]) is None
    assert due_day([None]) is None


def test_no_list_waits_longer_than_a_hundred_years() -> None:
    assert due_day([kept(36_500.0)], 0.0) == 100 + 36_500
    assert due_day([kept(36_500.0)], 0.5) == 100 + 36_500


def test_it_takes_far_fewer_steps_than_days() -> None:
    class Counting:
        asked = 0

        def retrievability(self, stability: float, elapsed_days: int) -> float:
            Counting.asked += 1
            return 1.0 if elapsed_days < 20_000 else 0.0

    assert due_day([kept(1.0)], 0.9, Counting()) == 20_100  # type: ignore[arg-type]
    assert Counting.asked <= 17
