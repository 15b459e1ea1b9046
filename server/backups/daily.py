"""A backup a day, made by a thread of the serving process."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from flask import Flask

from server import clock
from server.config import Config
from server.extensions import db

from .commands import back_up
from .rotation import due_day, name_of, superseded

LOOK_EVERY_SECONDS = 600
log = logging.getLogger(__name__)


def init_app(app: Flask, config: Config) -> None:
    """Give the app its daily backup, which gunicorn starts (`gunicorn.conf.py`)."""
    with app.app_context():
        database = Path(db.engine.url.database or "")
    folder = Path(config.BACKUP_FOLDER) if config.BACKUP_FOLDER else database.parent / "backups"
    keep = config.BACKUPS_KEPT if config.is_sqlite else 0
    app.extensions["daily_backup"] = DailyBackup(app, folder, keep, config.BACKUP_HOUR)


class DailyBackup:
    """Looks every ten minutes whether the newest file is of today, so a restart forgets nothing."""

    def __init__(self, app: Flask, folder: Path, keep: int, hour: int) -> None:
        self._app = app
        self._folder = folder
        self._keep = keep
        self._hour = hour
        self._stopping = Event()
        self.has_failed = False

    def start(self) -> None:
        """Look from now on, unless no backups are wanted."""
        if self._keep:
            Thread(target=self._run, name="daily backup", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def look(self) -> Path | None:
        """Back up if it is time; return the new file. A failure is logged and told by /readyz."""
        try:
            made = self._back_up_if_due()
        except Exception:
            self.has_failed = True
            log.exception("The daily backup failed; the next try is in ten minutes")
            return None
        self.has_failed = False
        return made

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.look()
            self._stopping.wait(LOOK_EVERY_SECONDS)

    def _back_up_if_due(self) -> Path | None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone() as is_alone:
            now = datetime.fromtimestamp(clock.now_ms() / 1000).astimezone()
            day = due_day(self._names(), now, self._hour)
            if not is_alone or day is None:
                return None
            self._remove_what_a_crash_left()
            target = self._folder / name_of(day)
            with self._app.app_context():
                back_up(target)
            for name in superseded(self._names(), self._keep):
                (self._folder / name).unlink()
        log.info("daily backup made", extra={"bytes": target.stat().st_size})
        return target

    def _names(self) -> list[str]:
        return [each.name for each in self._folder.iterdir()]

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Never two at once, whoever else uses the folder."""
        with (self._folder / ".turn").open("ab") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _remove_what_a_crash_left(self) -> None:
        for leftover in self._folder.glob(".*.partial*"):
            leftover.unlink()
