"""A generated collection as large as years of study make: decks, and the reviews of their items."""

import json
import random
from pathlib import Path
from typing import Any

from server import ids

DECKS, LISTS_A_DECK, ITEMS_A_LIST, REVIEWS_AN_ITEM = 20, 100, 5, 10
DAY_MS = 86_400_000
CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨"


def write_decks(folder: Path, decks: int = DECKS, seed: int = 1) -> list[Path]:
    """Write deck files of 100 lists with 500 items each; return their paths."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_deck(folder / f"deck-{deck}.md", deck, chance) for deck in range(decks)]


def _write_deck(file: Path, deck: int, chance: random.Random) -> Path:
    lines = [
        "---",
        f"slug: large-{deck}",
        f"title: 第{deck + 1}篇",
        f"position: {deck + 10}",
        "---",
    ]
    lines += ["", "## 正文 / Body", ""]
    for number in range(LISTS_A_DECK):
        lines += [f"### {_words(chance, 6)} / List {number} `list-{number}`", ""]
        for item in range(ITEMS_A_LIST):
            lines += [f"{item + 1}. {_words(chance, 9)} / Item {item} `item-{item}`"]
            lines += [f"   > {_words(chance, 24)}"]
        lines += [""]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def write_history(file: Path, now_ms: int) -> Path:
    """Write a file that the page imports: the reviews of 2,000 lists, 100,000 in all."""
    events = make_reviews(now_ms)
    history = {"format": "jiyao", "version": 1, "exported_at_ms": now_ms}
    history |= {"device_id": events[0]["device_id"], "events": events, "edits": []}
    file.write_text(json.dumps(history))
    return file


def make_reviews(now_ms: int, decks: int = DECKS, seed: int = 1) -> list[dict[str, Any]]:
    """Make ten reviews for each item of the decks, over about a year, oldest first."""
    chance = random.Random(seed)
    device_id = str(ids.uuid.UUID(int=chance.getrandbits(128), version=4))
    events = [
        _review(chance, card_id, at_ms)
        for card_id in _card_ids(decks)
        for at_ms in _review_times(chance, now_ms)
    ]
    events.sort(key=lambda event: event["occurred_at_ms"])
    for dev_seq, event in enumerate(events, 1):
        event.update(device_id=device_id, dev_seq=dev_seq)
    return events


def _card_ids(decks: int) -> list[str]:
    lists = [
        ids.key_list_id(ids.deck_id(f"large-{deck}"), f"list-{number}")
        for deck in range(decks)
        for number in range(LISTS_A_DECK)
    ]
    return [
        ids.card_id(ids.item_id(key_list, f"item-{item}"))
        for key_list in lists
        for item in range(ITEMS_A_LIST)
    ]


def _review_times(chance: random.Random, now_ms: int) -> list[int]:
    """Intervals that grow, as reviews that went well have them; the last one days to months ago."""
    gaps = sorted(chance.uniform(1, 90) for _ in range(REVIEWS_AN_ITEM))
    at_ms = now_ms - int(sum(gaps) * DAY_MS)
    times = []
    for gap in gaps:
        times.append(at_ms)
        at_ms += int(gap * DAY_MS)
    return times


def _review(chance: random.Random, card_id: str, at_ms: int) -> dict[str, Any]:
    return {
        "event_id": str(ids.uuid.UUID(int=chance.getrandbits(128), version=4)),
        "kind": "review",
        "card_id": card_id,
        "rating": chance.choices((1, 2, 3, 4), (10, 8, 70, 12))[0],
        "recital_id": None,
        "occurred_at_ms": at_ms,
        "utc_offset_minutes": 480,
        "rollover_hour": 4,
        "duration_ms": 3_000,
    }


def _words(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(CHARACTERS) for _ in range(count))
