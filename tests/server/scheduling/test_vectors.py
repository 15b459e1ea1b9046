"""What both languages must agree on: tests/vectors/scheduling.json.gz."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import fsrs_rs_python
import pytest

from server.scheduling.due import due_day
from server.scheduling.events import event_study_day
from server.scheduling.memory import MemoryModel
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.replay import replay
from server.scheduling.retrievability import list_retrievability
from tests.vectors.make_scheduling_vectors import VECTORS
from tests.vectors.reference import Reference, counted_reviews

VECTOR = json.loads(gzip.decompress(VECTORS.read_bytes()))
MODELS = [MemoryModel(parameters) for parameters in VECTOR["parameters"]]
FSRS_RS = [fsrs_rs_python.FSRS(parameters["values"]) for parameters in VECTOR["parameters"]]
REFERENCES = [Reference(parameters) for parameters in VECTOR["parameters"]]


def histories() -> Iterator[tuple[int, dict[str, Any]]]:
    for key_list in VECTOR["lists"]:
        for item in key_list["items"]:
            yield key_list["parameters"], item


def items_of(key_list: dict[str, Any]) -> list[PlanItem]:
    model = MODELS[key_list["parameters"]]
    return [
        PlanItem(item["item_id"], item["position"], replay(item["events"], model))
        for item in key_list["items"]
    ]


def test_there_are_ten_thousand_histories() -> None:
    assert sum(1 for _ in histories()) >= 10_000


def test_study_days_are_those_of_the_wall_clocks() -> None:
    for _, item in histories():
        assert [event_study_day(event) for event in item["events"]] == item["study_days"]


def test_states_are_those_of_py_fsrs() -> None:
    for learner, item in histories():
        state = replay(item["events"], MODELS[learner])
        mine = None if state is None else state._asdict()
        assert mine == (item["state"] and pytest.approx(item["state"], rel=1e-5, abs=0))


def test_states_are_those_of_fsrs_rs() -> None:
    for learner, item in histories():
        state = replay(item["events"], MODELS[learner])
        days = dict(
            zip((event["event_id"] for event in item["events"]), item["study_days"], strict=True)
        )
        reviews, last_day = [], None
        for rating, day in counted_reviews(item["events"], days):
            elapsed_days = 0 if last_day is None else max(0, day - last_day)
            reviews.append(fsrs_rs_python.FSRSReview(rating, elapsed_days))
            last_day = day if last_day is None else last_day + elapsed_days
        if not reviews:
            assert state is None
            continue
        expected = FSRS_RS[learner].memory_state(fsrs_rs_python.FSRSItem(reviews))
        # Single precision: up to 1e-5 after a dozen reviews, under fitted parameters.
        assert state is not None
        assert state[:2] == pytest.approx((expected.stability, expected.difficulty), rel=2e-5)


def test_due_days_plans_and_list_retrievability_are_those_of_the_vectors() -> None:
    for key_list in VECTOR["lists"]:
        model = MODELS[key_list["parameters"]]
        items = items_of(key_list)
        states = [item.state for item in items]
        assert due_day(states, key_list["desired_retention"], model) == key_list["due_day"]
        assert plan_recital(items, key_list["plan_day"], model) == key_list["plan"]
        assert (
            list_retrievability(states, key_list["plan_day"], model)
            == key_list["list_retrievability"]
        )


def test_the_due_days_of_the_vectors_hold_by_definition() -> None:
    """The first day that falls short, by py-fsrs from its own states, without our arithmetic."""
    for key_list in VECTOR["lists"]:
        states = [item["state"] for item in key_list["items"] if item["state"]]
        if not states:
            assert key_list["due_day"] is None
            continue
        due, last_day = key_list["due_day"], max(state["last_study_day"] for state in states)
        if any(state["last_rating"] == 1 for state in states):
            assert due == last_day
            continue
        assert due > last_day
        wanted, reference = key_list["desired_retention"], REFERENCES[key_list["parameters"]]
        spare = {
            day: recited_whole(reference, states, day)
            - (1 - (1 - wanted) * (30 / (day - last_day)) ** 0.2)
            for day in (due - 1, due)
            if day > last_day
        }
        assert spare.get(due - 1, 0) >= -1e-7
        assert spare[due] < 1e-7


def recited_whole(reference: Reference, states: list[dict[str, Any]], day: int) -> float:
    probability = 1.0
    for state in states:
        probability *= reference.retrievability(state, day)
    return probability
