"""When a key list is due."""

from bisect import bisect_left
from collections.abc import Iterable

from server.scheduling.memory import AGAIN, DEFAULT_MODEL, MemoryModel, MemoryState
from server.scheduling.policy import DEFAULT_DESIRED_RETENTION, MAX_INTERVAL_DAYS, MONTH_DAYS
from server.scheduling.retrievability import list_retrievability


def due_day(
    states: Iterable[MemoryState | None],
    desired_retention: float = DEFAULT_DESIRED_RETENTION,
    model: MemoryModel = DEFAULT_MODEL,
) -> int | None:
    """Return the study day on which a key list falls due, None if none of it was ever reviewed.

    It is the first day after its last review on which loss⁵ · wait exceeds
    (1 − `desired_retention`)⁵ · MONTH_DAYS, where loss is 1 − its list retrievability and wait the
    days since that review; at most MAX_INTERVAL_DAYS later. So a list that waited a month is due
    when it falls below `desired_retention`, one that waited a week when its loss is a third
    larger, one that waited a year when it is two fifths smaller. A list that was left with an
    item failed is due at once, on the day of its last review.
    """
    reviewed = [state for state in states if state is not None]
    if not reviewed:
        return None
    last_day = max(state.last_study_day for state in reviewed)
    if any(state.last_rating == AGAIN for state in reviewed):
        return last_day

    bearable = _fifth_power(1 - desired_retention) * MONTH_DAYS

    def falls_short(day: int) -> bool:
        loss = 1 - (list_retrievability(reviewed, day, model) or 0.0)
        return _fifth_power(loss) * (day - last_day) > bearable

    days = range(last_day + 1, last_day + MAX_INTERVAL_DAYS)
    return days.start + bisect_left(days, True, key=falls_short)


def _fifth_power(value: float) -> float:
    # Not `**`: its last bit depends on the C library and the browser.
    return value * value * value * value * value
