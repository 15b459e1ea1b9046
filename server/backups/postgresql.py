"""pg_dump and pg_restore, which know their database best."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, make_url

from .placing import BackupError, placed

HEADER = b"PGDMP"
NEWEST_FIRST = sorted(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name), reverse=True
)


def dump(database_url: str, target: Path, *, force: bool = False) -> None:
    """Write the database as it is at one moment; whoever uses it goes on."""
    program = _program("pg_dump")
    with placed(target, force=force) as partial:
        _run(program, make_url(database_url), "--format=custom", "--file", str(partial))
        partial.chmod(0o600)


def load(database_url: str, source: Path) -> None:
    """Replace the database's tables by the dump's, all of it or nothing."""
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run(_program("pg_restore"), make_url(database_url), *options, str(source))


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


def _run(program: str, url: URL | None, *arguments: str) -> str:
    """Run one of PostgreSQL's programs; the password goes by the environment, never by the line."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    where: tuple[str, ...] = ()
    if url is not None:
        if url.password:
            environment["PGPASSWORD"] = url.password
        plain = url.set(drivername="postgresql", password=None)
        where = ("--dbname", plain.render_as_string())
    ran = subprocess.run(  # noqa: S603 - the program is PostgreSQL's own, the rest is ours
        [program, *where, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise BackupError(f"{Path(program).name}: {ran.stderr.strip()}")
    return ran.stdout
