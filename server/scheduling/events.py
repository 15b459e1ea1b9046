"""Review events as replay reads them: their order, and which of them count."""

from collections.abc import Iterable
from typing import Literal, NotRequired, TypedDict

from server.scheduling.study_day import study_day


class ReviewEvent(TypedDict):
    """The fields of a review event that replay reads (docs/architecture.md, Review events)."""

    event_id: str
    card_id: str
    kind: str
    rating: NotRequired[Literal[1, 2, 3, 4]]
    target_event_id: NotRequired[str | None]
    occurred_at_ms: int
    effective_at_ms: NotRequired[int | None]
    utc_offset_minutes: int
    rollover_hour: int
    device_id: str
    dev_seq: int


def effective_at_ms(event: ReviewEvent) -> int:
    """Return the moment an event counts from: its own until the server has given it one."""
    given = event.get("effective_at_ms")
    return event["occurred_at_ms"] if given is None else given


def replay_order(event: ReviewEvent) -> tuple[int, str, int, str]:
    """Return the sort key of the total replay order, the same on every device."""
    return effective_at_ms(event), event["device_id"], event["dev_seq"], event["event_id"]


def event_study_day(event: ReviewEvent) -> int:
    """Return the study day of an event, by its own UTC offset and rollover hour."""
    return study_day(effective_at_ms(event), event["utc_offset_minutes"], event["rollover_hour"])


def undone_events(events: Iterable[ReviewEvent]) -> set[tuple[str | None, str | None]]:
    """Return (card id, event id) of what undo events take back.

    An undo takes back an event of its own card only, because a card is replayed from its own events
    alone. Where it stands in the order does not matter, and its target may arrive after it, so
    undoing commutes with everything. An undo itself cannot be undone: rate again instead.
    """
    return {
        (event.get("card_id"), event.get("target_event_id"))
        for event in events
        if event["kind"] == "undo"
    }


def is_among(undone: set[tuple[str | None, str | None]], event: ReviewEvent) -> bool:
    """Tell whether an event is among the `undone_events`."""
    return (event.get("card_id"), event["event_id"]) in undone


def effective_events(events: Iterable[ReviewEvent]) -> list[ReviewEvent]:
    """Return the reviews and resets that were not undone, in replay order.

    Kinds that a newer version wrote are passed over.
    """
    events = list(events)
    undone = undone_events(events)
    counted = [
        event
        for event in events
        if event["kind"] in ("review", "reset") and not is_among(undone, event)
    ]
    return sorted(counted, key=replay_order)
