"""`flask --app wsgi key-lists FILE`: print the key lists of a text as JSON."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from server.speeches.finder import find_key_lists, title


@click.command("key-lists")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def key_lists(file: Path) -> None:
    """Print the key lists of FILE (UTF-8 text) as JSON: {"title", "lists": [{"name", "count",
    "items", "span", …}]}.
    """
    original = file.read_text(encoding="utf-8-sig")
    lists = [asdict(key_list) for key_list in find_key_lists(original)]
    click.echo(json.dumps({"title": title(original), "lists": lists}, ensure_ascii=False, indent=1))
