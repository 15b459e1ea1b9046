"""Learners whose true memory is known: FSRS-6 under parameters of our choice."""

import uuid
from collections.abc import Sequence
from random import Random

from server.scheduling.events import ReviewEvent
from server.scheduling.memory import MemoryModel, Rating
from server.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, Parameters
from server.scheduling.study_day import study_day

START_MS = 1_700_000_000_000
DAY_MS = 86_400_000
BEIJING = 480
ROLLOVER_HOUR = 4

DEFAULT_VALUES = list(DEFAULT_PARAMETERS["values"])


def parameters(**changes: float) -> Parameters:
    """The defaults with some numbers changed: `w0=2.0`."""
    values = list(DEFAULT_VALUES)
    for name, value in changes.items():
        values[int(name[1:])] = value
    return {"model": FSRS_6, "values": values}


QUICK_TO_FORGET = parameters(w0=0.02, w1=0.05, w2=0.1, w3=0.3, w8=0.6, w20=0.5)
"""Far from the average learner, so that a fit cannot but help."""


def reviews_of(
    truth: Parameters,
    *,
    reviews: int,
    seed: int = 1,
    card_ids: Sequence[str] = (),
    device_id: str = "phone",
) -> list[ReviewEvent]:
    """So many reviews in order of time: the learner comes when the defaults say 0.9, or so.

    Some days the learner is late or early; one failure in a recital is asked again the same day.
    """
    random = Random(seed)
    card_ids = card_ids or [_id(f"card {number}") for number in range(400)]
    model, schedule = MemoryModel(truth), MemoryModel()
    due = [(random.random() * 90, card) for card in card_ids]
    true_states: dict[str, tuple[float, float, int]] = {}
    scheduled: dict[str, tuple[float, float]] = {}
    events: list[ReviewEvent] = []
    while len(events) < reviews:
        due.sort()
        day_float, card = due.pop(0)
        at_ms = START_MS + int(day_float) * DAY_MS + len(events) * 20 % (DAY_MS // 4)
        day = study_day(at_ms, BEIJING, ROLLOVER_HOUR)
        again = True
        while again:
            rating = _rating(random, model, true_states.get(card), day)
            if card not in true_states:
                true_states[card] = (*model.first(rating), day)
                scheduled[card] = schedule.first(rating)
            else:
                stability, difficulty, last = true_states[card]
                elapsed = day - last
                true_states[card] = (*model.next(stability, difficulty, elapsed, rating), day)
                scheduled[card] = schedule.next(*scheduled[card], elapsed, rating)
            events.append(
                {
                    "event_id": _id(f"{device_id} event {len(events)}"),
                    "card_id": card,
                    "kind": "review",
                    "rating": rating,
                    "occurred_at_ms": at_ms,
                    "effective_at_ms": at_ms,
                    "utc_offset_minutes": BEIJING,
                    "rollover_hour": ROLLOVER_HOUR,
                    "device_id": device_id,
                    "dev_seq": len(events) + 1,
                }
            )
            again = rating == 1 and random.random() < 0.5
        wait = max(1.0, scheduled[card][0] * random.uniform(0.5, 1.8))
        due.append((int(day_float) + wait, card))
    return events[:reviews]


def _id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _rating(
    random: Random, model: MemoryModel, state: tuple[float, float, int] | None, day: int
) -> Rating:
    if state is None:
        return random.choice((1, 3, 3, 4))
    stability, _, last = state
    if random.random() >= model.retrievability(stability, day - last):
        return 1
    return random.choice((2, 3, 3, 3, 3, 4))
