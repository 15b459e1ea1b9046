"""Bounds for JSON that is kept and passed on without being understood.

A newer version may write fields, kinds and values that this server does not know. They are kept,
but never without a limit, and never in a form that another device could not read back unchanged.
"""

import json
import math
from typing import cast

from server.strict_json import LARGEST_INTEGER, storable_text

MAX_DEPTH = 8


def problem_with(value: object, *, max_bytes: int) -> str | None:
    """Say what keeps `value` (parsed JSON) from being kept, or None when nothing does.

    `max_bytes` bounds its JSON text in UTF-8.
    """
    problem = _problem_within(value, MAX_DEPTH)
    if problem:
        return problem
    size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    if size > max_bytes:
        return f"is {size} bytes of JSON; at most {max_bytes} are kept"
    return None


def canonical(value: object) -> object:
    """Write whole numbers as integers: a JavaScript device passes 1.0 on as 1, -0.0 as 0."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [canonical(entry) for entry in value]
    if isinstance(value, dict):
        return {name: canonical(entry) for name, entry in value.items()}
    return value


def _problem_within(value: object, depth_left: int) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return None if storable_text(value) else "holds NUL or half of a surrogate pair"
    if isinstance(value, int | float):
        # A fraction as large would come back from JavaScript as an integer that it cannot hold.
        is_safe = math.isfinite(value) and abs(value) <= LARGEST_INTEGER
        return None if is_safe else "holds a number beyond 2^53 - 1"
    if depth_left == 0:
        return f"is nested deeper than {MAX_DEPTH} levels"
    inner: list[object] = (
        [*value, *value.values()] if isinstance(value, dict) else cast(list[object], value)
    )
    for entry in inner:
        problem = _problem_within(entry, depth_left - 1)
        if problem:
            return problem
    return None
