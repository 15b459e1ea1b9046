"""Every policy on the same learners, each tuned to the same mean list retrievability."""

from collections.abc import Iterable
from functools import partial
from multiprocessing import Pool
from typing import Any, NamedTuple

import numpy as np

from benchmarks.list_scheduling.learners import World, draw_learner
from benchmarks.list_scheduling.policies import POLICIES
from benchmarks.list_scheduling.simulation import Costs, Outcome, simulate

TARGET = 0.90
BASELINE = "one card per list"
OURS = "list rule, ours"
RESAMPLES = 2_000
DEFAULT_COSTS = Costs()


class Task(NamedTuple):
    """Which learners: number 0 up to `learners` of a world, with a list of so many items each."""

    world: World
    items: int
    learners: int
    seed: int


class Tuned(NamedTuple):
    """One policy at two settings of its knob, the target between them or near."""

    policy: str
    task: Task
    retentions: tuple[float, float]
    outcomes: tuple[list[Outcome], list[Outcome]]

    def retention(self) -> float:
        """Return the knob at which the target is met."""
        share = _share(*(mean_retrievability(outcomes) for outcomes in self.outcomes))
        low, high = self.retentions
        return low + share * (high - low)

    def seconds(self, costs: Costs, repeats: bool, chosen: np.ndarray) -> np.ndarray:
        """Return the mean study time per year at the target, for each row of learners' numbers."""
        low, high = (
            np.log(
                np.array([outcome.seconds_per_year(costs, repeats) for outcome in outcomes])[
                    chosen
                ].mean(axis=1)
            )
            for outcomes in self.outcomes
        )
        means = (
            np.array([outcome.mean_retrievability for outcome in outcomes])[chosen].mean(axis=1)
            for outcomes in self.outcomes
        )
        return np.exp(low + _share(*means) * (high - low))


class Ratio(NamedTuple):
    """A policy's study time as a part of the baseline's, with its 95 % confidence interval."""

    value: float
    low: float
    high: float


def tune(task: Task, policy: str) -> Tuned:
    """Find the knob at which the learners' mean list retrievability is TARGET.

    By bisection of a few learners first; then all learners just below and above.
    """
    low, high = 0.3, 0.9995
    few = task._replace(learners=min(40, task.learners))
    for _step in range(9):
        middle = 1 - float(np.sqrt((1 - low) * (1 - high)))
        if mean_retrievability(run(few, policy, middle)) < TARGET:
            low = middle
        else:
            high = middle
    near = 1 - float(np.sqrt((1 - low) * (1 - high)))
    retentions = 1 - (1 - near) * 1.08, 1 - (1 - near) * 0.93
    first, second = (run(task, policy, retention) for retention in retentions)
    return Tuned(policy, task, retentions, (first, second))


def run(task: Task, policy: str, retention: float) -> list[Outcome]:
    """Simulate every learner of a task under one policy."""
    make = POLICIES[policy]
    return [
        simulate(
            draw_learner(task.world, task.items, task.seed, number), make(retention, task.items)
        )
        for number in range(task.learners)
    ]


def tune_all(tasks: Iterable[Task], policies: Iterable[str], processes: int) -> list[Tuned]:
    """Tune every policy for every task, the same learners for each, on a few processes."""
    policies = list(policies)
    jobs = [(task, policy) for task in tasks for policy in policies]
    with Pool(processes) as pool:
        return pool.starmap(tune, jobs, chunksize=1)


def ratio(
    tuned: Tuned, baseline: Tuned, costs: Costs = DEFAULT_COSTS, repeats: bool = True
) -> Ratio:
    """Compare two policies over the same learners, resampled together, each at the target again."""
    learners = tuned.task.learners
    random = np.random.default_rng(tuned.task.seed)
    chosen = random.integers(0, learners, (RESAMPLES, learners))
    chosen[0] = np.arange(learners)
    ratios = tuned.seconds(costs, repeats, chosen) / baseline.seconds(costs, repeats, chosen)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return Ratio(float(ratios[0]), float(low), float(high))


def curve(
    task: Task, policy: str, retentions: Iterable[float], costs: Costs, processes: int
) -> list[tuple[float, float]]:
    """Return (mean list retrievability, minutes per year) at each setting of the knob."""
    with Pool(processes) as pool:
        runs = pool.map(partial(run, task, policy), list(retentions), chunksize=1)
    return [
        (
            mean_retrievability(outcomes),
            float(np.mean([o.seconds_per_year(costs) for o in outcomes])) / 60,
        )
        for outcomes in runs
    ]


def mean_retrievability(outcomes: list[Outcome]) -> float:
    """Return the mean over learners and days."""
    return float(np.mean([outcome.mean_retrievability for outcome in outcomes]))


def _share(low: Any, high: Any) -> Any:
    """Return where the target lies between two means, on the scale on which study time is even."""
    return (np.log(1 - TARGET) - np.log(1 - low)) / (np.log(1 - high) - np.log(1 - low))
