"""The probability of recalling a card, and of reciting a whole key list, on a study day."""

from collections.abc import Iterable
from math import prod

from server.scheduling.memory import DEFAULT_MODEL, MemoryModel, MemoryState


def retrievability(state: MemoryState, study_day: int, model: MemoryModel = DEFAULT_MODEL) -> float:
    """Return the probability (0–1) of recalling a card on `study_day`; 1 up to its last review."""
    return model.retrievability(state.stability, max(0, study_day - state.last_study_day))


def list_retrievability(
    states: Iterable[MemoryState | None], study_day: int, model: MemoryModel = DEFAULT_MODEL
) -> float | None:
    """Return the probability of reciting a key list whole: the product over its reviewed items.

    `states` are those of the `recall` cards of its live items, None for one never reviewed.
    None if none was ever reviewed.
    """
    # Sorted, because the last bit of a product depends on the order of its factors.
    factors = sorted(
        retrievability(state, study_day, model) for state in states if state is not None
    )
    return prod(factors) if factors else None
