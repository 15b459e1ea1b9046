"""Fitting while the server serves."""

from collections.abc import Callable
from threading import Event, Lock

import pytest
from flask import Flask

from server.fitting import account as account_module
from server.fitting.account import AccountFit, fit_account
from server.fitting.background import Fitter
from server.fitting.fit import FEWEST_REVIEWS, Fit, fit
from server.ids import PARAMETERS_ID
from server.scheduling.events import ReviewEvent
from tests.conftest import ON_SQLITE, Clock
from tests.server.fitting.conftest import Learner

pytestmark = ON_SQLITE  # test_account.py is about the databases

TOO_FEW = AccountFit(FEWEST_REVIEWS, Fit("too_few", 1))
WAIT_SECONDS = 30


class HeldChild:
    """Stands where the child is started, and answers when it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = Event(), Event()
        self.fitted: list[str] = []
        self.running, self.most_running = 0, 0
        self._lock = Lock()

    def __call__(self, account_id: str) -> AccountFit:
        with self._lock:
            self.running += 1
            self.most_running = max(self.running, self.most_running)
        self.begun.set()
        assert self.go_on.wait(WAIT_SECONDS)
        with self._lock:
            self.running -= 1
            self.fitted.append(account_id)
        return TOO_FEW


@pytest.fixture
def held(fitter: Fitter) -> HeldChild:
    held = HeldChild()
    fitter.fit_in_child = held
    return held


def test_a_sync_that_brings_enough_reviews_leads_to_parameters_from_another_process(
    learner: Learner,
    fitter: Fitter,
    forgetful: list[ReviewEvent],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("fitted in the process that serves")

    monkeypatch.setattr(account_module, "fit", refuse)
    learner.push(forgetful)
    fitter.wait()
    learner.phone.pull()
    value = learner.phone.registers[PARAMETERS_ID, "fitted"]["value"]
    last = learner.last_fit()
    assert last is not None
    expected = fit(forgetful[: last.event_count])
    assert value == {**(expected.parameters or {}), "review_count": expected.review_count}


def test_syncs_are_served_while_a_fit_goes_on(
    learner: Learner, other_learner: Learner, held: HeldChild, forgetful: list[ReviewEvent]
) -> None:
    learner.push(forgetful[:FEWEST_REVIEWS])
    assert held.begun.wait(WAIT_SECONDS)
    learner.push(forgetful[FEWEST_REVIEWS : FEWEST_REVIEWS + 10])
    assert learner.phone.push_edits(learner.phone.edit())[0]["outcome"] == "accepted"
    other_learner.push(forgetful[:10])
    learner.phone.pull()
    assert len(learner.phone.events) == FEWEST_REVIEWS + 10
    assert held.fitted == []
    held.go_on.set()


def test_fewer_events_than_can_be_enough_start_nothing(
    learner: Learner, fitter: Fitter, held: HeldChild, forgetful: list[ReviewEvent]
) -> None:
    held.go_on.set()
    learner.push(forgetful[: FEWEST_REVIEWS - 1])
    fitter.wait()
    assert held.fitted == []
    learner.push(forgetful[FEWEST_REVIEWS - 1 : FEWEST_REVIEWS])
    fitter.wait()
    assert held.fitted == [learner.account_id]


def test_one_account_is_fitted_at_a_time_and_each_once(
    learner: Learner, other_learner: Learner, fitter: Fitter, held: HeldChild
) -> None:
    for _ in range(3):
        for each in (learner, other_learner):
            fitter.consider(each.account_id, FEWEST_REVIEWS)
    assert held.begun.wait(WAIT_SECONDS)
    held.go_on.set()
    fitter.wait()
    assert sorted(held.fitted) == sorted([learner.account_id, other_learner.account_id])
    assert held.most_running == 1


def test_a_fit_is_made_again_when_a_quarter_more_has_come(
    learner: Learner, fitter: Fitter, held: HeldChild, frozen_clock: Clock
) -> None:
    held.go_on.set()
    for event_count in (FEWEST_REVIEWS, FEWEST_REVIEWS + 1, FEWEST_REVIEWS * 5 // 4 - 1):
        fitter.consider(learner.account_id, event_count)
        fitter.wait()
        assert len(held.fitted) == 1
        frozen_clock.forward(days=1)
    fitter.consider(learner.account_id, FEWEST_REVIEWS * 5 // 4)
    fitter.wait()
    assert len(held.fitted) == 2


def test_a_long_history_that_is_handed_in_is_not_fitted_again_the_same_day(
    learner: Learner, fitter: Fitter, held: HeldChild, frozen_clock: Clock
) -> None:
    held.go_on.set()
    for event_count in (FEWEST_REVIEWS, FEWEST_REVIEWS * 2, FEWEST_REVIEWS * 4):
        fitter.consider(learner.account_id, event_count)
        fitter.wait()
    assert len(held.fitted) == 1
    frozen_clock.forward(days=1)
    fitter.consider(learner.account_id, FEWEST_REVIEWS * 4)
    fitter.wait()
    assert len(held.fitted) == 2


def test_a_restart_forgets_no_fit_and_repeats_none(
    learner: Learner,
    fitter: Fitter,
    held: HeldChild,
    new_app: Callable[[], Flask],
    forgetful: list[ReviewEvent],
) -> None:
    """The first server is held before its fit ends, as one that was killed then."""
    learner.push(forgetful[:FEWEST_REVIEWS])
    assert held.begun.wait(WAIT_SECONDS)
    assert learner.last_fit() is None
    held.go_on.set()
    fitter.fit_in_child = held
    fitter.wait()
    assert learner.last_fit() is not None
    second: Fitter = new_app().extensions["fitter"]
    again = HeldChild()
    again.go_on.set()
    second.fit_in_child = again
    second.consider(learner.account_id, FEWEST_REVIEWS)
    second.wait()
    assert again.fitted == []


def test_a_fit_that_a_killed_server_did_not_end_is_made_after_its_restart(
    learner: Learner, fitter: Fitter, new_app: Callable[[], Flask], forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful[:FEWEST_REVIEWS])
    restarted = new_app()
    after: Fitter = restarted.extensions["fitter"]
    held = HeldChild()
    held.go_on.set()
    after.fit_in_child = held
    learner.phone.client = _same_cookie(restarted, learner)
    assert learner.phone.exchange()["outcome"] == "ok", "nothing new has to come"
    after.wait()
    assert held.fitted == [learner.account_id]


def _same_cookie(app: Flask, learner: Learner):
    client = app.test_client()
    cookie = learner.phone.client.get_cookie("jiyao")
    assert cookie is not None
    client.set_cookie("jiyao", cookie.value)
    return client


def test_a_fit_that_fails_is_logged_and_holds_up_neither_others_nor_itself_for_ever(
    learner: Learner,
    other_learner: Learner,
    fitter: Fitter,
    frozen_clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried = []

    def fail_for_one(account_id: str) -> AccountFit:
        tried.append(account_id)
        if account_id == learner.account_id:
            raise OSError("no child")
        return TOO_FEW

    fitter.fit_in_child = fail_for_one
    for event_count in (FEWEST_REVIEWS, FEWEST_REVIEWS + 1, FEWEST_REVIEWS * 2):
        fitter.consider(learner.account_id, event_count)
        fitter.wait()
        fitter.consider(other_learner.account_id, FEWEST_REVIEWS)
        fitter.wait()
        frozen_clock.forward(days=1)
    assert tried == [learner.account_id, other_learner.account_id, learner.account_id]
    assert [record.message for record in caplog.records if record.exc_info] == ["a fit failed"] * 2


def test_a_child_of_an_unknown_account_answers_none(app: Flask, fitter: Fitter) -> None:
    with app.app_context():
        assert fitter._fit_in_child("nobody") is None
        assert fit_account("nobody") is None


def test_where_fitting_is_switched_off_nothing_is_started(
    learner: Learner, fitter: Fitter, held: HeldChild
) -> None:
    fitter.is_on = False
    fitter.consider(learner.account_id, 10 * FEWEST_REVIEWS)
    fitter.wait()
    assert not held.begun.is_set()
