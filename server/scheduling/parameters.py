"""The numbers of the memory model. Equal to static/src/scheduling/parameters.js."""

import math
from collections.abc import Sequence
from typing import TypedDict

FSRS_6 = "FSRS-6"


class Parameters(TypedDict):
    """A parameter set, named with the model that its numbers belong to."""

    model: str
    values: Sequence[float]


DEFAULT_PARAMETERS: Parameters = {
    "model": FSRS_6,
    "values": (
        *(0.212, 1.2931, 2.3065, 8.2956),  # 0–3: stability after a first again, hard, good, easy
        *(6.4133, 0.8334, 3.0194, 0.001),  # 4–7: difficulty: first, spread, change, pull to easy
        *(1.8722, 0.1666, 0.796),  # 8–10: stability after recall
        *(1.4835, 0.0614, 0.2629, 1.6483),  # 11–14: stability after a lapse
        *(0.6014, 1.8729),  # 15, 16: factors of hard and easy
        *(0.5425, 0.0912, 0.0658),  # 17–19: stability after a review on the same day
        0.1542,  # 20: decay of the forgetting curve
    ),
}

# The bounds that both FSRS packages keep when they fit or load parameters.
_BOUNDS = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75)),
    *((0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0)),
    *((0.0, 1.0), (1.0, 6.0)),
    *((0.0, 2.0), (0.0, 2.0), (0.01, 0.8)),
    (0.1, 0.8),
)


def usable_values(parameters: Parameters) -> list[float]:
    """Return the 21 numbers, each within its bounds.

    Clipped rather than refused, because a fitted number at its bound comes in single precision
    and may lie 1e-10 outside. Raises ValueError for another model, another count, or a number
    that is not finite.
    """
    values = parameters["values"]
    if parameters["model"] != FSRS_6:
        raise ValueError(f"Unknown memory model {parameters['model']!r}; this version has {FSRS_6}")
    if len(values) != len(_BOUNDS) or not all(math.isfinite(value) for value in values):
        raise ValueError(f"{FSRS_6} takes {len(_BOUNDS)} finite numbers, not {list(values)!r}")
    return [
        min(max(float(value), low), high)
        for value, (low, high) in zip(values, _BOUNDS, strict=True)
    ]
