"""A device that syncs as the page does, over one kept-alive connection."""

import json
import socket
import time
import uuid
from typing import Any

import brotli

MOST_EVENTS = 500
PAGE_ROWS = 500
# What Chromium adds to a request of the page.
BROWSER_HEADERS = (
    "Accept: */*\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
    "Connection: keep-alive\r\nOrigin: http://127.0.0.1\r\nReferer: http://127.0.0.1/\r\n"
    "Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Site: same-origin\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Mobile Safari/537.36\r\n"
)


class Connection:
    """One kept-alive HTTP connection that counts its requests and bytes."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookie = f"Cookie: jiyao={cookie}\r\n" if cookie else ""
        self.forget()

    def forget(self) -> None:
        """Count from nothing."""
        self.requests = self.up = self.down = 0

    def request(self, method: str, path: str, body: bytes = b"") -> bytes:
        """Send one request and return the body of its answer."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{BROWSER_HEADERS}{self.cookie}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        self.socket.sendall(head + body)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        answer_head, _, answer = received.partition(b"\r\n\r\n")
        names = answer_head.lower()
        length = int(names.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(answer) < length:
            answer += self._more()
        assert answer_head.startswith(b"HTTP/1.1 200"), (answer_head, answer[:300])
        self.requests += 1
        self.up += len(head) + len(body)
        self.down += len(answer_head) + 4 + len(answer)
        return brotli.decompress(answer) if b"content-encoding: br" in names else answer

    def _more(self) -> bytes:
        chunk = self.socket.recv(1 << 16)
        assert chunk, "the server closed the connection"
        return chunk


class BenchmarkDevice:
    """A signed-in device: makes reviews, pushes them, pulls what others of the account brought."""

    def __init__(self, connection: Connection, device_id: str, cursor: int = 0) -> None:
        self.connection = connection
        self.device_id = device_id
        self.cursor = cursor
        self._dev_seq = 0
        self._waiting: list[dict[str, Any]] = []

    def answer(self, count: int) -> None:
        """Make reviews, as the page does, that wait to be pushed."""
        self._waiting += [self._review() for _ in range(count)]

    def sync(self) -> int:
        """Push what waits and fetch all that is new; return how many events came."""
        waiting, self._waiting = self._waiting, []
        came, has_more = 0, True
        while waiting or has_more:
            batch, waiting = waiting[:MOST_EVENTS], waiting[MOST_EVENTS:]
            answer = self.exchange(events=batch)
            assert [ack["outcome"] for ack in answer["event_acks"]] == ["accepted"] * len(batch)
            came += len(answer["events"])
            has_more = answer["has_more"]
        return came

    def exchange(self, **changes: Any) -> dict[str, Any]:
        """Exchange, and go on from the answer's cursor."""
        body = {
            "protocol_version": 1,
            "device_id": self.device_id,
            "epoch": None,
            "client_now_ms": time.time_ns() // 1_000_000,
            "cursor": self.cursor,
            "limit": PAGE_ROWS,
            "events": [],
            "edits": [],
            **changes,
        }
        sent = json.dumps(body, separators=(",", ":")).encode()
        answer: dict[str, Any] = json.loads(self.connection.request("POST", "/api/sync", sent))
        assert answer["outcome"] == "ok"
        self.cursor = answer["next_cursor"]
        return answer

    def _review(self) -> dict[str, Any]:
        self._dev_seq += 1
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
            "dev_seq": self._dev_seq,
        }
