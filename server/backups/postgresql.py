"""pg_dump, pg_restore and psql, which know their database best."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import URL, make_url

from .placing import BackupError, placed

HEADER = b"PGDMP"
NEWEST_FIRST = sorted(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True
)

DROP_ALL_TABLES = """
DO $$
DECLARE names text := (
    SELECT string_agg(format('%I.%I', schemaname, tablename), ', ')
    FROM pg_catalog.pg_tables WHERE schemaname = 'public'
);
BEGIN
    IF names IS NOT NULL THEN EXECUTE 'DROP TABLE ' || names; END IF;
END $$;
"""
NEW_EPOCHS = "UPDATE public.account SET epoch = pg_catalog.gen_random_uuid();"


def dump(database_url: str, target: Path, *, force: bool = False) -> None:
    """Write the database as it is at one moment; whoever uses it goes on."""
    program = _program("pg_dump")
    with placed(target, force=force) as partial:
        _run(program, make_url(database_url), "--format=custom", "--file", str(partial))
        partial.chmod(0o600)


def load(database_url: str, source: Path, folder: Path) -> None:
    """Put the dump in the place of all tables and give every account a new epoch: all or nothing.

    One transaction of psql, whose script takes room in the folder meanwhile. pg_restore by itself
    (--clean) drops only what the dump holds: a table that a newer version has refers to the others
    and stops it. And whoever died after it would leave the old epochs, with which devices need not
    notice that anything happened.
    """
    psql = _program("psql")
    # Without a buffer, because pg_restore writes to the same file in between.
    with TemporaryFile(dir=folder, buffering=0) as script:
        script.write(f"BEGIN;{DROP_ALL_TABLES}".encode())
        options = ("--schema=public", "--no-owner", "--no-privileges", "--file=-")
        _run(_program("pg_restore"), None, *options, str(source), stdout=script)
        # Where psql stops before it has come here, PostgreSQL undoes everything.
        script.write(f"{NEW_EPOCHS}COMMIT;".encode())
        script.seek(0)
        options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
        _run(psql, make_url(database_url), *options, stdin=script)


def require_dump(source: Path) -> None:
    """Raise BackupError unless the file is a dump that pg_restore can list, of our tables."""
    if not source.is_file():
        raise BackupError(f"{source} is not there.")
    with source.open("rb") as opened:
        if opened.read(len(HEADER)) != HEADER:
            raise BackupError(f"{source} is no backup of a PostgreSQL database.")
    listed = _run(_program("pg_restore"), None, "--list", str(source))
    for table in ("account", "alembic_version", "review_event"):
        if f"TABLE DATA public {table} " not in listed:
            raise BackupError(f"{source} is no database of Jiyao: it has no table {table}.")


def revision_of(source: Path) -> str:
    """Return the migration that a dump has reached."""
    options = ("--data-only", "--table=alembic_version", "--file=-")
    rows = _run(_program("pg_restore"), None, *options, str(source)).splitlines()
    start = next((number for number, row in enumerate(rows) if row.startswith("COPY ")), None)
    if start is None or rows[start + 1] == "\\.":
        raise BackupError(f"{source} has never been migrated.")
    return rows[start + 1]


def _program(name: str) -> str:
    folders = os.pathsep.join([*map(str, NEWEST_FIRST), os.environ.get("PATH", "")])
    found = shutil.which(name, path=folders)
    if found is None:
        raise BackupError(f"{name} is not installed: it comes with PostgreSQL's client programs.")
    return found


def _run(
    program: str,
    url: URL | None,
    *arguments: str,
    stdin: IO[bytes] | None = None,
    stdout: IO[bytes] | int = subprocess.PIPE,
) -> str:
    """Run one of PostgreSQL's programs; the password goes by the environment, never by the line."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    where: tuple[str, ...] = ()
    if url is not None:
        if url.password:
            environment["PGPASSWORD"] = url.password
        plain = url.set(drivername="postgresql", password=None)
        where = ("--dbname", plain.render_as_string())
    ran = subprocess.run(  # noqa: S603 - the program is PostgreSQL's own, the rest is ours
        [program, *where, *arguments],
        env=environment,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        raise BackupError(f"{Path(program).name}: {ran.stderr.strip()}")
    return ran.stdout or ""
