"""The ways to schedule a list that are compared.

Ours calls the product's own `due_day` and `plan_recital`; what any policy believes about memory
comes from the product's own `advance`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from math import floor, prod

from server.scheduling.due import due_day
from server.scheduling.events import ReviewEvent
from server.scheduling.memory import (
    AGAIN,
    DEFAULT_MODEL,
    GOOD,
    MemoryModel,
    MemoryState,
    Rating,
)
from server.scheduling.parameters import DEFAULT_PARAMETERS, FSRS_6
from server.scheduling.plan import PlanItem, plan_recital
from server.scheduling.replay import advance
from server.scheduling.retrievability import list_retrievability, retrievability

_DAY_MS = 86_400_000
_DECAY = -DEFAULT_PARAMETERS["values"][20]
_CURVE = 0.9 ** (1 / _DECAY) - 1


class Policy:
    """One list under one policy. `retention` is the policy's own knob: more means more study."""

    own_visit_per_item = False
    """Each item asked is a card of its own, among others: it costs a visit."""
    repeats_whole_list = False
    """It knows only the list: when an item failed, the whole list is said again that day."""

    def __init__(self, retention: float, items: int) -> None:
        self.retention = retention
        self.states: list[MemoryState | None] = [None] * items

    def begin(self, first_ratings: list[Rating]) -> None:
        """Take the ratings of study day 0, on which the list was learned."""
        self.states = [said(None, 0, rating) for rating in first_ratings]

    def next_day(self, today: int) -> int:
        """Return the next day after `today` on which something is asked."""
        raise NotImplementedError

    def asked(self, day: int) -> list[int]:
        """Return the numbers of the items asked that day."""
        raise NotImplementedError

    def answered(self, day: int, recalled: dict[int, bool]) -> None:
        """Take the answers of a recital."""
        for item, right in recalled.items():
            self.states[item] = said(self.states[item], day, GOOD if right else AGAIN)


class ListRule(Policy):
    """The product: when a list is due, and which of its items are asked."""

    def next_day(self, today: int) -> int:  # noqa: D102
        due = due_day(self.states, self.retention)
        assert due is not None
        assert due > today
        return due

    def asked(self, day: int) -> list[int]:  # noqa: D102
        items = [PlanItem(f"{item:02d}", item, state) for item, state in enumerate(self.states)]
        return [int(item_id) for item_id in plan_recital(items, day)]


class WholeListRule(ListRule):
    """Due as the product says, but every item is asked."""

    def asked(self, day: int) -> list[int]:  # noqa: D102
        return list(range(len(self.states)))


class NeverWholeOnPurpose(ListRule):
    """The product, but strong items are shown for as long as they are strong."""

    def asked(self, day: int) -> list[int]:  # noqa: D102
        kept = self.states
        self.states = [state and state._replace(review_count=1) for state in kept]
        asked = super().asked(day)
        self.states = kept
        return asked


class ConstantTriggerRule(Policy):
    """The first design: due below one retrievability; the weakest asked until the rest are safe.

    Safe means that they carry no more than a quarter of the list's probability of failing.
    """

    def next_day(self, today: int) -> int:  # noqa: D102
        days = range(today + 1, today + 36_500)
        return days.start + bisect_left(days, True, key=self._falls_short)

    def _falls_short(self, day: int) -> bool:
        return (list_retrievability(self.states, day) or 0) < self.retention

    def asked(self, day: int) -> list[int]:  # noqa: D102
        recall = [retrievability(state, day) for state in self.states if state is not None]
        strongest_first = sorted(range(len(recall)), key=lambda item: -recall[item])
        shown: list[int] = []
        while len(shown) < len(recall) - 1:
            shown.append(strongest_first[len(shown)])
            if prod(recall[item] for item in shown) < 1 - 0.25 * (1 - prod(recall)):
                shown.pop()
                break
        return [item for item in range(len(recall)) if item not in shown]


