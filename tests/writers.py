"""Devices that push without a pause and hold the server to each of its acknowledgements."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from server.ids import new_id

AT_MS = 1_790_000_000_000
LONGEST_ANSWER_SECONDS = 20
PAUSE_SECONDS = 0.02

Acks = list[dict[str, Any]]


class Writer(threading.Thread):
    """One device: pushes until it is told to stop, and repeats whatever was not acknowledged.

    `keep` is given the ids of each acknowledged push before the next one is sent.
    """

    def __init__(
        self,
        port: int,
        device: tuple[str, str],
        batch: int,
        keep: Callable[[list[str]], object],
    ) -> None:
        super().__init__(daemon=True)
        self.device_id, self._cookie = device
        self._port = port
        self._batch = batch
        self._keep = keep
        self.stopping = threading.Event()
        self.acknowledged = 0
        self.repeated = 0  # stored, but their first acknowledgement did not arrive
        self.refused = 0  # pushes that found the server away, or were told to come again
        self.fault: BaseException | None = None

    def run(self) -> None:
        """Push; what goes wrong other than the server being away is kept in `fault`."""
        try:
            while not self.stopping.is_set():
                self._push_one_batch()
        except BaseException as fault:
            self.fault = fault

    def run_until(self, acknowledged: int, within_seconds: float = 60) -> None:
        """Wait for so many acknowledgements, then for the end of the push that is under way.

        Raises RuntimeError when they do not come.
        """
        deadline = time.monotonic() + within_seconds
        while self.acknowledged < acknowledged and self.is_alive():
            if time.monotonic() > deadline:
                break
            time.sleep(0.005)
        self.stopping.set()
        self.join(within_seconds)
        if self.is_alive() or self.fault or self.acknowledged < acknowledged:
            raise RuntimeError(f"only {self.acknowledged} acknowledged") from self.fault

    def _push_one_batch(self) -> None:
        first = self.acknowledged + 1
        events = [event(self.device_id, first + number) for number in range(self._batch)]
        acks = self._push(events)
        while acks is None:
            # Until the server is back, and even when told to stop: nothing is given up.
            self.refused += 1
            time.sleep(PAUSE_SECONDS)
            acks = self._push(events)
        outcomes = {ack["outcome"] for ack in acks}
        if not outcomes <= {"accepted", "duplicate"} or len(acks) != len(events):
            raise AssertionError(f"{len(acks)} answers to {len(events)} events: {outcomes}")
        self._keep([ack["event_id"] for ack in acks])
        self.repeated += sum(ack["outcome"] == "duplicate" for ack in acks)
        self.acknowledged += len(acks)

    def _push(self, events: list[dict[str, Any]]) -> Acks | None:
        try:
            answer = sync(self._port, self._cookie, self.device_id, events=events)
        except (OSError, http.client.HTTPException):
            return None
        acks: Acks = answer["event_acks"]
        return acks


def event(device_id: str, dev_seq: int) -> dict[str, Any]:
    """Make a review event."""
    return {
        "event_id": new_id(),
        "kind": "review",
        "card_id": new_id(),
        "rating": 3,
        "occurred_at_ms": AT_MS,
        "utc_offset_minutes": 480,
        "rollover_hour": 4,
        "device_id": device_id,
        "dev_seq": dev_seq,
    }


def sync(port: int, cookie: str, device_id: str, **changes: Any) -> dict[str, Any]:
    """Exchange once, over a connection of its own.

    Raises OSError or HTTPException when the server is away, or says 503: nothing was acknowledged.
    """
    body = {
        "protocol_version": 1,
        "device_id": device_id,
        "epoch": None,
        "client_now_ms": AT_MS,
        "cursor": 0,
        "limit": 1,
        **changes,
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_ANSWER_SECONDS)
    headers = {"Content-Type": "application/json", "Cookie": f"jiyao={cookie}"}
    try:
        connection.request("POST", "/api/sync", json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status == 503:
            raise OSError(text)
        assert response.status == 200, text
        answer: dict[str, Any] = json.loads(text)
        return answer
    finally:
        connection.close()


def pulled_ids(port: int, cookie: str, device_id: str) -> Iterator[str]:
    """Give the id of each event of the account, as a device receives them that has none yet."""
    cursor, has_more = 0, True
    while has_more:
        answer = sync(port, cookie, device_id, cursor=cursor, limit=2000)
        yield from (each["event_id"] for each in answer["events"])
        cursor, has_more = answer["next_cursor"], answer["has_more"]
