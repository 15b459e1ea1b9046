"""An acknowledgement is a promise: a server that is killed while it writes has kept it.

`python -m benchmarks.kills` does the same a thousand times.
"""

import sqlite3
import time
from pathlib import Path

import pytest
from flask import Flask

from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device
from tests.writers import Writer, pulled_ids, sync

KILLS = 4
WRITERS = 4
BATCH = 5
ACKNOWLEDGED_BETWEEN_KILLS = 40

# The server loses its process in the middle of requests; so do the threads their connections.
pytestmark = pytest.mark.timeout(240)


def wait_for_more(writers: list[Writer]) -> None:
    goals = [writer.acknowledged + ACKNOWLEDGED_BETWEEN_KILLS for writer in writers]
    deadline = time.monotonic() + 60
    while any(writer.acknowledged < goal for writer, goal in zip(writers, goals, strict=True)):
        assert time.monotonic() < deadline, [writer.fault for writer in writers]
        time.sleep(0.005)


def test_killed_under_four_writers_no_acknowledged_event_is_lost(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    server = RunningServer(tmp_path, {"DATABASE_URL": database_url})
    account_id = new_account(app)
    acknowledged: set[str] = set()
    writers = [
        Writer(server.port, new_device(app, account_id), BATCH, acknowledged.update)
        for _ in range(WRITERS)
    ]
    device_id, cookie = new_device(app, account_id)
    server.start()
    try:
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            wait_for_more(writers)
            server.kill()
            server.start()
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(60)
            assert not writer.is_alive()
            assert writer.fault is None
        stored = list(pulled_ids(server.port, cookie, device_id))
        digest = sync(server.port, cookie, device_id)["digest"]
    finally:
        server.stop()
    assert len(acknowledged) >= KILLS * WRITERS * ACKNOWLEDGED_BETWEEN_KILLS
    assert acknowledged - set(stored) == set()
    assert len(stored) == len(set(stored))
    assert digest == {
        "event_count": len(stored),
        "event_id_sum": add_to_sum(EMPTY_SUM, stored),
        "edit_count": 0,
        "edit_op_id_sum": EMPTY_SUM,
    }
    if database_url.startswith("sqlite"):
        with sqlite3.connect(tmp_path / "jiyao.db") as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        file.close()
