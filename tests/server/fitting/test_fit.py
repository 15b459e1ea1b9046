"""Whether a fit helps, and whether one that does not is refused."""

from math import log, sqrt
from statistics import mean

import pytest

from server.fitting.fit import FEWEST_REVIEWS, Fit, fit, gain_between
from server.fitting.predictions import Prediction, later_day_reviews, predictions
from server.scheduling.collection import columns_of
from server.scheduling.collection import reviews_of as in_arrays
from server.scheduling.events import ReviewEvent, effective_events
from server.scheduling.memory import MemoryModels
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from tests.server.fitting.learners import QUICK_TO_FORGET, reviews_of

REVIEWS = 6000


def mean_loss(events: list[ReviewEvent], model: Parameters, first: int = 0) -> float:
    return mean(
        each.log_loss
        for each in predictions(in_arrays(columns_of(events)), MemoryModels(model), first)
    )


@pytest.fixture(scope="module")
def forgetful() -> list[ReviewEvent]:
    return reviews_of(QUICK_TO_FORGET, reviews=REVIEWS)


@pytest.fixture(scope="module")
def fitted(forgetful: list[ReviewEvent]) -> Fit:
    return fit(forgetful[: REVIEWS // 2])


def test_another_memory_is_learned_and_predicts_what_comes_after_it(
    forgetful: list[ReviewEvent], fitted: Fit
) -> None:
    assert fitted.outcome == "better"
    assert fitted.parameters is not None
    unseen = REVIEWS // 2
    before = mean_loss(forgetful, DEFAULT_PARAMETERS, unseen)
    after = mean_loss(forgetful, fitted.parameters, unseen)
    possible = mean_loss(forgetful, QUICK_TO_FORGET, unseen)
    assert before - after > 0.8 * (before - possible) > 0


def test_the_gain_is_that_of_reviews_it_has_not_seen(fitted: Fit) -> None:
    assert fitted.gain is not None
    assert fitted.gain.mean > 3 * fitted.gain.error > 0


def test_the_order_in_which_events_came_changes_nothing(
    forgetful: list[ReviewEvent], fitted: Fit
) -> None:
    assert fit(forgetful[REVIEWS // 2 - 1 :: -1]) == fitted


def test_too_few_reviews_are_not_fitted(forgetful: list[ReviewEvent]) -> None:
    enough = later_day_reviews(forgetful)[FEWEST_REVIEWS - 1] + 1
    assert fit(forgetful[: enough - 1]) == Fit("too_few", FEWEST_REVIEWS - 1)
    assert fit(forgetful[:enough]).outcome == "better"
    assert fit([]) == Fit("too_few", 0)


def test_repeats_of_one_day_are_not_reviews_that_can_be_predicted(
    forgetful: list[ReviewEvent],
) -> None:
    assert 0 < len(later_day_reviews(forgetful)) < REVIEWS
    same_day = [{**event, "effective_at_ms": 0} for event in forgetful]
    assert fit(same_day).review_count == 0  # type: ignore[arg-type]


def test_a_fit_that_predicts_no_better_is_not_kept(
    forgetful: list[ReviewEvent], fitted: Fit
) -> None:
    """Judged against the parameters in use: those of an earlier fit of the same memory."""
    again = fit(forgetful[: REVIEWS // 2], QUICK_TO_FORGET)
    assert again.outcome == "no_better"
    assert again.parameters is None
    assert again.gain is not None
    assert again.gain.mean <= again.gain.error


def test_the_same_parameters_again_are_nothing_new(
    forgetful: list[ReviewEvent], fitted: Fit
) -> None:
    assert fitted.parameters is not None
    assert fit(forgetful[: REVIEWS // 2], fitted.parameters).outcome == "no_better"


def test_a_memory_that_changes_late_makes_the_fit_worse_and_it_is_not_kept() -> None:
    """The first part teaches a quick forgetter; the part held back is an average learner's."""
    early = reviews_of(QUICK_TO_FORGET, reviews=3600, device_id="phone")
    later = [
        {
            **event,
            "card_id": f"later-{event['card_id']}",
            "effective_at_ms": event["occurred_at_ms"] + 10_000 * 86_400_000,
        }
        for event in reviews_of(DEFAULT_PARAMETERS, reviews=1400, seed=2, device_id="tablet")
    ]
    changed = fit([*early, *later])  # type: ignore[list-item]
    assert changed.outcome == "no_better"
    assert changed.gain is not None
    assert changed.gain.mean < 0


def test_undone_and_reset_reviews_do_not_count(forgetful: list[ReviewEvent]) -> None:
    half = forgetful[: REVIEWS // 2]
    undos: list[ReviewEvent] = [
        {
            **event,
            "kind": "undo",
            "event_id": f"undo-{event['event_id']}",
            "target_event_id": event["event_id"],
        }
        for event in half
    ]
    assert fit([*half, *undos]) == Fit("too_few", 0)
    assert fit([*half, *undos[100:]]).review_count < 100


def test_after_a_reset_a_card_is_new(forgetful: list[ReviewEvent]) -> None:
    """Its first review then cannot be predicted, and is no lapse of what was before."""
    first = next(event for event in forgetful)
    of_card = [event for event in forgetful if event["card_id"] == first["card_id"]]
    reset: ReviewEvent = {**of_card[-1], "kind": "reset", "event_id": "reset"}
    del reset["rating"]
    reset["dev_seq"] += 1
    after: ReviewEvent = {**of_card[-1], "event_id": "after"}
    after["effective_at_ms"] = of_card[-1]["occurred_at_ms"] + 30 * 86_400_000
    kept = later_day_reviews(effective_events([*of_card, reset]))
    assert later_day_reviews(effective_events([*of_card, reset, after])) == kept
    assert len(later_day_reviews(effective_events([*of_card, after]))) == len(kept) + 1


def test_both_ways_to_find_what_can_be_predicted_agree(forgetful: list[ReviewEvent]) -> None:
    counted = effective_events(forgetful)
    found = [each.at for each in predictions(in_arrays(columns_of(counted)), MemoryModels())]
    assert found == later_day_reviews(counted)


def test_a_gain_is_certain_when_it_is_more_than_its_standard_error() -> None:
    before = [Prediction(0, 0, 0.5, recalled=True)] * 4
    one_better = [*before[:3], Prediction(0, 0, 0.9, recalled=True)]
    gain = gain_between(before, one_better)
    assert gain.mean == pytest.approx(log(0.9 / 0.5) / 4)
    assert gain.error == pytest.approx(gain.mean * sqrt(3) / 2)
    assert gain.is_certain
    assert not gain_between(one_better, before).is_certain
    assert not gain_between(before, before).is_certain


def test_parameters_of_an_unknown_model_are_refused(forgetful: list[ReviewEvent]) -> None:
    with pytest.raises(ValueError, match="FSRS-9"):
        fit(forgetful, {"model": "FSRS-9", "values": []})
