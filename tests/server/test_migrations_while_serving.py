"""The schema grows, a table is remade, and shrinks again under the real server, which goes on.

So a newer version may migrate while the older one still serves, as long as it only adds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import BigInteger, Column

from server.database import migration_connection
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device
from tests.writers import Writer, pulled_ids

WRITERS = 3
BATCH = 10
ROUNDS = 2
ACKNOWLEDGED = 300
TABLES = ("account", "device", "review_event")

pytestmark = pytest.mark.timeout(120)


@contextmanager
def migrating() -> Iterator[Operations]:
    with migration_connection() as connection:
        yield Operations(MigrationContext.configure(connection))


def expand(table: str) -> None:
    with migrating() as operations:
        operations.add_column(
            table, Column("later", BigInteger, nullable=False, server_default="0")
        )
        operations.create_index(f"{table}_later", table, ["later"])


def contract(table: str) -> None:
    with migrating() as operations:
        operations.drop_index(f"{table}_later", table)
        # On SQLite this remakes the table.
        with operations.batch_alter_table(table) as batch:
            batch.drop_column("later")


def test_no_sync_fails_while_migrations_run(tmp_path: Path, app: Flask, database_url: str) -> None:
    account_id = new_account(app)
    acknowledged: list[str] = []
    server = RunningServer(tmp_path, {"DATABASE_URL": database_url})
    writers = [
        Writer(server.port, new_device(app, account_id), BATCH, acknowledged.extend)
        for _ in range(WRITERS)
    ]
    device_id, cookie = new_device(app, account_id)
    server.start()
    try:
        for writer in writers:
            writer.start()
        with app.app_context():
            for change in (expand, contract) * ROUNDS:
                for table in TABLES:
                    change(table)
        for writer in writers:
            writer.run_until(ACKNOWLEDGED)
        stored = list(pulled_ids(server.port, cookie, device_id))
    finally:
        server.stop()
    assert sum(writer.refused for writer in writers) == 0
    assert sorted(acknowledged) == sorted(stored)
