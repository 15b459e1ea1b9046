"""Virtual learners: FSRS-6 memory per item, and luck that is the same under every policy."""

from dataclasses import dataclass
from math import exp
from random import Random
from typing import Literal

import numpy as np

from server.scheduling.memory import AGAIN, GOOD, MemoryModel, Rating
from server.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6, usable_values

World = Literal["default", "varied items", "other learner"]
WORLDS: tuple[World, ...] = ("default", "varied items", "other learner")

FIRST_RATINGS: dict[Rating, float] = {1: 0.24, 2: 0.094, 3: 0.495, 4: 0.171}
"""How the first recital after learning goes: what Anki's own FSRS simulator assumes."""

DEFAULT_VALUES = np.array(DEFAULT_PARAMETERS["values"])


class Truth:
    """What an item's memory really is; the scheduler may believe otherwise."""

    def __init__(self, values: np.ndarray) -> None:
        usable = usable_values({"model": FSRS_6, "values": values.tolist()})
        self.model = MemoryModel({"model": FSRS_6, "values": usable})
        self.decay = -usable[20]
        self.curve = 0.9 ** (1 / self.decay) - 1

    def first(self, rating: Rating) -> tuple[float, float]:
        """Return (stability, difficulty) once the list was learned; what failed is said again."""
        memory = self.model.first(rating)
        return self.model.next(*memory, 0, GOOD) if rating == AGAIN else memory

    def next(
        self, memory: tuple[float, float], elapsed_days: int, recalled: bool
    ) -> tuple[float, float]:
        """Return the memory after a review; an item that failed is said right once that day."""
        if recalled:
            return self.model.next(*memory, elapsed_days, GOOD)
        return self.model.next(*self.model.next(*memory, elapsed_days, AGAIN), 0, GOOD)


@dataclass
class Learner:
    """One learner with one list: what is true of each item, and the luck of each answer."""

    truths: list[Truth]
    first_ratings: list[Rating]
    _luck: list[Random]
    _drawn: list[list[float]]

    def luck(self, item: int, review: int) -> float:
        """Return a number in 0–1 for an item's n-th review, the same under every policy."""
        drawn = self._drawn[item]
        while len(drawn) <= review:
            drawn.append(self._luck[item].random())
        return drawn[review]


def draw_learner(world: World, items: int, seed: int, number: int) -> Learner:
    """Return learner `number` of a world; the same arguments give the same learner.

    In "varied items" each item has its own parameters: first stabilities ×e^N(0, 0.7), growth (w8)
    +N(0, 0.35), stability after a lapse ×e^N(0, 0.3), difficulty +N(0, 1), decay ×e^N(0, 0.2).
    In "other learner" all items share a learner's parameters, each of the 21 up to 30 % from the
    default. The scheduler always believes in the default.
    """
    random = Random(f"{seed}/{world}/{number}")
    shared = DEFAULT_VALUES * [random.uniform(0.7, 1.3) for _ in DEFAULT_VALUES]
    truths = []
    for item in range(items):
        of_item = Random(f"{seed}/{world}/{number}/{item}")
        values = shared if world == "other learner" else DEFAULT_VALUES
        truths.append(Truth(_varied(of_item) if world == "varied items" else values))
    luck = [Random(f"{seed}/{world}/{number}/{item}/luck") for item in range(items)]
    ratings, weights = list(FIRST_RATINGS), list(FIRST_RATINGS.values())
    first_ratings = [of_item.choices(ratings, weights)[0] for of_item in luck]
    return Learner(truths, first_ratings, luck, [[] for _ in range(items)])


def _varied(random: Random) -> np.ndarray:
    values = DEFAULT_VALUES.copy()
    values[:4] *= exp(random.gauss(0, 0.7))
    values[4] += random.gauss(0, 1)
    values[8] += random.gauss(0, 0.35)
    values[11] *= exp(random.gauss(0, 0.3))
    values[20] *= exp(random.gauss(0, 0.2))
    return values
