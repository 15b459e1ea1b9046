"""How well the product's own replay predicts a real learner, beside fsrs-rs on the same reviews.

    python -m benchmarks.real_reviews [reviews.csv]

The log (card_id, review_rating, review_time, review_duration; not part of the repository) is taken
as review events of one device. Parameters are fitted to the earlier 80 % of the reviews that can be
predicted, and both programs say before each later one how probably it is recalled. Columns:

  replay    server/scheduling, and server/fitting for the fit
  fsrs-rs   its own `evaluate`. It weights late reviews more (0.25 + 0.75 (i/n)^3) and offers no
            other way, so the figures of "weighted" rows are compared with ours weighted alike; for
            equal weights it is asked review by review
  RMSE      of bins by interval, length and lapses, as fsrs-rs bins them

The study day is the learner's night: see `NIGHT`. Intervals are percentiles of 1000 bootstrap
samples of whole study days. Half a minute.
"""

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from math import floor, log, sqrt
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from fsrs_rs_python import FSRS

from server.fitting.predictions import Prediction, later_day_reviews, predictions
from server.fitting.training import train, training_items
from server.scheduling.collection import columns_of, reviews_of
from server.scheduling.events import ReviewEvent, effective_events, event_study_day
from server.scheduling.memory import AGAIN, MemoryModels
from server.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

LOG = Path(__file__).resolve().parents[2] / "shared" / "real-reviews" / "reviews.csv"
HELD_BACK = 0.2
SPLITS = 5
SAMPLES = 1000
NIGHT = (-420, 4)
"""UTC offset in minutes and rollover hour. The log has UTC only; between 06:00 and 15:00 UTC, nine
hours, not one of its reviews happened, so that is the learner's night, and any day that begins in
it is the same. 04:00 at UTC-7 (11:00 UTC) is the one in the middle."""

OTHER_DAYS = {
    "04:00 at UTC-7 (night)": NIGHT,
    "midnight at UTC-7 (night)": (-420, 0),
    "04:00 at UTC": (0, 4),
    "midnight UTC": (0, 0),
    "04:00 at UTC+8": (480, 4),
}


Bin = tuple[int, int, int]


class Case(NamedTuple):
    """Reviews to predict: the events, and the index of the first that is held back."""

    name: str
    events: list[ReviewEvent]
    first: int


class Measured(NamedTuple):
    """Log loss of each held-back review by ours and by fsrs-rs, and both programs' own figures."""

    ours: list[Prediction]
    theirs: list[float]
    weighted: tuple[float, float]
    rmse: tuple[float, float]


def main() -> None:
    """Print the tables."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else LOG
    if not file.exists():
        sys.exit(f"{file} is not there; give the path of a review log.")
    events = read_log(file, *NIGHT)
    cases = [
        split("all reviews", events),
        split("first review of each day", without_same_day(events)),
    ]
    print("HELD BACK: the last 20 % by time, parameters fitted to the earlier 80 %")
    for case in cases:
        print_case(case)
    print("\nSPLITS: five equal stretches of time, each predicted after fitting to all before it")
    for case in cases:
        print_splits(case)
    print("\nWHICH DAY: the same 80/20 split, other study days (log loss)")
    for name, night in OTHER_DAYS.items():
        print_day(name, split(name, read_log(file, *night)))


def read_log(file: Path, utc_offset_minutes: int, rollover_hour: int) -> list[ReviewEvent]:
    """Read the log as review events in replay order."""
    with file.open(newline="") as lines:
        rows = [
            (row["card_id"], int(row["review_rating"]), datetime.fromisoformat(row["review_time"]))
            for row in csv.DictReader(lines)
        ]
    rows.sort(key=lambda row: row[2])
    events: list[ReviewEvent] = [
        {
            "event_id": f"{number:06}",
            "card_id": card_id,
            "kind": "review",
            "rating": rating,  # type: ignore[typeddict-item]
            "occurred_at_ms": floor(time.timestamp() * 1000),
            "utc_offset_minutes": utc_offset_minutes,
            "rollover_hour": rollover_hour,
            "device_id": "log",
            "dev_seq": number,
        }
        for number, (card_id, rating, time) in enumerate(rows)
    ]
    return effective_events(events)


def without_same_day(events: Sequence[ReviewEvent]) -> list[ReviewEvent]:
    """Keep the first review of each card on each study day."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for event in events:
        key = event["card_id"], event_study_day(event)
        if key not in seen:
            seen.add(key)
            kept.append(event)
    return kept


def split(name: str, events: list[ReviewEvent]) -> Case:
    """Hold the last reviews back."""
    later_days = later_day_reviews(events)
    return Case(name, events, later_days[round(len(later_days) * (1 - HELD_BACK))])


def print_case(case: Case) -> None:
    """Print both programs' figures with default and with fitted parameters."""
    fitted = train(*training_items(case.events[: case.first]))
    print(f"\n{case.name}: {len(case.events)} reviews, {measured_count(case)} held back")
    print(f"{'':22}{'replay':>24}{'fsrs-rs':>10}{'ours - theirs':>15}")
    losses = {}
    for name, parameters in (("default", DEFAULT_PARAMETERS), ("fitted", fitted)):
        found = measure(case, parameters)
        losses[name] = found
        ours = mean(each.log_loss for each in found.ours)
        low, high = bootstrap(found.ours, [each.log_loss for each in found.ours])
        print_row(f"{name}: log loss", ours, mean(found.theirs), f"{low:.4f}–{high:.4f}")
        print_row("  weighted", *found.weighted)
        print_row("  RMSE (bins)", *found.rmse)
    gains = [
        before.log_loss - after.log_loss
        for before, after in zip(losses["default"].ours, losses["fitted"].ours, strict=True)
    ]
    low, high = bootstrap(losses["default"].ours, gains)
    print(f"gain by fitting: {mean(gains):+.4f} ({low:+.4f} to {high:+.4f}) a review")


