"""A backup made beside writers is whole; a restored one is the database, with new epochs."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Timer
from typing import Any
from urllib.request import urlopen

import psycopg
import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_migrate import downgrade
from sqlalchemy import inspect, select, text

from server import create_app
from server.accounts import tokens
from server.accounts.models import Account
from server.backups import placing, postgresql
from server.config import REPOSITORY
from server.database import write_transaction
from server.extensions import db
from server.health import code_heads, database_heads
from server.reviews.models import ReviewEvent
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.conftest import NOW_MS, ON_SQLITE, TEST_SETTINGS, Clock
from tests.databases import migrate
from tests.running_server import RunningServer
from tests.server.sync.phone import Phone, new_account

OLDER_MIGRATIONS = [
    each.revision for each in ScriptDirectory(str(REPOSITORY / "migrations")).walk_revisions()
][1:]


@pytest.fixture
def phone(app: Flask, frozen_clock: Clock) -> Phone:
    return Phone(app, new_account(app), NOW_MS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "carried away"
    folder.mkdir()
    return folder / "backup.db"


def run(runner: FlaskCliRunner, *arguments: Any) -> tuple[int, str]:
    result = runner.invoke(args=[*map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def backed_up(runner: FlaskCliRunner, file: Path) -> None:
    code, said = run(runner, "backup", file)
    assert code == 0, said
    with runner.app.app_context():
        db.engine.dispose()


def stored(app: Flask) -> tuple[set[str], set[str]]:
    """The ids of all events, and the epochs."""
    with app.app_context():
        events = set(db.session.scalars(select(ReviewEvent.id)))
        return events, set(db.session.scalars(select(Account.epoch)))


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@ON_SQLITE
def test_a_backup_beside_writers_is_whole_and_of_one_moment(
    app: Flask, runner: FlaskCliRunner, phone: Phone, tmp_path: Path
) -> None:
    stopping = Event()
    phones = [phone, Phone(app, new_account(app), NOW_MS)]
    started = [Event() for _ in phones]

    def write(each: Phone, has_started: Event) -> None:
        while not stopping.is_set():
            each.exchange(events=[each.review() for _ in range(5)], edits=[each.edit()])
            has_started.set()

    with ThreadPoolExecutor(len(phones)) as pool:
        writers = [pool.submit(write, *pair) for pair in zip(phones, started, strict=True)]
        for each in started:
            assert each.wait(30)
        files = [tmp_path / f"{number}.db" for number in range(8)]
        said = [run(runner, "backup", file) for file in files]
        stopping.set()
        for writer in writers:
            writer.result()
    assert [code for code, _ in said] == [0] * len(files), said
    counts = [require_of_one_moment(file) for file in files]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0], "nobody wrote meanwhile"


def require_of_one_moment(file: Path) -> int:
    """Every account's row tells of exactly the rows that are there. Returns how many."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        accounts = copy.execute("SELECT id, event_count, event_id_sum, edit_count FROM account")
        total = 0
        for account_id, event_count, event_id_sum, edit_count in accounts.fetchall():
            rows = "FROM review_event WHERE account_id = ?"
            ids = [row[0] for row in copy.execute(f"SELECT id {rows}", [account_id])]
            edits = "SELECT count(*) FROM register WHERE account_id = ?"
            assert (len(ids), add_to_sum(EMPTY_SUM, ids)) == (event_count, event_id_sum)
            assert copy.execute(edits, [account_id]).fetchone() == (edit_count,)
            total += len(ids)
    return total


