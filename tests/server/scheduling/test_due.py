from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.due import due_day
from server.scheduling.memory import MemoryState
from server.scheduling.retrievability import list_retrievability
from tests.server.scheduling.strategies import KEPT_STATES, MEMORY_STATES, RETENTIONS

LISTS = st.lists(KEPT_STATES, min_size=1, max_size=8)


def kept(stability: float, last_study_day: int = 100) -> MemoryState:
    return MemoryState(stability, 5.0, last_study_day, 1, 0, 3)


def loss(states: list[MemoryState], day: int) -> float:
    return 1 - (list_retrievability(states, day) or 0)


def bearable(wait: int, desired_retention: float) -> float:
    return (1 - desired_retention) * (30 / wait) ** 0.2


@given(LISTS, RETENTIONS)
def test_it_is_the_first_day_on_which_the_loss_is_more_than_its_wait_bears(
    states: list[MemoryState], desired_retention: float
) -> None:
    due = due_day(states, desired_retention)
    last_day = max(state.last_study_day for state in states)
    assert due is not None
    assert last_day < due <= last_day + 36_500
    if due > last_day + 1:
        assert loss(states, due - 1) <= bearable(due - 1 - last_day, desired_retention) + 1e-12
    if due < last_day + 36_500:
        assert loss(states, due) >= bearable(due - last_day, desired_retention) - 1e-12


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


def test_after_a_month_desired_retention_is_meant_to_the_letter() -> None:
    # On day 130 it is exactly 0.9, not below.
    assert due_day([kept(30.0)], 0.9) == 131


def test_a_young_list_may_sink_lower_and_an_old_one_is_asked_earlier() -> None:
    young, old = kept(7.0), kept(300.0)
    young_due, old_due = due_day([young], 0.9), due_day([old], 0.9)
    assert young_due is not None
    assert old_due is not None
    assert (list_retrievability([young], young_due) or 0) < 0.88
    assert (list_retrievability([old], old_due - 1) or 0) > 0.92


def test_seven_items_fall_due_long_before_one() -> None:
    assert due_day([kept(20.0)] * 7, 0.85) == 106
    assert due_day([kept(20.0)], 0.85) == 136


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
