"""Both kinds of transaction, on both databases unless a test says otherwise."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from server import create_app
from server.database import DatabaseUse, FairLock, WriteTurn, write_connection, write_transaction
from server.errors import UnavailableError
from server.extensions import db
from tests.databases import SqliteDatabases


@pytest.fixture
def sqlite_app(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Flask]:
    with sqlite_databases.fresh(tmp_path) as url:
        app = create_app(DATABASE_URL=url, LOCK_WAIT_MS=200, TESTING=True)
        yield app
        with app.app_context():
            db.engine.dispose()


def version() -> str:
    return str(db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def write_and_fail() -> None:
    with write_transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'x'"))
        _ = 1 / 0


def note_and_fail() -> None:
    with write_connection() as connection:
        connection.execute(text("INSERT INTO noted VALUES (2)"))
        _ = 1 / 0


def test_every_sqlite_connection_is_durable_and_checks_references(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), db.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 200,
    }


def test_a_write_that_did_not_say_so_fails_on_sqlite(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), pytest.raises(OperationalError, match="readonly"):
        db.session.execute(text("DELETE FROM account"))


def test_reading_stays_possible_after_writing_on_the_same_connection(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        with write_transaction() as session:
            session.execute(text("DELETE FROM account"))
        with pytest.raises(OperationalError, match="readonly"):
            db.session.execute(text("DELETE FROM account"))


def test_a_write_begins_immediate_and_a_read_does_not(sqlite_app: Flask) -> None:
    statements: list[str] = []
    with sqlite_app.app_context():
        event.listen(
            db.engine,
            "before_cursor_execute",
            lambda connection, cursor, statement, *rest: statements.append(statement),
        )
        version()
        with write_transaction():
            pass
        with write_connection() as connection:
            connection.execute(text("SELECT 1"))
    begun = [each for each in statements if each.startswith("BEGIN")]
    assert begun == ["BEGIN", "BEGIN IMMEDIATE", "BEGIN IMMEDIATE"]


def test_a_failing_block_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = version()
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        assert version() == before


def test_a_write_without_a_session_is_kept_whole_or_not_at_all(app: Flask) -> None:
    with app.app_context():
        with write_connection() as connection:
            connection.execute(text("CREATE TABLE noted (n INTEGER)"))
            connection.execute(text("INSERT INTO noted VALUES (1)"))
        with pytest.raises(ZeroDivisionError):
            note_and_fail()
        assert db.session.scalars(text("SELECT n FROM noted")).all() == [1]


def test_a_write_without_a_session_has_the_turn_too(app: Flask) -> None:
    with (
        app.app_context(),
        write_transaction(),
        pytest.raises(RuntimeError, match="already open"),
        write_connection(),
    ):
        pass


def test_a_write_transaction_inside_another_is_refused(app: Flask) -> None:
    with (
        app.app_context(),
        write_transaction(),
        pytest.raises(RuntimeError, match="already open"),
        write_transaction(),
    ):
        pass


def test_after_a_failure_the_next_write_is_taken(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        with write_transaction() as session:
            session.execute(text("UPDATE alembic_version SET version_num = version_num"))


def test_threads_that_read_and_then_write_lose_no_update(app: Flask) -> None:
    threads, times = 8, 25
    with app.app_context(), write_transaction() as session:
        session.execute(text("CREATE TABLE counted (n INTEGER)"))
        session.execute(text("INSERT INTO counted VALUES (0)"))
    lock = "" if app.config["DATABASE_URL"].startswith("sqlite") else " FOR UPDATE"
    start = Barrier(threads)

    def count_up(_: int) -> None:
        start.wait()
        for _ in range(times):
            with app.app_context(), write_transaction() as session:
                n = session.execute(text(f"SELECT n FROM counted{lock}")).scalar_one()
                session.execute(text("UPDATE counted SET n = :n"), {"n": n + 1})

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(count_up, range(threads)))
    with app.app_context(), write_transaction() as session:
        assert session.execute(text("SELECT n FROM counted")).scalar_one() == threads * times
        session.execute(text("DROP TABLE counted"))


def test_a_reader_does_not_wait_for_a_writer(app: Flask) -> None:
    def read() -> str:
        with app.app_context():
            return version()

    with app.app_context(), write_transaction() as session, ThreadPoolExecutor(1) as pool:
        session.execute(text("UPDATE alembic_version SET version_num = 'uncommitted'"))
        assert pool.submit(read).result(timeout=10) != "uncommitted"
        session.rollback()


HOLD_THE_TURN = """
import sys
from pathlib import Path
from server.database import WriteTurn
with WriteTurn(Path(sys.argv[1]), 1000):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_waits_for_its_turn_and_gives_up_as_busy(tmp_path: Path) -> None:
    file = tmp_path / "turn"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_TURN, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UnavailableError, match="busy"), WriteTurn(file, 50):
            pass
        holder.stdin.close()
        holder.wait()
    with WriteTurn(file, 50):
        pass


def test_a_second_thread_gives_up_as_busy(tmp_path: Path) -> None:
    turn = WriteTurn(tmp_path / "turn", 20)

    def take() -> None:
        with turn:
            pass

    with turn, ThreadPoolExecutor(1) as pool, pytest.raises(UnavailableError, match="busy"):
        pool.submit(take).result()
    take()


def test_threads_get_their_turn_in_the_order_of_their_coming() -> None:
    lock, order = FairLock(), []

    def take(name: int) -> None:
        assert lock.acquire(timeout=30)
        order.append(name)
        lock.release()

    assert lock.acquire(timeout=0)
    with ThreadPoolExecutor(5) as pool:
        for name in range(5):
            pool.submit(take, name)
            while len(lock._waiting) <= name:
                pass
        lock.release()
    assert order == list(range(5))


def test_who_gives_up_waiting_is_not_handed_the_turn() -> None:
    lock = FairLock()
    assert lock.acquire(timeout=0)
    assert not lock.acquire(timeout=0.01)
    lock.release()
    assert lock.acquire(timeout=0)


def test_nobody_takes_a_database_alone_while_it_is_open(sqlite_app: Flask, tmp_path: Path) -> None:
    use = DatabaseUse(tmp_path / "jiyao.db")
    with sqlite_app.app_context():
        version()
        with pytest.raises(UnavailableError, match="in_use"), use.alone():
            pass
        db.session.remove()
        db.engine.dispose()
        with use.alone(), pytest.raises(UnavailableError):
            version()
        version()


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path / 'own.db'}", INSTANCE_FOLDER=str(tmp_path))
    with app.app_context():
        with write_transaction() as session:
            session.execute(text("CREATE TABLE a (b)"))
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("own.db*")}
        db.engine.dispose()
    assert {modes[name] for name in ("own.db", "own.db-wal", "own.db-shm")} == {0o600}
