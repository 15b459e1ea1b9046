from tests.conftest import SignedInDevice


def test_an_account_is_created_and_signed_in(account: SignedInDevice) -> None:
    response = account.client.get("/api/account")
    assert response.status_code == 200
    assert response.json == {
        "account_id": account.account_id,
        "name": account.name,
        "device_id": account.device_id,
        "epoch": account.epoch,
    }


def test_x(account, second_device):
    print(account.client.get("/api/devices").json)
    assert account.client.delete(f"/api/devices/{second_device.device_id}").status_code == 204
    r = second_device.client.get("/api/devices")
    print(r.text, r.headers)
    assert second_device.sync().status_code == 401
    r = account.sync()
    print(r.json)
    r = account.client.post("/api/account/password", json={"current_password": "x", "new_password": "p"})
    print(r.json)
