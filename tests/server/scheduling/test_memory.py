from random import Random

import fsrs_rs_python
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.memory import DEFAULT_MODEL, MemoryModel
from server.scheduling.parameters import DEFAULT_PARAMETERS
from tests.server.scheduling.strategies import RATINGS
from tests.vectors.random_histories import random_parameter_sets
from tests.vectors.reference import Reference

PARAMETER_SETS = random_parameter_sets(Random(1), 20)
MODELS = [MemoryModel(parameters) for parameters in PARAMETER_SETS]
REFERENCES = [Reference(parameters) for parameters in PARAMETER_SETS]
FSRS_RS = [fsrs_rs_python.FSRS(list(parameters["values"])) for parameters in PARAMETER_SETS]

REVIEWS = st.lists(st.tuples(RATINGS, st.integers(0, 3_000)), min_size=1, max_size=15)
LEARNERS = st.integers(0, len(PARAMETER_SETS) - 1)


def after(model: MemoryModel, reviews: list[tuple[int, int]]) -> tuple[float, float]:
    (first_rating, _), *later = reviews
    memory = model.first(first_rating)
    for rating, elapsed_days in later:
        memory = model.next(*memory, elapsed_days, rating)
    return memory


@given(LEARNERS, REVIEWS)
def test_memory_is_that_of_py_fsrs(learner: int, reviews: list[tuple[int, int]]) -> None:
    day, on_days = 0, []
    for rating, elapsed_days in reviews:
        day += elapsed_days
        on_days.append((rating, day))
    expected = REFERENCES[learner].state(on_days)
    # 8 decimals of a stability of a few minutes: 1e-8 of 0.001 days at each step.
    assert after(MODELS[learner], reviews) == pytest.approx(
        (expected["stability"], expected["difficulty"]), rel=1e-6, abs=1e-7
    )


@given(LEARNERS, REVIEWS)
def test_memory_is_that_of_fsrs_rs(learner: int, reviews: list[tuple[int, int]]) -> None:
    first_rating = reviews[0][0]
    item = fsrs_rs_python.FSRSItem(
        [fsrs_rs_python.FSRSReview(first_rating, 0)]
        + [fsrs_rs_python.FSRSReview(*review) for review in reviews[1:]]
    )
    expected = FSRS_RS[learner].memory_state(item)
    # It computes in single precision; each review adds its share.
    assert after(MODELS[learner], reviews) == pytest.approx(
        (expected.stability, expected.difficulty), rel=5e-5, abs=1e-6
    )


@given(LEARNERS, st.floats(0.001, 36_500), st.integers(0, 36_500))
def test_retrievability_is_that_of_py_fsrs(
    learner: int, stability: float, elapsed_days: int
) -> None:
    state = {"stability": stability, "last_study_day": 0}
    assert MODELS[learner].retrievability(stability, elapsed_days) == pytest.approx(
        REFERENCES[learner].retrievability(state, elapsed_days), abs=1e-7
    )


def test_a_history_that_a_person_can_read() -> None:
    """Good each time it has sunk to 0.9, then two lapses: the intervals of py-fsrs's own test."""
    reviews = [(3, 0), (3, 0), (3, 2), (3, 11), (3, 46), (3, 163)]
    reviews += [(1, 498), (1, 0), (3, 0), (3, 2), (3, 4), (3, 7)]
    stabilities = [after(DEFAULT_MODEL, reviews[:number])[0] for number in range(1, 13)]
    intervals = [round(stability) for stability in stabilities]
    assert intervals == [2, 2, 11, 46, 163, 498, 7, 2, 2, 4, 7, 12]


def test_retrievability_is_nine_tenths_at_stability() -> None:
    assert DEFAULT_MODEL.retrievability(7.0, 7) == 0.9
    assert DEFAULT_MODEL.retrievability(7.0, 0) == 1.0


def test_a_fitted_first_stability_of_minutes_is_kept() -> None:
    values = [0.02, *DEFAULT_PARAMETERS["values"][1:]]
    assert MemoryModel({"model": "FSRS-6", "values": values}).first(1)[0] == 0.02
