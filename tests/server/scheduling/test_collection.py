from collections import defaultdict
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.collection import columns_of, replay_cards
from server.scheduling.events import effective_events
from server.scheduling.memory import MemoryModel, MemoryModels, MemoryState
from server.scheduling.parameters import DEFAULT_PARAMETERS
from server.scheduling.replay import replay, replay_incrementally
from tests.server.scheduling.strategies import RATINGS, histories
from tests.vectors.random_histories import random_parameter_sets

PARAMETER_SETS = [DEFAULT_PARAMETERS, *random_parameter_sets(Random(3), 5)]


@st.composite
def collections(draw: Any) -> list[dict[str, Any]]:
    """Return the events of a few cards, mixed; ids are told apart by card."""
    mixed = []
    for card in range(draw(st.integers(0, 5))):
        for event in draw(histories()):
            own = {**event, "card_id": f"card-{card}", "event_id": f"{event['event_id']}-{card}"}
            if target := event.get("target_event_id"):
                own["target_event_id"] = f"{target}-{draw(st.sampled_from((card, 0)))}"
            mixed.append(own)
    return draw(st.permutations(mixed))


def card_by_card(events: list[Any], model: MemoryModel) -> dict[str, MemoryState]:
    """Replay each card alone, as the phone does."""
    of_card: defaultdict[str, list[Any]] = defaultdict(list)
    for event in events:
        of_card[event["card_id"]].append(event)
    states = {card_id: replay(own, model) for card_id, own in of_card.items()}
    return {card_id: state for card_id, state in states.items() if state is not None}


def test_an_undo_takes_back_an_event_of_its_own_card_only() -> None:
    """Whatever it names: the phone replays a card from its own events alone."""
    review = {
        "event_id": "review",
        "card_id": "card",
        "kind": "review",
        "rating": 3,
        "occurred_at_ms": 1_700_000_000_000,
        "utc_offset_minutes": 0,
        "rollover_hour": 4,
        "device_id": "device",
        "dev_seq": 1,
    }
    undo = {**review, "event_id": "undo", "kind": "undo", "target_event_id": "review"}
    of_another_card = {**undo, "card_id": "another card"}
    assert replay_cards(columns_of([review, of_another_card])).keys() == {"card"}
    assert effective_events([review, of_another_card]) == [review]
    assert replay_incrementally(None, review, [of_another_card]) is not None
    assert replay_cards(columns_of([review, of_another_card, undo])) == {}
    assert effective_events([review, of_another_card, undo]) == []


def test_no_events_give_no_states() -> None:
    assert replay_cards(columns_of([])) == {}


@given(collections(), st.sampled_from(PARAMETER_SETS))
def test_all_cards_at_once_give_what_each_gives_alone(events: list[Any], parameters: Any) -> None:
    """But for the last of 8 decimals, where the last bits of numpy's exp and pow tell."""
    alone = card_by_card(events, MemoryModel(parameters))
    together = replay_cards(columns_of(events), MemoryModels(parameters))
    assert together.keys() == alone.keys()
    for card_id, state in together.items():
        assert state[2:] == alone[card_id][2:]
        assert state[:2] == pytest.approx(alone[card_id][:2], rel=1e-7, abs=2e-8)


@given(
    st.sampled_from(PARAMETER_SETS),
    st.lists(
        st.tuples(st.floats(0.001, 36_500), st.floats(1, 10), st.integers(0, 3_000), RATINGS),
        min_size=1,
    ),
)
def test_a_step_of_many_cards_is_the_step_of_each(parameters: Any, cards: list[Any]) -> None:
    one, many = MemoryModel(parameters), MemoryModels(parameters)
    stability, difficulty, elapsed_days, ratings = map(np.array, zip(*cards, strict=True))
    together = many.next(stability, difficulty, elapsed_days.astype(float), ratings)
    alone = [one.next(*card) for card in cards]
    assert np.transpose(together) == pytest.approx(np.array(alone), rel=1e-12, abs=2e-8)
    assert many.first(ratings)[0].tolist() == [one.first(rating)[0] for rating in ratings]
    assert many.first(ratings)[1].tolist() == [one.first(rating)[1] for rating in ratings]
