"""What one learner notices while another pushes a great many events.

    python -m benchmarks.fairness [--events 500000]

Starts the server as `make serve` does, on SQLite. One account syncs 20 new reviews every 50 ms, at
first alone, then while another account pushes its events in requests of 500 without a pause, each
over its own kept-alive connection and in a process of its own. Prints the median and the 99th
percentile of both times, and what the great push got done. The goal: the median at most twice its
quiet value, the 99th percentile at most 100 ms. With 500,000 events several minutes; the figures
mean something only while nothing else runs: the machine's load is printed beside them.
"""

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from benchmarks.sync_cost import BenchmarkDevice, Connection
from server import create_app
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device

REVIEWS = 20
PAUSE_SECONDS = 0.05
QUIET_SYNCS = 300
PUSHED_AT_ONCE = 500
MOST_OF_THE_MEDIAN = 2
MOST_MS = 100


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=500_000)
    events = arguments.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder))
        server.prepare()
        app = create_app(DATABASE_URL=f"sqlite:///{folder}/jiyao.db")
        learner, pusher = (new_device(app, new_account(app)) for _ in range(2))
        server.start()
        try:
            measure(server.port, learner, pusher, events)
        finally:
            server.stop()


def measure(port: int, learner: tuple[str, str], pusher: tuple[str, str], events: int) -> None:
    """Sync alone, then beside the great push, and print what differs."""
    device = connect(port, learner)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for _ in range(20):
        device.push(REVIEWS)
    quiet = [timed_sync(device) for _ in range(QUIET_SYNCS)]
    left = multiprocessing.get_context("spawn").Value("q", events)
    pushing = multiprocessing.get_context("spawn").Process(
        target=push_all, args=(port, pusher, left)
    )
    pushing.start()
    while left.value == events:
        time.sleep(0.01)
    began = time.perf_counter()
    beside = []
    while pushing.is_alive():
        beside.append(timed_sync(device))
    seconds = time.perf_counter() - began
    pushing.join()
    report(quiet, beside)
    print(f"{events:,} events in requests of {PUSHED_AT_ONCE}: {events / seconds:,.0f} a second")
    print(f"load after: {os.getloadavg()[0]:.1f}")


def connect(port: int, device: tuple[str, str]) -> BenchmarkDevice:
    """Open a device's connection."""
    device_id, cookie = device
    return BenchmarkDevice(Connection(port, cookie), device_id, 0)


def timed_sync(device: BenchmarkDevice) -> float:
    """Return the milliseconds of one sync of new reviews, a while after the one before."""
    time.sleep(PAUSE_SECONDS)
    before = time.perf_counter()
    device.push(REVIEWS)
    return (time.perf_counter() - before) * 1000


def push_all(port: int, pusher: tuple[str, str], left: "Synchronized[int]") -> None:
    """Push all events as fast as they are taken."""
    device = connect(port, pusher)
    while left.value > 0:
        device.push(min(PUSHED_AT_ONCE, left.value))
        left.value -= PUSHED_AT_ONCE


def report(quiet: list[float], beside: list[float]) -> None:
    """Print a row for each and whether the goal is met."""
    print("| sync of 20 reviews | syncs | median ms | p99 ms | longest ms |")
    print("|---|---|---|---|---|")
    for name, times in (("alone", quiet), ("beside the push", beside)):
        cells = (statistics.median(times), p99(times), max(times))
        print(f"| {name} | {len(times)} | " + " | ".join(f"{each:.1f}" for each in cells) + " |")
    ratio = statistics.median(beside) / statistics.median(quiet)
    held = ratio <= MOST_OF_THE_MEDIAN and p99(beside) <= MOST_MS
    print(f"median × {ratio:.2f}: {'held' if held else 'NOT HELD'}")


def p99(times: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(times, n=100, method="inclusive")[98]


if __name__ == "__main__":
    main()
