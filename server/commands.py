"""The commands of `flask`: `prepare` is what `make serve` runs before it serves."""

import click
from flask import Flask
from flask_migrate import upgrade

from server.backups.commands import backup, restore
from server.decks.commands import decks_commands, load_decks, starter_files
from server.fitting.commands import fit_parameters
from server.speeches.commands import key_lists


def register(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(prepare)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.cli.add_command(key_lists)
    app.cli.add_command(decks_commands)
    app.cli.add_command(fit_parameters)


@click.command()
def prepare() -> None:
    """Bring the database to the newest migration and load the starter decks."""
    upgrade()
    load_decks(starter_files())
