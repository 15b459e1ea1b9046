"""What the memory model said before each review, and how well it said it. Pure."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from server.scheduling.events import ReviewEvent, event_study_day
from server.scheduling.memory import AGAIN, MemoryModel, MemoryState
from server.scheduling.replay import advance
from server.scheduling.retrievability import retrievability


class Prediction(NamedTuple):
    """One review of a card on a later study day than the one before.

    `at` is its index among the events, `probability` (0–1) the retrievability that the replay of
    all earlier events gives for its day, `recalled` whether the learner then knew it.
    """

    at: int
    study_day: int
    probability: float
    recalled: bool

    @property
    def log_loss(self) -> float:
        """Return the negative logarithm of the probability given to what happened."""
        return -log(self.probability if self.recalled else 1 - self.probability)


def later_day_reviews(events: Iterable[ReviewEvent]) -> list[int]:
    """Return the indexes of the reviews that can be predicted, as `predictions` finds them."""
    last_day: dict[str, int] = {}
    found = []
    for index, event in enumerate(events):
        card_id = event["card_id"]
        if event["kind"] == "reset":
            last_day.pop(card_id, None)
            continue
        day = event_study_day(event)
        if day > last_day.setdefault(card_id, day):
            found.append(index)
            last_day[card_id] = day
    return found


def predictions(
    events: Sequence[ReviewEvent], model: MemoryModel, first: int = 0
) -> list[Prediction]:
    """Replay `effective_events` one by one; return the predictions from the index `first` on.

    On the day of a card's last review the model says 1, whatever happens, so those are left out.
    """
    states: dict[str, MemoryState | None] = {}
    made = []
    for index, event in enumerate(events):
        state = states.get(event["card_id"])
        if state is not None and event["kind"] == "review" and index >= first:
            day = event_study_day(event)
            if day > state.last_study_day:
                probability = retrievability(state, day, model)
                made.append(Prediction(index, day, probability, event["rating"] > AGAIN))
        states[event["card_id"]] = advance(state, event, model)
    return made
