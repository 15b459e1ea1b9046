"""The databases that tests run on: SQLite files, and a private PostgreSQL cluster.

Each test gets a migrated database without rows. JIYAO_TEST_DATABASES limits the kinds: "sqlite",
"postgresql" or both (the default).
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from server import create_app
from server.extensions import db
from server.health import code_heads

PROGRAMS = Path("/usr/lib/postgresql")
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
    """A cluster in a temporary folder, reached by its socket only."""

    kind = "postgresql"

    def __init__(self) -> None:
        # Not under pytest's folder, which pytest closes to other users.
        self._folder = folder = Path(tempfile.mkdtemp(prefix="jiyao-postgresql-"))
        self._as_user = _as_ordinary_user(folder)
        self._run("initdb", "--auth=trust", "--username=jiyao", "--encoding=UTF8", "--no-sync")
        # Durability costs time and is not what these tests are about; kill tests have their own.
        options = f"-c fsync=off -c full_page_writes=off -c listen_addresses= -k {folder}"
        log = str(folder / "log")
        self._run("pg_ctl", "--wait", "--silent", "--log", log, "--options", options, "start")
        self._admin = psycopg.connect(
            host=str(folder), user="jiyao", dbname="postgres", autocommit=True
        )
        self._admin.execute("CREATE DATABASE test")
        migrate(self._url("test"))
        self._rows = psycopg.connect(host=str(folder), user="jiyao", dbname="test", autocommit=True)

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
        yield self._url("test")

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """Give the address of a database without tables."""
        self._admin.execute("CREATE DATABASE empty TEMPLATE template0 STRATEGY FILE_COPY")
        yield self._url("empty")
        self._admin.execute("DROP DATABASE empty WITH (FORCE)")

    def close(self) -> None:
        """Stop the cluster."""
        self._rows.close()
        self._admin.close()
        self._run("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")
        shutil.rmtree(self._folder)

    def _end_other_connections(self, name: str) -> None:
        self._rows.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )

    def _url(self, name: str) -> str:
        return f"postgresql://jiyao@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as_user, str(_programs() / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            env={**os.environ, "PGDATA": str(self._folder / "cluster"), "LC_ALL": "C.UTF-8"},
        )


def _programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs."""
    versions = sorted(PROGRAMS.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return versions[-1]


def has_postgresql() -> bool:
    """Tell whether PostgreSQL's programs are installed."""
    return any(PROGRAMS.glob("*/bin/initdb"))


def _as_ordinary_user(folder: Path) -> list[str]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]
