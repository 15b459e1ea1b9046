"""Many devices write at once while someone reads the database for long."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import ON_SQLITE
from tests.running_server import RunningServer
from tests.server.sync.phone import new_account, new_device
from tests.writers import Writer

WRITERS = 32
BATCH = 20
PUSHES_OF_A_WRITER = 3
MOST_WAL_BYTES = 64 * 1024 * 1024

pytestmark = [ON_SQLITE, pytest.mark.timeout(120)]


@contextmanager
def long_read(file: Path) -> Iterator[None]:
    """Hold one state of the database; the log behind it cannot be begun anew meanwhile."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM account").fetchone()
        yield


def test_thirty_two_writers_beside_a_long_reader_are_all_served(
    tmp_path: Path, app: Flask, database_url: str
) -> None:
    file, log = tmp_path / "jiyao.db", tmp_path / "jiyao.db-wal"
    kept: list[str] = []

    def storm() -> None:
        devices = [new_device(app, new_account(app)) for _ in range(WRITERS)]
        writers = [Writer(server.port, device, BATCH, kept.extend) for device in devices]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.run_until(PUSHES_OF_A_WRITER * BATCH)
        assert sum(writer.refused for writer in writers) == 0
        assert sum(writer.repeated for writer in writers) == 0

    with RunningServer(tmp_path, {"DATABASE_URL": database_url}) as server:
        with long_read(file):
            storm()
            beside_reader = log.stat().st_size
        storm()
        afterwards = log.stat().st_size
    assert len(kept) == len(set(kept)) >= 2 * WRITERS * PUSHES_OF_A_WRITER * BATCH
    assert beside_reader < MOST_WAL_BYTES
    # With nobody reading the log is begun anew instead of growing on.
    assert afterwards < 1.1 * beside_reader
