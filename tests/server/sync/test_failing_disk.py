"""What the real server asks of its disk, seen and disturbed from outside by strace."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import ON_SQLITE
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device
from tests.writers import Writer, event, pulled_ids, sync

PUSHES = 100
BATCH = 3
ACKNOWLEDGED_BESIDE_FAILURES = 60


def may_trace() -> bool:
    return (
        bool(shutil.which("strace"))
        and not subprocess.run(
            ["strace", "-o", "/dev/null", "true"], capture_output=True, check=False
        ).returncode
    )


pytestmark = [
    ON_SQLITE,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not may_trace(), reason="strace is missing or may not trace here"),
]


def traced(folder: Path, url: str, *arguments: str) -> RunningServer:
    """The server under strace: a tracer beside it, so that signals reach the server itself."""
    trace = ("-o", str(folder / "trace"), *arguments)
    under = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-s", "20", *trace)
    return RunningServer(folder, {"DATABASE_URL": url, "BACKUPS_KEPT": "0"}, under)


def test_every_acknowledgement_follows_a_forced_write_of_its_own(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    device_id, cookie = new_device(app, new_account(app))
    with traced(tmp_path, database_url, "-e", "trace=fdatasync,sendto") as server:
        for number in range(PUSHES):
            pushed = event(device_id, number + 1)
            answer = sync(server.port, cookie, device_id, events=[pushed])
            assert answer["event_acks"][0]["outcome"] == "accepted"
    forced, acknowledged = False, 0
    for line in (tmp_path / "trace").read_text().splitlines():
        if "fdatasync" in line and line.endswith("= 0"):
            forced = True
        elif "sendto(" in line and '"HTTP/1.1 200' in line:
            acknowledged += forced
            forced = False
    assert acknowledged == PUSHES


def test_a_disk_that_fails_now_and_then_costs_no_acknowledged_event(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    account_id = new_account(app)
    acknowledged: list[str] = []
    fails = ("-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=2+3")
    server = traced(tmp_path, database_url, *fails)
    writer = Writer(server.port, new_device(app, account_id), BATCH, acknowledged.extend)
    device_id, cookie = new_device(app, account_id)
    with server:
        writer.start()
        writer.run_until(ACKNOWLEDGED_BESIDE_FAILURES)
    assert "EIO" in (tmp_path / "trace").read_text()
    assert '"error_code": "storage_failed"' in server.log.read_text()
    server.under = ()
    with server:
        stored = list(pulled_ids(server.port, cookie, device_id))
    assert set(acknowledged) == set(stored)
    assert len(stored) == len(set(stored))
    with sqlite3.connect(tmp_path / "jiyao.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
