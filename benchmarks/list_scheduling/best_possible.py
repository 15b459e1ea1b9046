"""The best policy there can be for a list of two or three items, by dynamic programming.

After each recital a policy chooses how many days to wait and which items to ask then. The value
of a situation is the least expected study time plus `price` seconds for each day's probability
of failing, from there to the last day. It is tabled over a grid of (stability, difficulty, days
since asked) per item and of days, from the last day backwards; between grid points it is
interpolated. The policy that looks one recital ahead with that table is then simulated like any
other, on the exact states: it can be reached, so what it costs is no bound from outside but the
best we found.
"""

from itertools import product
from typing import NamedTuple

import numpy as np

from benchmarks.list_scheduling.comparison import OURS, Task, mean_retrievability, run
from benchmarks.list_scheduling.learners import DEFAULT_VALUES, Truth, draw_learner
from benchmarks.list_scheduling.policies import Policy
from benchmarks.list_scheduling.simulation import DAYS, Costs, Outcome, simulate

SWEEPS = 3
# A year more than is counted: a policy that knew the end would stop reciting long before it.
LAST_DAY = DAYS + 365
PRICES = {2: (0.9, 1.6), 3: (2.0, 2.8)}
OUR_KNOBS = (0.72, 0.76, 0.79, 0.82, 0.85, 0.88)
WAITS = np.unique(np.geomspace(1, LAST_DAY, 34).astype(int))
TRUTH = Truth(DEFAULT_VALUES)


class Grid(NamedTuple):
    """The points of the table: per item, and of the day after which it counts."""

    log_stabilities: np.ndarray
    difficulties: np.ndarray
    log_ages: np.ndarray
    """log(1 + days since the item was asked) when the recital ends."""
    days: np.ndarray

    @property
    def size(self) -> int:
        """How many states of one item there are."""
        return len(self.log_stabilities) * len(self.difficulties) * len(self.log_ages)


def grid_for(items: int) -> Grid:
    """Return a grid as fine as memory and patience allow."""
    stabilities, difficulties, ages, days = {
        2: (20, (1.0, 2.1, 6.4, 8.5, 10.0), 6, 22),
        3: (10, (1.0, 2.1, 6.4, 10.0), 4, 14),
    }[items]
    return Grid(
        np.linspace(np.log(0.2), np.log(4000), stabilities),
        np.array(difficulties),
        np.linspace(0, np.log(1 + 400), ages),
        np.append(np.geomspace(4, 1000, days - 1).round() - 4, LAST_DAY).astype(float),
    )


def print_distance(items: int, learners: int, seed: int) -> None:
    """Print the study time of the best and of ours, on the same learners at the same mean."""
    costs, task = Costs(), Task("default", items, learners, seed)
    everyone = [draw_learner(task.world, items, seed, number) for number in range(learners)]
    losses, seconds = np.transpose(
        [_loss_and_seconds(run(task, OURS, knob), costs) for knob in OUR_KNOBS]
    )
    ours = np.polynomial.Polynomial.fit(np.log(losses), np.log(seconds), 1)
    for price in PRICES[items]:
        values = solve(items, price, costs)
        loss, best = _loss_and_seconds(
            [simulate(it, BestPossible(values, price, costs, items)) for it in everyone], costs
        )
        mine = float(np.exp(ours(np.log(loss))))
        print(
            f"  {items} items at a mean list retrievability of {1 - loss:.3f}: best {best:.1f} s a "
            f"year, ours {mine:.1f} ({mine / best - 1:+.1%})",
            flush=True,
        )


def _loss_and_seconds(outcomes: list[Outcome], costs: Costs) -> tuple[float, float]:
    seconds = np.mean([outcome.seconds_per_year(costs) for outcome in outcomes])
    return 1 - mean_retrievability(outcomes), float(seconds)


