"""Every migration, up and down, with rows in the tables, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, MetaData, column, insert, inspect, select, table, text
from sqlalchemy.exc import IntegrityError, OperationalError

from server import create_app
from server.accounts.models import Account, Device
from server.database import migration_connection, write_transaction
from server.extensions import db
from server.health import code_heads
from server.ids import new_id
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.server.failing_statements import failing_at_call


@pytest.fixture
def empty_app(some_databases: Any, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has no tables yet."""
    with some_databases.empty(tmp_path) as url:
        app = create_app(DATABASE_URL=url)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def reading() -> Iterator[Connection]:
    with db.engine.connect() as connection:
        yield connection


def example_row(table: Any, account_id: str) -> dict[str, Any]:
    """A row for any table: each column gets a value of its type, `account_id` the account's."""
    examples: dict[type, Any] = {str: "x", int: 1, bool: True, bytes: b"x", dict: {"x": 1}}
    return {
        column.name: account_id
        if column.name in {"account_id"} or (table.name == "account" and column.name == "id")
        else examples[dict if column.type.__class__.__name__ == "JSON" else column.type.python_type]
        for column in table.columns
    }


def fill_every_table() -> None:
    account_id = new_id()
    with write_transaction() as session:
        for table in db.metadata.sorted_tables:
            session.execute(insert(table).values(example_row(table, account_id)))


def count_rows() -> dict[str, int]:
    with reading() as connection:
        return {
            table.name: len(connection.execute(select(table)).all())
            for table in db.metadata.sorted_tables
        }


def test_what_the_migrations_make_is_what_the_models_say(empty_app: Flask) -> None:
    upgrade()
    with reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "render_as_batch": True}
        )
        assert compare_metadata(context, db.metadata) == []


def test_there_is_one_newest_migration() -> None:
    assert len(code_heads()) == 1


def test_migrations_run_up_down_and_up_again_with_rows_in_every_table(empty_app: Flask) -> None:
    upgrade()
    fill_every_table()
    assert set(count_rows().values()) == {1}
    downgrade(revision="base")
    with reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert set(count_rows().values()) == {0}


def test_accounts_made_before_the_digest_of_edits_get_it(empty_app: Flask) -> None:
    upgrade(revision="0001")
    with_edits, without = new_id(), new_id()
    op_ids = [new_id() for _ in range(3)]
    account, register = (db.metadata.tables[name] for name in ("account", "register"))
    newer = {"edit_count", "edit_op_id_sum"}
    with write_transaction() as session:
        for account_id in (with_edits, without):
            row = {**example_row(account, account_id), "name_key": account_id}
            old = {name: value for name, value in row.items() if name not in newer}
            session.execute(insert(table("account", *map(column, old))).values(old))
        for number, op_id in enumerate(op_ids):
            row = {"field": f"f{number}", "op_id": op_id, "seq": number}
            session.execute(insert(register).values({**example_row(register, with_edits), **row}))
    upgrade()
    held = select(account.c.id, account.c.edit_count, account.c.edit_op_id_sum)
    with reading() as connection:
        found = {row.id: tuple(row)[1:] for row in connection.execute(held)}
    assert found == {with_edits: (3, add_to_sum(EMPTY_SUM, op_ids)), without: (0, EMPTY_SUM)}


def everything() -> dict[str, Any]:
    """Columns and rows of all tables that are there."""
    with reading() as connection:
        tables = MetaData()
        tables.reflect(connection)
        return {
            each.name: (set(each.columns.keys()), connection.execute(select(each)).all())
            for each in tables.sorted_tables
        }


def is_no_question(sql: str) -> bool:
    # Reflection helps itself when a question fails.
    return not sql.startswith(("SELECT", "PRAGMA"))


def test_whichever_statement_of_a_migration_fails_everything_is_as_before(empty_app: Flask) -> None:
    upgrade(revision="0001")
    account = db.metadata.tables["account"]
    row = example_row(account, new_id())
    old = {name: row[name] for name in row.keys() - {"edit_count", "edit_op_id_sum"}}
    with write_transaction() as session:
        session.execute(insert(table("account", *map(column, old))).values(old))
    before = everything()
    for number in count(1):
        failing = failing_at_call(db.engine, number, is_no_question)
        with failing as countdown, suppress(OperationalError):
            upgrade()
        if not countdown.has_failed:
            break
        assert everything() == before
    assert number > 5, number
    assert everything().keys() > before.keys()
    assert count_rows()["account"] == 1


def test_running_them_again_keeps_the_rows(empty_app: Flask) -> None:
    upgrade()
    fill_every_table()
    upgrade()
    assert set(count_rows().values()) == {1}


def account_with_device() -> str:
    account_id = new_id()
    with write_transaction() as session:
        for model in (Account, Device):
            row = example_row(model.__table__, account_id)
            session.execute(insert(model).values(row))
    return account_id


def remake_account_table(connection: Connection) -> None:
    recreate = "always" if connection.dialect.name == "sqlite" else "never"
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("account", recreate=recreate) as batch:
        batch.alter_column("name", type_=db.String(80), existing_type=db.String(64))


def test_a_batch_alter_of_a_parent_table_keeps_its_children(empty_app: Flask) -> None:
    upgrade()
    account_with_device()
    with migration_connection() as connection:
        remake_account_table(connection)
    rows = count_rows()
    assert (rows["account"], rows["device"]) == (1, 1)


def leave_an_orphan() -> None:
    with migration_connection() as connection:
        connection.execute(text("UPDATE device SET account_id = 'nobody'"))


def test_a_migration_that_leaves_orphans_is_undone(empty_app: Flask) -> None:
    upgrade()
    account_id = account_with_device()
    with pytest.raises((RuntimeError, IntegrityError), match=r"(?i)refer|foreign key"):
        leave_an_orphan()
    with reading() as connection:
        assert connection.execute(select(Device.account_id)).scalar_one() == account_id


def test_references_are_checked_again_after_a_migration(empty_app: Flask) -> None:
    upgrade()
    account_with_device()
    with pytest.raises(IntegrityError), write_transaction() as session:
        session.execute(text("UPDATE device SET account_id = 'nobody'"))
