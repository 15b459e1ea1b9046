"""The only reader of the clock. Everything else takes time as an argument or asks here."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _system_ms() -> int:
    return time.time_ns() // 1_000_000


_read: Callable[[], int] = _system_ms


def now_ms() -> int:
    """Return this moment in epoch milliseconds, UTC."""
    return _read()


def stopwatch_ms() -> float:
    """Return a reading that only ever grows, for measuring durations in milliseconds."""
    return time.perf_counter() * 1000


def system_seconds() -> float:
    """Return the system's own epoch seconds, for the rate limiter, which reads them too."""
    return time.time()


@contextmanager
def replaced_by(read: Callable[[], int]) -> Iterator[None]:
    """Let tests decide what time it is."""
    global _read
    previous, _read = _read, read
    try:
        yield
    finally:
        _read = previous
