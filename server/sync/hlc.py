"""Hybrid logical clocks, written so that comparing strings compares times: `wall_ms-counter`.

`"{wall_ms:015d}-{counter:05d}"`, wall time in epoch milliseconds.

The scheme is that of Kulkarni et al., "Logical Physical Clocks" (2014).
"""

import re

PATTERN = re.compile(r"[0-9]{15}-[0-9]{5}")
MAX_COUNTER = 99_999
TOLERATED_AHEAD_MS = 60_000


def format_hlc(wall_ms: int, counter: int) -> str:
    """Write a clock value; `wall_ms` in epoch milliseconds."""
    return f"{wall_ms:015d}-{counter:05d}"


def wall_of(hlc: str) -> int:
    """Read the wall time of a clock value, epoch milliseconds."""
    return int(hlc[:15])


def is_too_far_ahead(hlc: str, now_ms: int) -> bool:
    """Tell a clock that would win against everybody for as long as it is ahead."""
    return wall_of(hlc) > now_ms + TOLERATED_AHEAD_MS


def next_hlc(now_ms: int, last: str | None) -> str:
    """Give the server's own next clock value: now, and later than `last`."""
    now = format_hlc(now_ms, 0)
    if last is None or now > last:
        return now
    wall_ms, counter = wall_of(last), int(last[16:])
    # A full counter borrows a millisecond: order matters here, the time does not.
    return format_hlc(wall_ms, counter + 1) if counter < MAX_COUNTER else format_hlc(wall_ms + 1, 0)
