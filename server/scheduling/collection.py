"""A whole collection of cards replayed at once: the k-th review of all of them is one step.

The states are those of replay.py. Rounding to 8 decimals leaves nothing of the last bits in which
numpy's exp and pow differ from Python's, but for one state in a million.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from server.scheduling.events import ReviewEvent, effective_at_ms, event_study_day
from server.scheduling.formulas import Floats, Integers
from server.scheduling.memory import AGAIN, DEFAULT_MODELS, MemoryModels, MemoryState

Booleans = NDArray[np.bool_]


class EventColumns(NamedTuple):
    """Review events in whatever order they came: the columns of their table that replay reads."""

    event_id: Sequence[str]
    card_id: Sequence[str]
    kind: Sequence[str]
    rating: Sequence[int | None]
    target_event_id: Sequence[str | None]
    effective_at_ms: Sequence[int]
    study_day: Sequence[int]
    device_id: Sequence[str]
    dev_seq: Sequence[int]


class Reviews(NamedTuple):
    """The reviews of many cards, each card's together and in replay order: arrays of one length.

    A reset ends a life of its card: the review after it is a first one again.
    """

    at: Integers
    """index among the events"""
    number: Integers
    """0 for the first review of a life"""
    rating: Integers
    last_study_day: Integers
    """the largest study day of the life so far"""
    elapsed_days: Integers
    """from the largest study day before; 0 for the first review of a life"""
    is_last: Booleans
    """the card's last, and not reset since"""


def columns_of(events: Iterable[ReviewEvent]) -> EventColumns:
    """Return events as columns."""
    rows = [
        (
            *(event["event_id"], event["card_id"], event["kind"], event.get("rating")),
            *(event.get("target_event_id"), effective_at_ms(event), event_study_day(event)),
            *(event["device_id"], event["dev_seq"]),
        )
        for event in events
    ]
    return EventColumns(*zip(*rows, strict=True)) if rows else EventColumns(*[()] * 9)


def replay_cards(
    events: EventColumns, model: MemoryModels = DEFAULT_MODELS
) -> dict[str, MemoryState]:
    """Return the memory state by card id of every card that has one, from all of their events."""
    reviews = reviews_of(events)
    stability, difficulty = memory_after_each(reviews, model)
    lapses = np.cumsum((reviews.rating == AGAIN) & (reviews.elapsed_days > 0))
    last = np.flatnonzero(reviews.is_last)
    first = last - reviews.number[last]
    states = zip(
        stability[last].tolist(),
        difficulty[last].tolist(),
        reviews.last_study_day[last].tolist(),
        (reviews.number[last] + 1).tolist(),
        (lapses[last] - lapses[first]).tolist(),
        reviews.rating[last].tolist(),
        strict=True,
    )
    card_ids = (events.card_id[at] for at in reviews.at[last].tolist())
    return dict(zip(card_ids, map(MemoryState._make, states), strict=True))


def reviews_of(events: EventColumns) -> Reviews:
    """Find the reviews that count and what lies between them."""
    counted = _counted(events)
    card = _numbers_of(events.card_id)
    at = counted[_replay_order(events, counted, card[counted])]
    begins = _differs(card[at])
    is_reset = np.array([kind == "reset" for kind in events.kind], dtype=bool)[at]
    begins[1:] |= is_reset[:-1]
    life = np.cumsum(begins)
    is_ended = np.isin(life, life[is_reset])

    at, life, is_ended = at[~is_reset], life[~is_reset], is_ended[~is_reset]
    begins, row = _differs(life), np.arange(len(at))
    number = row - np.maximum.accumulate(np.where(begins, row, 0))
    last_study_day = _largest_so_far(_integers(events.study_day)[at], life)
    return Reviews(
        at,
        number,
        rating=_integers([rating or 0 for rating in events.rating])[at],
        last_study_day=last_study_day,
        elapsed_days=np.where(begins, 0, np.diff(last_study_day, prepend=0)),
        is_last=np.append(begins[1:], True)[: len(at)] & ~is_ended,
    )


def memory_after_each(reviews: Reviews, model: MemoryModels) -> tuple[Floats, Floats]:
    """Return (stability, difficulty) after each review."""
    stability, difficulty = np.empty((2, len(reviews.at)))
    for step, rows in enumerate(_steps(reviews.number)):
        rating = reviews.rating[rows]
        if step == 0:
            stability[rows], difficulty[rows] = model.first(rating)
        else:
            elapsed_days = reviews.elapsed_days[rows].astype(np.float64)
            stability[rows], difficulty[rows] = model.next(
                stability[rows - 1], difficulty[rows - 1], elapsed_days, rating
            )
    return stability, difficulty


def _steps(number: Integers) -> Iterator[Integers]:
    """Yield the rows of all first reviews, of all second ones, and so on."""
    rows = np.argsort(number, kind="stable")
    return iter(np.split(rows, np.cumsum(np.bincount(number))[:-1]))


def _counted(events: EventColumns) -> Integers:
    """Return the indexes of `effective_events`, as they came."""
    targets = zip(events.card_id, events.target_event_id, strict=True)
    undone = {target for kind, target in zip(events.kind, targets, strict=True) if kind == "undo"}
    ids = zip(events.card_id, events.event_id, strict=True)
    return np.flatnonzero(
        [
            kind in ("review", "reset") and own not in undone
            for kind, own in zip(events.kind, ids, strict=True)
        ]
    )


def _replay_order(events: EventColumns, counted: Integers, card: Integers) -> Integers:
    """Return where each of the counted events comes from: card by card, in replay order."""
    at_ms = _integers(events.effective_at_ms)[counted]
    order = np.lexsort((at_ms, card))
    same_as_next = ~(_differs(card[order]) | _differs(at_ms[order]))[1:]
    # Few have the moment of another: for them alone the rest of the order is read.
    tied = np.append(same_as_next, False) | np.append(False, same_as_next)

    def key(row: int) -> tuple[int, int, str, int, str]:
        at = counted[row]
        ids = events.device_id[at], events.dev_seq[at], events.event_id[at]
        return (int(card[row]), int(at_ms[row]), *ids)

    order[tied[: len(order)]] = sorted(order[tied[: len(order)]].tolist(), key=key)
    return order


def _largest_so_far(day: Integers, life: Integers) -> Integers:
    """Return the largest day of the same life up to each row."""
    if not len(day):
        return day
    apart = life * (np.ptp(day) + 1)  # so that no day of a life reaches those of the next
    largest: Integers = np.maximum.accumulate(day + apart)
    return largest - apart


def _integers(column: Sequence[int]) -> Integers:
    return np.array(column, dtype=np.int64)


def _numbers_of(ids: Sequence[str]) -> Integers:
    """Number the ids, the same ones alike."""
    number = {each: at for at, each in enumerate(dict.fromkeys(ids))}
    return np.fromiter(map(number.__getitem__, ids), np.int64, len(ids))


def _differs(column: Integers) -> Booleans:
    """Tell which rows differ from the one before; the first does."""
    return np.append(True, column[1:] != column[:-1])[: len(column)]