class ListCard(Policy):
    """One card for the list, as in any flashcard program: it is right if every item is."""

    repeats_whole_list = True
    model = DEFAULT_MODEL

    def begin(self, first_ratings: list[Rating]) -> None:  # noqa: D102
        self.items = range(len(first_ratings))
        self.states = [said(None, 0, min(first_ratings), self.model)]

    def next_day(self, today: int) -> int:  # noqa: D102
        return max(today + 1, card_due(self.states[0], self.retention))

    def asked(self, day: int) -> list[int]:  # noqa: D102
        return list(self.items)

    def answered(self, day: int, recalled: dict[int, bool]) -> None:  # noqa: D102
        whole = all(recalled.values())
        self.states = [said(self.states[0], day, GOOD if whole else AGAIN, self.model)]


class FittedListCard(ListCard):
    """The same with the parameters that made its study time least in a search over 3 and 7 items.

    A list that failed because of one item keeps most of its stability, and is not called difficult.
    No fit knows study time, so this is more than a program could reach by fitting.
    """

    model = MemoryModel(
        {
            "model": FSRS_6,
            "values": [
                {4: 5.13, 6: 0.302, 8: 1.47, 11: 5.0, 13: 0.526}.get(number, value)
                for number, value in enumerate(DEFAULT_PARAMETERS["values"])
            ],
        }
    )


class ItemCards(Policy):
    """One card per item, each due by itself."""

    own_visit_per_item = True

    def next_day(self, today: int) -> int:  # noqa: D102
        return max(today + 1, min(card_due(state, self.retention) for state in self.states))

    def asked(self, day: int) -> list[int]:  # noqa: D102
        return [card for card, state in enumerate(self.states) if self._due(state) <= day]

    def _due(self, state: MemoryState | None) -> int:
        return card_due(state, self.retention)


class BuriedItemCards(ItemCards):
    """The same, but only one card of the list a day: the others are buried until tomorrow."""

    def asked(self, day: int) -> list[int]:  # noqa: D102
        return [weakest(self.states, super().asked(day), day)]


class OverlappingCloze(BuriedItemCards):
    """A card per item with its neighbours shown, and one that asks all; siblings buried."""

    def begin(self, first_ratings: list[Rating]) -> None:  # noqa: D102
        super().begin(first_ratings)
        self.items = range(len(first_ratings))
        self.states.append(said(None, 0, min(first_ratings)))

    def asked(self, day: int) -> list[int]:  # noqa: D102
        [self.card] = super().asked(day)
        self.own_visit_per_item = self.card < len(self.items)
        self.repeats_whole_list = not self.own_visit_per_item
        return [self.card] if self.own_visit_per_item else list(self.items)

    def answered(self, day: int, recalled: dict[int, bool]) -> None:  # noqa: D102
        right = all(recalled.values())
        self.states[self.card] = said(self.states[self.card], day, GOOD if right else AGAIN)


POLICIES: dict[str, Callable[[float, int], Policy]] = {
    "one card per list": ListCard,
    "one card per list, fitted": FittedListCard,
    "one card per item": ItemCards,
    "one card per item, buried": BuriedItemCards,
    "overlapping cloze": OverlappingCloze,
    "list rule, all asked": WholeListRule,
    "list rule, ours": ListRule,
    "ours, never whole on purpose": NeverWholeOnPurpose,
    "first design: fixed trigger": ConstantTriggerRule,
}


def said(
    state: MemoryState | None, day: int, rating: Rating, model: MemoryModel = DEFAULT_MODEL
) -> MemoryState:
    """Return a card's state after a rating; after "again" it is said right once the same day."""
    after = advance(state, _event(day, rating), model)
    if rating == AGAIN:
        after = advance(after, _event(day, GOOD), model)
    assert after is not None
    return after


def card_due(state: MemoryState | None, retention: float) -> int:
    """Return the first day on which a single card's retrievability lies below `retention`."""
    assert state is not None
    return (
        state.last_study_day
        + 1
        + floor(min(state.stability / _CURVE * (retention ** (1 / _DECAY) - 1), 36_500))
    )


def weakest(states: list[MemoryState | None], cards: Iterable[int], day: int) -> int:
    """Return the card that is most likely forgotten."""
    return min(cards, key=lambda card: retrievability(states[card], day))  # type: ignore[arg-type]


def _event(day: int, rating: Rating) -> ReviewEvent:
    return {
        "event_id": "",
        "kind": "review",
        "card_id": "",
        "rating": rating,
        "occurred_at_ms": day * _DAY_MS,
        "utc_offset_minutes": 0,
        "rollover_hour": 0,
        "device_id": "",
        "dev_seq": 0,
    }
