"""What the memory model said before each review, and how well it said it. Pure."""

from collections.abc import Iterable
from math import log
from typing import NamedTuple

import numpy as np

from server.scheduling.collection import Reviews, memory_after_each
from server.scheduling.events import ReviewEvent, event_study_day
from server.scheduling.memory import AGAIN, MemoryModels


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


def predictions(reviews: Reviews, model: MemoryModels, first: int = 0) -> list[Prediction]:
    """Replay the reviews of `effective_events`; return the predictions from the index `first` on.

    On the day of a card's last review the model says 1, whatever happens, so those are left out.
    """
    stability, _ = memory_after_each(reviews, model)
    rows = np.flatnonzero((reviews.elapsed_days > 0) & (reviews.at >= first))
    rows = rows[np.argsort(reviews.at[rows])]
    elapsed_days = reviews.elapsed_days[rows].astype(np.float64)
    probability = model.retrievability(stability[rows - 1], elapsed_days)
    columns = (
        *(reviews.at[rows], reviews.last_study_day[rows]),
        *(probability, reviews.rating[rows] > AGAIN),
    )
    made = zip(*(column.tolist() for column in columns), strict=True)
    return list(map(Prediction._make, made))
