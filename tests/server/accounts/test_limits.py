"""Guessing is slow, and does not reach the devices that are signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.accounts.limits import address
from server.extensions import limiter
from tests.conftest import ON_SQLITE, PASSWORD, TEST_SETTINGS, SignedInDevice, device_input

pytestmark = ON_SQLITE


def attempt(client: FlaskClient, name: str, password: str, remote: str = "192.0.2.1") -> Any:
    body = {"name": name, "password": password, "device": device_input()}
    return client.post("/api/session", json=body, environ_base={"REMOTE_ADDR": remote})


def guess(client: FlaskClient, name: str, remote: str, times: int) -> list[int]:
    return [attempt(client, name, "wrong password", remote).status_code for _ in range(times)]


def test_after_ten_wrong_passwords_the_right_one_has_to_wait(
    client: FlaskClient, account: SignedInDevice
) -> None:
    assert guess(client, account.name, "192.0.2.1", 11) == [403] * 10 + [429]
    response = attempt(client, account.name, PASSWORD)
    assert (response.status_code, response.json["error"]["code"]) == (429, "too_many_requests")
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60


def test_a_guesser_cannot_keep_the_learner_out(
    client: FlaskClient, account: SignedInDevice
) -> None:
    guess(client, account.name, "192.0.2.66", 12)
    assert attempt(client, account.name, PASSWORD, "192.0.2.1").status_code == 200
    assert account.client.get("/api/account").status_code == 200
    assert account.sync().status_code == 200
    body = {"current_password": PASSWORD, "new_password": "another horse 电池"}
    assert account.client.post("/api/account/password", json=body).status_code == 204


def test_a_name_written_otherwise_is_the_same_name(
    client: FlaskClient, create_account: Callable[[str], SignedInDevice]
) -> None:
    create_account("Wang")
    guess(client, "wang", "192.0.2.1", 10)
    assert attempt(client, "ＷＡＮＧ", PASSWORD).status_code == 429


def test_many_names_from_one_address_are_counted_together(client: FlaskClient) -> None:
    statuses = [attempt(client, f"name {n}", "wrong password").status_code for n in range(31)]
    assert statuses == [403] * 30 + [429]


def test_many_addresses_on_one_name_are_counted_together(
    client: FlaskClient, account: SignedInDevice
) -> None:
    for n in range(5):
        assert guess(client, account.name, f"192.0.2.{n + 1}", 10) == [403] * 10
    assert guess(client, account.name, "192.0.2.99", 1) == [429]
    assert account.client.get("/api/account").status_code == 200


def test_signing_in_well_is_not_counted(client: FlaskClient, account: SignedInDevice) -> None:
    statuses = [attempt(client, account.name, PASSWORD).status_code for _ in range(40)]
    assert statuses == [200] * 40


def test_recovery_codes_are_limited_apart_from_passwords(
    client: FlaskClient, account: SignedInDevice
) -> None:
    body = {
        "name": account.name,
        "recovery_code": "0000-0000-0000-0000-0000",
        "new_password": "another horse 电池",
        "device": device_input(),
    }
    statuses = [client.post("/api/account/recovery", json=body).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    assert attempt(client, account.name, PASSWORD, "127.0.0.1").status_code == 200


def test_a_signed_in_device_guesses_ten_times_whatever_it_calls_itself(
    account: SignedInDevice, second_device: SignedInDevice
) -> None:
    body = {"password": "wrong password"}
    path = "/api/account/recovery-code"
    statuses = [account.client.post(path, json=body).status_code for _ in range(10)]
    account.client.post("/api/devices", json=device_input())
    statuses.append(account.client.post(path, json=body).status_code)
    assert statuses == [403] * 10 + [429]
    assert second_device.sync().status_code == 200
    assert second_device.client.get("/api/account").status_code == 200


@pytest.fixture
def strict_app(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    limits = {"LIMIT_CREATE": "2/hour", "LIMIT_CREATE_TRIES": "5/hour", "LIMIT_SNAPSHOT": "2/hour"}
    strict = create_app(DATABASE_URL=app.config["DATABASE_URL"], **{**TEST_SETTINGS, **limits})
    limiter.reset()
    yield strict
    limiter.reset()


def test_snapshots_of_one_account_are_limited(strict_app: Flask) -> None:
    phones = [strict_app.test_client() for _ in range(2)]
    for n, phone in enumerate(phones):
        body = {"name": f"name {n}", "password": PASSWORD, "device": device_input()}
        assert phone.post("/api/account", json=body).status_code == 201
    answers = [phones[0].get("/api/sync/snapshot") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert phones[1].get("/api/sync/snapshot").status_code == 200


def create(client: FlaskClient, name: str, password: str = PASSWORD) -> Any:
    body = {"name": name, "password": password, "device": device_input()}
    return client.post("/api/account", json=body)


def test_accounts_of_one_address_are_limited(strict_app: Flask) -> None:
    client = strict_app.test_client()
    answers = [create(client, f"name {n}") for n in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 429]
    assert answers[-1].json["error"]["code"] == "too_many_requests"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_try_that_makes_no_account_takes_nobody_s_place(strict_app: Flask) -> None:
    client = strict_app.test_client()
    tries = [("Wang", PASSWORD), ("Wang", PASSWORD), ("Li", "password"), ("Li", PASSWORD)]
    statuses = [create(client, *each).status_code for each in tries]
    assert statuses == [201, 409, 422, 201]


def test_tries_of_one_address_are_limited_too(strict_app: Flask) -> None:
    """A try tells whether a name is taken."""
    client = strict_app.test_client()
    answers = [create(client, "Wang") for _ in range(6)]
    assert [each.status_code for each in answers] == [201, 409, 409, 409, 409, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_class_behind_one_address_gets_its_accounts(app: Flask) -> None:
    plain = {name: each for name, each in TEST_SETTINGS.items() if not name.startswith("LIMIT_")}
    client = create_app(DATABASE_URL=app.config["DATABASE_URL"], **plain).test_client()
    for n in range(30):
        assert create(client, "the teacher's name").status_code == (409 if n else 201)
        assert create(client, f"name {n}").status_code == 201


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_customer_is_one_address(app: Flask, remote: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": remote}):
        assert address() == counted
