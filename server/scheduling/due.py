"""When a key list is due."""

from bisect import bisect_left
from collections.abc import Iterable

from server.scheduling.memory import AGAIN, DEFAULT_MODEL, MemoryModel, MemoryState
from server.scheduling.policy import DEFAULT_DESIRED_RETENTION, MAX_INTERVAL_DAYS
from server.scheduling.retrievability import list_retrievability


def due_day(
    states: Iterable[MemoryState | None],
    desired_retention: float = DEFAULT_DESIRED_RETENTION,
    model: MemoryModel = DEFAULT_MODEL,
) -> int | None:
    """Return the study day on which a key list falls due, None if none of it was ever reviewed.

    It is the first day after its last review on which its list retrievability lies below
    `desired_retention`, at most MAX_INTERVAL_DAYS later. A list that was left with an item
    failed is due at once, on the day of its last review.
    """
    reviewed = [state for state in states if state is not None]
    if not reviewed:
        return None
    last_day = max(state.last_study_day for state in reviewed)
    if any(state.last_rating == AGAIN for state in reviewed):
        return last_day

    def falls_short(day: int) -> bool:
        retrievability = list_retrievability(reviewed, day, model)
        return retrievability is not None and retrievability < desired_retention

    days = range(last_day + 1, last_day + MAX_INTERVAL_DAYS)
    return days.start + bisect_left(days, True, key=falls_short)
