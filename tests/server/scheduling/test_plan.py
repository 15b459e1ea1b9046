from math import prod

from hypothesis import assume, given
from hypothesis import strategies as st

from server.scheduling.memory import MemoryState
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.retrievability import list_retrievability, retrievability
from tests.server.scheduling.strategies import KEPT_STATES, plan_items

DAYS = st.integers(18_990, 21_000)


def kept(stability: float, last_study_day: int = 100) -> MemoryState:
    return MemoryState(stability, 5.0, last_study_day, 1, 0, 3)


def items(*states: MemoryState | None) -> list[PlanItem]:
    return [PlanItem(f"item-{number}", number, state) for number, state in enumerate(states, 1)]


def weakness(item: PlanItem, day: int) -> tuple[float, float, str]:
    assert item.state is not None
    return retrievability(item.state, day), item.position, item.item_id


@given(plan_items(), DAYS)
def test_something_is_asked_in_the_order_of_the_list(listed: list[PlanItem], day: int) -> None:
    plan = plan_recital(listed, day)
    in_place = sorted(listed, key=lambda item: (item.position, item.item_id))
    assert plan
    assert plan == [item.item_id for item in in_place if item.item_id in plan]


@given(plan_items(), DAYS)
def test_new_and_failed_items_are_always_asked(listed: list[PlanItem], day: int) -> None:
    always = {it.item_id for it in listed if it.state is None or it.state.last_rating == 1}
    assert always <= set(plan_recital(listed, day))


@given(plan_items(), DAYS)
def test_what_is_shown_is_safe_together(listed: list[PlanItem], day: int) -> None:
    plan = plan_recital(listed, day)
    shown = [item.state for item in listed if item.item_id not in plan]
    whole = list_retrievability([item.state for item in listed], day)
    together = list_retrievability(shown, day)
    if together is not None:
        assert whole is not None
        assert together >= 1 - 0.25 * (1 - whole) - 1e-12


@given(plan_items(states=KEPT_STATES), DAYS)
def test_the_weakest_are_asked_and_not_one_more_than_needed(
    listed: list[PlanItem], day: int
) -> None:
    known = sorted((it for it in listed if it.state is not None), key=lambda it: weakness(it, day))
    plan = set(plan_recital(listed, day))
    asked = [item for item in known if item.item_id in plan]
    assert asked == known[: len(asked)]
    # Without the strongest of those asked, the rest would not be safe (or nothing would be asked).
    assume(len(asked) > 1 or (asked and len(known) < len(listed)))
    one_more_shown = known[len(asked) - 1 :]
    whole = prod(weakness(item, day)[0] for item in known)
    assert prod(weakness(item, day)[0] for item in one_more_shown) < 1 - 0.25 * (1 - whole) + 1e-12


@given(plan_items(), DAYS, st.randoms())
def test_the_order_in_which_items_are_given_does_not_matter(
    listed: list[PlanItem], day: int, random: object
) -> None:
    shuffled = random.sample(listed, len(listed))  # type: ignore[attr-defined]
    assert plan_recital(shuffled, day) == plan_recital(listed, day)


def test_one_weak_item_among_strong_ones_is_asked_alone() -> None:
    listed = items(kept(400.0), kept(400.0), kept(3.0), kept(400.0))
    assert plan_recital(listed, 105) == ["item-3"]


def test_equally_strong_items_are_asked_from_the_start_of_the_list() -> None:
    plan = plan_recital(items(*[kept(10.0)] * 8), 104)
    assert plan == [f"item-{number}" for number in range(1, 8)]


def test_items_at_one_position_are_told_apart_by_id() -> None:
    listed = [PlanItem(item_id, 1, kept(10.0)) for item_id in "hcagdbfe"]
    assert plan_recital(listed, 104) == list("abcdefg")


def test_on_the_day_of_the_review_the_first_item_is_asked() -> None:
    assert plan_recital(items(*[kept(10.0)] * 4), 100) == ["item-1"]


def test_a_new_list_is_asked_whole() -> None:
    assert plan_recital(items(None, None, None), 100) == ["item-1", "item-2", "item-3"]


def test_an_empty_list_has_no_plan() -> None:
    assert plan_recital([], 100) == []
