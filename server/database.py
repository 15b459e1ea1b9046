"""How both databases are opened, and the two kinds of transaction.

Reading needs nothing: the first statement of a request begins a read transaction. Writing is said
aloud:

    with write_transaction() as session:
        …                                   committed, with fsync, when the block ends

`write_connection()` is the same without a session, for what every exchange does.

A read transaction sees one state of the database, on PostgreSQL too (REPEATABLE READ, for which
readers pay nothing): an edit that is committed between two statements of a pull would move its row
out of the page, but not out of the digest. A write transaction there is READ COMMITTED: it waits
for the lock on its account's row and then sees what the one before it has written, where REPEATABLE
READ would fail it.

On SQLite a write transaction begins IMMEDIATE, because one that reads first and writes later
fails at once when another has written meanwhile, whatever the timeout. In the tests the
connection is `query_only` outside of such a block, so that a write which forgot to say so fails
there instead of losing an update; in production that would make SQLite prepare its statements
anew in each request.

SQLite before 3.51.3 can corrupt its write-ahead log when a checkpoint races with another
connection's commit that resets the log. Here a lock, held by a thread and by a process, lets one
connection at a time write; checkpoints happen only inside its commit. So the race cannot arise,
whatever SQLite the machine has, also while a command runs beside the server.
"""

import fcntl
import os
import time
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from io import BufferedWriter
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Connection, event
from sqlalchemy.orm import scoped_session

from server.config import Config
from server.errors import UnavailableError
from server.extensions import db

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024
POLL_SECONDS = 0.005


def engine_options(config: Config) -> dict[str, object]:
    """Return what Flask-SQLAlchemy hands to create_engine for this database."""
    pool: dict[str, object] = {
        "pool_size": config.THREADS,
        "max_overflow": 4,
        "pool_timeout": 10,
        "pool_use_lifo": True,  # the connection used last still knows the pages it has read
    }
    if config.is_sqlite:
        return {**pool, "connect_args": {"timeout": config.LOCK_WAIT_MS / 1000}}
    waits = (
        f"-c lock_timeout={config.LOCK_WAIT_MS} -c statement_timeout={config.STATEMENT_LIMIT_MS}"
    )
    return {
        **pool,
        "pool_pre_ping": True,
        "isolation_level": "REPEATABLE READ",  # goes with BEGIN: no round trip of its own
        "connect_args": {
            "options": f"{waits} -c synchronous_commit=on -c timezone=UTC",
            "application_name": "jiyao",
        },
    }


def init_app(app: Flask, config: Config) -> None:
    """Prepare the engine of an app for the database it has."""
    with app.app_context():
        engine = db.engine
    app.extensions["write_turn"] = None
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        app.extensions["write_turn"] = WriteTurn(
            file.with_name(file.name + "-turn"), config.LOCK_WAIT_MS
        )
        in_use = DatabaseUse(file, config.LOCK_WAIT_MS)
        event.listen(engine, "connect", in_use.begin)
        event.listen(engine, "close", in_use.end)
        event.listen(engine, "connect", partial(_keep_from_others, file))
        event.listen(engine, "connect", _open_sqlite)
        if config.TESTING:
            event.listen(engine, "begin", _forbid_writes_that_do_not_say_so)
        event.listen(engine, "begin", _begin_sqlite)


