"""Copies of the embedded database, made while it is used, and what makes a copy trustworthy."""

import sqlite3
from contextlib import closing
from pathlib import Path

from server.ids import new_id

from .placing import BackupError, placed, require_room

HEADER = b"SQLite format 3\x00"
# The second when SQLite quotes a damaged byte in its message.
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)


def copy_sqlite(source: Path, target: Path, *, force: bool = False) -> None:
    """Copy the database as it is at one moment; whoever reads or writes it goes on.

    A backup of all pages in one step holds a read transaction, which in a write-ahead log hinders
    nobody. Raises BackupError when there is no room, or the copy is not whole.
    """
    require_room(target.parent, used_bytes(source))
    with placed(target, force=force) as partial:
        try:
            copy_pages(source, partial)
        except DAMAGED as error:
            raise BackupError(f"{source} cannot be copied: {error}.") from error
        partial.chmod(0o600)
        require_whole(partial)


def copy_pages(source: Path, target: Path) -> None:
    """Copy a database into a new file, all pages of one moment."""
    with closing(_open_to_read(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)
        # One file, which can be carried away.
        to.execute("PRAGMA journal_mode=DELETE")


def give_new_epochs(file: Path) -> None:
    """Begin a new life of the server for every account in the file."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.create_function("new_id", 0, new_id)
        connection.execute("UPDATE account SET epoch = new_id()")


def used_bytes(database: Path) -> int:
    """Return the size of a database with its log."""
    log = database.with_name(database.name + "-wal")
    return sum(each.stat().st_size for each in (database, log) if each.exists())


def require_whole(file: Path) -> None:
    """Raise BackupError unless the file is an SQLite database that passes its integrity check."""
    if not file.is_file():
        raise BackupError(f"{file} is not there.")
    with file.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            raise BackupError(f"{file} is no SQLite database.")
    try:
        with closing(_open_to_read(file)) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
    except DAMAGED as error:
        raise BackupError(f"{file} is damaged: {error}.") from error
    if problems != ["ok"] or orphans:
        raise BackupError(f"{file} is damaged: {problems[0]}.")


def revision_of(file: Path) -> str:
    """Return the migration that a file has reached; raises BackupError if it is not ours."""
    with closing(_open_to_read(file)) as connection:
        try:
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
            connection.execute("SELECT epoch FROM account LIMIT 1")
        except DAMAGED as error:
            raise BackupError(f"{file} is no database of Jiyao: {error}.") from error
    if len(rows) != 1:
        raise BackupError(f"{file} has never been migrated.")
    return str(rows[0][0])


def _open_to_read(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
