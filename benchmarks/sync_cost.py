"""What one exchange costs the server, at 1k, 20k and 100k cards.

    python -m benchmarks.sync_cost [--cards 1000 20000]

Starts the server as `make serve` does, on a SQLite file that already holds an account with that
many cards of ten reviews each, and exchanges over one kept-alive connection. CPU is user and system
time of the server's processes, read from their CPU clocks around blocks of requests; an empty
request of the same server (/healthz) is the baseline in the same run. Linux. Two minutes, most of
it filling; the figures mean something only while nothing else runs.
"""

import argparse
import json
import os
import random
import socket
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server import create_app
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device

REVIEWS_OF_A_CARD = 10
BLOCKS = 15
REQUESTS_OF_A_BLOCK = 10
NOW_MS = 1_790_000_000_000

# Anki's own sync server (anki 26.9.3), measured on the same kind of machine on 2026-11-23 by timing
# its process around syncs: server CPU ms, requests, bytes up, bytes down.
ANKI = {
    (1_000, "push 1"): (1.65, 7, 2683, 1152),
    (1_000, "push 100"): (3.43, 7, 5996, 1153),
    (1_000, "no-op"): (0.10, 1, 307, 227),
    (20_000, "push 1"): (7.96, 7, 2675, 1154),
    (20_000, "push 100"): (12.8, 7, 5928, 1156),
    (20_000, "no-op"): (0.10, 1, 307, 228),
    (100_000, "push 1"): (40.6, 7, 2683, 1155),
    (100_000, "push 100"): (38.7, 7, 5930, 1157),
    (100_000, "no-op"): (0.12, 1, 306, 229),
}


@dataclass
class Cost:
    """Medians of the blocks, and the lowest and highest CPU of a block."""

    cpu_ms: float
    lowest_ms: float
    highest_ms: float
    wall_ms: float
    bytes_up: int
    bytes_down: int


