"""What fsrs-rs is given, held against what our replay predicts for the same reviews."""

import pytest
from fsrs_rs_python import FSRS

from server.fitting.predictions import predictions
from server.fitting.training import train, training_items
from server.scheduling.collection import columns_of
from server.scheduling.collection import reviews_of as in_arrays
from server.scheduling.events import ReviewEvent, effective_events
from server.scheduling.memory import MemoryModels
from server.scheduling.parameters import DEFAULT_PARAMETERS
from tests.server.fitting.learners import DAY_MS, QUICK_TO_FORGET, reviews_of


def with_resets(events: list[ReviewEvent]) -> list[ReviewEvent]:
    """Every fiftieth review is followed by a reset of its card."""
    made: list[ReviewEvent] = []
    for number, event in enumerate(events):
        made.append(event)
        if number % 50 == 0:
            reset: ReviewEvent = {**event, "kind": "reset", "event_id": f"reset-{number}"}
            del reset["rating"]
            made.append(reset)
    return made


@pytest.fixture(scope="module")
def events() -> list[ReviewEvent]:
    return effective_events(with_resets(reviews_of(QUICK_TO_FORGET, reviews=1500)))


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, QUICK_TO_FORGET])
def test_fsrs_rs_predicts_each_item_as_our_replay_predicts_its_review(events, parameters) -> None:
    ours = predictions(in_arrays(columns_of(events)), MemoryModels(parameters))
    items, _ = training_items(events)
    program = FSRS(list(parameters["values"]))
    theirs = [program.evaluate([item]).log_loss for item in items]
    assert len(ours) > 1000
    assert theirs == pytest.approx([each.log_loss for each in ours], rel=1e-3)


def test_a_card_has_one_number_until_it_is_reset(events: list[ReviewEvent]) -> None:
    of_card = [
        event
        for day, kind in enumerate(["review", "review", "reset", "review", "review", "review"])
        for event in [{**events[0], "kind": kind, "effective_at_ms": day * DAY_MS}]
    ]
    items, numbers = training_items(of_card)  # type: ignore[arg-type]
    assert [len(item.reviews) for item in items] == [2, 2, 3]
    assert numbers == [1, 2, 2]


def test_reviews_of_one_day_are_in_items_but_are_not_asked_for(events: list[ReviewEvent]) -> None:
    days = [0, 0, 3, 3, 2, 5]
    of_card = [{**events[0], "effective_at_ms": day * DAY_MS} for day in days]
    items, _ = training_items(of_card)  # type: ignore[arg-type]
    assert [len(item.reviews) for item in items] == [3, 6]
    assert [item.long_term_review_cnt() for item in items] == [1, 2]


def test_the_same_reviews_give_the_same_numbers_short_enough_to_travel(
    events: list[ReviewEvent],
) -> None:
    parameters = train(*training_items(events))
    assert parameters == train(*training_items(events))
    assert parameters["model"] == "FSRS-6"
    assert len(parameters["values"]) == 21
    assert all(value == round(value, 6) for value in parameters["values"])
