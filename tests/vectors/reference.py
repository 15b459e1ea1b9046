"""The scheduling contract said a second time, naively, on the stock py-fsrs package.

What the tests and the vectors hold our own functions against. Slow, and with no line in common.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from fsrs import Card, Rating, Scheduler

from server.scheduling.parameters import Parameters

_DAY_0 = datetime(1970, 1, 1, tzinfo=UTC)
_STABILITY_MAX = 36_500.0


class Reference:
    """py-fsrs under one set of parameters, driven with datetimes of whole study days."""

    def __init__(self, parameters: Parameters) -> None:
        self.scheduler = Scheduler(
            parameters["values"], learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )

    def state(self, reviews: list[tuple[int, int]]) -> dict[str, Any] | None:
        """Return the memory state after `reviews`: (rating, study day) in replay order."""
        if not reviews:
            return None
        card, last_day, lapses = Card(card_id=1), None, 0
        for rating, day in reviews:
            counted_day = day if last_day is None else max(last_day, day)
            lapses += rating == 1 and last_day is not None and counted_day > last_day
            card, _ = self.scheduler.review_card(
                card, Rating(rating), _DAY_0 + timedelta(days=counted_day)
            )
            # py-fsrs alone lets stability grow without bound.
            card.stability = min(card.stability, _STABILITY_MAX)
            last_day = counted_day
        return {
            "stability": card.stability,
            "difficulty": card.difficulty,
            "last_study_day": last_day,
            "review_count": len(reviews),
            "lapse_count": lapses,
            "last_rating": reviews[-1][0],
        }

    def retrievability(self, state: dict[str, Any], day: int) -> float:
        """Return the probability of recalling a card on a study day."""
        last = _DAY_0 + timedelta(days=state["last_study_day"])
        card = Card(card_id=1, stability=state["stability"], last_review=last)
        return float(
            self.scheduler.get_card_retrievability(card, _DAY_0 + timedelta(days=max(0, day)))
        )


def counted_reviews(events: list[dict[str, Any]], days: dict[str, int]) -> list[tuple[int, int]]:
    """Return (rating, study day) of the reviews that count, since the last reset, in replay order.

    `days` holds the study day of each event by its id.
    """
    taken_back = [event["target_event_id"] for event in events if event["kind"] == "undo"]
    reviews: list[tuple[int, int]] = []
    for event in sorted(events, key=_order):
        if event["event_id"] in taken_back:
            continue
        if event["kind"] == "review":
            reviews.append((event["rating"], days[event["event_id"]]))
        if event["kind"] == "reset":
            reviews.clear()
    return reviews


def _order(event: dict[str, Any]) -> list[Any]:
    at_ms = event.get("effective_at_ms", event["occurred_at_ms"])
    return [at_ms, event["device_id"], event["dev_seq"], event["event_id"]]