@contextmanager
def write_transaction() -> Iterator[scoped_session[Any]]:
    """Run the block as one write transaction of `db.session`, committed with fsync at its end.

    Rows read before are let go first, so that what is read inside is what is there now. An
    exception rolls back. Raises UnavailableError when other writers keep the turn for longer than
    LOCK_WAIT_MS.
    """
    with _turn_to_write():
        session = db.session
        try:
            session.connection(execution_options=_write_options())
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def write_connection() -> Iterator[Connection]:
    """Run the block as the same kind of transaction, for statements that need no session."""
    with (
        _turn_to_write(),
        db.engine.connect().execution_options(**_write_options()) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def _turn_to_write() -> Iterator[None]:
    if g.get("is_writing"):
        raise RuntimeError("a write transaction is already open")
    db.session.remove()
    with current_app.extensions["write_turn"] or nullcontext():
        g.is_writing = True
        try:
            yield
        finally:
            g.is_writing = False


@contextmanager
def migration_connection() -> Iterator[Connection]:
    """Give the connection on which all pending migrations run as one write transaction.

    SQLite's foreign keys are off meanwhile, because a batch alter drops and remakes a table,
    which would delete the rows that refer to it; what refers to nothing afterwards fails the
    migration. PostgreSQL's time limit is off. One that rewrites a table there must not run while
    somebody serves: to a transaction that began before, the table is empty (PostgreSQL, 13.6).
    """
    with current_app.extensions["write_turn"] or nullcontext(), db.engine.connect() as plain:
        sqlite = plain.dialect.name == "sqlite"
        if sqlite:  # the pragma does nothing inside a transaction
            plain.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            connection = plain.execution_options(**_write_options())
            with connection.begin():
                if not sqlite:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a migration left rows that refer to nothing")
        finally:
            if sqlite:
                plain.connection.cursor().execute("PRAGMA foreign_keys=ON")


class WriteTurn:
    """One writer at a time, among the threads of this process and among processes.

    Threads write in the order in which they came: with a plain lock, one that writes again at once
    would take the turn again and again.
    """

    def __init__(self, file: Path, wait_ms: int) -> None:
        self._file = str(file)
        self._wait_seconds = wait_ms / 1000
        self._threads = FairLock()

    def __enter__(self) -> None:
        """Wait for the turn; raises UnavailableError when it does not come."""
        if not self._threads.acquire(timeout=self._wait_seconds):
            raise UnavailableError(headers={"Retry-After": "1"})
        try:
            self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(self._handle, fcntl.LOCK_EX, self._wait_seconds):
                os.close(self._handle)
                raise UnavailableError(headers={"Retry-After": "1"})
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *exception: object) -> None:
        """Let the next one write. Closing the file releases its lock."""
        os.close(self._handle)
        self._threads.release()


class DatabaseUse:
    """A mark, shared by all that have the database open, which is gone when their process is.

    Whoever puts another file in the database's place takes it for itself meanwhile: a process that
    goes on with the old file would acknowledge what nobody sees again.
    """

    def __init__(self, database: Path, wait_ms: int = 0) -> None:
        self._file = database.with_name(database.name + "-open")
        self._wait_seconds = wait_ms / 1000
        self._marks: dict[int, int] = {}  # file descriptors, by connection
        # An app that is let go without closing its connections lets its marks go too.
        weakref.finalize(self, _close_all, self._marks)

    def begin(self, connection: SqliteConnection, record: object) -> None:
        """Note that a connection opens the database; raises UnavailableError if it is exchanged."""
        mark = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(mark, fcntl.LOCK_SH, self._wait_seconds):
            os.close(mark)
            raise UnavailableError(headers={"Retry-After": "1"})
        self._marks[id(connection)] = mark

    def end(self, connection: SqliteConnection, record: object) -> None:
        """Note that a connection is closed."""
        mark = self._marks.pop(id(connection), None)
        if mark is not None:
            os.close(mark)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everyone out; raises UnavailableError when someone has the database open."""
        with self._file.open("ab") as handle:
            if not _lock(handle, fcntl.LOCK_EX, self._wait_seconds):
                raise UnavailableError("in_use", "A process has the database open.")
            yield


def _close_all(marks: dict[int, int]) -> None:
    while marks:
        os.close(marks.popitem()[1])


def _lock(handle: BufferedWriter | int, kind: int, wait_seconds: float) -> bool:
    """Lock an open file, for others to respect; return whether that was possible in time."""
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        else:
            return True


class FairLock:
    """A lock that is handed to who waits longest; a plain one goes to whoever is quickest."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._held = False
        self._waiting: deque[Lock] = deque()

    def acquire(self, timeout: float) -> bool:
        """Wait for the lock for so many seconds; return whether it came."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=timeout):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it came in the last moment

    def release(self) -> None:
        """Hand the lock to the next one."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


def _keep_from_others(file: Path, connection: SqliteConnection, record: object) -> None:
    # Only a database that is new: its owner may have opened an older one to a group on purpose.
    # SQLite gives the files beside it the same mode.
    if file.is_file() and not file.stat().st_size:
        file.chmod(0o600)


def _open_sqlite(connection: SqliteConnection, record: object) -> None:
    # Transactions are begun here, not by the driver.
    connection.isolation_level = None
    for pragma in (*PRAGMAS, f"journal_size_limit={WAL_SIZE_LIMIT_BYTES}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _is_writing(connection) else "BEGIN")


def _forbid_writes_that_do_not_say_so(connection: Connection) -> None:
    # The pragma does nothing inside a transaction: this listener runs before the one that begins.
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if _is_writing(connection) else 'ON'}")


def _write_options() -> dict[str, Any]:
    """Return what makes a connection's next transaction one that writes."""
    if db.engine.dialect.name == "sqlite":
        return {"write": True}
    return {"write": True, "isolation_level": "READ COMMITTED"}


def _is_writing(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("write"))
