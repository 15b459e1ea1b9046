import pytest
from flask import Flask
from sqlalchemy import select

from server.accounts import tokens
from server.accounts.models import Device
from server.extensions import db
from tests.conftest import ON_SQLITE, PASSWORD, SignedInDevice, device_input


def test_secrets_have_256_bits() -> None:
    secrets = {tokens.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(each) for each in secrets} == {43}


def test_on_plain_http_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    body = {"name": "a", "password": PASSWORD, "device": device_input()}
    header = app.test_client().post("/api/account", json=body).headers["Set-Cookie"]
    assert header.startswith("jiyao=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(header.split("; "))
    assert "Max-Age=34560000" in header  # 400 days
    assert "Domain" not in header


def test_over_tls_the_cookie_is_bound_to_the_host(app: Flask) -> None:
    client = app.test_client()
    body = {"name": "a", "password": PASSWORD, "device": device_input()}
    header = client.post("/api/account", json=body, base_url="https://localhost").headers[
        "Set-Cookie"
    ]
    assert header.startswith("__Host-jiyao=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(header.split("; "))
    assert client.get("/api/account", base_url="https://localhost").status_code == 200
    plain = {"Cookie": header.split(";")[0].replace("__Host-", "")}
    stranger = app.test_client()
    response = stranger.get("/api/account", base_url="https://localhost", headers=plain)
    assert response.status_code == 401


def test_only_the_secrets_hash_is_stored(app: Flask, account: SignedInDevice) -> None:
    cookie = account.client.get_cookie("jiyao")
    assert cookie is not None
    account_id, device_id, secret = cookie.value.split(".")
    assert (account_id, device_id) == (account.account_id, account.device_id)
    with app.app_context():
        stored = db.session.scalars(select(Device.token_hash)).one()
    assert stored == tokens.hashed(secret)
    assert stored is not None
    assert secret.encode() not in stored


@ON_SQLITE
@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "a.b.c",
        "{a}.{d}",
        "{a}.{d}.",
        "{a}.{d}.short",
        "{a}.{d}.{s}x",
        "{d}.{a}.{s}",
        "{A}.{d}.{s}",
    ],
)
def test_any_other_cookie_is_nobodys(app: Flask, account: SignedInDevice, value: str) -> None:
    cookie = account.client.get_cookie("jiyao")
    assert cookie is not None
    a, d, s = cookie.value.split(".")
    client = app.test_client()
    client.set_cookie("jiyao", value.format(a=a, d=d, s=s, A=a.upper()))
    response = client.get("/api/account")
    assert (response.status_code, response.json["error"]["code"]) == (401, "signed_out")
