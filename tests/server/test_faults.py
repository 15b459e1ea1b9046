"""Whatever happens, the caller gets the one shape, and never the words of a database."""

import errno
import json
import sqlite3
from collections.abc import Callable
from io import StringIO
from typing import Any

import psycopg
import pytest
from flask import Flask
from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.unreader import IterUnreader
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError

from server import create_app
from server.database import write_transaction
from server.errors import ErrorSchema, field_paths
from server.extensions import db
from tests.conftest import ON_SQLITE

ON_POSTGRESQL = pytest.mark.parametrize("some_databases", ["postgresql"], indirect=True)

SECRET = "四个身份 of a learner"


def raised_by(app: Flask, fault: Exception) -> Any:
    """Answer a request whose view raises `fault`."""

    def view() -> str:
        raise fault

    app.add_url_rule("/api/raises", view_func=view)
    return app.test_client().get("/api/raises")


def sqlite_error(code: int) -> Exception:
    inner = sqlite3.OperationalError(SECRET)
    inner.sqlite_errorcode = code
    return OperationalError(f"INSERT {SECRET}", {"text": SECRET}, inner)


def postgresql_error(kind: type[Exception]) -> Exception:
    return OperationalError(f"INSERT {SECRET}", {"text": SECRET}, kind(SECRET))


@ON_SQLITE
@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), 503, "storage_full"),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), 503, "storage_failed"),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), 503, "busy"),
        (sqlite_error(sqlite3.SQLITE_ERROR), 500, "internal_error"),
        (postgresql_error(psycopg.errors.DiskFull), 503, "storage_full"),
        (postgresql_error(psycopg.errors.LockNotAvailable), 503, "busy"),
        (postgresql_error(psycopg.errors.QueryCanceled), 503, "busy"),
        (postgresql_error(psycopg.errors.AdminShutdown), 503, "storage_failed"),
        (postgresql_error(psycopg.errors.ConnectionTimeout), 503, "storage_failed"),
        (postgresql_error(psycopg.errors.UndefinedTable), 500, "internal_error"),
        (NoFreeConnectionError(SECRET), 503, "busy"),
        (OSError(errno.ENOSPC, SECRET), 503, "storage_full"),
        (OSError(errno.EACCES, SECRET), 500, "internal_error"),
        (ValueError(SECRET), 500, "internal_error"),
    ],
    ids=repr,
)
def test_a_fault_is_told_by_its_code_and_never_by_its_words(
    app: Flask, log: StringIO, fault: Exception, status: int, code: str
) -> None:
    response = raised_by(app, fault)
    assert (response.status_code, response.json["error"]["code"]) == (status, code)
    assert ("Retry-After" in response.headers) == (status == 503)
    logged = log.getvalue()
    assert type(fault).__name__ in logged
    assert "of a learner" not in logged + response.text
    assert [json.loads(line)["level"] for line in logged.splitlines()] == ["ERROR", "INFO"]


@ON_POSTGRESQL
def test_a_database_that_is_gone_is_unavailable(app: Flask) -> None:
    gone = create_app(DATABASE_URL="postgresql://jiyao@/jiyao?host=/nowhere")
    response = gone.test_client().get("/api/decks")
    assert response.status_code == 503
    assert response.json["error"]["code"] == "storage_failed"


@ON_POSTGRESQL
def test_a_lock_that_does_not_come_is_busy(app: Flask) -> None:
    impatient = create_app(DATABASE_URL=app.config["DATABASE_URL"], LOCK_WAIT_MS=20)
    with app.app_context(), write_transaction() as session:
        session.execute(text("LOCK TABLE deck"))
        response = impatient.test_client().get("/api/decks")
    assert response.status_code == 503
    assert response.json["error"]["code"] == "busy"
    with impatient.app_context():
        db.engine.dispose()


@ON_SQLITE
@pytest.mark.parametrize(
    ("make_request", "status", "code"),
    [
        (lambda client: client.get("/api/nothing"), 404, "not_found"),
        (lambda client: client.put("/api/account"), 405, "method_not_allowed"),
        (lambda client: client.post("/api/session", data=b"x"), 415, "json_required"),
        (lambda client: client.post("/api/session", json={}), 422, "invalid_input"),
        (lambda client: client.get("/api/account"), 401, "signed_out"),
    ],
)
def test_every_error_has_the_one_shape(
    app: Flask, make_request: Callable[[Any], Any], status: int, code: str
) -> None:
    response = make_request(app.test_client())
    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert ErrorSchema().validate(response.json) == {}
    assert response.json["error"]["code"] == code
    assert response.json["error"]["request_id"] == response.headers["X-Request-ID"]


@ON_SQLITE
def test_405_says_which_methods_there_are(app: Flask) -> None:
    response = app.test_client().put("/api/session")
    assert set(response.headers["Allow"].split(", ")) == {
        "GET",
        "HEAD",
        "POST",
        "DELETE",
        "OPTIONS",
    }


@ON_SQLITE
def test_validation_errors_are_told_by_field_path(app: Flask) -> None:
    body = {"name": "a", "password": "long enough", "device": {"id": "x", "name": "b", "more": 1}}
    response = app.test_client().post("/api/session", json=body)
    assert response.json["error"]["details"].keys() == {"device.id", "device.more"}


def test_nested_messages_become_paths() -> None:
    messages = {"json": {"events": {0: {"rating": ["No."]}}, "_schema": ["Not this."]}}
    assert field_paths(messages) == {"events.0.rating": ["No."], "": ["Not this."]}


@pytest.mark.parametrize("body", [b"zz\r\nabc\r\n0\r\n\r\n", b"5\r\nabcdefgh\r\n", b"-1\r\n\r\n"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/json"])
def test_chunks_that_are_none_are_the_callers_fault(app: Flask, body: bytes, kind: str) -> None:
    """Read as gunicorn reads them, by its own reader."""
    sent = app.test_client().post(
        "/api/speeches/find",
        environ_overrides={
            "wsgi.input": Body(ChunkedReader(None, IterUnreader(iter([body])))),
            "wsgi.input_terminated": True,
            "HTTP_TRANSFER_ENCODING": "chunked",
        },
        headers={"Sec-Fetch-Site": "same-origin", "Content-Type": kind},
    )
    assert (sent.status_code, sent.json["error"]["code"]) == (400, "bad_request")
