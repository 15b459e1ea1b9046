"""Every route for everyone who has no business there. A new route without a line here fails."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from server.extensions import db
from server.ids import new_id
from tests.conftest import ON_SQLITE, PASSWORD, SignedInDevice, device_input

OPEN = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs.css"),
    ("GET", "/api/decks"),
    ("GET", "/api/decks/<uuid:deck_id>"),
    ("POST", "/api/account"),
    ("GET", "/api/session"),
    ("POST", "/api/session"),
    ("POST", "/api/account/recovery"),
    ("POST", "/api/speeches/find"),
}
NEW_PASSWORD = "another horse 电池"
SYNC = {"protocol_version": 1, "epoch": None, "client_now_ms": 1, "cursor": 0, "limit": 1}
GUARDED: dict[tuple[str, str], Any] = {
    ("GET", "/api/account"): None,
    ("DELETE", "/api/account"): {"password": PASSWORD},
    ("POST", "/api/account/password"): {
        "current_password": PASSWORD,
        "new_password": NEW_PASSWORD,
    },
    ("POST", "/api/account/recovery-code"): {"password": PASSWORD},
    ("DELETE", "/api/session"): None,
    ("GET", "/api/devices"): None,
    ("POST", "/api/devices"): device_input(),
    ("DELETE", "/api/devices/<uuid:device_id>"): None,
    ("GET", "/api/sync/snapshot"): None,
    ("POST", "/api/sync"): {**SYNC, "device_id": new_id(), "events": [], "edits": []},
}


def snapshot(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table, without the counters that sync keeps of a device's last visit."""
    with app.app_context():
        return {
            table.name: sorted(map(str, db.session.execute(select(table)).all()))
            for table in db.metadata.sorted_tables
        }


@ON_SQLITE
def test_every_route_is_either_open_or_guarded(app: Flask) -> None:
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == OPEN | GUARDED.keys()


@pytest.mark.parametrize(("method", "route"), GUARDED)
@pytest.mark.parametrize("who", ["nobody", "revoked device", "erased account", "forged token"])
def test_who_is_not_signed_in_reads_and_changes_nothing(
    app: Flask,
    account: SignedInDevice,
    second_device: SignedInDevice,
    other_account: SignedInDevice,
    method: str,
    route: str,
    who: str,
) -> None:
    client = app.test_client()
    if who == "revoked device":
        client = second_device.client
        account.client.delete(f"/api/devices/{second_device.device_id}")
    elif who == "erased account":
        client = other_account.client
        cookie = client.get_cookie("jiyao")
        assert cookie is not None
        client.delete("/api/account", json={"password": PASSWORD})
        client.set_cookie("jiyao", cookie.value)
    elif who == "forged token":
        client.set_cookie("jiyao", f"{account.account_id}.{account.device_id}.{'A' * 43}")
    before = snapshot(app)
    path = route.replace("<uuid:device_id>", account.device_id)
    response = client.open(path, method=method, json=GUARDED[method, route])
    assert (response.status_code, response.json["error"]["code"]) == (401, "signed_out")
    assert snapshot(app) == before


def test_another_accounts_device_answers_as_one_that_does_not_exist(
    app: Flask, account: SignedInDevice, other_account: SignedInDevice
) -> None:
    def answer(device_id: str) -> Any:
        response = account.client.delete(
            f"/api/devices/{device_id}", headers={"X-Request-ID": "the-same"}
        )
        return response.status_code, response.json

    before = snapshot(app)
    assert answer(other_account.device_id) == answer(new_id())
    assert answer(other_account.device_id)[0] == 404
    assert snapshot(app) == before
    assert other_account.client.get("/api/account").status_code == 200


def test_a_device_does_not_push_in_anothers_name(
    account: SignedInDevice, second_device: SignedInDevice, other_account: SignedInDevice
) -> None:
    for device_id in (second_device.device_id, other_account.device_id, new_id()):
        response = account.sync(device_id=device_id)
        assert (response.status_code, response.json["error"]["code"]) == (409, "device_mismatch")


def test_lists_hold_only_ones_own(account: SignedInDevice, other_account: SignedInDevice) -> None:
    assert [each["id"] for each in account.client.get("/api/devices").json] == [account.device_id]
    assert other_account.device_id not in account.sync().text


def test_an_account_may_use_an_id_of_another_account_as_its_own(
    app: Flask, account: SignedInDevice, other_account: SignedInDevice
) -> None:
    response = account.client.post("/api/devices", json=device_input(other_account.device_id))
    assert response.status_code == 201
    assert other_account.client.get("/api/account").status_code == 200
    with app.app_context():
        table = db.metadata.tables["device"]
        assert db.session.scalar(select(func.count()).select_from(table)) == 3
