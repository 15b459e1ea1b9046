"""JSON without its traps: what two parsers could read differently is refused.

Refused as `malformed_json`: text that is not UTF-8, NaN and infinities, numbers too large for a
double, a key given twice, nesting deeper than the limit. Refused as `invalid_input`, at the path
where they stand, unless the caller checks values itself: integers that a double cannot hold
(beyond ±(2^53 − 1)), lone surrogates and NUL in strings, which no database stores.
"""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from server.errors import InvalidInputError, MalformedRequestError

LARGEST_INTEGER: Final = 2**53 - 1
CONTAINERS: Final = (dict, list)  # a tuple: `dict | list` would be made anew at each value
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def parse(body: bytes, *, max_depth: int, check_values: bool = True) -> Any:
    """Return the value of a JSON text.

    Raises MalformedRequestError (400) and, with `check_values`, InvalidInputError (422).
    """
    try:
        value = json.loads(
            body.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError) as error:
        raise MalformedRequestError("malformed_json", "The body is not valid JSON.") from error
    if _depth_exceeds(value, max_depth):
        raise MalformedRequestError("malformed_json", f"Nested deeper than {max_depth} levels.")
    if check_values and (details := dict(unstorable(value))):
        raise InvalidInputError(details=details)
    return value


def storable_text(text: str) -> bool:
    """Tell whether a string can be stored: no lone surrogate, no NUL."""
    return UNSTORABLE.search(text) is None


def storable_integer(number: int) -> bool:
    """Tell whether a JavaScript number holds this integer exactly."""
    return -LARGEST_INTEGER <= number <= LARGEST_INTEGER


def unstorable(value: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield (path, [message]) for each string, key and integer that cannot be stored."""
    if isinstance(value, str):
        if not storable_text(value):
            yield path, ["Holds a character that cannot be stored."]
    elif isinstance(value, int):
        if not storable_integer(value):
            yield path, ["Not an integer within ±(2^53 − 1)."]
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not storable_text(key):
                yield path, ["Holds a key that cannot be stored."]
            else:
                yield from unstorable(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unstorable(inner, f"{path}.{index}" if path else str(index))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key is given twice")
    return result


def _depth_exceeds(value: Any, limit: int) -> bool:
    level = [value] if isinstance(value, CONTAINERS) else []
    for _ in range(limit):
        if not level:
            return False
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, CONTAINERS)
        ]
    return bool(level)
