"""The real app on a loopback port for the JavaScript clients of the tests beside this file.

Writes `{"port": …}`, then answers one JSON line for each JSON line it reads: what only someone who
sits at the server can do (set its clock, restore a backup, look into its tables). Ends when its
input ends.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, update
from waitress.server import create_server

from server import clock, create_app
from server.accounts.models import Account, Device
from server.backups.commands import back_up
from server.backups.restore import restore
from server.database import write_transaction
from server.decks.commands import load_decks, starter_files
from server.extensions import db
from server.fitting.account import parameters_in_use
from server.ids import PARAMETERS_ID, new_id
from server.reviews.effective_time import Clocks
from server.reviews.models import ReviewEvent
from server.scheduling.collection import columns_of, replay_cards
from server.scheduling.memory import MemoryModels
from server.sync.exchange import exchange
from server.sync.models import Register
from server.sync.pusher import Pusher
from tests.server.fitting.learners import QUICK_TO_FORGET, reviews_of

THREADS = 8


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
        """Do what `flask backup --force` does."""
        back_up(self.backup, force=True)

    def restore(self, *, with_epoch: bool) -> None:
        """Do what `flask restore` does; without a new epoch it is what a careless person does."""
        self.close_database()
        if not with_epoch:
            _copy(self.backup, self.database)
            return
        with redirect_stdout(sys.stderr):
            kept = restore(self.backup)
        assert kept is not None
        kept.unlink()

    def run_flask(self, *, arguments: list[str]) -> list[Any]:
        """Run a command of `flask` as a person does; return its exit code and all it says."""
        ran = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            env={**os.environ, "DATABASE_URL": self.app.config["DATABASE_URL"]},
            capture_output=True,
            text=True,
        )
        return [ran.returncode, ran.stdout + ran.stderr]

    def close_database(self) -> None:
        """Let go of the database, as a server that is stopped does."""
        db.session.remove()
        db.engine.dispose()

    def feed(self, account_id: str) -> dict[str, Any]:
        """What the account holds: its epoch, and each event and register with its number."""
        epoch = db.session.scalar(select(Account.epoch).where(Account.id == account_id))
        events = select(ReviewEvent.id, ReviewEvent.seq).where(ReviewEvent.account_id == account_id)
        registers = select(
            Register.record_id, Register.field, Register.hlc, Register.op_id, Register.seq
        ).where(Register.account_id == account_id)
        return {
            "epoch": epoch,
            "events": [list(row) for row in db.session.execute(events)],
            "registers": [list(row) for row in db.session.execute(registers)],
        }

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

    def study(self, account_id: str, card_ids: list[str], reviews: int) -> None:
        """Let a device that is not here have reviewed cards for months, as a quick forgetter."""
        device_id = new_id()
        made = reviews_of(QUICK_TO_FORGET, reviews=reviews, card_ids=card_ids, device_id=device_id)
        now_ms = self.now_ms()
        pusher = Pusher(account_id, device_id, Clocks(now_ms, now_ms))
        events = [{**event, "recital_id": new_id(), "duration_ms": 2000} for event in made]
        exchange(pusher, {"epoch": None, "cursor": 0, "limit": 1, "events": events, "edits": []})

    def fit_parameters(self, account_id: str) -> Any:
        """Let the background do what is due, which here waits to be told; return the register."""
        fitter = self.app.extensions["fitter"]
        fitter.is_on = True
        fitter.consider(account_id, len(self.events(account_id)))
        fitter.wait()
        fitter.is_on = False
        db.session.close()
        register = db.session.get(Register, (account_id, PARAMETERS_ID, "fitted"))
        return None if register is None else register.value

    def states(self, account_id: str) -> dict[str, Any]:
        """The server's own replay, under the parameters that the account's devices have."""
        rows = db.session.scalars(select(ReviewEvent).where(ReviewEvent.account_id == account_id))
        events: Any = [{**vars(row), "event_id": row.id} for row in rows]
        states = replay_cards(columns_of(events), MemoryModels(parameters_in_use(account_id)))
        return {card_id: state._asdict() for card_id, state in states.items()}

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


def main() -> None:
    """Serve until the input ends."""
    # In memory where there is such a place: what a disk does is tested elsewhere.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        app = create_app(
            DATABASE_URL=f"sqlite:///{folder / 'jiyao.db'}",
            INSTANCE_FOLDER=name,
            ARGON2_TIME_COST=1,
            ARGON2_MEMORY_KIB=64,
            RATE_LIMITS=False,
            FIT_PARAMETERS=False,
            LOG_LEVEL="ERROR",
        )
        backstage = Backstage(app, folder)
        with app.app_context():
            upgrade()
            load_decks(starter_files())
        # It keeps connections open, as gunicorn does, and runs in the process that holds the clock.
        server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
        with clock.replaced_by(backstage.now_ms):
            serving = Thread(target=server.run, daemon=True)
            serving.start()
            say({"port": server.effective_port})
            backstage.obey()
            server.close()
            serving.join()


if __name__ == "__main__":
    main()
