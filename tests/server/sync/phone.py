"""Devices for the tests of sync: what a phone sends and keeps, over the app's real route."""

import json
import random
import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Executable
from werkzeug.test import TestResponse

from server.accounts import tokens
from server.accounts.models import Account, Device
from server.database import write_transaction
from server.ids import new_id

Json = dict[str, Any]
CREATED_AT_MS = 1_700_000_000_000
AHEAD_MS = 10 * 366 * 86_400_000  # sign-ins of tests that move the clock do not end


def new_account(app: Flask) -> str:
    """Store an account and return its id; these tests are not about passwords."""
    account_id = new_id()
    with app.app_context(), write_transaction() as session:
        session.add(
            Account(
                id=account_id,
                name=account_id,
                name_key=account_id,
                password_hash="-",
                recovery_hash=b"-",
                created_at_ms=CREATED_AT_MS,
                epoch=new_id(),
            )
        )
    return account_id


def new_device(app: Flask, account_id: str, device_id: str | None = None) -> tuple[str, str]:
    """Store a signed-in device; return its id and its cookie's value."""
    device_id, secret = device_id or new_id(), tokens.new_secret()
    with app.app_context(), write_transaction() as session:
        session.add(
            Device(
                account_id=account_id,
                id=device_id,
                name="phone",
                token_hash=tokens.hashed(secret),
                created_at_ms=CREATED_AT_MS,
                signed_in_at_ms=CREATED_AT_MS + AHEAD_MS,
                last_seen_at_ms=CREATED_AT_MS + AHEAD_MS,
            )
        )
    return device_id, f"{account_id}.{device_id}.{secret}"


def change(app: Flask, *statements: Executable) -> None:
    """Change the database behind the exchange's back."""
    with app.app_context(), write_transaction() as session:
        for statement in statements:
            session.execute(statement)


class Phone:
    """One signed-in device: makes events and edits, and exchanges them."""

    def __init__(self, app: Flask, account_id: str, now_ms: int) -> None:
        self.app = app
        self.account_id = account_id
        self.device_id, cookie = new_device(app, account_id)
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(tokens.PLAIN_NAME, cookie)
        self.now_ms = now_ms
        self.dev_seq = 0
        self.cursor = 0
        self.epoch: str | None = None
        self.events: dict[str, Json] = {}
        self.registers: dict[tuple[str, str], Json] = {}

    def review(self, **changes: Any) -> Json:
        """Make an event as this device would now."""
        self.dev_seq += 1
        made = {
            "event_id": str(uuid.UUID(int=random.getrandbits(128), version=4)),
            "kind": "review",
            "card_id": new_id(),
            "rating": 3,
            "recital_id": new_id(),
            "occurred_at_ms": self.now_ms,
            "utc_offset_minutes": 480,
            "rollover_hour": 4,
            "duration_ms": 2500,
            "device_id": self.device_id,
            "dev_seq": self.dev_seq,
        }
        return {**made, **changes}

    def edit(self, field: str = "text", value: Any = "一", **changes: Any) -> Json:
        """Make an edit as this device would now."""
        made = {
            "op_id": new_id(),
            "kind": "item",
            "record_id": new_id(),
            "field": field,
            "value": value,
            "hlc": f"{self.now_ms:015d}-00000",
            "device_id": self.device_id,
        }
        return {**made, **changes}

    def envelope(self, **changes: Any) -> Json:
        """Make a request that brings nothing."""
        empty = {
            "protocol_version": 1,
            "device_id": self.device_id,
            "epoch": self.epoch,
            "client_now_ms": self.now_ms,
            "cursor": self.cursor,
            "limit": 500,
            "events": [],
            "edits": [],
        }
        return {**empty, **changes}

    def post(self, **changes: Any) -> TestResponse:
        """Send a request and return the bare response."""
        body = json.dumps(self.envelope(**changes))
        return self.client.post("/api/sync", data=body, content_type="application/json")

    def exchange(self, **changes: Any) -> Json:
        """Send a request and return its answer, without keeping anything of it."""
        response = self.post(**changes)
        assert response.status_code == 200, response.get_data(as_text=True)
        answer: Json = response.get_json()
        return answer

    def push(self, *events: Json) -> list[Json]:
        """Push events and return their acks."""
        acks: list[Json] = self.exchange(events=list(events))["event_acks"]
        return acks

    def push_edits(self, *edits: Json) -> list[Json]:
        """Push edits and return their acks."""
        acks: list[Json] = self.exchange(edits=list(edits))["edit_acks"]
        return acks

    def pull(self, limit: int = 500) -> None:
        """Follow the feed to its end and keep what it brings."""
        has_more = True
        while has_more:
            answer = self.exchange(limit=limit)
            for event in answer["events"]:
                self.events[event["event_id"]] = event
            for edit in answer["edits"]:
                self.registers[edit["record_id"], edit["field"]] = edit
            assert answer["next_cursor"] > self.cursor or not answer["has_more"]
            self.cursor, self.epoch = answer["next_cursor"], answer["epoch"]
            has_more = answer["has_more"]
