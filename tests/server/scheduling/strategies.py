"""Hypothesis strategies for what scheduling works on."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from server.scheduling.memory import MemoryState
from server.scheduling.plan import PlanItem

RATINGS = st.sampled_from((1, 2, 3, 4))
STUDY_DAYS = st.integers(-10_000, 40_000)
RETENTIONS = st.floats(0.5, 0.99)

MEMORY_STATES = st.builds(
    MemoryState,
    stability=st.floats(0.001, 36_500),
    difficulty=st.floats(1, 10),
    last_study_day=st.integers(19_000, 20_000),
    review_count=st.integers(1, 100),
    lapse_count=st.integers(0, 50),
    last_rating=RATINGS,
)
# Nothing failed last, so that due day and plan are decided by retrievability.
KEPT_STATES = MEMORY_STATES.filter(lambda state: state.last_rating != 1)


@st.composite
def histories(draw: Callable[..., Any], max_size: int = 12) -> list[dict[str, Any]]:
    """Return events of one card, with so few moments, devices and numbers that they meet."""
    count = draw(st.integers(0, max_size))
    events: list[dict[str, Any]] = []
    for number in range(count):
        kind = draw(st.sampled_from(("review",) * 6 + ("undo", "undo", "reset", "unknown-kind")))
        at_ms = 1_700_000_000_000 + 43_200_000 * draw(st.integers(0, 40))
        event = {
            "event_id": _event_id(number),
            "kind": kind,
            "card_id": "card",
            "occurred_at_ms": at_ms,
            "effective_at_ms": draw(st.sampled_from((None, at_ms, at_ms + 86_400_000))),
            "utc_offset_minutes": draw(st.sampled_from((-660, 0, 345, 480, 840))),
            "rollover_hour": draw(st.integers(0, 23)),
            "device_id": draw(st.sampled_from(("device-a", "device-b"))),
            "dev_seq": draw(st.integers(1, 3)),
        }
        if kind == "review":
            event["rating"] = draw(RATINGS)
        if kind == "undo":
            # Often one that arrives later, or never.
            event["target_event_id"] = _event_id(draw(st.integers(0, max_size)))
        events.append(event)
    return events


def _event_id(number: int) -> str:
    """Return an id that does not sort as its event arrived."""
    return f"event-{number * 7 % 13:02}"


@st.composite
def plan_items(draw: Callable[..., Any], states: Any = MEMORY_STATES) -> list[PlanItem]:
    """Return the items of one list, some at the same position and some as strong as another."""
    drawn = draw(st.lists(st.none() | states, min_size=1, max_size=8))
    if draw(st.booleans()):
        drawn = [drawn[0], *drawn]
    return [
        PlanItem(f"item-{number}", draw(st.sampled_from((1.0, 1.5, 2.0, 3.0))), state)
        for number, state in enumerate(drawn)
    ]
