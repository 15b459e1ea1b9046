"""A connection that ends early: an upload is stored whole or not at all."""

import json
import socket
from pathlib import Path

import pytest
from flask import Flask

from server.sync.protocol import MOST_OF_A_TRANSACTION
from tests.conftest import ON_SQLITE
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device
from tests.writers import AT_MS, event, sync

EVENTS = MOST_OF_A_TRANSACTION + 10  # more than one transaction takes
STEP_BYTES = 64

pytestmark = [ON_SQLITE, pytest.mark.timeout(120)]


def request_of(device_id: str, cookie: str) -> bytes:
    body = json.dumps(
        {
            "protocol_version": 1,
            "device_id": device_id,
            "epoch": None,
            "client_now_ms": AT_MS,
            "cursor": 0,
            "limit": 1,
            "events": [event(device_id, number + 1) for number in range(EVENTS)],
        }
    ).encode()
    head = (
        "POST /api/sync HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Cookie: jiyao={cookie}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def send(port: int, request: bytes, read_bytes: int = 1 << 20) -> bytes:
    """Send so much and nothing more; return what the server says until it closes or is cut off."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        while len(answer) < read_bytes and (more := connection.recv(read_bytes - len(answer))):
            answer += more
    return answer


def test_an_upload_cut_after_any_number_of_bytes_stores_nothing(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    device_id, cookie = new_device(app, new_account(app))
    request = request_of(device_id, cookie)
    with RunningServer(tmp_path, {"DATABASE_URL": database_url}) as server:
        for cut in range(0, len(request), STEP_BYTES):
            answer = send(server.port, request[:cut])
            assert not answer or answer.startswith(b"HTTP/1.1 4"), (cut, answer)
            if cut % (50 * STEP_BYTES) == 0:
                assert sync(server.port, cookie, device_id)["digest"]["event_count"] == 0
        assert sync(server.port, cookie, device_id)["digest"]["event_count"] == 0
        answer = send(server.port, request)
    acks = json.loads(answer.partition(b"\r\n\r\n")[2])["event_acks"]
    assert [each["outcome"] for each in acks] == ["accepted"] * EVENTS


def test_what_was_stored_before_its_answer_was_cut_is_stored_once(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    device_id, cookie = new_device(app, new_account(app))
    request = request_of(device_id, cookie)
    with RunningServer(tmp_path, {"DATABASE_URL": database_url}) as server:
        for cut in (1, 10, 100, 1000):
            assert send(server.port, request, cut).startswith(b"HTTP/1.1 200"[:cut])
            assert sync(server.port, cookie, device_id)["digest"]["event_count"] == EVENTS
        answer = send(server.port, request)
    acks = json.loads(answer.partition(b"\r\n\r\n")[2])["event_acks"]
    assert [each["outcome"] for each in acks] == ["duplicate"] * EVENTS
