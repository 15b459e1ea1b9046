"""Many accounts that sync at once; the standard library only, for Anki's side."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, Protocol

from .measured import cpu_ns, peak_mb
from .plan import ACCOUNTS, REVIEWS_OF_A_SYNC


class Device(Protocol):
    """What both sides' devices do."""

    def answer(self, count: int) -> None:
        """Make reviews."""

    def sync(self) -> object:
        """Push and pull."""


Clients = Sequence[Callable[[], Sequence[Device]]]


def sync_many(clients: Clients, servers: list[int], rounds: int) -> dict[str, Any]:
    """Let each client process make its devices, which then all answer and sync, round by round.

    Returns samples, one a round: syncs a second, milliseconds a sync of server and client CPU, of
    waiting at the median and the 95th percentile; and the server's peak memory.
    """
    context = multiprocessing.get_context("spawn")
    ours, processes = [], []
    for make_devices in clients:
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, make_devices))
        process.start()
        ours.append(here)
        processes.append(process)
    _hear(ours)
    rows = []
    for _ in range(rounds + 1):
        _tell(ours, "answer")
        _hear(ours)
        rows.append(_sync_round(ours, servers))
    _tell(ours, "end")
    for process in processes:
        process.join()
    names = ("syncs_a_second", "server_ms", "client_ms", "median_ms", "p95_ms")
    samples = dict(zip(names, map(list, zip(*rows[1:], strict=True)), strict=True))
    return {**samples, "peak_mb": peak_mb(servers)}


def _sync_round(ours: list[Connection], servers: list[int]) -> tuple[float, ...]:
    cpu_before, began = cpu_ns(servers), time.perf_counter()
    _tell(ours, "sync")
    answers = _hear(ours)
    seconds, cpu = time.perf_counter() - began, cpu_ns(servers) - cpu_before
    waited = [each for waits, _ in answers for each in waits]
    return (
        ACCOUNTS / seconds,
        cpu / ACCOUNTS / 1e6,
        sum(client_ns for _, client_ns in answers) / ACCOUNTS / 1e6,
        statistics.median(waited),
        statistics.quantiles(waited, n=20, method="inclusive")[18],
    )


def _tell(ours: list[Connection], what: str) -> None:
    for connection in ours:
        connection.send(what)


def _hear(ours: list[Connection]) -> list[Any]:
    return [connection.recv() for connection in ours]


def _work(connection: Connection, make_devices: Callable[[], Sequence[Device]]) -> None:
    devices = make_devices()
    connection.send("ready")
    while (what := connection.recv()) != "end":
        before, waits = time.process_time_ns(), []
        for device in devices:
            began = time.perf_counter()
            if what == "answer":
                device.answer(REVIEWS_OF_A_SYNC)
            else:
                device.sync()
            waits.append((time.perf_counter() - began) * 1000)
        connection.send((waits, time.process_time_ns() - before))
