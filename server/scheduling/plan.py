"""Which items of a key list to ask, and which to show in their places."""

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import NamedTuple

from server.scheduling.memory import AGAIN, DEFAULT_MODEL, MemoryModel, MemoryState
from server.scheduling.policy import REVIEWS_BETWEEN_WHOLE, WEAK_SHARE_OF_MEAN
from server.scheduling.retrievability import retrievability


class PlanItem(NamedTuple):
    """A live item of a key list, its place, and the memory state of its `recall` card."""

    item_id: str
    position: float
    state: MemoryState | None


def plan_recital(
    items: Iterable[PlanItem], study_day: int, model: MemoryModel = DEFAULT_MODEL
) -> list[str]:
    """Return the ids of the items to ask on `study_day`, in their places; at least one.

    Items never reviewed, and items failed when last asked, always are. Of the others those are
    asked whose probability of being forgotten is at least WEAK_SHARE_OF_MEAN of the mean. All are
    when the most reviewed has had a multiple of REVIEWS_BETWEEN_WHOLE reviews, so that a list is
    recited with nothing shown from time to time, and when nothing can have been forgotten yet.
    """
    in_place = sorted(items, key=lambda item: (item.position, item.item_id))
    lost = {
        item.item_id: 1 - retrievability(item.state, study_day, model)
        for item in in_place
        if item.state is not None and item.state.last_rating != AGAIN
    }
    if _is_turn_of_whole(in_place):
        return [item.item_id for item in in_place]
    # Summed in one order and plainly, because a sum's last bit depends on both.
    together = reduce(add, sorted(lost.values()), 0.0)
    weak = WEAK_SHARE_OF_MEAN * together
    only_always = together == 0 and len(lost) < len(in_place)

    def is_asked(item_id: str) -> bool:
        loss = lost.get(item_id)
        return loss is None or (not only_always and loss * len(lost) >= weak)

    return [item.item_id for item in in_place if is_asked(item.item_id)]


def _is_turn_of_whole(items: list[PlanItem]) -> bool:
    reviews = max((item.state.review_count for item in items if item.state is not None), default=0)
    return reviews % REVIEWS_BETWEEN_WHOLE == 0
