"""The real app on a loopback port for the JavaScript clients of the tests beside this file.

Writes `{"port": …}`, then answers one JSON line for each JSON line it reads: what only someone who
sits at the server can do (set its clock, restore a backup, look into its tables). Ends when its
input ends.
"""

import json
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, update
from werkzeug.serving import WSGIRequestHandler, make_server

from server import clock, create_app
from server.accounts.models import Account, Device
from server.database import write_transaction
from server.decks.commands import load_decks, starter_files
from server.extensions import db
from server.ids import new_id
from server.reviews.models import ReviewEvent
from server.sync.models import Register


class Backstage:
    """The commands of the control channel, by name."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.database = folder / "jiyao.db"
        self.backup = folder / "backup.db"
        self.standing_ms: int | None = None

    def now_ms(self) -> int:
        """The time that the server believes in."""
        return clock._system_ms() if self.standing_ms is None else self.standing_ms

    def set_clock(self, now_ms: int) -> None:
        """Let the server's clock stand still at `now_ms`."""
        self.standing_ms = now_ms

    def new_epoch(self, account_id: str) -> None:
        """Do what restoring a backup does to one account."""
        with write_transaction() as session:
            session.execute(update(Account).where(Account.id == account_id).values(epoch=new_id()))

    def back_up(self) -> None:
        """Copy the database."""
        _copy(self.database, self.backup)

    def restore(self, *, with_epoch: bool) -> None:
        """Put the copy back; without a new epoch it is what a careless person does."""
        db.engine.dispose()
        _copy(self.backup, self.database)
        if with_epoch:
            with write_transaction() as session:
                for account_id in session.scalars(select(Account.id)).all():
                    session.execute(
                        update(Account).where(Account.id == account_id).values(epoch=new_id())
                    )

    def events(self, account_id: str) -> list[dict[str, Any]]:
        """The account's review events as rows."""
        rows = db.session.scalars(select(ReviewEvent).where(ReviewEvent.account_id == account_id))
        names = ("id", "seq", "kind", "card_id", "rating", "device_id", "dev_seq")
        times = ("occurred_at_ms", "effective_at_ms")
        return [{name: getattr(row, name) for name in (*names, *times)} for row in rows]

    def registers(self, account_id: str) -> list[dict[str, Any]]:
        """The account's registers as rows."""
        rows = db.session.scalars(select(Register).where(Register.account_id == account_id))
        names = ("kind", "record_id", "field", "value", "hlc", "device_id", "op_id")
        return [{name: getattr(row, name) for name in names} for row in rows]

    def devices(self, account_id: str) -> list[str]:
        """The ids of the account's devices."""
        return list(db.session.scalars(select(Device.id).where(Device.account_id == account_id)))

    def obey(self) -> None:
        """Answer commands until the input ends."""
        for line in sys.stdin:
            command = json.loads(line)
            with self.app.app_context():
                value = getattr(self, command.pop("do"))(**command)
            say(value)


def say(value: object) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as from_, sqlite3.connect(target) as to:
        from_.backup(to)
    from_.close()
    to.close()


class QuietHandler(WSGIRequestHandler):
    """Keep connections open, as gunicorn does, and the test's output for the test."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until the input ends."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(
            DATABASE_URL=f"sqlite:///{folder / 'jiyao.db'}",
            INSTANCE_FOLDER=name,
            ARGON2_TIME_COST=1,
            ARGON2_MEMORY_KIB=64,
            RATE_LIMITS=False,
            LOG_LEVEL="ERROR",
        )
        backstage = Backstage(app, folder)
        with app.app_context():
            upgrade()
            load_decks(starter_files())
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
        with clock.replaced_by(backstage.now_ms):
            serving = Thread(target=server.serve_forever, daemon=True)
            serving.start()
            say({"port": server.port})
            backstage.obey()
            server.shutdown()
            serving.join()
            server.server_close()


if __name__ == "__main__":
    main()