class Connection:
    """One kept-alive HTTP connection that counts its bytes."""

    def __init__(self, port: int, cookie: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookie = cookie
        self.up = self.down = 0

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Send one request and return the body of its answer."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: jiyao={self.cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        self.socket.sendall(head + body)
        self.up += len(head) + len(body)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        answer_head, _, answer = received.partition(b"\r\n\r\n")
        length = int(answer_head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(answer) < length:
            answer += self._more()
        assert answer_head.startswith(b"HTTP/1.1 200"), (answer_head, answer[:300])
        self.down += len(answer_head) + 4 + len(answer)
        return answer

    def _more(self) -> bytes:
        chunk = self.socket.recv(1 << 16)
        assert chunk, "the server closed the connection"
        return chunk


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cards", type=int, nargs="+", default=[1_000, 20_000, 100_000])
    sizes = arguments.parse_args().cards
    columns = ["cards", "exchange", "server CPU ms (lowest-highest)", "wall ms"]
    columns += ["bytes up", "down", "requests", "Anki: CPU ms", "bytes up", "down", "requests"]
    print(f"| {' | '.join(columns)} |")
    print("|---" * len(columns) + "|")
    for cards in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(cards, Path(folder))


def measure(cards: int, folder: Path) -> None:
    """Fill a database, serve it, and print a row for each kind of exchange."""
    # The account has enough reviews for a fit, which would run beside what is measured.
    server = RunningServer(folder, {"FIT_PARAMETERS": "0"})
    server.prepare()
    database = folder / "jiyao.db"
    app = create_app(DATABASE_URL=f"sqlite:///{database}")
    account_id = new_account(app)
    device_id, cookie = new_device(app, account_id)
    last_seq = fill(database, account_id, cards)
    server.start()
    try:
        assert server.process is not None
        connection = Connection(server.port, cookie)
        device = BenchmarkDevice(connection, device_id, last_seq)
        exchanges: dict[str, Callable[[], object]] = {
            "empty request": lambda: connection.request("GET", "/healthz"),
            "no-op": lambda: device.exchange(),
            "push 1": lambda: device.push(1),
            "push 20": lambda: device.push(20),
            "push 100": lambda: device.push(100),
            "pull 20": lambda: device.pull(20),
        }
        for name, exchange in exchanges.items():
            print_row(cards, name, cost_of(server.process.pid, connection, exchange))
    finally:
        server.stop()


class BenchmarkDevice:
    """Pushes new reviews, and pulls the newest ones again and again."""

    def __init__(self, connection: Connection, device_id: str, cursor: int) -> None:
        self.connection = connection
        self.device_id = device_id
        self.cursor = cursor
        self.dev_seq = 0

    def push(self, count: int) -> None:
        """Push new reviews."""
        acks = self.exchange(events=[self.review() for _ in range(count)])["event_acks"]
        assert [ack["outcome"] for ack in acks] == ["accepted"] * count

    def pull(self, count: int) -> None:
        """Fetch the newest rows again."""
        assert len(self.exchange(cursor=self.cursor - count)["events"]) == count

    def exchange(self, **changes: Any) -> dict[str, Any]:
        """Exchange, and go on from the answer's cursor."""
        body = {
            "protocol_version": 1,
            "device_id": self.device_id,
            "epoch": None,
            "client_now_ms": time.time_ns() // 1_000_000,
            "cursor": self.cursor,
            "limit": 500,
            "events": [],
            "edits": [],
            **changes,
        }
        sent = json.dumps(body, separators=(",", ":")).encode()
        answer: dict[str, Any] = json.loads(self.connection.request("POST", "/api/sync", sent))
        assert answer["outcome"] == "ok"
        self.cursor = answer["next_cursor"]
        return answer

    def review(self) -> dict[str, Any]:
        """Make an event as a phone does."""
        self.dev_seq += 1
        return {
            "event_id": str(uuid.uuid4()),
            "kind": "review",
            "card_id": str(uuid.uuid4()),
            "rating": 3,
            "recital_id": str(uuid.uuid4()),
            "occurred_at_ms": time.time_ns() // 1_000_000,
            "utc_offset_minutes": 480,
            "rollover_hour": 4,
            "duration_ms": 2500,
            "device_id": self.device_id,
            "dev_seq": self.dev_seq,
        }


def cost_of(pid: int, connection: Connection, exchange: Callable[[], object]) -> Cost:
    """Measure blocks of exchanges; the first block warms up and is not counted."""
    cpu, wall = [], []
    for _ in range(BLOCKS + 1):
        connection.up = connection.down = 0
        cpu_before, wall_before = cpu_ns(pid), time.perf_counter_ns()
        for _ in range(REQUESTS_OF_A_BLOCK):
            exchange()
        wall.append((time.perf_counter_ns() - wall_before) / REQUESTS_OF_A_BLOCK / 1e6)
        cpu.append((cpu_ns(pid) - cpu_before) / REQUESTS_OF_A_BLOCK / 1e6)
    return Cost(
        statistics.median(cpu[1:]),
        min(cpu[1:]),
        max(cpu[1:]),
        statistics.median(wall[1:]),
        connection.up // REQUESTS_OF_A_BLOCK,
        connection.down // REQUESTS_OF_A_BLOCK,
    )


def cpu_ns(pid: int) -> int:
    """User and system time of a process and its children, from their CPU clocks (Linux)."""
    return sum(time.clock_gettime_ns((~each << 3) | 2) for each in family(pid))


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def fill(database: Path, account_id: str, cards: int) -> int:
    """Store ten reviews for each card, from another device; return the last seq."""
    chance = random.Random(cards)
    ids: list[str] = []

    def rows() -> Iterator[tuple[object, ...]]:
        other_device = str(uuid.uuid4())
        card_ids = [str(uuid.uuid4()) for _ in range(cards)]
        for seq in range(1, cards * REVIEWS_OF_A_CARD + 1):
            ids.append(str(uuid.UUID(int=chance.getrandbits(128), version=4)))
            at_ms = NOW_MS - (cards * REVIEWS_OF_A_CARD - seq) * 30_000
            yield (
                *(account_id, ids[-1], seq, "review", card_ids[seq % cards], 3, ids[-1]),
                *(at_ms, 480, 4, 2500, other_device, seq, at_ms, at_ms, at_ms // 86_400_000),
                os.urandom(32),
            )

    columns = (
        "account_id, id, seq, kind, card_id, rating, recital_id, "
        "occurred_at_ms, utc_offset_minutes, rollover_hour, duration_ms, "
        "device_id, dev_seq, received_at_ms, effective_at_ms, study_day, content_hash"
    )
    marks = ", ".join("?" * len(columns.split(",")))
    file = sqlite3.connect(database)
    file.execute("PRAGMA synchronous=OFF")
    with file:
        file.executemany(f"INSERT INTO review_event ({columns}) VALUES ({marks})", rows())
        file.execute(
            "UPDATE account SET next_seq = ?, event_count = ?, event_id_sum = ? WHERE id = ?",
            (len(ids) + 1, len(ids), add_to_sum(EMPTY_SUM, ids), account_id),
        )
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    return len(ids)


def print_row(cards: int, name: str, cost: Cost) -> None:
    """Print one row of the table beside Anki's."""
    cpu, requests, up, down = ANKI.get((cards, name), ("-", "-", "-", "-"))
    cells = [
        f"{cards:,}",
        name,
        f"{cost.cpu_ms:.2f} ({cost.lowest_ms:.2f}-{cost.highest_ms:.2f})",
        f"{cost.wall_ms:.2f}",
        *(cost.bytes_up, cost.bytes_down, 1),
        *(cpu, up, down, requests),
    ]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
