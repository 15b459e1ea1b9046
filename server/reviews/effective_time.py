"""When a review happened, decided once, although no clock is trusted."""

from dataclasses import dataclass

# Below this the difference is the network's and the clocks' ordinary drift; correcting it would
# shift honest times.
TOLERATED_SKEW_MS = 120_000
# The times that JavaScript's Date knows, on both sides of 1970. Source: ECMA-262, Time Values.
FARTHEST_MS = 8_640_000_000_000_000


@dataclass(frozen=True)
class Clocks:
    """The server's and the device's time, read for one and the same request."""

    server_now_ms: int
    client_now_ms: int

    @property
    def skew_ms(self) -> int:
        """How far the device's clock is behind the server's."""
        return self.server_now_ms - self.client_now_ms

    @property
    def correction_ms(self) -> int:
        """What to add to the device's times: nothing for an honest clock."""
        return self.skew_ms if abs(self.skew_ms) > TOLERATED_SKEW_MS else 0


def effective_time(
    occurred_at_ms: int, correction_ms: int, previous_ms: int | None, now_ms: int
) -> int:
    """Give an event its effective time: the device's own if its clock is honest.

    All times are epoch milliseconds. `previous_ms` is the effective time of the device's event
    before it: what a person did later is never earlier, even if the clock was set back in between.
    No time lies in the server's future, and none beyond what the page can read.
    """
    corrected = max(-FARTHEST_MS, min(occurred_at_ms + correction_ms, FARTHEST_MS))
    earliest = corrected if previous_ms is None else previous_ms
    return min(max(corrected, earliest), now_ms)


def kept_effective_time(brought_ms: int, now_ms: int) -> int:
    """Keep the effective time that a server once gave, unless it lies in the future."""
    return min(brought_ms, now_ms)
