"""`flask decks`: check deck files, load them into the library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from server.database import write_transaction
from server.decks.deck import Deck
from server.decks.load import Loaded, count_outcomes, load_deck
from server.decks.parse import parse_deck
from server.decks.problems import DeckFileError, Problem
from server.decks.source import MAX_BYTES

STARTER_FOLDER = Path(__file__).with_name("starter")

decks_commands = AppGroup("decks", help="Check deck files and load them into the library.")
_FILES = click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@decks_commands.command("check")
@_FILES
def check(files: tuple[Path, ...]) -> None:
    """Read deck FILES (default: the starter decks) and report what is wrong with them."""
    for path, deck in read_decks(files or starter_files()):
        items = sum(len(key_list.items) for key_list in deck.key_lists)
        click.echo(f"{path}: {len(deck.key_lists)} key lists, {items} items")


@decks_commands.command("load")
@_FILES
def load(files: tuple[Path, ...]) -> None:
    """Load deck FILES (default: the starter decks) into the library, all of them or none."""
    load_decks(files or starter_files())


def load_decks(files: Iterable[Path]) -> None:
    """Read all files, then load them in one transaction, and print what became of each part."""
    decks = read_decks(files)
    with write_transaction() as session:
        loaded = [load_deck(session, deck) for _, deck in decks]
    for outcome in loaded:
        _print_loaded(outcome)


def starter_files() -> list[Path]:
    """Return the deck files that come with the server."""
    return sorted(STARTER_FOLDER.glob("*.md"))


def read_decks(files: Iterable[Path]) -> list[tuple[Path, Deck]]:
    """Parse the files and print what is probably a slip in them.

    If any has an error all problems of all files are printed and the command ends with status 1.
    """
    decks: list[tuple[Path, Deck]] = []
    problems: list[Problem] = []
    for path in files:
        try:
            deck, warnings = parse_deck(_read(path), str(path))
        except DeckFileError as error:
            problems += error.problems
        else:
            problems += [*warnings, *_same_deck(path, deck, decks)]
            decks.append((path, deck))
    for problem in problems:
        click.echo(problem, err=True)
    if errors := sum(problem.severity == "error" for problem in problems):
        raise click.ClickException(f"errors to correct: {errors}; nothing was loaded")
    return decks


def _same_deck(path: Path, deck: Deck, decks: list[tuple[Path, Deck]]) -> list[Problem]:
    return [
        Problem(str(path), 1, f"the same deck as {other}: give it another slug")
        for other, read in decks
        if read.id == deck.id
    ]


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _print_loaded(loaded: Loaded) -> None:
    click.echo(f"{loaded.deck.name}: {loaded.deck.outcome}")
    click.echo(f"  key lists: {count_outcomes(loaded.key_lists)}")
    click.echo(f"  items: {count_outcomes(loaded.items)}")
    if loaded.deck.outcome == "new":
        return
    for kind, changes in (("key list", loaded.key_lists), ("item", loaded.items)):
        for change in changes:
            if change.outcome != "kept":
                click.echo(f"    {change.outcome} {kind} {change.name}")
