"""What makes two review events the same review."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .bounded_json import canonical

# A device that was restored from a backup takes a new id and numbers its unsent events anew, and
# the server gives the rest: neither makes it another review.
LEFT_OUT = frozenset({"device_id", "dev_seq", "effective_at_ms", "seq", "received_at_ms"})

_PLAIN = {str, int}
_written = json.JSONEncoder(sort_keys=True).encode


def content_hash(event: Mapping[str, Any]) -> bytes:
    """SHA-256 over the event as it is on the wire, 32 bytes, whatever the order of its fields.

    A field that is null counts as absent.
    """
    content = {
        name: value if type(value) in _PLAIN else canonical(value)
        for name, value in event.items()
        if value is not None and name not in LEFT_OUT
    }
    return hashlib.sha256(_written(content).encode()).digest()
