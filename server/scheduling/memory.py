"""FSRS-6: how one review changes the memory of a card, driven by whole study days.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm,
in double precision and rounded to 8 decimals at each step exactly as the phone's ts-fsrs rounds.
README.md tells why neither Python package can stand here, with the figures.
"""

from math import exp, floor, log
from typing import Literal, NamedTuple

from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters, usable_values

Rating = Literal[1, 2, 3, 4]
AGAIN: Rating = 1
HARD: Rating = 2
GOOD: Rating = 3
EASY: Rating = 4

_STABILITY_MIN = 0.001
_STABILITY_MAX = 36_500.0


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


class MemoryModel:
    """The memory formulas under one set of parameters. Pure; make it once and pass it on."""

    def __init__(self, parameters: Parameters = DEFAULT_PARAMETERS) -> None:
        w = usable_values(parameters)
        self._first_stability = {rating: w[rating - 1] for rating in (1, 2, 3, 4)}
        self._first_difficulty = {
            rating: min(max(_round(w[4] - exp((rating - 1) * w[5]) + 1), 1.0), 10.0)
            for rating in (1, 2, 3, 4)
        }
        self._difficulty_change = {rating: -w[6] * (rating - 3) for rating in (1, 2, 3, 4)}
        self._difficulty_pull = w[7] * _round(w[4] - exp(3 * w[5]) + 1)
        self._difficulty_kept = 1 - w[7]
        self._recall_gain = exp(w[8])
        self._recall_saturation = -w[9]
        self._recall_surprise = w[10]
        self._recall_factor = {HARD: w[15], GOOD: 1.0, EASY: w[16]}
        self._lapse_scale, self._lapse_difficulty = w[11], -w[12]
        self._lapse_saturation, self._lapse_surprise = w[13], w[14]
        self._lapse_divisor = exp(w[17] * w[18])
        self._same_day_gain = {rating: exp(w[17] * (rating - 3 + w[18])) for rating in (1, 2, 3, 4)}
        self._same_day_saturation = -w[19]
        self._decay = -w[20]
        # pow(0.9, 1 / decay) - 1, spelt as ts-fsrs spells it: retrievability is 0.9 at stability.
        self._curve = _round(exp(1 / self._decay * log(0.9)) - 1)

    def retrievability(self, stability: float, elapsed_days: int) -> float:
        """Return the probability (0–1) of recalling a card `elapsed_days` after its last review."""
        return _round((1 + self._curve * elapsed_days / stability) ** self._decay)

    def first(self, rating: Rating) -> tuple[float, float]:
        """Return (stability, difficulty) after a first review."""
        return self._first_stability[rating], self._first_difficulty[rating]

    def next(
        self, stability: float, difficulty: float, elapsed_days: int, rating: Rating
    ) -> tuple[float, float]:
        """Return (stability, difficulty) after a further review."""
        if elapsed_days == 0:
            next_stability = self._after_same_day(stability, rating)
        elif rating == AGAIN:
            next_stability = self._after_lapse(stability, difficulty, elapsed_days)
        else:
            next_stability = self._after_recall(stability, difficulty, elapsed_days, rating)
        return next_stability, self._next_difficulty(difficulty, rating)

    def _after_recall(
        self, stability: float, difficulty: float, elapsed_days: int, rating: Rating
    ) -> float:
        forgotten = 1 - self.retrievability(stability, elapsed_days)
        return _stability(
            stability
            * (
                1
                + self._recall_gain
                * (11 - difficulty)
                * stability**self._recall_saturation
                * (exp(forgotten * self._recall_surprise) - 1)
                * self._recall_factor[rating]
            )
        )

    def _after_lapse(self, stability: float, difficulty: float, elapsed_days: int) -> float:
        forgotten = 1 - self.retrievability(stability, elapsed_days)
        relearned = _stability(
            self._lapse_scale
            * difficulty**self._lapse_difficulty
            * ((stability + 1) ** self._lapse_saturation - 1)
            * exp(forgotten * self._lapse_surprise)
        )
        return min(max(_round(stability / self._lapse_divisor), _STABILITY_MIN), relearned)

    def _after_same_day(self, stability: float, rating: Rating) -> float:
        gain = stability**self._same_day_saturation * self._same_day_gain[rating]
        return _stability(stability * (gain if rating == AGAIN else max(gain, 1.0)))

    def _next_difficulty(self, difficulty: float, rating: Rating) -> float:
        damped = _round(self._difficulty_change[rating] * (10 - difficulty) / 9)
        pulled = _round(self._difficulty_pull + self._difficulty_kept * (difficulty + damped))
        return min(max(pulled, 1.0), 10.0)


def _round(value: float) -> float:
    """Round half up at 8 decimals, so that the last bits of exp and pow, which differ between
    C libraries and browsers, do not live on in a state or decide a threshold.
    """
    return floor(value * 1e8 + 0.5) / 1e8


def _stability(value: float) -> float:
    return _round(min(max(value, _STABILITY_MIN), _STABILITY_MAX))


DEFAULT_MODEL = MemoryModel()
