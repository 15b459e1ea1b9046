"""A full disk: the learner is told, nothing is acknowledged, and later nothing is missing."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from server import create_app
from server.extensions import db, limiter
from server.ids import card_id, new_id
from server.reviews.models import ReviewEvent
from server.sync.protocol import MOST_OF_A_TRANSACTION
from tests.conftest import NOW_MS, TEST_SETTINGS, Clock, SignedInDevice, device_input
from tests.databases import SqliteDatabases

CHUNK = 4096


class Disk(Protocol):
    """A disk that can be filled and freed while the app runs."""

    folder: Path

    def fill(self, app: Flask) -> None: ...
    def free(self, app: Flask) -> None: ...


class SmallDisk:
    """A file system of its own, in memory, filled with a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, app: Flask) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * CHUNK)
            except OSError:
                pass

    def free(self, app: Flask) -> None:
        self._ballast.unlink()


class FewPages:
    """SQLite's own limit of pages, for who may not mount a file system."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, app: Flask) -> None:
        self._limit(app, 1)  # never below what the file has already

    def free(self, app: Flask) -> None:
        self._limit(app, 1_000_000)

    def _limit(self, app: Flask, pages: int) -> None:
        with app.app_context():
            db.engine.dispose()
            event.listen(
                db.engine,
                "connect",
                lambda connection, record: connection.execute(f"PRAGMA max_page_count={pages}"),
            )


@pytest.fixture(params=["small disk", "few pages"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "few pages":
        yield FewPages(tmp_path)
        return
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "jiyao", tmp_path], check=True)
    yield SmallDisk(tmp_path)
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.fixture
def app(sqlite_databases: SqliteDatabases, disk: Disk) -> Iterator[Flask]:
    with sqlite_databases.fresh(disk.folder) as url:
        app = create_app(DATABASE_URL=url, **TEST_SETTINGS)
        limiter.reset()
        yield app
        with app.app_context():
            db.engine.dispose()


def review(device: SignedInDevice, dev_seq: int) -> dict[str, Any]:
    return {
        "event_id": new_id(),
        "kind": "review",
        "card_id": card_id(new_id()),
        "rating": 3,
        "recital_id": new_id(),
        "occurred_at_ms": NOW_MS,
        "utc_offset_minutes": 480,
        "rollover_hour": 4,
        "duration_ms": 1000,
        "device_id": device.device_id,
        "dev_seq": dev_seq,
    }


def stored_events(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(ReviewEvent)) or 0


def test_a_push_on_a_full_disk_is_refused_and_taken_later(
    frozen_clock: Clock, app: Flask, disk: Disk, account: SignedInDevice
) -> None:
    events = [review(account, number + 1) for number in range(500)]
    disk.fill(app)
    response = account.sync(events=events)
    assert (response.status_code, response.json["error"]["code"]) == (503, "storage_full")
    assert response.headers["Retry-After"]
    kept = stored_events(app)
    assert kept % MOST_OF_A_TRANSACTION == 0
    assert kept < 500
    assert account.client.get("/api/account").status_code == 200

    disk.free(app)
    acks = account.sync(events=events).json["event_acks"]
    outcomes = [each["outcome"] for each in acks]
    assert outcomes == ["duplicate"] * kept + ["accepted"] * (500 - kept)
    assert stored_events(app) == 500
    again = account.sync(events=events).json["event_acks"]
    assert {each["outcome"] for each in again} == {"duplicate"}


def test_an_account_that_could_not_be_stored_is_not_there(
    frozen_clock: Clock, app: Flask, disk: Disk
) -> None:
    client = app.test_client()
    disk.fill(app)
    for number in range(200):
        body = {
            "name": f"{number} " + "名" * 60,
            "password": "correct horse 电池",
            "device": device_input(),
        }
        response = client.post("/api/account", json=body)
        if response.status_code != 201:
            break
    assert (response.status_code, response.json["error"]["code"]) == (503, "storage_full")
    disk.free(app)
    assert client.post("/api/account", json=body).status_code == 201
