"""What an item is told when it cannot be taken."""

from typing import Any

from marshmallow import ValidationError

from server.strict_json import storable_text

Ack = dict[str, Any]

_LONGEST_ECHO = 64
_MOST_PROBLEMS = 5


def rejected(code: str, reason: str | ValidationError) -> Ack:
    """Make the answer to an item that is not stored: a code to translate, and what to do."""
    message = reason if isinstance(reason, str) else _in_words(reason)
    return {"outcome": "rejected", "code": code, "message": message}


def sendable_id(item: object, name: str) -> str | None:
    """Return the item's id as it came, or None when it is nothing that could be one."""
    value = item.get(name) if isinstance(item, dict) else None
    if isinstance(value, str) and len(value) <= _LONGEST_ECHO and storable_text(value):
        return value
    return None


def _in_words(error: ValidationError) -> str:
    messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
    problems = [
        f"{name} {' '.join(map(str, found)) if isinstance(found, list) else found}"
        for name, found in list(messages.items())[:_MOST_PROBLEMS]
    ]
    return "; ".join(problems).rstrip(".") + ". Correct it and push it again."
