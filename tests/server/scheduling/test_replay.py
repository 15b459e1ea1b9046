from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.events import event_study_day
from server.scheduling.parameters import DEFAULT_PARAMETERS
from server.scheduling.replay import advance, replay, replay_incrementally
from tests.server.scheduling.strategies import histories
from tests.vectors.reference import Reference, counted_reviews

DAY_MS = 86_400_000


def review(day: int, rating: int, event_id: str = "", **fields: Any) -> Any:
    return {
        "event_id": event_id or f"review-{day}-{rating}",
        "kind": "review",
        "card_id": "card",
        "rating": rating,
        "occurred_at_ms": day * DAY_MS,
        "utc_offset_minutes": 0,
        "rollover_hour": 0,
        "device_id": "device-a",
        "dev_seq": day,
        **fields,
    }


@given(histories(), st.randoms())
def test_any_order_of_arrival_gives_the_same_state(events: list[Any], random: Any) -> None:
    shuffled = random.sample(events, len(events))
    assert replay(shuffled) == replay(events)


@given(histories())
def test_the_state_is_that_of_the_reference(events: list[Any]) -> None:
    in_reference = [
        {**event, "effective_at_ms": event["effective_at_ms"] or event["occurred_at_ms"]}
        for event in events
    ]
    days = {event["event_id"]: event_study_day(event) for event in events}
    expected = Reference(DEFAULT_PARAMETERS).state(counted_reviews(in_reference, days))
    state = replay(events)
    assert state == expected or state is not None
    if state is not None:
        assert expected is not None
        assert state._asdict() == pytest.approx(expected, rel=1e-6)


@given(histories(), st.data())
def test_undo_commutes_and_leaves_no_trace(events: list[Any], data: Any) -> None:
    undo = review(0, 3, event_id="undo", kind="undo")
    undo["target_event_id"] = data.draw(
        st.sampled_from([event["event_id"] for event in events] or ["none"])
    )
    at = data.draw(st.integers(0, len(events)))
    without_target = [
        event
        for event in events
        if event["event_id"] != undo["target_event_id"] or event["kind"] not in ("review", "reset")
    ]
    assert replay([*events[:at], undo, *events[at:]]) == replay(without_target)


@given(histories())
def test_one_event_at_a_time_gives_what_all_at_once_give(events: list[Any]) -> None:
    state = None
    for number, event in enumerate(events):
        state = replay_incrementally(state, event, events[:number])
        assert state == replay(events[: number + 1])


def test_a_later_review_is_one_step_and_reads_no_earlier_event() -> None:
    first = replay([review(0, 3)])
    assert replay_incrementally(first, review(5, 3), []) == advance(first, review(5, 3))


def test_elapsed_days_count_from_the_largest_earlier_study_day() -> None:
    # A traveller flies east to west over the date line: the later moment has the earlier day.
    east = review(10, 3, occurred_at_ms=10 * DAY_MS, utc_offset_minutes=840)
    west = review(10, 3, "west", occurred_at_ms=10 * DAY_MS + 3_600_000, utc_offset_minutes=-660)
    home = review(14, 3)
    assert event_study_day(west) < event_study_day(east)
    state = replay([east, west, home])
    assert state == replay([east, review(10, 3, "same-day", occurred_at_ms=10 * DAY_MS + 1), home])
    assert state is not None
    assert state.last_study_day == 14


def test_a_reset_starts_afresh() -> None:
    before = [review(0, 1), review(1, 1)]
    reset = review(2, 3, "reset", kind="reset")
    assert replay([*before, reset]) is None
    assert replay([*before, reset, review(3, 3)]) == replay([review(3, 3)])


def test_lapses_are_failures_on_a_later_day() -> None:
    days = (0, 0, 4, 4)
    state = replay([review(day, 1, f"event-{number}") for number, day in enumerate(days)])
    assert state is not None
    assert (state.review_count, state.lapse_count, state.last_rating) == (4, 1, 1)


def test_two_events_in_one_millisecond_replay_alike_in_whatever_order_they_came() -> None:
    start = review(0, 3)
    again = review(9, 1, device_id="device-b", dev_seq=1)
    good = review(9, 3, device_id="device-a", dev_seq=7)
    state = replay([start, again, good])
    assert state == replay([good, again, start])
    assert state is not None
    assert state.last_rating == 1