def print_row(name: str, ours: float, theirs: float, spread: str = "") -> None:
    """Print one measure; the last column is how much worse ours is."""
    print(f"{name:22}{ours:>10.5f}{spread:>14}{theirs:>10.5f}{ours / theirs - 1:>+14.4%}")


def measured_count(case: Case) -> int:
    """Count the reviews that are predicted."""
    return sum(index >= case.first for index in later_day_reviews(case.events))


def measure(case: Case, parameters: Parameters) -> Measured:
    """Let both programs predict the held-back reviews."""
    ours = predictions(reviews_of(columns_of(case.events)), MemoryModels(parameters), case.first)
    items = training_items(case.events)[0][-len(ours) :]
    program = FSRS(list(parameters["values"]))
    theirs = [program.evaluate([item]).log_loss for item in items]
    whole = program.evaluate(items)
    weights = [0.25 + 0.75 * (place / len(ours)) ** 3 for place in range(len(ours))]
    weighted = sum(w * each.log_loss for w, each in zip(weights, ours, strict=True)) / sum(weights)
    rmse = rmse_bins(ours, fsrs_rs_bins(case.events), weights)
    return Measured(ours, theirs, (weighted, whole.log_loss), (rmse, whole.rmse_bins))


def rmse_bins(
    made: Sequence[Prediction], bin_at: dict[int, Bin], weights: Sequence[float]
) -> float:
    """Return the root mean square of (mean predicted - mean recalled) over bins, as fsrs-rs does.

    The means of a bin are plain; in the sum over bins it counts as much as its reviews' weights.
    """
    bins: defaultdict[Bin, list[tuple[float, float]]] = defaultdict(list)
    for prediction, weight in zip(made, weights, strict=True):
        difference = prediction.probability - prediction.recalled
        bins[bin_at[prediction.at]].append((weight, difference))
    squares = sum(
        sum(weight for weight, _ in rows) * mean(difference for _, difference in rows) ** 2
        for rows in bins.values()
    )
    return sqrt(squares / sum(weights))


def fsrs_rs_bins(events: Sequence[ReviewEvent]) -> dict[int, Bin]:
    """Return where fsrs-rs counts each later-day review, by its index; the log has no resets.

    By interval, later-day reviews so far, and lapses before it, each on a scale of powers (of 3.62,
    1.89 and 1.73), as in fsrs-rs's `r_matrix_index`.
    """
    last_day: dict[str, int] = {}
    length: Counter[str] = Counter()
    lapses: Counter[str] = Counter()
    bin_at = {}
    for index, event in enumerate(events):
        card_id, day = event["card_id"], event_study_day(event)
        interval = day - last_day.setdefault(card_id, day)
        if interval > 0:
            last_day[card_id] = day
            length[card_id] += 1
            bin_at[index] = (
                floor(log(interval, 3.62)),
                floor(log(length[card_id] + 1, 1.89)),
                floor(log(lapses[card_id], 1.73)) if lapses[card_id] else -1,
            )
            lapses[card_id] += event["rating"] == AGAIN
    return bin_at


def print_splits(case: Case) -> None:
    """Predict each stretch of time after fitting to all that comes before it."""
    later_days = later_day_reviews(case.events)
    bounds = [later_days[len(later_days) * part // (SPLITS + 1)] for part in range(1, SPLITS + 1)]
    rows: dict[str, list[float]] = defaultdict(list)
    for first, end in zip(bounds, [*bounds[1:], len(case.events)], strict=True):
        stretch = Case(case.name, case.events[:end], first)
        for name, parameters in (
            ("default", DEFAULT_PARAMETERS),
            ("fitted", train(*training_items(case.events[:first]))),
        ):
            found = measure(stretch, parameters)
            rows[f"{name}: replay"].append(mean(each.log_loss for each in found.ours))
            rows[f"{name}: fsrs-rs"].append(mean(found.theirs))
    print(f"{case.name} (log loss)")
    for name, row in rows.items():
        print(
            f"  {name:18}" + "".join(f"{each:>9.4f}" for each in row) + f"   mean {mean(row):.4f}"
        )


def print_day(name: str, case: Case) -> None:
    """Print what another study day changes."""
    fitted = train(*training_items(case.events[: case.first]))
    reviews = reviews_of(columns_of(case.events))
    losses = [
        mean(each.log_loss for each in predictions(reviews, MemoryModels(each_set), case.first))
        for each_set in (DEFAULT_PARAMETERS, fitted)
    ]
    print(
        f"  {name:28} {len(later_day_reviews(case.events)):>6} reviews on a later day"
        f"   default {losses[0]:.4f}   fitted {losses[1]:.4f}"
    )


def bootstrap(made: Sequence[Prediction], values: Sequence[float]) -> tuple[float, float]:
    """Return the 2.5 and 97.5 percentiles of the mean over samples of whole study days."""
    of_day: defaultdict[int, list[float]] = defaultdict(list)
    for prediction, value in zip(made, values, strict=True):
        of_day[prediction.study_day].append(value)
    days = [(sum(day), len(day)) for day in of_day.values()]
    choose: Callable[..., list[tuple[float, int]]] = random.Random(1).choices
    means = []
    for _ in range(SAMPLES):
        sample = choose(days, k=len(days))
        means.append(sum(total for total, _ in sample) / sum(count for _, count in sample))
    means.sort()
    return means[round(SAMPLES * 0.025)], means[round(SAMPLES * 0.975) - 1]


if __name__ == "__main__":
    main()
