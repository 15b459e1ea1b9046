"""Review events → memory state. The one way a state comes to be."""

from collections.abc import Iterable, Sequence

from server.scheduling.events import (
    ReviewEvent,
    effective_events,
    event_study_day,
    is_among,
    replay_order,
    undone_events,
)
from server.scheduling.memory import AGAIN, DEFAULT_MODEL, MemoryModel, MemoryState


def replay(events: Iterable[ReviewEvent], model: MemoryModel = DEFAULT_MODEL) -> MemoryState | None:
    """Return the memory state of one card from all of its events, in whatever order they came.

    None: never reviewed, or nothing since the last reset. Each event must be given once.
    """
    state: MemoryState | None = None
    for event in effective_events(events):
        state = advance(state, event, model)
    return state


def replay_incrementally(
    state: MemoryState | None,
    event: ReviewEvent,
    earlier_events: Sequence[ReviewEvent],
    model: MemoryModel = DEFAULT_MODEL,
) -> MemoryState | None:
    """Return what `replay` gives for `earlier_events` and `event`, by one step where that is right.

    `state` must be the replay of `earlier_events`. An undo, or an event that sorts before another
    or is already undone, makes it replay them all.
    """
    comes_last = all(replay_order(earlier) < replay_order(event) for earlier in earlier_events)
    is_undone = is_among(undone_events(earlier_events), event)
    if event["kind"] == "undo" or is_undone or not comes_last:
        return replay([*earlier_events, event], model)
    return advance(state, event, model)


def advance(
    state: MemoryState | None, event: ReviewEvent, model: MemoryModel = DEFAULT_MODEL
) -> MemoryState | None:
    """Return the state after one later review or reset; any other kind leaves it as it is."""
    if event["kind"] == "reset":
        return None
    if event["kind"] != "review":
        return state
    rating = event["rating"]
    day = event_study_day(event)
    if state is None:
        stability, difficulty = model.first(rating)
        return MemoryState(stability, difficulty, day, 1, 0, rating)
    elapsed_days = max(0, day - state.last_study_day)
    stability, difficulty = model.next(state.stability, state.difficulty, elapsed_days, rating)
    lapsed = rating == AGAIN and elapsed_days > 0
    return MemoryState(
        stability,
        difficulty,
        state.last_study_day + elapsed_days,
        state.review_count + 1,
        state.lapse_count + lapsed,
        rating,
    )
