"""Which items of a key list to ask, and which to show in their places."""

from collections.abc import Iterable
from typing import NamedTuple

from server.scheduling.memory import AGAIN, DEFAULT_MODEL, MemoryModel, MemoryState
from server.scheduling.policy import SHOWN_SHARE_OF_LOSS
from server.scheduling.retrievability import list_retrievability, retrievability


class PlanItem(NamedTuple):
    """A live item of a key list, its place, and the memory state of its `recall` card."""

    item_id: str
    position: float
    state: MemoryState | None


def plan_recital(
    items: Iterable[PlanItem], study_day: int, model: MemoryModel = DEFAULT_MODEL
) -> list[str]:
    """Return the ids of the items to ask on `study_day`, in their places; at least one.

    The weakest are asked, until the rest together carry no more than SHOWN_SHARE_OF_LOSS of the
    list's probability of failing. Items never reviewed, and items failed when last asked, always
    are.
    """
    in_place = sorted(items, key=lambda item: (item.position, item.item_id))
    shown = _strongest_that_are_safe(in_place, study_day, model)
    return [item.item_id for item in in_place if item.item_id not in shown]


def _strongest_that_are_safe(
    in_place: list[PlanItem], study_day: int, model: MemoryModel
) -> set[str]:
    whole = list_retrievability((item.state for item in in_place), study_day, model)
    if whole is None:
        return set()
    safe = 1 - SHOWN_SHARE_OF_LOSS * (1 - whole)
    weakest_first = sorted(
        (retrievability(item.state, study_day, model), item.position, item.item_id)
        for item in in_place
        if item.state is not None and item.state.last_rating != AGAIN
    )
    if len(weakest_first) == len(in_place):
        del weakest_first[0]  # at least one is asked
    shown: set[str] = set()
    together = 1.0
    for recall, _position, item_id in reversed(weakest_first):
        together *= recall
        if together < safe:
            break
        shown.add(item_id)
    return shown
