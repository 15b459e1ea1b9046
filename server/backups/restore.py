"""Put a backup in the database's place."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import text

from server import clock
from server.config import REPOSITORY
from server.database import DatabaseUse
from server.errors import UnavailableError
from server.extensions import db

from . import postgresql, sqlite_copy
from .placing import BackupError, placed, require_room

STILL_SERVING = "The server is running. Stop it first, then restore."
GONE_WITHIN_SECONDS = 2
POLL_SECONDS = 0.05


def restore(source: Path) -> Path | None:
    """Replace the database by the backup; return where the present one is kept, if there was one.

    Every account gets a new epoch: its devices then hand over all they hold, and what happened
    since the backup is there again. Raises BackupError, having changed nothing, when the file is
    damaged, made by a newer Jiyao, or when a server has the database open.
    """
    if db.engine.dialect.name == "sqlite":
        kept = _restore_sqlite(source, Path(db.engine.url.database or ""))
    else:
        kept = _restore_postgresql(source, current_app.config["DATABASE_URL"])
    upgrade()
    return kept


def _restore_sqlite(source: Path, database: Path) -> Path | None:
    sqlite_copy.require_whole(source)
    _require_known(source, sqlite_copy.revision_of(source))
    db.session.remove()
    db.engine.dispose()
    with _nobody_else(database):
        # The copy is made first: where the disk has no room, nothing has happened yet.
        require_room(database.parent, 2 * source.stat().st_size)
        kept = _place_aside(database) if database.exists() else None
        with placed(database, force=True) as partial:
            sqlite_copy.copy_pages(source, partial)
            sqlite_copy.give_new_epochs(partial)
            sqlite_copy.require_whole(partial)
            # Before the new file is there: SQLite would play the old one's log into it.
            _remove_logs(database)
    return kept


def _restore_postgresql(source: Path, database_url: str) -> Path:
    postgresql.require_dump(source)
    _require_known(source, postgresql.revision_of(source))
    db.session.remove()
    db.engine.dispose()
    _require_no_sessions()
    kept = _unused(Path(current_app.instance_path) / f"before-restore-{_now()}.dump")
    kept.parent.mkdir(parents=True, exist_ok=True)
    postgresql.dump(database_url, kept)
    postgresql.load(database_url, source, kept.parent)
    return kept


def _require_known(source: Path, revision: str) -> None:
    known = {each.revision for each in _migrations().walk_revisions()}
    if revision not in known:
        raise BackupError(
            f"{source} was made by a newer Jiyao (migration {revision}). Update this one first."
        )


def _migrations() -> ScriptDirectory:
    return ScriptDirectory(str(REPOSITORY / "migrations"))


@contextmanager
def _nobody_else(database: Path) -> Iterator[None]:
    try:
        with DatabaseUse(database).alone():
            yield
    except UnavailableError as error:
        raise BackupError(STILL_SERVING) from error


def _require_no_sessions() -> None:
    """Wait a moment: PostgreSQL notices only then that a server which was killed is gone."""
    deadline = time.monotonic() + GONE_WITHIN_SECONDS
    while _other_sessions():
        if time.monotonic() > deadline:
            raise BackupError(STILL_SERVING)
        time.sleep(POLL_SECONDS)


def _other_sessions() -> int:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'jiyao'"
        " AND datname = current_database() AND pid <> pg_backend_pid()"
    )
    with db.engine.connect() as connection:
        count: int = connection.execute(others).scalar_one()
    db.engine.dispose()
    return count


def _place_aside(database: Path) -> Path:
    """Keep the present database, with what its log holds, as one file beside it."""
    kept = _unused(database.with_name(f"before-restore-{_now()}{database.suffix}"))
    try:
        sqlite_copy.copy_sqlite(database, kept)
    except BackupError:
        # Damaged: that may be why someone restores. Kept as it is, with its log.
        for suffix in ("", "-wal", "-shm"):
            part = database.with_name(database.name + suffix)
            if part.exists():
                with placed(kept.with_name(kept.name + suffix)) as partial:
                    partial.write_bytes(part.read_bytes())
    return kept


def _remove_logs(database: Path) -> None:
    """Remove the log of the database that was there; what is kept holds it."""
    for suffix in ("-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _unused(path: Path) -> Path:
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(each for each in (path, *islice(names, 100)) if not each.exists())


def _now() -> str:
    return datetime.fromtimestamp(clock.now_ms() / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
