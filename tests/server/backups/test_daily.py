"""The thread that backs up once a day, over days of a standing clock."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from server.backups.daily import DailyBackup
from server.backups.rotation import name_of
from tests.conftest import ON_SQLITE, Clock
from tests.running_server import RunningServer

KEPT = 3
DAY_HOURS = 24


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def daily(app: Flask, folder: Path, frozen_clock: Clock) -> DailyBackup:
    return made_for(app, folder)


def made_for(app: Flask, folder: Path) -> DailyBackup:
    app.extensions["daily_backup"] = DailyBackup(app, folder, KEPT, hour=3)
    daily: DailyBackup = app.extensions["daily_backup"]
    return daily


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("*.db"))


@ON_SQLITE
def test_one_backup_a_day_and_the_newest_stay(
    daily: DailyBackup, folder: Path, frozen_clock: Clock
) -> None:
    made = []
    for _ in range(KEPT + 2):
        made += [daily.look(), daily.look()]
        frozen_clock.forward(hours=DAY_HOURS)
    files = [each for each in made if each is not None]
    assert len(files) == KEPT + 2
    assert made[1::2] == [None] * (KEPT + 2), "a second look on the same day makes none"
    assert names(folder) == [each.name for each in files[-KEPT:]]
    with closing(sqlite3.connect(files[-1])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@ON_SQLITE
def test_a_restart_on_the_same_day_makes_no_second_one(
    app: Flask, daily: DailyBackup, folder: Path
) -> None:
    assert daily.look() is not None
    assert made_for(app, folder).look() is None


@ON_SQLITE
def test_two_processes_never_back_up_at_once(daily: DailyBackup, folder: Path) -> None:
    folder.mkdir()
    with (folder / ".turn").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        assert daily.look() is None
        assert not daily.has_failed
    assert daily.look() is not None


@ON_SQLITE
def test_what_a_killed_backup_left_is_removed(daily: DailyBackup, folder: Path) -> None:
    folder.mkdir()
    leftover = folder / ".jiyao-2026-01-01.db.77.partial-journal"
    leftover.write_text("half")
    assert daily.look() is not None
    assert not leftover.exists()


@ON_SQLITE
def test_a_failure_is_logged_and_told_until_it_is_mended_and_the_server_stays_ready(
    app: Flask, daily: DailyBackup, folder: Path, log: StringIO
) -> None:
    client = app.test_client()
    assert client.get("/readyz").json == {"status": "ready"}
    folder.write_text("a file stands where the folder should be")
    assert daily.look() is None
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"status": "ready", "warnings": ["backup_failed"]}
    assert "The daily backup failed" in log.getvalue()
    folder.unlink()
    assert daily.look() is not None
    assert client.get("/readyz").json == {"status": "ready"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    # A day's backup is due from its hour on; with 0 it is due now.
    with RunningServer(tmp_path, {"BACKUP_HOUR": "0", "BACKUPS_KEPT": "2"}) as running:
        yield running


def test_the_real_server_begins_by_itself(server: RunningServer, tmp_path: Path) -> None:
    today = tmp_path / "backups" / name_of(datetime.now().date())
    while not today.exists():  # bounded by the test's time limit
        assert server.process is not None
        assert server.process.poll() is None
    with closing(sqlite3.connect(today)) as copy:
        assert copy.execute("SELECT count(*) FROM deck").fetchone()[0] > 0
