"""Counting what may be asked for only so often."""

import pytest
from flask import Flask

from server import clock
from server.errors import TooManyRequestsError
from server.rate_limits import RateLimits


@pytest.fixture
def limited_app():
    app = Flask(__name__)
    app.config.update(RATE_LIMITS=True, LIMIT_TEA="2/minute;3/hour", LIMIT_CAKE="1/hour")
    with app.app_context():
        yield app


@pytest.fixture
def limits(limited_app):
    limits = RateLimits()
    limits.init_app(limited_app)
    return limits


def test_a_view_is_refused_when_asked_too_often_and_says_when_to_come_back(limits):
    serve = limits.limit("LIMIT_TEA", key=lambda: "guest")(lambda: "tea")
    assert [serve(), serve()] == ["tea", "tea"]
    with pytest.raises(TooManyRequestsError) as refused:
        serve()
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 60


def test_every_part_of_a_limit_holds(limits, monkeypatch):
    now = clock.system_seconds()
    serve = limits.limit("LIMIT_TEA", key=lambda: "guest")(lambda: "tea")
    serve()
    serve()
    monkeypatch.setattr("time.time", lambda: now + 61)
    serve()
    with pytest.raises(TooManyRequestsError) as refused:
        serve()
    assert int(refused.value.headers["Retry-After"]) > 60


def test_who_asks_is_counted_apart_and_so_is_what_for(limits):
    guests = iter(["one", "two"])
    serve = limits.limit("LIMIT_CAKE", key=lambda: next(guests))(lambda: "cake")
    assert [serve(), serve()] == ["cake", "cake"]
    assert limits.limit("LIMIT_TEA", key=lambda: "one")(lambda: "tea")() == "tea"


def test_asking_whether_a_limit_is_reached_counts_nothing(limits):
    for _ in range(3):
        limits.refuse_when_reached("LIMIT_CAKE", "guest")
    limits.count("LIMIT_CAKE", "guest")
    with pytest.raises(TooManyRequestsError):
        limits.refuse_when_reached("LIMIT_CAKE", "guest")
    limits.reset()
    limits.refuse_when_reached("LIMIT_CAKE", "guest")


def test_switched_off_it_counts_nothing(limited_app, limits):
    limited_app.config["RATE_LIMITS"] = False
    limits.init_app(limited_app)
    serve = limits.limit("LIMIT_CAKE", key=lambda: "guest")(lambda: "cake")
    assert [serve(), serve()] == ["cake", "cake"]
