"""What one learner notices while another pushes a great many events.

    python -m benchmarks.fairness [--events 500000] [--database sqlite postgresql]

Starts the server as `make serve` does, on SQLite and then, with two processes, on a PostgreSQL that
forces each commit to the disk. One account syncs 20 new reviews every 50 ms, at first alone, then
while another account pushes its events in requests of 500 without a pause, each over its own
kept-alive connection and in a process of its own. Prints the median and the 99th percentile of both
times, and what the great push got done. The goal: the median at most twice its quiet value, the
99th percentile at most 100 ms. Some three minutes for each database; the figures mean something
only while nothing else runs: the machine's load is printed beside them.
"""

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from benchmarks.sync_cost.device import BenchmarkDevice, Connection
from server import create_app
from tests.postgresql_cluster import PostgresqlCluster
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device

REVIEWS = 20
PAUSE_SECONDS = 0.05
QUIET_SYNCS = 300
PUSHED_AT_ONCE = 500
MOST_OF_THE_MEDIAN = 2
MOST_MS = 100


def main() -> int:
    """Measure and print; return on how many databases the goal was missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=500_000)
    arguments.add_argument("--database", choices=KINDS, nargs="+", default=KINDS)
    chosen = arguments.parse_args()
    missed = 0
    for kind in chosen.database:
        print(f"{kind}:", flush=True)
        with KINDS[kind]() as server:
            app = create_app(DATABASE_URL=server.environment["DATABASE_URL"])
            learner, pusher = (new_device(app, new_account(app)) for _ in range(2))
            missed += not measure(server.port, learner, pusher, chosen.events)
    return missed


@contextmanager
def on_sqlite() -> Iterator[RunningServer]:
    """Serve a database file, with one process."""
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        yield server


@contextmanager
def on_postgresql() -> Iterator[RunningServer]:
    """Serve a cluster of its own."""
    cluster = PostgresqlCluster()
    try:
        with cluster.connect("postgres") as connection:
            connection.execute("CREATE DATABASE fairness")
        settings = {"DATABASE_URL": cluster.url("fairness"), "WORKERS": "2"}
        with (
            tempfile.TemporaryDirectory() as folder,
            RunningServer(Path(folder), settings) as server,
        ):
            yield server
    finally:
        cluster.remove()


KINDS = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def measure(port: int, learner: tuple[str, str], pusher: tuple[str, str], events: int) -> bool:
    """Sync alone, then beside the great push; print what differs and return whether it held."""
    device = connect(port, learner)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for _ in range(20):
        device.answer(REVIEWS)
        device.sync()
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
    held = report(quiet, beside)
    print(f"{events:,} events in requests of {PUSHED_AT_ONCE}: {events / seconds:,.0f} a second")
    print(f"load after: {os.getloadavg()[0]:.1f}", flush=True)
    return held


def connect(port: int, device: tuple[str, str]) -> BenchmarkDevice:
    """Open a device's connection."""
    device_id, cookie = device
    return BenchmarkDevice(Connection(port, cookie), device_id)


def timed_sync(device: BenchmarkDevice) -> float:
    """Return the milliseconds of one sync of new reviews, a while after the one before."""
    time.sleep(PAUSE_SECONDS)
    device.answer(REVIEWS)
    before = time.perf_counter()
    device.sync()
    return (time.perf_counter() - before) * 1000


def push_all(port: int, pusher: tuple[str, str], left: "Synchronized[int]") -> None:
    """Push all events as fast as they are taken."""
    device = connect(port, pusher)
    while left.value > 0:
        device.answer(min(PUSHED_AT_ONCE, left.value))
        device.sync()
        left.value -= PUSHED_AT_ONCE


def report(quiet: list[float], beside: list[float]) -> bool:
    """Print a row for each and whether the goal is met; return that."""
    print("| sync of 20 reviews | syncs | median ms | p99 ms | longest ms |")
    print("|---|---|---|---|---|")
    for name, times in (("alone", quiet), ("beside the push", beside)):
        cells = (statistics.median(times), p99(times), max(times))
        print(f"| {name} | {len(times)} | " + " | ".join(f"{each:.1f}" for each in cells) + " |")
    ratio = statistics.median(beside) / statistics.median(quiet)
    held = ratio <= MOST_OF_THE_MEDIAN and p99(beside) <= MOST_MS
    print(f"median × {ratio:.2f}: {'held' if held else 'NOT HELD'}")
    return held


def p99(times: list[float]) -> float:
    """Return the 99th percentile."""
    return statistics.quantiles(times, n=100, method="inclusive")[98]


if __name__ == "__main__":
    sys.exit(main())
