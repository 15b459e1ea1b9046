"""An app that fits in the background, and learners that have pushed what they reviewed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server import create_app
from server.extensions import db
from server.fitting.background import Fitter
from server.fitting.models import ParameterFit
from server.ids import PARAMETERS_ID
from server.scheduling.events import ReviewEvent
from server.sync.models import Register
from tests.conftest import NOW_MS, TEST_SETTINGS, Clock
from tests.server.fitting.learners import QUICK_TO_FORGET, reviews_of
from tests.server.sync.phone import Phone, new_account

PUSHED_AT_ONCE = 500


@pytest.fixture
def new_app(database_url: str, tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """The server once more on the same database, as after a restart."""
    made = []

    def start() -> Flask:
        settings = {**TEST_SETTINGS, "FIT_PARAMETERS": True}
        app = create_app(DATABASE_URL=database_url, INSTANCE_FOLDER=str(tmp_path), **settings)
        made.append(app)
        return app

    yield start
    for app in made:
        app.extensions["fitter"].wait()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(new_app: Callable[[], Flask]) -> Flask:
    return new_app()


@pytest.fixture
def fitter(app: Flask) -> Fitter:
    fitter: Fitter = app.extensions["fitter"]
    return fitter


@pytest.fixture(scope="session")
def forgetful() -> list[ReviewEvent]:
    return reviews_of(QUICK_TO_FORGET, reviews=4000)


class Learner:
    """An account with a phone, and a look behind the exchange's back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.account_id = new_account(app)
        self.phone = self.new_phone()

    def new_phone(self) -> Phone:
        return Phone(self.app, self.account_id, NOW_MS)

    def push(self, events: list[ReviewEvent]) -> None:
        wire = [
            {
                **event,
                "recital_id": event["event_id"],
                "duration_ms": 2000,
                "device_id": self.phone.device_id,
            }
            for event in events
        ]
        for start in range(0, len(wire), PUSHED_AT_ONCE):
            acks = self.phone.push(*wire[start : start + PUSHED_AT_ONCE])
            assert {ack["outcome"] for ack in acks} == {"accepted"}

    def fitted(self) -> dict[str, Any] | None:
        """The value of the register, as the database holds it."""
        with self.app.app_context():
            row = db.session.get(Register, (self.account_id, PARAMETERS_ID, "fitted"))
            return None if row is None else row.value

    def last_fit(self) -> ParameterFit | None:
        with self.app.app_context():
            return db.session.get(ParameterFit, self.account_id)


@pytest.fixture
def learner(app: Flask, frozen_clock: Clock) -> Learner:
    return Learner(app)


@pytest.fixture
def other_learner(app: Flask, frozen_clock: Clock) -> Learner:
    return Learner(app)
