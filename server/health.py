"""/healthz: the process answers. /readyz: it can do its work."""

import shutil
from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy import text

from server.config import REPOSITORY
from server.database import write_transaction
from server.errors import UnavailableError
from server.extensions import db

blueprint = Blueprint("health", __name__)

MEGABYTE = 1024 * 1024


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """Tell that the process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> dict[str, str | list[str]]:
    """Tell that the database is migrated and takes writes, and that the disk has room.

    `warnings` is there when someone should look although all works: backup_failed.

    Raises UnavailableError (503) with what is wrong: not_migrated, storage_full, or the database's.
    """
    if database_heads() != code_heads():
        raise UnavailableError("not_migrated", "The database waits for `flask prepare`.")
    if not has_room():
        raise UnavailableError("storage_full", "The server's disk is nearly full.")
    write_and_undo()
    if current_app.extensions["daily_backup"].has_failed:
        return {"status": "ready", "warnings": ["backup_failed"]}
    return {"status": "ready"}


def database_heads() -> frozenset[str]:
    """Return the migrations that the database has reached."""
    return frozenset(MigrationContext.configure(db.session.connection()).get_current_heads())


@cache
def code_heads() -> frozenset[str]:
    """Return the newest migrations of this code."""
    return frozenset(ScriptDirectory(REPOSITORY / "migrations").get_heads())


def has_room() -> bool:
    """Tell whether the disk of an embedded database has FREE_DISK_MB left."""
    if db.engine.dialect.name != "sqlite":
        return True
    folder = Path(db.engine.url.database or "").parent
    least: int = current_app.config["FREE_DISK_MB"]
    return shutil.disk_usage(folder).free >= least * MEGABYTE


def write_and_undo() -> None:
    """Write a row in a transaction that is rolled back."""
    with write_transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        session.rollback()
