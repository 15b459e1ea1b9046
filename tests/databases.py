"""The databases that tests run on: SQLite files, and a private PostgreSQL cluster.

Each test gets a migrated database without rows. JIYAO_TEST_DATABASES limits the kinds: "sqlite",
"postgresql" or both (the default).
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import upgrade

from server import create_app
from server.extensions import db
from server.health import code_heads
from tests.postgresql_cluster import PostgresqlCluster

KINDS = os.environ.get("JIYAO_TEST_DATABASES", "sqlite,postgresql").split(",")


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration."""
    with create_app(DATABASE_URL=url).app_context():
        upgrade()
        db.engine.dispose()


class SqliteDatabases:
    """Copies of one migrated file."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        migrate(f"sqlite:///{self._template}")
        with sqlite3.connect(self._template) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Give the address of a migrated database without rows."""
        file = folder / "jiyao.db"
        shutil.copyfile(self._template, file)
        yield f"sqlite:///{file}"

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """Give the address of a database without tables."""
        yield f"sqlite:///{folder / 'empty.db'}"

    def close(self) -> None:
        """Nothing runs."""


class PostgresDatabases:
    """One database of a cluster, emptied for each test."""

    kind = "postgresql"

    def __init__(self) -> None:
        # Durability costs time and is not what these tests are about; kill tests have their own.
        self._cluster = PostgresqlCluster("-c fsync=off -c full_page_writes=off")
        self._admin = self._cluster.connect("postgres")
        self._admin.execute("CREATE DATABASE test")
        migrate(self._cluster.url("test"))
        self._rows = self._cluster.connect("test")

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        """Give the address of a migrated database without rows.

        It is one database for all tests, emptied: making one takes longer than most tests.
        """
        self._end_other_connections("test")
        for table in reversed(db.metadata.sorted_tables):
            self._rows.execute(f"DELETE FROM {table.name}")
        self._rows.execute("DELETE FROM alembic_version")
        for head in code_heads():
            self._rows.execute("INSERT INTO alembic_version VALUES (%s)", [head])
        yield self._cluster.url("test")

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """Give the address of a database without tables."""
        self._admin.execute("CREATE DATABASE empty TEMPLATE template0 STRATEGY FILE_COPY")
        yield self._cluster.url("empty")
        self._admin.execute("DROP DATABASE empty WITH (FORCE)")

    def close(self) -> None:
        """Stop the cluster."""
        self._rows.close()
        self._admin.close()
        self._cluster.remove()

    def _end_other_connections(self, name: str) -> None:
        self._rows.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