class ItemStates:
    """Many states of one item, and what waiting or asking makes of them, as weights on a grid."""

    def __init__(self, grid: Grid, memory: np.ndarray) -> None:
        """Take rows of (stability, difficulty, days since asked)."""
        self.grid, self.memory = grid, memory

    def recall(self, wait: np.ndarray | int) -> np.ndarray:
        """Return the probability of recalling each after so many more days."""
        stability, _, age = self.memory.T
        return (1 + TRUTH.curve * (age + wait) / stability) ** TRUTH.decay

    def shown(self, wait: int) -> np.ndarray:
        """Return the weights (states × grid points) after a recital in which it was shown."""
        stability, difficulty, age = self.memory.T
        return _weights(self.grid, stability, difficulty, age + wait)

    def asked(self, wait: int) -> np.ndarray:
        """Return the same after one in which it was asked, over both outcomes."""
        recall = self.recall(wait)
        weights = np.zeros((len(recall), self.grid.size))
        for right, chance in ((True, recall), (False, 1 - recall)):
            after = np.array(
                [TRUTH.next((s, d), int(age) + wait, right) for s, d, age in self.memory]
            )
            stability, difficulty = after.T
            weights += chance[:, None] * _weights(
                self.grid, stability, difficulty, np.zeros(len(after))
            )
        return weights


def solve(items: int, price: float, costs: Costs) -> np.ndarray:
    """Return the value table: days × (states of an item) for each item, in seconds."""
    grid = grid_for(items)
    states = ItemStates(grid, _grid_states(grid))
    losses = _losses(states, items)
    moves = [_move(grid, states, int(wait)) for wait in WAITS]
    values = np.zeros((len(grid.days), *[grid.size] * items), dtype=np.float32)
    for number in reversed(range(len(grid.days) - 1)):
        left = int(LAST_DAY - grid.days[number])
        nothing = price * losses(left)
        # From above: each sweep adds a recital that may come before the next day of the grid.
        values[number] = nothing
        for _sweep in range(SWEEPS):
            best = nothing.copy()
            for wait, move in zip(WAITS, moves, strict=True):
                if wait > left:
                    break
                later = _between(values, grid.days, grid.days[number] + wait)
                reached = price * losses(int(wait)) + costs.visit
                np.minimum(best, reached + _best_asking(later, move, costs, items), out=best)
            values[number] = best
    return values


class BestPossible(Policy):
    """Looks one recital ahead with the table. `retention` is not used: the price decides."""

    def __init__(self, values: np.ndarray, price: float, costs: Costs, items: int) -> None:
        super().__init__(0, items)
        self.values, self.price, self.costs, self.grid = values, price, costs, grid_for(items)

    def next_day(self, today: int) -> int:  # noqa: D102
        states = [
            ItemStates(
                self.grid,
                np.array([[state.stability, state.difficulty, today - state.last_study_day]]),
            )
            for state in self.states
            if state is not None
        ]
        left = LAST_DAY - today
        recalls = [state.recall(np.arange(1, left + 1)[:, None])[:, 0] for state in states]
        losses = np.cumsum(1 - np.prod(recalls, axis=0))
        best, self.choice, chosen = self.price * losses[-1] if left else 0.0, (), left + 1
        for wait in WAITS[left >= WAITS]:
            weights = [(state.shown(wait), state.asked(wait)) for state in states]
            for asked in _askings(len(states)):
                points = [
                    np.nonzero(pair[is_asked][0])[0]
                    for pair, is_asked in zip(weights, asked, strict=True)
                ]
                later = _between(self.values, self.grid.days, today + wait, np.ix_(*points))
                for pair, is_asked, at in zip(weights, asked, points, strict=True):
                    later = np.tensordot(pair[is_asked][0][at], later, axes=(0, 0))
                study = self.costs.visit + sum(
                    self.costs.item + self.costs.lapse * (1 - recall[wait - 1])
                    for recall, is_asked in zip(recalls, asked, strict=True)
                    if is_asked
                )
                total = self.price * losses[wait - 1] + study + float(later)
                if total < best:
                    best, self.choice, chosen = total, asked, int(wait)
        return today + chosen

    def asked(self, day: int) -> list[int]:  # noqa: D102
        return [item for item, is_asked in enumerate(self.choice) if is_asked]


def _askings(items: int) -> list[tuple[int, ...]]:
    return [asked for asked in product((0, 1), repeat=items) if any(asked)]


def _grid_states(grid: Grid) -> np.ndarray:
    ages = np.round(np.expm1(grid.log_ages))
    return np.array(list(product(np.exp(grid.log_stabilities), grid.difficulties, ages)))


