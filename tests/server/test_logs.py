"""Logs say what happened, and nothing of anyone."""

import json
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import ON_SQLITE, PASSWORD, SignedInDevice, device_input

pytestmark = ON_SQLITE


def logged(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_route_and_not_its_path(
    account: SignedInDevice, log: StringIO
) -> None:
    account.client.delete(f"/api/devices/{account.account_id}?x=secret")
    (line,) = logged(log)
    assert line["message"] == "request"
    assert line["method"] == "DELETE"
    assert line["route"] == "/api/devices/<uuid:device_id>"
    assert line["status"] == 404
    assert line["error_code"] == "not_found"
    assert line["duration_ms"] >= 0
    assert {"time", "level", "logger", "request_id"} <= line.keys()


def test_what_a_learner_typed_stays_out_of_the_log(
    account: SignedInDevice, client: FlaskClient, log: StringIO
) -> None:
    wrong = {"name": account.name, "password": "wrong 密码 here", "device": device_input()}
    client.post("/api/session", json=wrong)
    client.post("/api/session", json={**wrong, "unknown 字段": 1})
    account.sync(edits=[{"text": "卡片文字"}])
    client.get("/api/decks/卡片文字?token=卡片文字")
    output = log.getvalue()
    assert [line["status"] for line in logged(log)] == [403, 422, 200, 404]
    cookie = account.client.get_cookie("jiyao")
    assert cookie is not None
    secrets = [account.name, PASSWORD, "wrong 密码 here", "卡片文字", "字段", "127.0.0.1"]
    for secret in [*secrets, cookie.value, account.recovery_code, "测试手机"]:
        assert secret not in output
        assert json.dumps(secret)[1:-1] not in output


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abcdef12-3456", True), ("short", False), ("a" * 65, False), ("has space and ;", False)],
)
def test_a_sane_request_id_is_kept_and_any_other_replaced(
    client: FlaskClient, given: str, kept: bool
) -> None:
    answered = client.get("/api/decks", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (answered == given) == kept
    assert answered


def test_health_checks_do_not_fill_the_log(client: FlaskClient, log: StringIO) -> None:
    client.get("/healthz")
    assert logged(log) == []
