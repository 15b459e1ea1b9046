from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.accounts import devices
from server.errors import SignedOutError
from tests.conftest import PASSWORD, SignedInDevice, device_input

UNKNOWN_ID = "0b9f6d0e-6a1c-4c55-9d0a-3f3c2f6b7a10"


def test_a_revoked_device_is_signed_out_and_no_longer_listed(
    account: SignedInDevice, second_device: SignedInDevice
) -> None:
    path = f"/api/devices/{second_device.device_id}"
    for _ in range(2):
        assert account.client.delete(path).status_code == 204
    response = second_device.client.get("/api/account")
    assert (response.status_code, response.json["error"]["code"]) == (401, "signed_out")
    assert [each["id"] for each in account.client.get("/api/devices").json] == [account.device_id]


def test_a_revoked_device_may_sign_in_again_with_the_password(
    account: SignedInDevice,
    second_device: SignedInDevice,
    sign_in: Callable[..., SignedInDevice],
) -> None:
    account.client.delete(f"/api/devices/{second_device.device_id}")
    again = sign_in(account.name, second_device.device_id)
    assert again.client.get("/api/account").status_code == 200


def test_revoking_itself_is_signing_out(account: SignedInDevice) -> None:
    assert account.client.delete(f"/api/devices/{account.device_id}").status_code == 204
    assert account.client.get_cookie("jiyao") is None


@pytest.mark.parametrize("device_id", [UNKNOWN_ID, "x", "..", "%00", "1" * 400])
def test_a_device_that_is_not_there_is_not_found(account: SignedInDevice, device_id: str) -> None:
    assert account.client.delete(f"/api/devices/{device_id}").status_code in {404, 405}


def test_a_copied_browser_goes_on_as_a_new_device(account: SignedInDevice) -> None:
    old = account.client.get_cookie("jiyao")
    new = device_input()
    response = account.client.post("/api/devices", json=new)
    assert (response.status_code, response.json) == (201, {"device_id": new["id"]})
    assert account.client.get("/api/account").json["device_id"] == new["id"]
    assert old is not None
    account.client.set_cookie("jiyao", old.value)
    assert account.client.get("/api/account").json["device_id"] == account.device_id


def test_whose_token_has_just_ended_goes_on_as_nothing(app: Flask, account: SignedInDevice) -> None:
    with app.app_context(), pytest.raises(SignedOutError):
        devices.go_on_as(account.account_id, UNKNOWN_ID, "x", shown=(account.device_id, b"old"))
    assert len(account.client.get("/api/devices").json) == 1


def test_going_on_as_a_device_that_is_there_is_refused(
    account: SignedInDevice, second_device: SignedInDevice
) -> None:
    response = account.client.post("/api/devices", json=device_input(second_device.device_id))
    assert (response.status_code, response.json["error"]["code"]) == (409, "device_exists")
    assert second_device.client.get("/api/account").status_code == 200


def test_one_browser_may_belong_to_two_accounts_one_after_the_other(
    account: SignedInDevice, client: FlaskClient
) -> None:
    body = {"name": "b", "password": PASSWORD, "device": device_input(account.device_id)}
    assert client.post("/api/account", json=body).status_code == 201
    assert account.client.get("/api/account").json["account_id"] == account.account_id


def test_a_full_list_of_devices_keeps_nobody_out(
    client: FlaskClient, account: SignedInDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "MOST_DEVICES", 3)
    for _ in range(4):
        assert account.client.post("/api/devices", json=device_input()).status_code == 201
    body = {"name": account.name, "password": PASSWORD, "device": device_input()}
    assert client.post("/api/session", json=body).status_code == 200
    assert len(client.get("/api/devices").json) == 3


def test_a_signed_out_device_makes_room_before_a_signed_in_one(
    account: SignedInDevice,
    second_device: SignedInDevice,
    sign_in: Callable[..., SignedInDevice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "MOST_DEVICES", 2)
    second_device.client.delete("/api/session")
    third = sign_in(account.name)
    assert {each["id"] for each in account.client.get("/api/devices").json} == {
        account.device_id,
        third.device_id,
    }


def test_an_account_goes_on_as_few_devices_an_hour(account: SignedInDevice) -> None:
    statuses = [account.client.post("/api/devices", json=device_input()) for _ in range(31)]
    assert [each.status_code for each in statuses] == [201] * 30 + [429]
    assert account.sync().status_code in {200, 409}
    assert account.client.get("/api/account").status_code == 200


@pytest.mark.parametrize("device_id", ["x", "", UNKNOWN_ID.upper(), "0" * 36, f"{UNKNOWN_ID}\n"])
def test_a_device_brings_a_proper_id(client: FlaskClient, device_id: str) -> None:
    body = {"name": "b", "password": PASSWORD, "device": {"id": device_id, "name": "phone"}}
    response = client.post("/api/account", json=body)
    assert response.status_code == 422
    assert list(response.json["error"]["details"]) == ["device.id"]
