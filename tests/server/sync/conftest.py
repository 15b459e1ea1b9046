"""Phones of one account, on the app and the standing clock of the test."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.conftest import NOW_MS, Clock
from tests.server.sync.phone import Phone, new_account


@pytest.fixture
def now_ms() -> int:
    return NOW_MS


@pytest.fixture
def account_id(app: Flask) -> str:
    return new_account(app)


@pytest.fixture
def new_phone(app: Flask, account_id: str, frozen_clock: Clock) -> Callable[[], Phone]:
    """Another device of the account at each call."""
    return lambda: Phone(app, account_id, frozen_clock.now_ms)


@pytest.fixture
def phone(new_phone: Callable[[], Phone]) -> Phone:
    return new_phone()


@pytest.fixture
def tablet(new_phone: Callable[[], Phone]) -> Phone:
    return new_phone()
