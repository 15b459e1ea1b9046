"""Samples of what happens in other processes. Linux; the standard library only, for Anki's side."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

# A server still tidies up after its answer; that belongs to the answer's cost.
SETTLE_SECONDS = 0.003


@dataclass
class Cost:
    """One kind of exchange: a sample a measuring, all in milliseconds; traffic of one exchange."""

    wall_ms: list[float] = field(default_factory=list)
    server_ms: list[float] = field(default_factory=list)
    client_ms: list[float] = field(default_factory=list)
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class Meter:
    """Collects costs by name. `servers` are the ids of the processes whose work counts."""

    def __init__(self, servers: Iterable[int]) -> None:
        self.servers = tuple(servers)
        self.costs: dict[str, Cost] = {}

    def measure(self, name: str, act: Callable[[], object], times: int = 1) -> Cost:
        """Act so many times; the sample is the mean of them."""
        server_before, client_before = cpu_ns(self.servers), time.process_time_ns()
        wall_before = time.perf_counter_ns()
        for _ in range(times):
            act()
        wall, client = time.perf_counter_ns() - wall_before, time.process_time_ns() - client_before
        time.sleep(SETTLE_SECONDS)
        cost = self.costs.setdefault(name, Cost())
        cost.wall_ms.append(wall / times / 1e6)
        cost.server_ms.append((cpu_ns(self.servers) - server_before) / times / 1e6)
        cost.client_ms.append(client / times / 1e6)
        return cost

    def as_json(self) -> dict[str, Any]:
        """Return the costs by name, for another process to read."""
        return {name: asdict(cost) for name, cost in self.costs.items()}


def cpu_ns(servers: Iterable[int]) -> int:
    """User and system time of processes and all below them, from their CPU clocks.

    The number of a process's clock: CPUCLOCK_SCHED of the kernel, in posix-timers_types.h.
    """
    return sum(time.clock_gettime_ns((~pid << 3) | 2) for each in servers for pid in family(each))


def peak_mb(servers: Iterable[int]) -> float:
    """The most memory that processes have held, each at its own peak."""
    return sum(_peak_kib(pid) for each in servers for pid in family(each)) / 1024


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def spread(samples: list[float], digits: int = 2) -> str:
    """Write the median, and the lowest and highest."""
    low, high = min(samples), max(samples)
    return f"{statistics.median(samples):.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def _peak_kib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
