"""FSRS-6 itself: how stability, difficulty and elapsed days change each other.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm,
in double precision and rounded to 8 decimals at each step exactly as the phone's ts-fsrs rounds.
README.md tells why neither Python package can stand here, with the figures. They are written once
and work on numbers (one card) and on arrays (many cards).
"""

from collections.abc import Callable
from math import exp, floor, log
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from server.scheduling.parameters import Parameters, usable_values

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Number = TypeVar("Number", float, Floats)

_STABILITY_MIN = 0.001
_STABILITY_MAX = 36_500.0


class Calculus(NamedTuple, Generic[Number]):
    """What the formulas need beside arithmetic. `lesser` and `greater` are min and max."""

    exp: Callable[[Number], Number]
    floor: Callable[[Number], Number]
    lesser: Callable[[Number, Number | float], Number]
    greater: Callable[[Number, Number | float], Number]


ON_NUMBERS: Calculus[float] = Calculus(exp, floor, min, max)
ON_ARRAYS: Calculus[Floats] = Calculus(np.exp, np.floor, np.minimum, np.maximum)


class Formulas(Generic[Number]):
    """The formulas under one set of parameters. Pure.

    Stability is in days, difficulty 1–10. Factors that depend on a rating are tuples, at the
    rating's index (there is none at 0).
    """

    def __init__(self, parameters: Parameters, calculus: Calculus[Number]) -> None:
        self._exp: Callable[[Number], Number] = calculus.exp
        self._floor: Callable[[Number], Number] = calculus.floor
        self._lesser: Callable[[Number, Number | float], Number] = calculus.lesser
        self._greater: Callable[[Number, Number | float], Number] = calculus.greater
        w: list[float] = usable_values(parameters)
        ratings = (0, 1, 2, 3, 4)
        self.first_stability = (0.0, *w[:4])
        self.first_difficulty = tuple(
            min(max(_round(w[4] - exp((rating - 1) * w[5]) + 1), 1.0), 10.0) for rating in ratings
        )
        self.difficulty_change = tuple(-w[6] * (rating - 3) for rating in ratings)
        self.recall_factor = (0.0, 0.0, w[15], 1.0, w[16])
        self.same_day_gain = tuple(exp(w[17] * (rating - 3 + w[18])) for rating in ratings)
        self._difficulty_pull = w[7] * _round(w[4] - exp(3 * w[5]) + 1)
        self._difficulty_kept = 1 - w[7]
        self._recall_gain = exp(w[8])
        self._recall_saturation = -w[9]
        self._recall_surprise = w[10]
        self._lapse_scale, self._lapse_difficulty = w[11], -w[12]
        self._lapse_saturation, self._lapse_surprise = w[13], w[14]
        self._lapse_divisor = exp(w[17] * w[18])
        self._same_day_saturation = -w[19]
        self._decay = -w[20]
        # pow(0.9, 1 / decay) - 1, spelt as ts-fsrs spells it: retrievability is 0.9 at stability.
        self._curve = _round(exp(1 / self._decay * log(0.9)) - 1)

    def retrievability(self, stability: Number, elapsed_days: Number) -> Number:
        """Return the probability (0–1) of recalling a card `elapsed_days` after its last review."""
        return self._rounded((1 + self._curve * elapsed_days / stability) ** self._decay)

    def after_recall(
        self, stability: Number, difficulty: Number, elapsed_days: Number, factor: Number
    ) -> Number:
        """Return the stability after a review on a later day that was not failed."""
        forgotten = 1 - self.retrievability(stability, elapsed_days)
        return self._bounded(
            stability
            * (
                1
                + self._recall_gain
                * (11 - difficulty)
                * stability**self._recall_saturation
                * (self._exp(forgotten * self._recall_surprise) - 1)
                * factor
            )
        )

    def after_lapse(self, stability: Number, difficulty: Number, elapsed_days: Number) -> Number:
        """Return the stability after a review on a later day that was failed."""
        forgotten = 1 - self.retrievability(stability, elapsed_days)
        relearned = self._bounded(
            self._lapse_scale
            * difficulty**self._lapse_difficulty
            * ((stability + 1) ** self._lapse_saturation - 1)
            * self._exp(forgotten * self._lapse_surprise)
        )
        most = self._greater(self._rounded(stability / self._lapse_divisor), _STABILITY_MIN)
        return self._lesser(most, relearned)

    def after_same_day(self, stability: Number, gain: Number, least_gain: Number) -> Number:
        """Return the stability after one more review on the same day."""
        change = self._greater(stability**self._same_day_saturation * gain, least_gain)
        return self._bounded(stability * change)

    def next_difficulty(self, difficulty: Number, change: Number) -> Number:
        """Return the difficulty after a further review."""
        damped = self._rounded(change * (10 - difficulty) / 9)
        pulled = self._rounded(
            self._difficulty_pull + self._difficulty_kept * (difficulty + damped)
        )
        return self._lesser(self._greater(pulled, 1.0), 10.0)

    def _bounded(self, stability: Number) -> Number:
        return self._rounded(self._lesser(self._greater(stability, _STABILITY_MIN), _STABILITY_MAX))

    def _rounded(self, value: Number) -> Number:
        """Round half up at 8 decimals, so that the last bits of exp and pow, which differ between
        C libraries and browsers, do not live on in a state or decide a threshold.
        """
        return self._floor(value * 1e8 + 0.5) / 1e8


def _round(value: float) -> float:
    return floor(value * 1e8 + 0.5) / 1e8
