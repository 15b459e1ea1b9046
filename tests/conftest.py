"""What all Python tests share: an app on a database of its own, learners, and a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from server import clock, create_app
from server.database import write_transaction
from server.extensions import db, limiter
from server.ids import new_id
from tests import databases

PASSWORD = "correct horse 电池"
NOW_MS = 1_790_000_000_000

TEST_SETTINGS: dict[str, object] = {
    "TESTING": True,
    # One cheap pass: what a hash costs is not what these tests are about.
    "ARGON2_TIME_COST": 1,
    "ARGON2_MEMORY_KIB": 64,
    "LIMIT_CREATE": "1000/hour",
}


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> databases.SqliteDatabases:
    return databases.SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[databases.PostgresDatabases]:
    if not databases.has_postgresql():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    running = databases.PostgresDatabases(tmp_path_factory.mktemp("pg"))
    yield running
    running.close()


@pytest.fixture(params=databases.KINDS)
def some_databases(request: pytest.FixtureRequest) -> Any:
    """The kind of database that the test runs on: each test that uses it runs once on each."""
    return request.getfixturevalue(
        {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    )


@pytest.fixture
def database_url(some_databases: Any, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database that nobody else uses."""
    with some_databases.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(
        DATABASE_URL=database_url,
        INSTANCE_FOLDER=str(tmp_path),
        PAGE_FOLDER=str(tmp_path / "page"),
        **TEST_SETTINGS,
    )
    limiter.reset()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without an account."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_ms = NOW_MS

    def __call__(self) -> int:
        return self.now_ms

    def forward(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> None:
        self.now_ms += int((days * 24 + hours) * 3_600_000 + seconds * 1000)


@pytest.fixture
def frozen_clock() -> Iterator[Clock]:
    standing = Clock()
    with clock.replaced_by(standing):
        yield standing
