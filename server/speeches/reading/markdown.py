"""Markdown: made into a web page by a library, and read as one."""

from markdown_it import MarkdownIt

from server.speeches.reading import webpage
from server.speeches.reading.decoding import decode
from server.speeches.reading.document import Document


def read(content: bytes) -> Document:
    """Read a Markdown file; a line break in a paragraph is kept, as people mostly mean it.

    Raises Refusal: encoding_unknown.
    """
    markdown = MarkdownIt("commonmark", {"breaks": True, "html": True, "maxNesting": 100}).enable(
        ["table", "strikethrough"]
    )
    return webpage.document(markdown.render(_without_front_matter(decode(content))))


def _without_front_matter(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    head, fence, rest = text[4:].partition("\n---\n")
    return rest if fence and ":" in head else text
