"""The servers that are measured: Jiyao as `make serve` runs it, and an empty Flask app."""

import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, update

from server import create_app
from server.accounts.models import Account
from server.database import write_connection
from server.extensions import db
from server.reviews.models import ReviewEvent
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.postgresql_cluster import PostgresqlCluster
from tests.running_server import RunningServer, free_port
from tests.server.sync.phone import new_account, new_device

from .device import BenchmarkDevice, Connection

REVIEWS_OF_A_CARD = 10
ROWS_AT_ONCE = 5_000
NOW_MS = 1_790_000_000_000


@dataclass
class Jiyao:
    """A prepared database and the server on it; `processes` are those whose work counts."""

    app: Flask
    server: RunningServer
    cluster: PostgresqlCluster | None

    @property
    def processes(self) -> list[int]:
        """The server's process, and the database's where that is another."""
        assert self.server.process is not None
        backends = [] if self.cluster is None else [self.cluster.postmaster]
        return [self.server.process.pid, *backends]

    def new_device(self, account_id: str, cursor: int = 0) -> BenchmarkDevice:
        """Sign a device in, which is not measured, and connect it."""
        device_id, cookie = self.sign_in(account_id)
        return BenchmarkDevice(Connection(self.server.port, cookie), device_id, cursor)

    def sign_in(self, account_id: str) -> tuple[str, str]:
        """Sign a device in; return its id and its cookie."""
        return new_device(self.app, account_id)

    def new_account(self, cards: int) -> tuple[str, int]:
        """Store an account with ten reviews of each card; return its id and its last seq."""
        account_id = new_account(self.app)
        with self.app.app_context():
            last_seq = fill(account_id, cards)
        return account_id, last_seq


@contextmanager
def jiyao(*, on_postgresql: bool) -> Iterator[Jiyao]:
    """Prepare a database and serve it; gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster, url = None, f"sqlite:///{folder}/jiyao.db"
        if on_postgresql:
            cluster = PostgresqlCluster()
            stack.callback(cluster.remove)
            with cluster.connect("postgres") as admin:
                admin.execute("CREATE DATABASE jiyao")
            url = cluster.url("jiyao")
        # Neither a fit nor a backup runs beside what is measured.
        settings = {"FIT_PARAMETERS": "0", "BACKUPS_KEPT": "0", "DATABASE_URL": url}
        server = RunningServer(folder, settings)
        server.prepare()
        app = create_app(DATABASE_URL=url)
        server.start()
        stack.callback(server.stop)
        yield Jiyao(app, server, cluster)
        with app.app_context():
            db.engine.dispose()


def fill(account_id: str, cards: int) -> int:
    """Store ten reviews for each card, from another device; return the last seq."""
    chance = random.Random(cards)
    other_device = str(uuid.uuid4())
    card_ids = [str(uuid.uuid4()) for _ in range(cards)]
    count = cards * REVIEWS_OF_A_CARD
    id_sum = EMPTY_SUM
    for first in range(1, count + 1, ROWS_AT_ONCE):
        rows = []
        for seq in range(first, min(first + ROWS_AT_ONCE, count + 1)):
            at_ms = NOW_MS - (count - seq) * 30_000
            rows.append(
                {
                    "account_id": account_id,
                    "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
                    "seq": seq,
                    "kind": "review",
                    "card_id": card_ids[seq % cards],
                    "rating": 3,
                    "recital_id": card_ids[seq % 97],
                    "occurred_at_ms": at_ms,
                    "utc_offset_minutes": 480,
                    "rollover_hour": 4,
                    "duration_ms": 2500,
                    "device_id": other_device,
                    "dev_seq": seq,
                    "received_at_ms": at_ms,
                    "effective_at_ms": at_ms,
                    "study_day": at_ms // 86_400_000,
                    "content_hash": os.urandom(32),
                }
            )
        id_sum = add_to_sum(id_sum, (row["id"] for row in rows))
        with write_connection() as connection:
            connection.execute(insert(ReviewEvent), rows)
            connection.execute(
                update(Account)
                .where(Account.id == account_id)
                .values(next_seq=rows[-1]["seq"] + 1, event_count=rows[-1]["seq"])
                .values(event_id_sum=id_sum)
            )
    return count


@contextmanager
def empty_flask() -> Iterator[tuple[int, int]]:
    """Serve the empty app as Jiyao is served; give its process and port."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--threads", "8", "--keep-alive", "15"),
            *("--log-level", "warning", "benchmarks.sync_cost.empty_app:app"),
        ]
    )
    try:
        _wait_until_it_answers(port)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(port: int) -> None:
    for _ in range(200):
        try:
            Connection(port).request("GET", "/")
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the empty server did not start")
