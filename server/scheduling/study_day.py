"""The day that a moment belongs to, for the one who studies."""

_MINUTE_MS = 60_000
_HOUR_MS = 3_600_000
_DAY_MS = 86_400_000


def study_day(at_ms: int, utc_offset_minutes: int, rollover_hour: int) -> int:
    """Return the local calendar day of a moment as days since 1970-01-01, negative before it.

    The day begins at `rollover_hour` (0–23) local time. `at_ms` is epoch milliseconds, UTC;
    `utc_offset_minutes` is east-positive (Beijing 480) and the event's own, so that no later
    change of time zone or of zone rules moves a review to another day.
    """
    return (at_ms + utc_offset_minutes * _MINUTE_MS - rollover_hour * _HOUR_MS) // _DAY_MS
