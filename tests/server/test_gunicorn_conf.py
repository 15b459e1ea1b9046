"""The real server in its own process: what it trusts, and how it stops."""

import fcntl
import json
import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from server.ids import new_id
from tests.running_server import RunningServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with RunningServer(tmp_path_factory.mktemp("server")) as running:
        yield running


def account_body() -> dict[str, Any]:
    return {
        "name": new_id(),
        "password": "correct horse 电池",
        "device": {"id": new_id(), "name": "phone"},
    }


def post(server: RunningServer, path: str, body: dict[str, Any]) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(
            "POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def test_it_says_where_the_page_is(server: RunningServer) -> None:
    assert f"记要 Jiyao  {server.url}\n" in server.log.read_text()


def test_nobody_pretends_to_come_over_tls(server: RunningServer) -> None:
    request = urllib.request.Request(
        f"{server.url}/api/decks", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"}
    )
    with urllib.request.urlopen(request) as response:
        assert "Strict-Transport-Security" not in response.headers


def test_a_request_that_cannot_be_read_leaves_nothing_in_the_log(server: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nCookie jiyao=SECRET\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")
    logged = server.log.read_text()
    assert "SECRET" not in logged
    assert "127.0.0.1" not in logged.replace(server.url, "")


def test_a_long_body_is_refused(server: RunningServer) -> None:
    assert post(server, "/api/session", {"name": "a" * 3_000_000}) == 413


def test_asked_to_stop_it_finishes_what_it_has_begun(tmp_path: Path) -> None:
    """A write that waits for its turn when SIGTERM comes is answered, and what it says is so."""
    server = RunningServer(tmp_path, {"LOCK_WAIT_MS": "8000"})
    server.prepare()
    server.start()
    body = account_body()
    waiting = Event()

    def create() -> int:
        waiting.set()
        return post(server, "/api/account", body)

    database = sqlite3.connect(tmp_path / "jiyao.db", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")  # a stranger writes: the request has to wait
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(create)
        waiting.wait()
        wait_until_a_write_waits(tmp_path / "jiyao.db-turn")
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)
        wait_until_nobody_listens(server)
        database.execute("ROLLBACK")
        assert answer.result(timeout=15) == 201
    assert server.process.wait(timeout=10) == 0
    server.process = None
    assert database.execute("SELECT name FROM account").fetchall() == [(body["name"],)]
    database.close()


def wait_until_a_write_waits(turn: Path) -> None:
    """The server holds its turn, a lock on this file, while it waits for the stranger."""
    while True:
        with turn.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return


def wait_until_nobody_listens(server: RunningServer) -> None:
    while True:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=1)
        try:
            connection.connect()
        except OSError:
            return
        finally:
            connection.close()


def test_settings_that_cannot_be_read_stop_the_start(tmp_path: Path) -> None:
    server = RunningServer(tmp_path, {"THREADS": "many"})
    with pytest.raises(RuntimeError, match="THREADS='many' is not a valid count"):
        server.start()
