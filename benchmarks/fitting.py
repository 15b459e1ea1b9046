"""How many reviews a fit needs, whether the gate keeps the right ones, and how long it takes.

    python -m benchmarks.fitting [reviews.csv] [--samples 20]

REAL: the review log of `benchmarks.real_reviews`. A sample is a learner with fewer cards: random
cards of the log's first 80 %, until so many reviews can be predicted; its fit is tried on the last
20 % of the whole log. GROWING: the log itself at so many reviews, tried on as many that follow.
SIMULATED: learners of FSRS-6 memory whose parameters are drawn around the defaults, with half of
the deviations that fsrs-rs found among Anki's users, and learners of exactly the defaults, for whom
no fit can be better; tried on reviews that follow. TIME: all of a fit of 100,000 reviews.

Gains are of log loss a review against the defaults, more is better; ± is the standard deviation
over samples. Five minutes.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from math import exp
from pathlib import Path
from statistics import mean, stdev
from typing import NamedTuple

from benchmarks.real_reviews import LOG, NIGHT, read_log
from server.fitting import fit as gate
from server.fitting.fit import HELD_BACK, fit, gain_on
from server.fitting.predictions import later_day_reviews
from server.fitting.training import train, training_items
from server.scheduling.events import ReviewEvent
from server.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, Parameters, usable_values
from tests.server.fitting.learners import reviews_of

SIZES = (256, 512, 1024, 2048, 4096)
# Of parameters 5 to 21 among Anki's users: the scale of the penalty that fsrs-rs trains with.
DEVIATIONS = (
    *(0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57),
    *(0.25, 1.03, 0.31, 0.32, 0.14, 0.27),
)


class Trial(NamedTuple):
    """What a fit of all reviews would have brought later, and whether the gate kept it."""

    gain: float
    was_kept: bool


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description="How many reviews a fit needs.")
    arguments.add_argument("log", nargs="?", type=Path, default=LOG)
    arguments.add_argument("--samples", type=int, default=20)
    given = arguments.parse_args()
    gate.FEWEST_REVIEWS = 0  # to see what it is there for
    print_time()
    if given.log.exists():
        events = read_log(given.log, *NIGHT)
        print_curve("REAL: fewer cards", lambda size: fewer_cards(events, size, given.samples))
        print_growing(events)
    else:
        print(f"{given.log} is not there: no real reviews")
    print_curve("SIMULATED: other memories", lambda size: simulated(size, given.samples, 0.5))
    print_curve("SIMULATED: default memory", lambda size: simulated(size, given.samples, 0))


def print_curve(name: str, trials_of: Callable[[int], Iterable[Trial]]) -> None:
    """Print what fits of each size bring, all of them and those that the gate keeps."""
    print(f"\n{name}")
    print(f"{'reviews':>8}{'gain of every fit':>24}{'worst':>9}{'helped':>8}{'kept':>7}", end="")
    print(f"{'gain with the gate':>21}{'worst':>9}")
    for size in SIZES:
        trials = list(trials_of(size))
        gains = [trial.gain for trial in trials]
        gated = [trial.gain if trial.was_kept else 0.0 for trial in trials]
        print(
            f"{size:>8}{mean(gains):>+15.4f} ± {stdev(gains):.4f}{min(gains):>+9.4f}"
            f"{share(gain > 0 for gain in gains):>8.0%}{share(t.was_kept for t in trials):>7.0%}"
            f"{mean(gated):>+12.4f} ± {stdev(gated):.4f}{min(gated):>+9.4f}",
            flush=True,
        )


def share(truths: Iterable[bool]) -> float:
    """Return the part that is true."""
    return mean(float(truth) for truth in truths)


def fewer_cards(events: list[ReviewEvent], size: int, samples: int) -> Iterable[Trial]:
    """Fit random cards of the earlier part, and try the fit on all of the later part."""
    later_days = later_day_reviews(events)
    first = later_days[round(len(later_days) * (1 - HELD_BACK))]
    counts = Counter(events[index]["card_id"] for index in later_days if index < first)
    for sample in range(samples):
        chosen: set[str] = set()
        cards = sorted(counts)
        random.Random(sample).shuffle(cards)
        while cards and sum(counts[card] for card in chosen) < size:
            chosen.add(cards.pop())
        known = [event for event in events[:first] if event["card_id"] in chosen]
        yield trial(known, events, first)


def print_growing(events: list[ReviewEvent]) -> None:
    """Print the fits that the learner would have got in the course of the months."""
    print("\nREAL: growing, tried on as many reviews that follow; second: fitted to its first 80 %")
    later_days = later_day_reviews(events)
    size = 256.0
    while size * 1.25 < len(later_days):
        first = later_days[round(size)]
        end = later_days[min(round(2 * size), len(later_days) - 1)]
        found = trial(events[:first], events[:end], first)
        items, numbers = training_items(events[:first])
        known = round(len(items) * (1 - HELD_BACK))
        of_first = train(items[:known], numbers[:known])
        second = gain_on(events[:end], first, DEFAULT_PARAMETERS, of_first).mean
        kept = "kept" if found.was_kept else "-"
        print(f"{round(size):>8} of {first:>6} reviews {found.gain:>+9.4f} {second:>+9.4f}  {kept}")
        size *= 2**0.5


def simulated(size: int, samples: int, deviation: float) -> Iterable[Trial]:
    """Fit virtual learners, and try each fit on 2000 reviews that follow."""
    for sample in range(samples):
        truth = somebody(random.Random(sample), deviation)
        events = reviews_of(truth, reviews=2 * size + 4000, seed=sample)
        later_days = later_day_reviews(events)
        first = later_days[size]
        yield trial(events[:first], events[: later_days[size + 2000]], first)


def somebody(chance: random.Random, deviation: float) -> Parameters:
    """Draw a learner's true parameters."""
    values, deviations = list(DEFAULT_PARAMETERS["values"]), iter(DEVIATIONS)
    faster = exp(chance.gauss(0, 2 * deviation))  # first stabilities vary together, and by factors
    drawn = [value * faster for value in values[:4]]
    drawn += [v + chance.gauss(0, deviation * next(deviations)) for v in values[4:]]
    return {"model": FSRS_6, "values": usable_values({"model": FSRS_6, "values": drawn})}


def trial(known: list[ReviewEvent], events: list[ReviewEvent], first: int) -> Trial:
    """Ask the product about `known`; say what their fit brings for the events from `first` on."""
    fitted = train(*training_items(known))
    gain = gain_on(events, first, DEFAULT_PARAMETERS, fitted).mean
    return Trial(gain, fit(known).outcome == "better")


def print_time() -> None:
    """Print what a fit of 100,000 reviews takes, both trainings and both judgements in it."""
    # Ten learners of different cards, because simulating one of so many takes long.
    events: list[ReviewEvent] = []
    for learner in range(10):
        ids = [f"{learner}-{card}" for card in range(900)]
        events += reviews_of(
            DEFAULT_PARAMETERS, reviews=10_000, card_ids=ids, device_id=f"{learner}", seed=learner
        )
    times = []
    for _ in range(5):
        start = time.process_time()
        found = fit(events)
        times.append(time.process_time() - start)
    print(f"TIME: {len(events)} reviews, {found.review_count} on a later day: CPU", end=" ")
    print(f"{sorted(times)[2]:.2f} s ({min(times):.2f}–{max(times):.2f})")


if __name__ == "__main__":
    main()
