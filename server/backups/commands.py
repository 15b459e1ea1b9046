"""`flask backup FILE` while serving, `flask restore FILE` while not."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from server.extensions import db

from . import postgresql, sqlite_copy
from .placing import BackupError
from .restore import restore as restore_database

NEXT = """Restored. At its next sync each device hands over all it holds,
and what happened after the backup is there again. Start the server now."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@with_appcontext
def backup(file: Path, *, force: bool) -> None:
    """Write the whole database to FILE, checked, also while the server runs."""
    try:
        back_up(file, force=force)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB, checked")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Replace the database by the backup FILE; the server must not run."""
    try:
        kept = restore_database(file)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    if kept is not None:
        click.echo(f"The database that was here is kept as {kept}")
    click.echo(NEXT)


def back_up(target: Path, *, force: bool = False) -> None:
    """Copy the current app's database to a file; raises BackupError."""
    url: str = current_app.config["DATABASE_URL"]
    if db.engine.dialect.name != "sqlite":
        postgresql.dump(url, target, force=force)
        return
    database = Path(db.engine.url.database or "")
    if not database.exists():
        raise BackupError("There is no database yet: run `flask prepare`.")
    if target.exists() and target.samefile(database):
        raise BackupError(f"{target} is the database itself.")
    sqlite_copy.copy_sqlite(database, target, force=force)
