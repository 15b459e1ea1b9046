"""How often a view may be asked for, counted in this process's memory.

By `limits` alone: flask-limiter, which is made of it, looks at every request of the app, which cost
a sync that brings nothing an eighth of its time.
"""

import math
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from server import clock
from server.errors import TooManyRequestsError

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class RateLimits:
    """Counts by limit and key. A limit is the name of a setting such as `20/hour;60/day`."""

    def __init__(self) -> None:
        self.enabled = True
        self.reset()

    def init_app(self, app: Flask) -> None:
        """Count for an app, from nothing, if its settings want that."""
        self.enabled = app.config["RATE_LIMITS"]
        self.reset()

    def reset(self) -> None:
        """Forget all that was counted."""
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    def refuse_when_reached(self, setting: str, key: str) -> None:
        """Raise TooManyRequestsError with Retry-After when the key has reached the limit."""
        for item in self._items(setting):
            if not self._windows.test(item, key):
                self._refuse(item, key)

    def count(self, setting: str, key: str) -> None:
        """Count one."""
        for item in self._items(setting):
            self._windows.hit(item, key)

    def limit(
        self, setting: str, key: Callable[[], str]
    ) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, Answer]]:
        """Count each request of a view, by what `key` returns, and refuse those above the limit."""

        def decorate(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
            @wraps(view)
            def limited(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
                counted_under = f"{setting}:{key()}"
                for item in self._items(setting):
                    if not self._windows.hit(item, counted_under):
                        self._refuse(item, counted_under)
                return view(*args, **kwargs)

            return limited

        return decorate

    def _items(self, setting: str) -> list[RateLimitItem]:
        return parse_many(current_app.config[setting]) if self.enabled else []

    def _refuse(self, item: RateLimitItem, key: str) -> None:
        reset_at = self._windows.get_window_stats(item, key).reset_time
        wait = max(1, math.ceil(reset_at - clock.system_seconds()))
        raise TooManyRequestsError(headers={"Retry-After": str(wait)})
