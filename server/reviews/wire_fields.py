"""Field types of what devices send: strict, because a wrong value kept once is kept for ever.

marshmallow's own fields convert (`"3"` to 3, upper-case UUIDs to lower), so the same event could
arrive in two forms; and they take twice the time for an event.
"""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, missing

from server.strict_json import LARGEST_INTEGER

UUID_PATTERN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
WORD_PATTERN = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class Pattern(fields.String):
    """A string of one written form."""

    def __init__(
        self,
        pattern: re.Pattern[str],
        meaning: str,
        *,
        required: bool = False,
        allow_none: bool = False,
    ) -> None:
        super().__init__(
            required=required,
            allow_none=allow_none,
            metadata={"pattern": f"^{pattern.pattern}$"},
        )
        self.pattern = pattern
        self.meaning = meaning

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: object
    ) -> str:
        if isinstance(value, str) and self.pattern.fullmatch(value):
            return value
        raise ValidationError(f"must be {self.meaning}")


class Id(Pattern):
    """A UUID as 36 lower-case characters."""

    def __init__(self, *, required: bool = False, allow_none: bool = False) -> None:
        meaning = "a UUID of 36 lower-case characters"
        super().__init__(UUID_PATTERN, meaning, required=required, allow_none=allow_none)


class Word(Pattern):
    """A name of the protocol: a kind or a field."""

    def __init__(self, *, required: bool = False, allow_none: bool = False) -> None:
        meaning = "a lower-case word of at most 64 letters, digits, _ and -"
        super().__init__(WORD_PATTERN, meaning, required=required, allow_none=allow_none)


class WholeNumber(fields.Integer):
    """An integer within bounds; 3.0 is one, as in JSON Schema, but true and "3" are not."""

    def __init__(
        self,
        minimum: int = -LARGEST_INTEGER,
        maximum: int = LARGEST_INTEGER,
        *,
        required: bool = False,
        allow_none: bool = False,
        load_default: object = missing,
    ) -> None:
        super().__init__(
            required=required,
            allow_none=allow_none,
            load_default=load_default,
            metadata={"minimum": minimum, "maximum": maximum},
        )
        self.minimum = minimum
        self.maximum = maximum

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: object
    ) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is int and self.minimum <= value <= self.maximum:
            return value
        raise ValidationError(f"must be a whole number from {self.minimum} to {self.maximum}")
