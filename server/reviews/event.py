"""A review event between the wire and its row."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from .bounded_json import problem_with
from .content_hash import content_hash
from .schemas import READERS, UNKNOWN_KIND

Row = dict[str, Any]

# The columns that hold what the device made; in the order of the wire.
MADE_ON_DEVICE = (
    "kind",
    "card_id",
    "rating",
    "target_event_id",
    "recital_id",
    "occurred_at_ms",
    "utc_offset_minutes",
    "rollover_hour",
    "duration_ms",
    "device_id",
    "dev_seq",
)
EMPTY_COLUMNS = dict.fromkeys(MADE_ON_DEVICE)
GIVEN_BY_SERVER = ("seq", "received_at_ms", "effective_at_ms")

MAX_EXTRA_BYTES = 4 * 1024
# Longer than an hour and the phone was put away; below zero and its clock was set back.
MAX_DURATION_MS = 3_600_000


def read_event(item: object) -> Row:
    """Turn an event of the wire into a row without the columns that the server gives.

    `effective_at_ms` is the one the device brought, or None. Fields that no column holds, and
    known ones that are written as null, are in `extra`, so that `write_event` gives back what came.

    Raises marshmallow.ValidationError, its messages by field.
    """
    kind = item.get("kind") if isinstance(item, dict) else None
    reader = READERS.get(kind, UNKNOWN_KIND) if isinstance(kind, str) else UNKNOWN_KIND
    content = reader.read(item)
    event_id = content.pop("event_id")
    # What a server gave before a restore; only the effective time is still wanted.
    content.pop("seq", None)
    content.pop("received_at_ms", None)
    effective_at_ms = content.pop("effective_at_ms", None)
    extra = {
        name: value for name, value in content.items() if value is None or name not in reader.names
    }
    columns = {name: content[name] for name in content.keys() - extra.keys()} if extra else content
    if "duration_ms" in columns:
        duration_ms = min(max(columns["duration_ms"], 0), MAX_DURATION_MS)
        columns["duration_ms"] = content["duration_ms"] = duration_ms
    return {
        **EMPTY_COLUMNS,
        **columns,
        "id": event_id,
        "effective_at_ms": effective_at_ms,
        "extra": _bounded(extra) if extra else None,
        "content_hash": content_hash(content),
    }


def write_event(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Turn a row into the event of the wire: what the device made and what the server gave."""
    event = {"event_id": row["id"], **_content(row)}
    for name in GIVEN_BY_SERVER:
        event[name] = row[name]
    return event


def _content(row: Mapping[Any, Any]) -> dict[str, Any]:
    content = {name: row[name] for name in MADE_ON_DEVICE if row[name] is not None}
    return {**content, **row["extra"]} if row["extra"] else content


def _bounded(extra: dict[str, Any]) -> dict[str, Any]:
    problem = problem_with(extra, max_bytes=MAX_EXTRA_BYTES)
    if problem:
        raise ValidationError({"unknown fields": [problem]})
    return extra