def test_restoring_brings_back_what_was_there_and_gives_every_account_a_new_epoch(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    new_account(app)
    phone.push(phone.review(), phone.review())
    events, epochs = stored(app)
    backed_up(runner, file)
    phone.push(phone.review())
    close(app)

    code, said = run(runner, "restore", file)

    assert code == 0, said
    restored, new_epochs = stored(app)
    assert restored == events
    assert len(new_epochs) == len(epochs) == 2
    assert not new_epochs & epochs
    assert phone.exchange()["outcome"] == "ok"
    kept = Path(said.split("is kept as ")[1].splitlines()[0])
    close(app)
    assert run(runner, "restore", kept)[0] == 0
    assert len(stored(app)[0]) == 3, "what was there before can be brought back too"


def test_a_backup_replaces_no_file_unasked(
    runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    file.write_text("something dear")
    code, said = run(runner, "backup", file)
    assert code != 0
    assert "--force" in said
    assert file.read_text() == "something dear"
    assert run(runner, "backup", file, "--force")[0] == 0
    assert file.read_bytes() != b"something dear"
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o077 == 0, "it holds the hashes of passwords"


@ON_SQLITE
def test_a_backup_never_replaces_the_database_itself(
    app: Flask, runner: FlaskCliRunner, phone: Phone
) -> None:
    database = app.config["DATABASE_URL"].removeprefix("sqlite:///")
    code, said = run(runner, "backup", database, "--force")
    assert (code != 0, "the database itself" in said) == (True, True)


@ON_SQLITE
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_disk_without_room_is_told_before_anything_is_written(
    command: str,
    app: Flask,
    runner: FlaskCliRunner,
    phone: Phone,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backed_up(runner, file)
    phone.push(phone.review())
    before = stored(app)
    close(app)
    monkeypatch.setattr(placing, "LEAST_LEFT_BYTES", 2**60)
    target = file if command == "restore" else file.with_name("second.db")
    code, said = run(runner, command, target)
    assert (code != 0, "MB left" in said) == (True, True), said
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert stored(app) == before


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in range(4096, len(content), 997):
        content[place] ^= 0xFF
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def text_instead(file: Path) -> None:
    file.write_text("not a database")


def of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE notes (text)")


@pytest.mark.parametrize("damage", [flipped, cut, text_instead, of_another_program, Path.unlink])
def test_a_file_that_is_no_whole_backup_changes_nothing(
    damage: Any, app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    if damage is flipped and not app.config["DATABASE_URL"].startswith("sqlite"):
        pytest.skip("a dump has no checksums; a broken one is refused when it is loaded")
    phone.push(*(phone.review() for _ in range(50)))
    backed_up(runner, file)
    before = stored(app)
    close(app)
    damage(file)
    code, said = run(runner, "restore", file)
    assert code == 1, said
    assert str(file) in said or "pg_restore" in said
    assert stored(app) == before


@ON_SQLITE
def test_a_backup_of_a_newer_version_is_refused(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    backed_up(runner, file)
    with closing(sqlite3.connect(file)) as copy, copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
    close(app)
    code, said = run(runner, "restore", file)
    assert (code, "newer Jiyao (migration 9999)" in said) == (1, True)


@pytest.fixture
def older_app(some_databases: Any, tmp_path: Path) -> Iterator[Flask]:
    """An app on a second database."""
    with some_databases.empty(tmp_path) as url:
        migrate(url)
        older = create_app(DATABASE_URL=url, INSTANCE_FOLDER=str(tmp_path), **TEST_SETTINGS)
        yield older
        close(older)


@pytest.mark.parametrize("revision", OLDER_MIGRATIONS)
def test_a_backup_of_an_older_version_is_migrated(
    revision: str, older_app: Flask, app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    """The database that is there is of this version, as it is after every upgrade."""
    older_phone = Phone(older_app, new_account(older_app), NOW_MS)
    older_phone.push_edits(older_phone.edit())
    older_phone.push(older_phone.review())
    events, epochs = stored(older_app)
    with older_app.app_context():
        downgrade(revision=revision)
    close(older_app)
    backed_up(older_app.test_cli_runner(), file)
    phone.push(phone.review())
    close(app)

    code, said = run(runner, "restore", file)

    assert code == 0, said
    with app.app_context():
        assert database_heads() == code_heads()
    restored, new_epochs = stored(app)
    assert restored == events
    assert len(new_epochs) == 1
    assert not new_epochs & epochs
    cookie = older_phone.client.get_cookie(tokens.PLAIN_NAME)
    assert cookie is not None
    older_phone.client = app.test_client()
    older_phone.client.set_cookie(tokens.PLAIN_NAME, cookie.value)
    digest = older_phone.exchange()["digest"]
    assert (digest["event_count"], digest["edit_count"]) == (1, 1)


def test_a_backup_takes_the_place_of_what_a_newer_version_has_left(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    phone.push(phone.review())
    events, _ = stored(app)
    backed_up(runner, file)
    with app.app_context(), write_transaction() as session:
        session.execute(text("CREATE TABLE later (id VARCHAR(36) REFERENCES account (id))"))
        session.execute(text("INSERT INTO later SELECT id FROM account"))
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    close(app)
    code, said = run(runner, "restore", file)
    assert code == 0, said
    assert stored(app)[0] == events
    with app.app_context():
        assert database_heads() == code_heads()
        assert "later" not in inspect(db.engine).get_table_names()


NO_NEW_EPOCHS = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not now''; END';
CREATE TRIGGER refuse BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION refuse()
"""


@pytest.mark.parametrize("some_databases", ["postgresql"], indirect=True)
def test_a_restore_that_fails_before_the_new_epochs_has_changed_nothing(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    with app.app_context(), write_transaction() as session:
        session.execute(text(NO_NEW_EPOCHS))
    backed_up(runner, file)
    with app.app_context(), write_transaction() as session:
        session.execute(text("DROP FUNCTION refuse CASCADE"))
    phone.push(phone.review())
    before = stored(app)
    close(app)
    code, said = run(runner, "restore", file)
    assert (code, "not now" in said) == (1, True)
    assert stored(app) == before


def test_nobody_restores_under_a_process_that_has_the_database_open(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path, tmp_path: Path
) -> None:
    backed_up(runner, file)
    phone.push(phone.review())
    before = stored(app)
    close(app)
    server = RunningServer(
        tmp_path, {"DATABASE_URL": app.config["DATABASE_URL"], "BACKUPS_KEPT": "0"}
    )
    server.start()
    try:
        assert ready(server)
        code, said = run(runner, "restore", file)
        assert (code, "The server is running" in said) == (1, True)
        assert stored(app) == before
        close(app)
        server.kill()
        code, said = run(runner, "restore", file)
        assert code == 0, said
    finally:
        server.stop()
    assert stored(app)[0] == set()


@pytest.mark.parametrize("some_databases", ["postgresql"], indirect=True)
def test_a_session_that_ends_in_a_moment_does_not_stop_a_restore(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    backed_up(runner, file)
    close(app)
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    left_behind = psycopg.connect(url.replace("+psycopg", ""), application_name="jiyao")
    Timer(0.3, left_behind.close).start()
    code, said = run(runner, "restore", file)
    assert code == 0, said


def ready(server: RunningServer) -> bool:
    with urlopen(f"{server.url}/readyz") as response:
        return bool(response.status == 200)


@ON_SQLITE
def test_the_log_of_the_database_that_was_there_is_not_played_into_the_restored_one(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    phone.push(phone.review())
    backed_up(runner, file)
    before = stored(app)[0]
    database = Path(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    phone.push(*(phone.review() for _ in range(100)))
    log = database.with_name(database.name + "-wal")
    left_behind = log.read_bytes()
    assert left_behind
    close(app)
    log.write_bytes(left_behind)  # as after a power cut
    assert run(runner, "restore", file)[0] == 0
    assert stored(app)[0] == before
    assert phone.exchange()["digest"]["event_count"] == 1


@ON_SQLITE
def test_a_damaged_database_is_kept_aside_as_it_is(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    phone.push(*(phone.review() for _ in range(50)))
    backed_up(runner, file)
    close(app)
    database = Path(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    flipped(database)
    damaged = database.read_bytes()
    code, said = run(runner, "restore", file)
    assert code == 0, said
    kept = Path(said.split("is kept as ")[1].splitlines()[0])
    assert kept.read_bytes() == damaged
    assert len(stored(app)[0]) == 50


@ON_SQLITE
def test_a_lost_database_is_restored_onto_an_empty_disk(
    app: Flask, runner: FlaskCliRunner, phone: Phone, file: Path
) -> None:
    phone.push(phone.review())
    backed_up(runner, file)
    close(app)
    database = Path(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    for each in database.parent.glob(f"{database.name}*"):
        each.unlink()
    code, said = run(runner, "restore", file)
    assert code == 0, said
    assert len(stored(app)[0]) == 1


@pytest.fixture
def without_programs(runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "NEWEST_FIRST", [])
    monkeypatch.setenv("PATH", "")


@pytest.mark.usefixtures("without_programs")
@pytest.mark.parametrize("some_databases", ["postgresql"], indirect=True)
def test_without_the_programs_of_postgresql_it_says_what_is_missing(
    runner: FlaskCliRunner, file: Path
) -> None:
    code, said = run(runner, "backup", file)
    assert (code, "pg_dump is not installed" in said) == (1, True)
