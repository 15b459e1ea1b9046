"""What every reader returns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """What a reader made of a file: lines that are not yet tidied, and a title if one is marked."""

    lines: list[str]
    title: str = ""