def _losses(states: ItemStates, items: int):  # noqa: ANN202
    """Return the function that gives the summed probability of failing over the next days."""
    letters = "abc"[:items]
    pattern = ",".join(f"z{letter}" for letter in letters) + f"->{letters}"

    def losses(days: int) -> np.ndarray:
        # The sum over long waits by Gauss-Legendre: retrievability is smooth.
        points, weights = (
            (np.arange(1, days + 1.0), np.ones(days)) if days <= 8 else _quadrature(days)
        )
        recalls = np.array([states.recall(point) for point in points], dtype=np.float32)
        weighted = (weights[:, None] * recalls).astype(np.float32)
        return np.float32(days) - np.einsum(
            pattern, weighted, *[recalls] * (items - 1), optimize=True
        )

    return losses


def _quadrature(days: int) -> tuple[np.ndarray, np.ndarray]:
    points, weights = np.polynomial.legendre.leggauss(6)
    return 0.5 + days * (points + 1) / 2, weights * days / 2


class _Move(NamedTuple):
    """What waiting so long, then showing or asking, makes of the grid's states of one item."""

    ages: np.ndarray
    """Shown: weights age × age afterwards; stability and difficulty stay."""
    asked: np.ndarray
    """Asked: weights state × (stability, difficulty) afterwards, at age 0."""
    recall: np.ndarray


def _move(grid: Grid, states: ItemStates, wait: int) -> _Move:
    ages = np.round(np.expm1(grid.log_ages))
    return _Move(
        _linear(grid.log_ages, np.log1p(ages + wait)).astype(np.float32),
        states.asked(wait)[:, :: len(ages)].astype(np.float32),
        states.recall(wait).astype(np.float32),
    )


def _best_asking(later: np.ndarray, move: _Move, costs: Costs, items: int) -> np.ndarray:
    """Return the least expected cost from a recital on, for each situation before the wait."""
    asking = np.float32(costs.item) + np.float32(costs.lapse) * (1 - move.recall)
    ages = len(move.ages)
    best: np.ndarray | None = None
    for asked in _askings(items):
        value = later
        for axis, is_asked in enumerate(asked):  # the small tables first
            if is_asked:
                value = np.take(value, range(0, value.shape[axis], ages), axis)
        for axis, is_asked in enumerate(asked):
            value = _after(value, axis, move, bool(is_asked))
        for axis, is_asked in enumerate(asked):
            if is_asked:
                value += asking.reshape([-1 if a == axis else 1 for a in range(items)])
        best = value if best is None else np.minimum(best, value, out=best)
    assert best is not None
    return best


def _after(value: np.ndarray, axis: int, move: _Move, is_asked: bool) -> np.ndarray:
    front = np.moveaxis(value, axis, 0)
    rest = front.shape[1:]
    if is_asked:
        expected = move.asked @ front.reshape(len(front), -1)
    else:
        by_age = front.reshape(-1, len(move.ages), int(np.prod(rest)))
        expected = np.matmul(move.ages, by_age)
    return np.moveaxis(expected.reshape(-1, *rest), 0, axis)


def _between(
    values: np.ndarray, days: np.ndarray, day: float, at: tuple[np.ndarray, ...] | None = None
) -> np.ndarray:
    after = int(np.clip(np.searchsorted(days, day), 1, len(days) - 1))
    share = (day - days[after - 1]) / (days[after] - days[after - 1])
    low, high = values[after - 1], values[after]
    if at is not None:
        low, high = low[at], high[at]
    return (1 - np.float32(share)) * low + np.float32(share) * high


def _weights(
    grid: Grid, stability: np.ndarray, difficulty: np.ndarray, age: np.ndarray
) -> np.ndarray:
    """Return, for each state, its weights on the grid points: linear between neighbours."""
    parts = (
        _linear(grid.log_stabilities, np.log(stability)),
        _linear(grid.difficulties, difficulty),
        _linear(grid.log_ages, np.log1p(age)),
    )
    return np.einsum("ni,nj,nk->nijk", *parts).reshape(len(stability), -1)


def _linear(points: np.ndarray, at: np.ndarray) -> np.ndarray:
    clipped = np.clip(at, points[0], points[-1])
    after = np.clip(np.searchsorted(points, clipped), 1, len(points) - 1)
    share = (clipped - points[after - 1]) / (points[after] - points[after - 1])
    weights = np.zeros((len(at), len(points)))
    rows = np.arange(len(at))
    weights[rows, after - 1], weights[rows, after] = 1 - share, share
    return weights
