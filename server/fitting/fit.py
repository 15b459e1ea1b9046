"""Whether and which parameters fit a learner better than the ones in use. Pure.

docs/fitting.md has the measurements behind the two constants.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import fmean, pstdev
from typing import Literal, NamedTuple

from server.fitting.predictions import Prediction, later_day_reviews, predictions
from server.fitting.training import train, training_items
from server.scheduling.collection import columns_of, reviews_of
from server.scheduling.events import ReviewEvent, effective_events
from server.scheduling.memory import MemoryModels
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

FEWEST_REVIEWS = 2048
"""Reviews on a later day than the one before, below which a fit predicts worse more often."""

HELD_BACK = 0.2
"""The part of them, the latest, that a fit must predict without having seen it."""

Outcome = Literal["too_few", "no_better", "better"]


class Gain(NamedTuple):
    """How much log loss a review loses by a change of parameters; more than 0 is better.

    `error` is the standard error of `mean`.
    """

    mean: float
    error: float

    @property
    def is_certain(self) -> bool:
        """Tell whether it stands out from chance."""
        return self.mean > self.error


class Fit(NamedTuple):
    """What came of fitting. `parameters` are there only when they are better."""

    outcome: Outcome
    review_count: int
    parameters: Parameters | None = None
    gain: Gain | None = None


def fit(events: Iterable[ReviewEvent], in_use: Parameters = DEFAULT_PARAMETERS) -> Fit:
    """Fit parameters to one learner's review events, in whatever order they came.

    `review_count` counts the reviews on a later day than the one before. The learner's earlier
    reviews are fitted and judged by the later ones; the parameters of a fit that is better are then
    those of all reviews. Raises ValueError when `in_use` are of another model.
    """
    counted = effective_events(events)
    later_days = later_day_reviews(counted)
    if len(later_days) < FEWEST_REVIEWS:
        return Fit("too_few", len(later_days))
    items, numbers = training_items(counted)
    known = round(len(items) * (1 - HELD_BACK))
    gain = gain_on(counted, later_days[known], in_use, train(items[:known], numbers[:known]))
    if gain.is_certain:
        of_all = train(items, numbers)
        # Of the same reviews come the same numbers: nothing for the devices to replay again.
        if list(of_all["values"]) != list(in_use["values"]):
            return Fit("better", len(later_days), of_all, gain)
    return Fit("no_better", len(later_days), gain=gain)


def gain_on(
    counted: Sequence[ReviewEvent], first: int, in_use: Parameters, fitted: Parameters
) -> Gain:
    """Compare two parameter sets on the `effective_events` from the index `first` on."""
    reviews = reviews_of(columns_of(counted))
    before = predictions(reviews, MemoryModels(in_use), first)
    after = predictions(reviews, MemoryModels(fitted), first)
    return gain_between(before, after)


def gain_between(before: Sequence[Prediction], after: Sequence[Prediction]) -> Gain:
    """Compare two sets of predictions of the same reviews."""
    gains = [old.log_loss - new.log_loss for old, new in zip(before, after, strict=True)]
    return Gain(fmean(gains), pstdev(gains) / sqrt(len(gains)))
