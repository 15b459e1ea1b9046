"""docs/sync.md tells the truth: its worked exchange is run as it stands there."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import update

from server.accounts import tokens
from server.accounts.models import Account
from server.sync.protocol import PROTOCOL_VERSION
from tests.server.sync.phone import Phone, change, new_account, new_device

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "sync.md"
BLOCKS = {
    name: json.loads(block)
    for name, block in re.findall(r"```json (\w+)\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
}


@pytest.fixture
def documented_phone(app, frozen_clock):
    """The phone of the page, after the tablet of the page has pushed its review."""
    request, answer = BLOCKS["request"], BLOCKS["answer"]
    account_id = new_account(app)
    change(app, update(Account).values(epoch=request["epoch"]))
    of_tablet = answer["events"][0]
    frozen_clock.now_ms = of_tablet["received_at_ms"]
    tablet = Phone(app, account_id, frozen_clock.now_ms)
    given_by_server = {"seq", "received_at_ms", "effective_at_ms"}
    tablet.push({name: of_tablet[name] for name in of_tablet.keys() - given_by_server})
    frozen_clock.now_ms = answer["server_now_ms"]
    _, cookie = new_device(app, account_id, request["device_id"])
    client = app.test_client()
    client.set_cookie(tokens.PLAIN_NAME, cookie)
    return client


def test_the_worked_exchange_is_what_the_server_answers(documented_phone):
    answer = documented_phone.post("/api/sync", json=BLOCKS["request"]).get_json()
    assert answer == BLOCKS["answer"]


def test_the_page_speaks_of_the_version_that_the_server_speaks():
    assert BLOCKS["request"]["protocol_version"] == PROTOCOL_VERSION


@pytest.mark.parametrize(
    "code",
    ["event_malformed", "event_id_reused", "edit_malformed", "op_id_reused", "device_mismatch"],
)
def test_every_code_of_sync_is_explained_and_used(code):
    folder = DOCUMENT.parents[1] / "server" / "sync"
    assert f"`{code}`" in DOCUMENT.read_text()
    assert any(f'"{code}"' in file.read_text() for file in folder.glob("*.py"))
