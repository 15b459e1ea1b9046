"""Plain text: each line is a paragraph."""

from server.speeches.reading.decoding import decode
from server.speeches.reading.document import Document


def read(content: bytes) -> Document:
    """Read a text file. Raises Refusal: encoding_unknown."""
    return Document([decode(content)])
