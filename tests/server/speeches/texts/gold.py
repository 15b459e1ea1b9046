"""The lists of the texts in this folder, labelled by hand before the finder saw them.

`NN-name.lists` stands beside `NN-name.txt`. A block is a list: its head line, then an item a line.

    key 3 三点要求 | other fair names      a list to recite: its announced count, or - for none
    认清形势 | other fair words of the item

    minor                                 may be found or not
    行动
"""

from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent
NAMES = sorted(file.stem for file in TEXTS.glob("*.txt"))


@dataclass(frozen=True)
class Labelled:
    """A list as a person labelled it: `names` and each of `items` hold the best words first."""

    key: bool
    names: tuple[str, ...]
    count: int | None
    items: tuple[tuple[str, ...], ...]


def text_of(name: str) -> str:
    """Return a text."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def gold(name: str) -> list[Labelled]:
    """Return the lists that a text was labelled with."""
    blocks = (TEXTS / f"{name}.lists").read_text(encoding="utf-8").split("\n\n")
    return [_labelled(*block.strip().split("\n")) for block in blocks if block.strip()]


def _labelled(head: str, *items: str) -> Labelled:
    kind, _, rest = head.partition(" ")
    count, _, names = rest.partition(" ")
    words = tuple(tuple(item.split(" | ")) for item in items)
    return Labelled(
        kind == "key", tuple(names.split(" | ")), int(count) if count.isdigit() else None, words
    )
