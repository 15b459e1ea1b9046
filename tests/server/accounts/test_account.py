"""What a learner does with an account, through the routes."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from server import create_app
from server.accounts.models import Account, Device
from server.database import write_transaction
from server.extensions import db
from tests.conftest import PASSWORD, TEST_SETTINGS, SignedInDevice, device_input

NEW_PASSWORD = "another horse 电池"


def attempt(client: FlaskClient, name: str, password: str = PASSWORD) -> Any:
    return client.post(
        "/api/session", json={"name": name, "password": password, "device": device_input()}
    )


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_new_account_is_signed_in_and_shows_its_recovery_code_once(
    account: SignedInDevice,
) -> None:
    assert account.recovery_code is not None
    assert account.client.get("/api/account").json == {
        "account_id": account.account_id,
        "name": account.name,
        "device_id": account.device_id,
        "epoch": account.epoch,
    }


def test_a_page_is_told_who_is_signed_in_and_that_nobody_is_without_an_error(
    client: FlaskClient, account: SignedInDevice, second_device: SignedInDevice
) -> None:
    assert client.get("/api/session").json == {"account": None}
    shown = second_device.client.get("/api/session")
    assert shown.json == {"account": second_device.client.get("/api/account").json}
    account.client.delete(f"/api/devices/{second_device.device_id}")
    assert second_device.client.get("/api/session").json == {"account": None}


@pytest.mark.parametrize("name", ["学习者", " 学习者 "])
def test_a_name_is_given_once(client: FlaskClient, account: SignedInDevice, name: str) -> None:
    body = {"name": name, "password": PASSWORD, "device": device_input()}
    response = client.post("/api/account", json=body)
    assert (response.status_code, response.json["error"]["code"]) == (409, "name_taken")
    assert client.get("/api/account").status_code == 401


def test_a_common_password_is_refused_at_the_start(client: FlaskClient) -> None:
    body = {"name": "a", "password": "password123", "device": device_input()}
    response = client.post("/api/account", json=body)
    assert (response.status_code, response.json["error"]["code"]) == (422, "password_too_common")
    assert list(response.json["error"]["details"]) == ["password"]


def test_a_second_device_signs_in_and_both_are_listed(
    account: SignedInDevice, second_device: SignedInDevice
) -> None:
    assert second_device.account_id == account.account_id
    assert second_device.epoch == account.epoch
    listed = {each["id"]: each for each in account.client.get("/api/devices").json}
    assert listed.keys() == {account.device_id, second_device.device_id}
    assert listed[account.device_id]["current"]
    assert not listed[second_device.device_id]["current"]
    assert listed[second_device.device_id]["name"] == "测试手机"


def test_a_wrong_password_and_an_unknown_name_look_the_same(
    client: FlaskClient, account: SignedInDevice
) -> None:
    answers = [attempt(client, account.name, "wrong password"), attempt(client, "nobody")]
    for answer in answers:
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers
        answer.json["error"].pop("request_id")
    bodies = [{**answer.json["error"], "request_id": ""} for answer in answers]
    assert bodies[0] == bodies[1]
    assert bodies[0]["code"] == "wrong_password"


def test_signing_in_again_ends_the_devices_older_token(
    account: SignedInDevice, sign_in: Callable[..., SignedInDevice]
) -> None:
    again = sign_in(account.name, account.device_id)
    assert again.client.get("/api/account").status_code == 200
    assert account.client.get("/api/account").status_code == 401


def test_signing_out_ends_the_token_on_the_server_too(app: Flask, account: SignedInDevice) -> None:
    cookie = account.client.get_cookie("jiyao")
    assert cookie is not None
    assert account.client.delete("/api/session").status_code == 204
    assert account.client.get_cookie("jiyao") is None
    thief = app.test_client()
    thief.set_cookie("jiyao", cookie.value)
    assert thief.get("/api/account").status_code == 401


def test_a_changed_password_signs_the_others_out(
    client: FlaskClient, account: SignedInDevice, second_device: SignedInDevice
) -> None:
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert account.client.post("/api/account/password", json=body).status_code == 204
    assert account.client.get("/api/account").status_code == 200
    assert second_device.client.get("/api/account").status_code == 401
    assert attempt(client, account.name).status_code == 403
    assert attempt(client, account.name, NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/account/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD}),
        ("/api/account/recovery-code", {"password": PASSWORD}),
    ],
)
def test_a_new_password_or_code_ends_copies_of_this_devices_cookie(
    app: Flask, account: SignedInDevice, path: str, body: dict[str, str]
) -> None:
    cookie = account.client.get_cookie("jiyao")
    assert cookie is not None
    assert account.client.post(path, json=body).status_code in {200, 204}
    thief = app.test_client()
    thief.set_cookie("jiyao", cookie.value)
    assert thief.get("/api/account").status_code == 401
    assert account.client.get("/api/account").json["device_id"] == account.device_id


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/account/password", {"current_password": "x", "new_password": NEW_PASSWORD}),
        ("POST", "/api/account/recovery-code", {"password": "x"}),
        ("DELETE", "/api/account", {"password": "x"}),
    ],
)
def test_what_cannot_be_undone_asks_for_the_password(
    account: SignedInDevice, method: str, path: str, body: dict[str, str]
) -> None:
    response = account.client.open(path, method=method, json=body)
    assert (response.status_code, response.json["error"]["code"]) == (403, "wrong_password")
    assert account.client.get("/api/account").status_code == 200


def recover(client: FlaskClient, name: str, code: str | None) -> Any:
    body = {
        "name": name,
        "recovery_code": code,
        "new_password": NEW_PASSWORD,
        "device": device_input(),
    }
    return client.post("/api/account/recovery", json=body)


def test_the_recovery_code_opens_the_account_once(
    client: FlaskClient, account: SignedInDevice
) -> None:
    response = recover(client, account.name, account.recovery_code)
    assert response.status_code == 200
    assert response.json["account_id"] == account.account_id
    assert client.get("/api/account").status_code == 200
    assert account.client.get("/api/account").status_code == 401
    assert attempt(client, account.name, NEW_PASSWORD).status_code == 200

    again = recover(client, account.name, account.recovery_code)
    assert (again.status_code, again.json["error"]["code"]) == (403, "wrong_recovery_code")
    assert recover(client, account.name, response.json["recovery_code"]).status_code == 200


def test_a_code_of_another_account_or_name_opens_nothing(
    client: FlaskClient, account: SignedInDevice, other_account: SignedInDevice
) -> None:
    for name in (account.name, "nobody"):
        response = recover(client, name, other_account.recovery_code)
        assert (response.status_code, response.json["error"]["code"]) == (
            403,
            "wrong_recovery_code",
        )


def test_a_new_recovery_code_replaces_the_old_one(
    client: FlaskClient, account: SignedInDevice
) -> None:
    response = account.client.post("/api/account/recovery-code", json={"password": PASSWORD})
    assert response.status_code == 200
    assert recover(client, account.name, account.recovery_code).status_code == 403
    assert recover(client, account.name, response.json["recovery_code"]).status_code == 200


def test_an_erased_account_leaves_no_row_and_frees_its_name(
    app: Flask,
    account: SignedInDevice,
    second_device: SignedInDevice,
    other_account: SignedInDevice,
    create_account: Callable[[str], SignedInDevice],
) -> None:
    response = account.client.delete("/api/account", json={"password": PASSWORD})
    assert response.status_code == 204
    assert account.client.get_cookie("jiyao") is None
    assert second_device.sync().status_code == 401
    assert other_account.client.get("/api/account").status_code == 200
    with app.app_context():
        for table in db.metadata.sorted_tables:
            column = table.c.account_id if "account_id" in table.c else table.c.id
            left = db.session.scalar(
                select(func.count()).select_from(table).where(column == account.account_id)
            )
            assert left == 0, table.name
    assert create_account(account.name).account_id != account.account_id


def test_a_hash_of_weaker_settings_is_renewed_at_sign_in(
    app: Flask, client: FlaskClient, account: SignedInDevice
) -> None:
    def stored() -> str:
        with app.app_context():
            return db.session.scalars(select(Account.password_hash)).one()

    before = stored()
    assert attempt(client, account.name).status_code == 200
    assert stored() == before
    stronger = create_app(
        DATABASE_URL=app.config["DATABASE_URL"], **{**TEST_SETTINGS, "ARGON2_TIME_COST": 2}
    )
    assert attempt(stronger.test_client(), account.name).status_code == 200
    assert "t=2" in stored()
    with stronger.app_context():
        db.engine.dispose()


def test_a_password_changed_while_a_sign_in_was_checked_wins(
    app: Flask, client: FlaskClient, account: SignedInDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = app.extensions["passwords"]
    matches = hasher.matches

    def change_meanwhile(password_hash: str | None, password: str) -> bool:
        found = matches(password_hash, password)
        with write_transaction() as session:
            session.get(Account, account.account_id).password_hash = "changed"
        return bool(found)

    monkeypatch.setattr(hasher, "matches", change_meanwhile)
    assert attempt(client, account.name).status_code == 403
    assert count(app, Device) == 1
