from math import fsum

from hypothesis import assume, given
from hypothesis import strategies as st

from server.scheduling.memory import MemoryState
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.retrievability import retrievability
from tests.server.scheduling.strategies import KEPT_STATES, plan_items

DAYS = st.integers(18_990, 21_000)


def kept(stability: float, last_study_day: int = 100) -> MemoryState:
    return MemoryState(stability, 5.0, last_study_day, 1, 0, 3)


def items(*states: MemoryState | None) -> list[PlanItem]:
    return [PlanItem(f"item-{number}", number, state) for number, state in enumerate(states, 1)]


def forgotten(item: PlanItem, day: int) -> float:
    assert item.state is not None
    return 1 - retrievability(item.state, day)


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


@given(plan_items(states=KEPT_STATES), DAYS)
def test_an_item_is_asked_if_it_is_half_as_likely_forgotten_as_the_mean(
    listed: list[PlanItem], day: int
) -> None:
    known = [item for item in listed if item.state is not None]
    assume(all(item.state.review_count % 12 for item in known if item.state is not None))
    assume(any(forgotten(item, day) > 0 for item in known))
    plan = plan_recital(listed, day)
    half = fsum(forgotten(item, day) for item in known) / len(known) / 2
    for item in known:
        if item.item_id in plan:
            assert forgotten(item, day) >= half - 1e-12
        else:
            assert forgotten(item, day) <= half + 1e-12


@given(plan_items(), DAYS, st.randoms())
def test_the_order_in_which_items_are_given_does_not_matter(
    listed: list[PlanItem], day: int, random: object
) -> None:
    shuffled = random.sample(listed, len(listed))  # type: ignore[attr-defined]
    assert plan_recital(shuffled, day) == plan_recital(listed, day)


def test_one_weak_item_among_strong_ones_is_asked_alone() -> None:
    listed = items(kept(400.0), kept(400.0), kept(3.0), kept(400.0))
    assert plan_recital(listed, 105) == ["item-3"]


def test_equally_strong_items_are_asked_together() -> None:
    plan = plan_recital(items(*[kept(10.0)] * 8), 104)
    assert plan == [f"item-{number}" for number in range(1, 9)]


def test_items_at_one_position_are_told_apart_by_id() -> None:
    listed = [PlanItem(item_id, 1, kept(10.0)) for item_id in "hcagdbfe"]
    assert plan_recital(listed, 104) == list("abcdefgh")


def test_when_the_most_reviewed_item_had_a_dozen_reviews_nothing_is_shown() -> None:
    strong, weak = kept(400.0), kept(3.0)
    for reviews, asked in ((11, ["item-2"]), (12, ["item-1", "item-2"]), (13, ["item-2"])):
        listed = items(strong, weak._replace(review_count=reviews))
        assert plan_recital(listed, 105) == asked


def test_on_the_day_of_the_review_what_failed_is_asked_or_else_all() -> None:
    said, failed = kept(10.0), kept(10.0)._replace(last_rating=1)
    assert plan_recital(items(said, failed, said), 100) == ["item-2"]
    assert plan_recital(items(said, said), 100) == ["item-1", "item-2"]


def test_a_new_list_is_asked_whole() -> None:
    assert plan_recital(items(None, None, None), 100) == ["item-1", "item-2", "item-3"]


def test_an_empty_list_has_no_plan() -> None:
    assert plan_recital([], 100) == []
