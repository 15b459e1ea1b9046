"""What all Python tests share: an app on its own database, learners, a clock that stands still."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from werkzeug.test import TestResponse

from server import clock, create_app
from server.extensions import db, limiter
from server.ids import new_id
from tests import databases
from tests.postgresql_cluster import has_postgresql

PASSWORD = "correct horse 电池"
NOW_MS = 1_790_000_000_000

# For tests of what has nothing to do with the kind of database.
ON_SQLITE = pytest.mark.parametrize("some_databases", ["sqlite"], indirect=True)

TEST_SETTINGS: dict[str, object] = {
    "TESTING": True,
    # One cheap pass: what a hash costs is not what these tests are about.
    "ARGON2_TIME_COST": 1,
    "ARGON2_MEMORY_KIB": 64,
    "LIMIT_CREATE": "1000/hour",
    "LIMIT_CREATE_TRIES": "1000/hour",
    # Where a test is about it, it says so: thousands of events elsewhere start no process.
    "FIT_PARAMETERS": False,
}


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> databases.SqliteDatabases:
    return databases.SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[databases.PostgresDatabases]:
    if not has_postgresql():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    running = databases.PostgresDatabases()
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
    # No context around the test: requests would share one `g` and one session, as they never do.
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def log(app: Flask) -> StringIO:
    """What the app logs from here on."""
    stream = StringIO()
    for handler in logging.getLogger("server").handlers:
        cast("logging.StreamHandler[StringIO]", handler).setStream(stream)
    return stream


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


@dataclass(frozen=True)
class SignedInDevice:
    """A browser that is signed in."""

    client: FlaskClient
    name: str
    account_id: str
    device_id: str
    epoch: str
    recovery_code: str | None = None

    def sync(self, **body: Any) -> TestResponse:
        """Exchange; what is not given is as in a first, empty request."""
        exchange = {
            "protocol_version": 1,
            "device_id": self.device_id,
            "epoch": None,
            "client_now_ms": clock.now_ms(),
            "cursor": 0,
            "limit": 500,
            "events": [],
            "edits": [],
        }
        return self.client.post("/api/sync", json={**exchange, **body})


def device_input(device_id: str | None = None) -> dict[str, str]:
    return {"id": device_id or new_id(), "name": "测试手机"}


@pytest.fixture
def create_account(app: Flask) -> Callable[[str], SignedInDevice]:
    """Creates an account by name, signed in on a device of its own."""

    def create(name: str) -> SignedInDevice:
        client = app.test_client()
        body = {"name": name, "password": PASSWORD, "device": device_input()}
        response = client.post("/api/account", json=body)
        assert response.status_code == 201, response.text
        return SignedInDevice(client=client, **response.json)

    return create


@pytest.fixture
def account(create_account: Callable[[str], SignedInDevice]) -> SignedInDevice:
    """A learner's first device."""
    return create_account("学习者")


@pytest.fixture
def other_account(create_account: Callable[[str], SignedInDevice]) -> SignedInDevice:
    """Another learner's device."""
    return create_account("另一位")


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., SignedInDevice]:
    """Signs a device in to an account by name."""

    def sign_in(name: str, device_id: str | None = None) -> SignedInDevice:
        client = app.test_client()
        body = {"name": name, "password": PASSWORD, "device": device_input(device_id)}
        response = client.post("/api/session", json=body)
        assert response.status_code == 200, response.text
        return SignedInDevice(client=client, **response.json)

    return sign_in


@pytest.fixture
def second_device(
    account: SignedInDevice, sign_in: Callable[..., SignedInDevice]
) -> SignedInDevice:
    """The same learner's second device."""
    return sign_in(account.name)
