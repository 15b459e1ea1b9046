"""What every request must satisfy, and the headers of every response."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.security import HEADERS
from tests.conftest import ON_SQLITE, SignedInDevice

pytestmark = ON_SQLITE

ANSWERS = [
    ("GET", "/healthz", 200),
    ("GET", "/api/decks", 200),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/api/docs", 200),
    ("GET", "/api/docs.css", 200),
    ("GET", "/api/account", 401),
    ("GET", "/api/nothing", 404),
    ("PUT", "/api/account", 405),
    ("POST", "/api/session", 422),
    ("GET", "/assets/gone.js", 404),
    ("GET", "/lists", 503),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_has_the_headers_also_errors(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    body = {"json": {}} if method == "POST" else {}
    response = client.open(path, method=method, buffered=True, **body)
    assert response.status_code == status
    assert HEADERS.keys() <= set(response.headers.keys())
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Strict-Transport-Security" not in response.headers


def test_over_tls_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    response = client.get("/api/decks", base_url="https://localhost")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_answers_about_an_account_are_never_kept(account: SignedInDevice) -> None:
    for path in ("/api/account", "/api/session", "/api/devices"):
        assert account.client.get(path).headers["Cache-Control"] == "no-store"
    assert account.sync().headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://[x"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost.elsewhere.example"},
    ],
)
def test_another_sites_page_changes_nothing(
    account: SignedInDevice, headers: dict[str, str]
) -> None:
    response = account.client.delete("/api/session", headers=headers)
    assert response.status_code == 403
    assert response.json["error"]["code"] == "cross_site"
    assert account.client.get("/api/account").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_the_page_itself_and_programs_are_served(
    account: SignedInDevice, headers: dict[str, str]
) -> None:
    assert account.client.delete("/api/session", headers=headers).status_code == 204


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{}", {"Content-Type": "text/plain"}),
        (b"{}", {}),
        (b"name=a", {"Content-Type": "application/x-www-form-urlencoded"}),
        (
            gzip.compress(b"{}", mtime=0),
            {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        ),
    ],
)
def test_a_body_that_is_not_plain_json_is_refused(
    client: FlaskClient, body: bytes, headers: dict[str, str]
) -> None:
    response = client.post("/api/session", data=body, headers=headers)
    assert response.status_code == 415
    assert response.json["error"]["code"] == "json_required"


def test_ten_megabytes_are_refused_before_they_are_read(client: FlaskClient) -> None:
    body = b'{"name": "' + b"a" * 10 * 1024 * 1024 + b'"}'
    response = client.post("/api/session", data=body, content_type="application/json")
    assert response.status_code == 413
    assert response.json["error"]["code"] == "too_large"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed_json"),
        (b'{"name": NaN}', 400, "malformed_json"),
        (b'{"name": "a", "name": "b"}', 400, "malformed_json"),
        (b"\xff", 400, "malformed_json"),
        (b"[" * 1000 + b"]" * 1000, 400, "malformed_json"),
        (b"", 422, "invalid_input"),
        (b"[]", 422, "invalid_input"),
        (b"null", 422, "invalid_input"),
        (b'"text"', 422, "invalid_input"),
        (b'{"name": 9007199254740993}', 422, "invalid_input"),
        (rb'{"name": "\ud800"}', 422, "invalid_input"),
        (rb'{"name": "\u0000"}', 422, "invalid_input"),
        (b'{"name": true}', 422, "invalid_input"),
        (b'{"__proto__": {"a": 1}}', 422, "invalid_input"),
    ],
)
def test_a_hostile_body_is_the_callers_fault(
    client: FlaskClient, body: bytes, status: int, code: str
) -> None:
    response = client.post("/api/session", data=body, content_type="application/json")
    assert (response.status_code, response.json["error"]["code"]) == (status, code)


def test_forwarded_headers_of_nobody_we_trust_mean_nothing(client: FlaskClient) -> None:
    response = client.get("/api/decks", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in response.headers


def test_forwarded_headers_of_our_proxy_hold(app: Flask) -> None:
    behind_a_proxy = create_app(DATABASE_URL=app.config["DATABASE_URL"], TRUSTED_PROXIES=1)
    client = behind_a_proxy.test_client()
    response = client.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" in response.headers


def test_only_the_trusted_host_is_answered_when_there_is_one(app: Flask) -> None:
    named = create_app(DATABASE_URL=app.config["DATABASE_URL"], TRUSTED_HOST="jiyao.example")
    client = named.test_client()
    assert client.get("/api/decks", base_url="http://jiyao.example").status_code == 200
    refused = client.get("/api/decks", base_url="http://elsewhere.example")
    assert refused.status_code == 400
    assert refused.json["error"]["code"] == "bad_request"
