"""Fits while the server serves: one account at a time, in a process of its own, from one thread.

There is no queue to lose. Every exchange of an account asks whether its fit is due, which is one
look into a dictionary; what is due follows from the counts in the database.
"""

import fcntl
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread

from flask import Flask, current_app

from server import clock
from server.config import REPOSITORY, Config
from server.extensions import db
from server.fitting.account import FIRST_FIT, AccountFit, Due, after_fit, keep, next_fit
from server.fitting.answer import read_answer

log = logging.getLogger(__name__)


def init_app(app: Flask, config: Config) -> None:
    """Give the app its fitter."""
    app.extensions["fitter"] = Fitter(app, config.FIT_SECONDS, is_on=config.FIT_PARAMETERS)


def fitter() -> "Fitter":
    """Return the fitter of the current app."""
    found: Fitter = current_app.extensions["fitter"]
    return found


class Fitter:
    """Takes accounts whose fit may be due, and fits those whose is."""

    def __init__(self, app: Flask, seconds: int, *, is_on: bool) -> None:
        self._app = app
        self._seconds = seconds
        self.is_on = is_on
        self._due: dict[str, Due] = {}
        self._waiting: dict[str, int] = {}  # in the order of their coming, each once
        self._changed = Condition()
        self._thread: Thread | None = None
        self.fit_in_child: Callable[[str], AccountFit | None] = self._fit_in_child

    def consider(self, account_id: str, event_count: int) -> None:
        """Fit the account soon if it is time. Returns at once."""
        due = self._due.get(account_id, FIRST_FIT)
        if not self.is_on or not due.is_reached(event_count):
            return
        with self._changed:
            self._waiting[account_id] = event_count
            if self._thread is None:
                self._thread = Thread(target=self._work, name="fitting", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Return when nothing is left to do."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None)

    def _work(self) -> None:
        while (waiting := self._next()) is not None:
            account_id, event_count = waiting
            # Until the fit says better; after a failure this is when it is tried again.
            self._due[account_id] = after_fit(event_count, clock.now_ms())
            try:
                with self._app.app_context(), _turn(Path(self._app.instance_path)):
                    self._fit_if_due(account_id, event_count)
            except Exception:  # whatever it is, the next account has its turn
                log.exception("a fit failed")

    def _next(self) -> tuple[str, int] | None:
        with self._changed:
            for account_id in self._waiting:
                return account_id, self._waiting.pop(account_id)
            self._thread = None
            self._changed.notify_all()
            return None

    def _fit_if_due(self, account_id: str, event_count: int) -> None:
        due = next_fit(account_id)
        db.session.close()  # no transaction is open while the child works
        if due.is_reached(event_count):
            fitted = self.fit_in_child(account_id)
            if fitted is None or not keep(account_id, fitted):
                return
            due = next_fit(account_id)
            log.info("parameters fitted", extra=_described(fitted))
        self._due[account_id] = due

    def _fit_in_child(self, account_id: str) -> AccountFit | None:
        address = db.engine.url.render_as_string(hide_password=False)
        answer = subprocess.run(  # noqa: S603 - our own program; the id is our own
            [sys.executable, "-m", "server.fitting.child", account_id],
            cwd=REPOSITORY,
            env={
                **os.environ,
                "DATABASE_URL": address,
                "INSTANCE_FOLDER": self._app.instance_path,
                # numpy would set memory aside for a thread of each processor, of the child's few.
                "OPENBLAS_NUM_THREADS": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=self._seconds,
            check=True,
            text=True,
        )
        return read_answer(answer.stdout)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Hold the one turn of all processes of this instance; who dies gives it up."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "fitting-turn").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _described(fitted: AccountFit) -> dict[str, object]:
    gain = fitted.fit.gain
    return {
        "outcome": fitted.fit.outcome,
        "reviews": fitted.fit.review_count,
        "log_loss_gain": gain and round(gain.mean, 5),
    }
