"""Large pushes let short exchanges pass.

A thread that computes and one that answers a learner share Python's lock, so taking turns at the
database is not enough: between its parts a large push stands aside while short exchanges run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

LONGEST_WAIT_SECONDS = 0.1


class Way:
    """Counts the short exchanges of this process that are under way."""

    def __init__(self) -> None:
        self._short = 0
        self._changed = Condition()

    @contextmanager
    def taken_shortly(self) -> Iterator[None]:
        """Run a short exchange."""
        with self._changed:
            self._short += 1
        try:
            yield
        finally:
            with self._changed:
                self._short -= 1
                self._changed.notify_all()

    def stand_aside(self) -> None:
        """Wait until no short exchange runs, or long enough that a large push ends some day."""
        with self._changed:
            self._changed.wait_for(lambda: self._short == 0, LONGEST_WAIT_SECONDS)


way = Way()
