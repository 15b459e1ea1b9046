"""Review events as fsrs-rs takes them. Pure."""

from collections.abc import Iterable

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview

from server.scheduling.events import ReviewEvent, event_study_day
from server.scheduling.parameters import FSRS_6, Parameters

# Enough that nothing is lost, and the same text in every language.
_DECIMALS = 6


class _Life:
    """A card since it was new or reset. fsrs-rs keeps apart what has different numbers."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.last_day: int | None = None
        self.reviews: list[FSRSReview] = []


def training_items(events: Iterable[ReviewEvent]) -> tuple[list[FSRSItem], list[int]]:
    """Turn `effective_events` into items and their cards' numbers, in the order of the events.

    An item is a card's reviews up to one on a later study day, which it asks to predict. fsrs-rs
    weights late items more and learns from them in the order given, so both the order of time and
    the numbers matter: without them its parameters are others than Anki's.
    """
    lives: dict[str, _Life] = {}
    items: list[FSRSItem] = []
    numbers: list[int] = []
    begun = 0
    for event in events:
        card_id = event["card_id"]
        if event["kind"] == "reset":
            lives.pop(card_id, None)
            continue
        if card_id not in lives:
            begun += 1
            lives[card_id] = _Life(begun)
        life, day = lives[card_id], event_study_day(event)
        elapsed_days = 0 if life.last_day is None else max(0, day - life.last_day)
        life.reviews.append(FSRSReview(event["rating"], elapsed_days))
        life.last_day = day if life.last_day is None else life.last_day + elapsed_days
        if elapsed_days > 0:
            items.append(FSRSItem(life.reviews))
            numbers.append(life.number)
    return items, numbers


def train(items: list[FSRSItem], numbers: list[int]) -> Parameters:
    """Return the parameters that fsrs-rs finds for training items, rounded as they travel."""
    values = FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items, card_ids=numbers)
    return {"model": FSRS_6, "values": [round(value, _DECIMALS) for value in values]}
