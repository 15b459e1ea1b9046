"""An acknowledgement is a promise: a server that is killed while it writes has kept it."""

import http.client
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server import create_app
from server.ids import new_id
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device

KILLS = 10
WRITERS = 3
BATCH = 5
ACKNOWLEDGED_BETWEEN_KILLS = 40

# The server loses its process in the middle of requests; so do the threads their connections.
pytestmark = pytest.mark.timeout(240)


class Writer(threading.Thread):
    """A device that pushes until it is told to stop, and repeats what was not acknowledged."""

    def __init__(self, port: int, cookie: str, device_id: str) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.cookie = cookie
        self.device_id = device_id
        self.stopping = threading.Event()
        self.acknowledged: list[str] = []
        self.repeated = 0
        self.progress = threading.Condition()

    def run(self) -> None:
        dev_seq = 0
        while not self.stopping.is_set():
            events = [event(self.device_id, dev_seq + number) for number in range(1, BATCH + 1)]
            dev_seq += BATCH
            acks = self.push(events)
            while acks is None:
                # Until the server is back, and even when the test is ending: nothing is given up.
                acks = self.push(events)
            assert {ack["outcome"] for ack in acks} <= {"accepted", "duplicate"}
            with self.progress:
                self.acknowledged += [ack["event_id"] for ack in acks]
                self.repeated += sum(ack["outcome"] == "duplicate" for ack in acks)
                self.progress.notify_all()

    def push(self, events: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        try:
            acks: list[dict[str, Any]] = post(
                self.port, self.cookie, self.device_id, events=events
            )["event_acks"]
        except (OSError, http.client.HTTPException):
            threading.Event().wait(0.02)
            return None
        return acks

    def wait_for(self, count: int) -> None:
        with self.progress:
            assert self.progress.wait_for(lambda: len(self.acknowledged) >= count, 60)


def event(device_id: str, dev_seq: int) -> dict[str, Any]:
    return {
        "event_id": new_id(),
        "kind": "review",
        "card_id": new_id(),
        "rating": 3,
        "occurred_at_ms": 1_790_000_000_000,
        "utc_offset_minutes": 480,
        "rollover_hour": 4,
        "device_id": device_id,
        "dev_seq": dev_seq,
    }


def post(port: int, cookie: str, device_id: str, **changes: Any) -> dict[str, Any]:
    body = {
        "protocol_version": 1,
        "device_id": device_id,
        "epoch": None,
        "client_now_ms": 1_790_000_000_000,
        "cursor": 0,
        "limit": 1,
        **changes,
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": "application/json", "Cookie": f"jiyao={cookie}"}
    try:
        connection.request("POST", "/api/sync", json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status == 503:  # locked for a moment after the restart; nothing was stored
            raise OSError(text)
        assert response.status == 200, text
        answer: dict[str, Any] = json.loads(text)
        return answer
    finally:
        connection.close()


def stored_ids(port: int, cookie: str, device_id: str) -> Iterator[str]:
    cursor, has_more = 0, True
    while has_more:
        answer = post(port, cookie, device_id, cursor=cursor, limit=2000)
        yield from (each["event_id"] for each in answer["events"])
        cursor, has_more = answer["next_cursor"], answer["has_more"]


def test_killed_ten_times_under_writers_no_acknowledged_event_is_lost(tmp_path: Path):
    server = RunningServer(tmp_path, {"TRUSTED_HOST": "", "WORKERS": "1"})
    server.prepare()
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path / 'jiyao.db'}")
    account_id = new_account(app)
    devices = [new_device(app, account_id) for _ in range(WRITERS)]
    writers = [Writer(server.port, cookie, device_id) for device_id, cookie in devices]
    server.start()
    try:
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            for writer in writers:
                writer.wait_for(len(writer.acknowledged) + ACKNOWLEDGED_BETWEEN_KILLS)
            server.kill()
            server.start()
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(60)
            assert not writer.is_alive()
        device_id, cookie = devices[0]
        stored = list(stored_ids(server.port, cookie, device_id))
        digest = post(server.port, cookie, device_id)["digest"]
    finally:
        server.stop()
    acknowledged = {each for writer in writers for each in writer.acknowledged}
    assert len(acknowledged) >= KILLS * WRITERS * ACKNOWLEDGED_BETWEEN_KILLS
    assert acknowledged - set(stored) == set()
    assert len(stored) == len(set(stored))
    assert digest == {
        "event_count": len(stored),
        "event_id_sum": add_to_sum(EMPTY_SUM, stored),
        "edit_count": 0,
        "edit_op_id_sum": EMPTY_SUM,
    }
    with sqlite3.connect(tmp_path / "jiyao.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
