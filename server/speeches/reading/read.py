"""From a file to a title and paragraphs:

what is it, which reader knows it, what is left when it is tidied.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from server.speeches.reading.document import Document
from server.speeches.reading.kinds import NAMED, Kind, kind_of
from server.speeches.reading.limits import LONGEST_TITLE
from server.speeches.reading.paragraphs import paragraphs, tidy
from server.speeches.reading.refusals import Refusal

# Each in a module that is loaded only when it is needed: libraries are what starting a child costs.
_READERS: dict[Kind, str] = {
    "txt": "plain",
    "md": "markdown",
    "html": "webpage",
    "docx": "word",
    "pdf": "pdf",
}


class Reading(NamedTuple):
    """A file's text:

    `format` is a Kind, or "text" for what was pasted; `title` is "" when the file marks none.
    """

    format: str
    title: str
    paragraphs: list[str]


def read_file(content: bytes, name: str) -> Reading:
    """Read a file by its bytes and its name. Raises Refusal."""
    kind = kind_of(content, name)
    reader: Callable[[bytes], Document] = import_module(f"{__package__}.{_READERS[kind]}").read
    try:
        document = reader(content)
    except Refusal as refusal:
        raise _by_name(refusal, name) from refusal
    return Reading(kind, tidy(document.title)[:LONGEST_TITLE], paragraphs(document.lines))


def read_text(text: str) -> Reading:
    """Read what was pasted. Raises Refusal: no_text, text_too_long."""
    return Reading("text", "", paragraphs([text]))


def _by_name(refusal: Refusal, name: str) -> Refusal:
    """Say of bytes that are no text what their name makes of them:

    noise named .docx is no document.
    """
    named = NAMED.get(PurePath(name).suffix.lower())
    if refusal.code != "encoding_unknown" or named in {"txt", "md", "html"}:
        return refusal
    return Refusal("file_not_what_named" if named else "file_unsupported")
