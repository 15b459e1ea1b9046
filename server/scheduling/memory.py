"""How one review changes the memory of a card, or of many at once, driven by whole study days."""

from typing import Literal, NamedTuple

import numpy as np

from server.scheduling.formulas import ON_ARRAYS, ON_NUMBERS, Floats, Formulas, Integers
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

Rating = Literal[1, 2, 3, 4]
AGAIN: Rating = 1
HARD: Rating = 2
GOOD: Rating = 3
EASY: Rating = 4


class MemoryState(NamedTuple):
    """What replay knows of a card.

    `stability` is in days (retrievability falls to 0.9 after that many), `difficulty` 1–10.
    `last_study_day` is the largest study day of its reviews. `lapse_count` counts the times it
    was failed on a later day than the review before, not the repeats within a day.
    """

    stability: float
    difficulty: float
    last_study_day: int
    review_count: int
    lapse_count: int
    last_rating: Rating


class MemoryModel(Formulas[float]):
    """The memory of one card under one set of parameters. Pure; make it once and pass it on."""

    def __init__(self, parameters: Parameters = DEFAULT_PARAMETERS) -> None:
        super().__init__(parameters, ON_NUMBERS)

    def first(self, rating: Rating) -> tuple[float, float]:
        """Return (stability, difficulty) after a first review."""
        return self.first_stability[rating], self.first_difficulty[rating]

    def next(
        self, stability: float, difficulty: float, elapsed_days: int, rating: Rating
    ) -> tuple[float, float]:
        """Return (stability, difficulty) after a further review."""
        if elapsed_days == 0:
            least_gain = 0.0 if rating == AGAIN else 1.0
            stability_after = self.after_same_day(stability, self.same_day_gain[rating], least_gain)
        elif rating == AGAIN:
            stability_after = self.after_lapse(stability, difficulty, elapsed_days)
        else:
            stability_after = self.after_recall(
                stability, difficulty, elapsed_days, self.recall_factor[rating]
            )
        return stability_after, self.next_difficulty(difficulty, self.difficulty_change[rating])


class MemoryModels(Formulas[Floats]):
    """The memory of many cards under one set of parameters: arrays with a place for each card."""

    def __init__(self, parameters: Parameters = DEFAULT_PARAMETERS) -> None:
        super().__init__(parameters, ON_ARRAYS)

    def first(self, ratings: Integers) -> tuple[Floats, Floats]:
        """Return (stability, difficulty) of each card after a first review."""
        return (
            np.take(self.first_stability, ratings),
            np.take(self.first_difficulty, ratings),
        )

    def next(
        self, stability: Floats, difficulty: Floats, elapsed_days: Floats, ratings: Integers
    ) -> tuple[Floats, Floats]:
        """Return (stability, difficulty) of each card after a further review."""
        stability_after = np.empty_like(stability)
        same_day, failed = elapsed_days == 0, ratings == AGAIN

        at = np.flatnonzero(same_day)
        gain, least_gain = np.take(self.same_day_gain, ratings[at]), 1.0 - failed[at]
        stability_after[at] = self.after_same_day(stability[at], gain, least_gain)

        at = np.flatnonzero(failed & ~same_day)
        stability_after[at] = self.after_lapse(stability[at], difficulty[at], elapsed_days[at])

        at = np.flatnonzero(~failed & ~same_day)
        factor = np.take(self.recall_factor, ratings[at])
        stability_after[at] = self.after_recall(
            stability[at], difficulty[at], elapsed_days[at], factor
        )
        change = np.take(self.difficulty_change, ratings)
        return stability_after, self.next_difficulty(difficulty, change)


DEFAULT_MODEL = MemoryModel()
DEFAULT_MODELS = MemoryModels()
