import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from server import create_app
from server.database import write_transaction
from tests.databases import SqliteDatabases


def test_the_process_answers(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_migrated_database_that_takes_writes_is_ready(client: FlaskClient) -> None:
    for _ in range(2):
        response = client.get("/readyz")
        assert (response.status_code, response.json) == (200, {"status": "ready"})


def test_a_database_behind_the_code_is_not_ready(app: Flask) -> None:
    with app.app_context(), write_transaction() as session:
        session.execute(text("DELETE FROM alembic_version"))
    response = app.test_client().get("/readyz")
    assert (response.status_code, response.json["error"]["code"]) == (503, "not_migrated")


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}")
    assert app.test_client().get("/readyz").json["error"]["code"] == "not_migrated"


def test_a_disk_that_is_nearly_full_is_not_ready(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    with sqlite_databases.fresh(tmp_path) as url:
        app = create_app(DATABASE_URL=url, FREE_DISK_MB=10**9)
        response = app.test_client().get("/readyz")
    assert (response.status_code, response.json["error"]["code"]) == (503, "storage_full")


def test_a_database_that_takes_no_writes_is_not_ready(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    with sqlite_databases.fresh(tmp_path) as url:
        client = create_app(DATABASE_URL=url, LOCK_WAIT_MS=20).test_client()
        stranger = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        response = client.get("/readyz")
        assert (response.status_code, response.json["error"]["code"]) == (503, "busy")
        stranger.close()
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_answer_is_never_kept(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"
