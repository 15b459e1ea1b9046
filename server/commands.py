"""The commands of `flask`: `prepare` is what `make serve` runs before it serves."""

import click
from flask import Flask
from flask_migrate import upgrade


def register(app: Flask) -> None:
    """Add the commands to the app."""
    app.cli.add_command(prepare)


@click.command()
def prepare() -> None:
    """Bring the database to the newest migration and load the starter decks."""
    upgrade()
