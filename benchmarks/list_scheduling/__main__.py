"""Print and keep the tables and the plot of docs/scheduling.md.

python -m benchmarks.list_scheduling [--quick] [--best-possible 2 3] [--plot docs/scheduling.svg]
"""

import argparse
import json
import sys
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.list_scheduling import comparison
from benchmarks.list_scheduling.comparison import BASELINE, OURS, Task, Tuned, ratio
from benchmarks.list_scheduling.learners import WORLDS
from benchmarks.list_scheduling.policies import POLICIES
from benchmarks.list_scheduling.simulation import Costs

OTHER_COSTS = (Costs(visit=3), Costs(visit=10), Costs(item=2), Costs(item=5))


def main() -> None:
    """Draw or solve if the arguments name it, else print the tables."""
    wanted = read_arguments()
    if wanted.plot:
        from benchmarks.list_scheduling import plot

        plot.draw(wanted.plot, wanted.learners, wanted.seed, wanted.processes)
    for items in wanted.best_possible:
        from benchmarks.list_scheduling import best_possible

        best_possible.print_distance(items, wanted.learners, wanted.seed)
    if not wanted.plot and not wanted.best_possible:
        print_tables(wanted)


def print_tables(wanted: argparse.Namespace) -> None:
    """Print a table for each world and list length; keep the figures if asked to."""
    print(
        f"{wanted.learners} learners, seed {wanted.seed}, two years, every policy tuned to a mean "
        f"list retrievability of {comparison.TARGET}"
    )
    tuned = []
    for world, items in product(wanted.worlds, wanted.items):
        task = Task(world, items, wanted.learners, wanted.seed)
        of_task = comparison.tune_all([task], wanted.policies, wanted.processes)
        print_task(task, {it.policy: it for it in of_task})
        tuned += of_task
    if wanted.json:
        wanted.json.write_text(json.dumps([as_json(it) for it in tuned], indent=1))


def read_arguments() -> argparse.Namespace:
    """Return the arguments; --quick takes few learners and three sizes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.list_scheduling")
    parser.add_argument("--quick", action="store_true", help="about two minutes instead of thirty")
    parser.add_argument("--learners", type=int)
    parser.add_argument("--items", type=int, nargs="+")
    parser.add_argument("--worlds", nargs="+", choices=WORLDS, default=WORLDS)
    parser.add_argument("--policies", nargs="+", choices=POLICIES, default=list(POLICIES))
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--best-possible",
        type=int,
        nargs="+",
        choices=(2, 3),
        default=[],
        metavar="ITEMS",
        help="instead of the tables: how far ours is from the best policy for 2 or 3 items",
    )
    parser.add_argument(
        "--plot", type=Path, help="instead of the tables: write minutes against retrievability here"
    )
    parser.add_argument("--json", type=Path, help="write the tuned figures here")
    wanted = parser.parse_args()
    wanted.learners = wanted.learners or (60 if wanted.quick else 400)
    wanted.items = wanted.items or ([3, 7, 10] if wanted.quick else [3, 4, 7, 10, 12])
    return wanted


def print_task(task: Task, tuned: dict[str, Tuned]) -> None:
    """Print minutes per year and ratios of every policy for one world and list length."""
    print(f"\n{task.world}, {task.items} items")
    print(
        "  policy                       knob  min/year  ratio (95 % interval)   no card said twice"
    )
    for name, it in tuned.items():
        every = np.arange(task.learners)[None]
        minutes = it.seconds(Costs(), True, every)[0] / 60
        columns = f"  {name:<28}{it.retention():6.3f}{minutes:10.2f}"
        if BASELINE in tuned:
            columns += f"  {words(ratio(it, tuned[BASELINE]))}"
            columns += f"   {words(ratio(it, tuned[BASELINE], repeats=False))}"
        print(columns)
    if BASELINE in tuned and OURS in tuned:
        for costs in OTHER_COSTS:
            found = ratio(tuned[OURS], tuned[BASELINE], costs)
            print(f"  ours at {costs.visit} s a visit, {costs.item} s an item: {words(found)}")
    sys.stdout.flush()


def words(found: comparison.Ratio) -> str:
    """Return a ratio and its interval."""
    return f"{found.value:.3f} ({found.low:.3f}–{found.high:.3f})"


def as_json(it: Tuned) -> dict[str, object]:
    """Return what a plot or a later comparison needs."""
    every = np.arange(it.task.learners)[None]
    return {
        **it.task._asdict(),
        "policy": it.policy,
        "knob": it.retention(),
        "seconds_per_year": float(it.seconds(Costs(), True, every)[0]),
        "seconds_per_year_nothing_twice": float(it.seconds(Costs(), False, every)[0]),
    }


if __name__ == "__main__":
    main()
