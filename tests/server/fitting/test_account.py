"""What the fit of an account reads and leaves."""

from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import delete, update

from server.accounts.models import Account
from server.database import write_transaction
from server.extensions import db
from server.fitting.account import fit_account, keep, next_fit, parameters_in_use
from server.fitting.fit import FEWEST_REVIEWS, Fit, fit
from server.ids import PARAMETERS_ID, SERVER_DEVICE_ID
from server.scheduling.events import ReviewEvent
from server.scheduling.parameters import DEFAULT_PARAMETERS
from tests.conftest import NOW_MS
from tests.server.fitting.conftest import Learner

PARAMETERS = (PARAMETERS_ID, "fitted")


def fit_now(app: Flask, account_id: str) -> Fit | None:
    with app.app_context():
        fitted = fit_account(account_id)
        if fitted is None or not keep(account_id, fitted):
            return None
        return fitted.fit


def test_the_fit_of_an_account_is_that_of_its_events(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    fitted = fit_now(app, learner.account_id)
    assert fitted == fit(forgetful)
    assert fitted is not None
    assert learner.fitted() == {**(fitted.parameters or {}), "review_count": fitted.review_count}
    last = learner.last_fit()
    assert last is not None
    assert (last.event_count, last.review_count) == (len(forgetful), fitted.review_count)
    assert (last.outcome, last.fitted_at_ms) == ("better", NOW_MS)


def test_better_parameters_reach_every_device_of_the_account_and_no_other(
    app: Flask, fitter, learner: Learner, other_learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    other_learner.push(forgetful[:100])
    learner.phone.pull()
    fit_now(app, learner.account_id)
    fit_now(app, other_learner.account_id)
    tablet = learner.new_phone()
    for device in (learner.phone, tablet):
        device.pull()
        edit = device.registers[PARAMETERS]
        assert edit["value"] == learner.fitted()
        assert edit["value"]["model"] == "FSRS-6"
        assert edit["kind"] == "parameters"
        assert edit["device_id"] == SERVER_DEVICE_ID
        assert edit["hlc"] == f"{NOW_MS:015d}-00000"
    other_learner.phone.pull()
    assert PARAMETERS not in other_learner.phone.registers
    assert other_learner.fitted() is None
    last = other_learner.last_fit()
    assert last is not None
    assert last.outcome == "too_few"


def test_a_later_fit_wins_over_an_earlier_one_though_the_clock_stands(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    with app.app_context():
        fitted = fit_account(learner.account_id)
        assert fitted is not None
        assert fitted.fit.parameters is not None
        assert keep(learner.account_id, fitted)
        other = {**fitted.fit.parameters, "values": list(DEFAULT_PARAMETERS["values"])}
        again = fitted._replace(fit=fitted.fit._replace(parameters=other))
        assert keep(learner.account_id, again)
    learner.phone.pull()
    edit = learner.phone.registers[PARAMETERS]
    assert edit["value"]["values"] == other["values"]
    assert edit["hlc"] == f"{NOW_MS:015d}-00001"


def test_a_fit_is_judged_against_the_parameters_in_use(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    first = fit_now(app, learner.account_id)
    value = learner.fitted()
    again = fit_now(app, learner.account_id)
    assert first is not None
    assert again is not None
    assert (first.outcome, again.outcome) == ("better", "no_better")
    assert learner.fitted() == value


def test_parameters_of_a_newer_model_count_as_none(app: Flask, learner: Learner) -> None:
    for value in ({"model": "FSRS-9", "values": [1]}, {"values": []}, 7, None):
        learner.phone.push_edits(
            learner.phone.edit("fitted", value, kind="parameters", record_id=PARAMETERS_ID)
        )
        with app.app_context():
            assert parameters_in_use(learner.account_id) == DEFAULT_PARAMETERS


def test_the_next_fit_is_due_when_a_quarter_more_has_come_and_a_day_has_passed(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    with app.app_context():
        assert next_fit(learner.account_id) == (FEWEST_REVIEWS, 0)
    learner.push(forgetful[:1000])
    fit_now(app, learner.account_id)
    with app.app_context():
        assert next_fit(learner.account_id) == (1250, NOW_MS + 86_400_000)


def test_kinds_of_newer_versions_are_passed_over(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful[:10])
    future = learner.phone.review(kind="burial", dev_seq=10_000)
    del future["card_id"], future["rating"]
    assert learner.phone.push(future)[0]["outcome"] == "accepted"
    fitted = fit_now(app, learner.account_id)
    assert fitted == fit(forgetful[:10])


def test_an_account_that_goes_while_it_is_fitted_leaves_nothing(
    app: Flask, fitter, learner: Learner, forgetful: list[ReviewEvent]
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    with app.app_context():
        fitted = fit_account(learner.account_id)
        assert fitted is not None
        db.session.close()
        with write_transaction() as session:
            session.execute(delete(Account).where(Account.id == learner.account_id))
        for each in (fitted, fitted._replace(fit=Fit("too_few", 0))):
            assert not keep(learner.account_id, each)
        assert fit_account(learner.account_id) is None
    assert learner.fitted() is None
    assert learner.last_fit() is None


def test_the_command_fits_an_account_by_its_name_or_all(
    app: Flask,
    fitter,
    learner: Learner,
    other_learner: Learner,
    forgetful: list[ReviewEvent],
) -> None:
    fitter.is_on = False
    learner.push(forgetful)
    runner = FlaskCliRunner(app)
    with app.app_context(), write_transaction() as session:
        change = update(Account).where(Account.id == learner.account_id)
        session.execute(change.values(name="学习者", name_key="学习者"))
    said = runner.invoke(args=["fit-parameters", "--account", "学习者"])
    assert said.exit_code == 0, said.output
    assert said.output.startswith("学习者: fitted: log loss -0.")
    assert learner.fitted() is not None
    assert other_learner.last_fit() is None
    said = runner.invoke(args=["fit-parameters", "--all"])
    assert "学习者: kept as they were" in said.output
    assert f"{other_learner.account_id}: 0 reviews on a later day, too few" in said.output
    assert runner.invoke(args=["fit-parameters"]).exit_code == 2
    assert runner.invoke(args=["fit-parameters", "--account", "nobody"]).exit_code == 1
