"""Word documents (.docx): the paragraphs of text and tables, with their automatic numbers.

Only three parts of the archive are read. The main part is read as a stream, so that its size costs
no memory.
"""

from collections.abc import Iterator
from posixpath import dirname
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring

from server.speeches.reading.archive import Archive
from server.speeches.reading.document import Document
from server.speeches.reading.refusals import Refusal
from server.speeches.reading.word_numbering import numbering_of
from server.speeches.reading.word_paragraphs import Paragraphs
from server.speeches.reading.word_styles import styles_of

_USUAL_PART: Final = "word/document.xml"
_MAIN_PART: Final = "/officeDocument"


def read(content: bytes) -> Document:
    """Read a Word document.

    Raises Refusal: file_broken (also for XML with entities), file_encrypted, unpacks_too_large.
    """
    archive = Archive(content)
    try:
        main = _main_part(archive)
        beside = dirname(main)
        numbering = numbering_of(_side_part(archive, f"{beside}/numbering.xml"))
        styles = styles_of(_side_part(archive, f"{beside}/styles.xml"))
        return Document(list(_lines(archive.chunks(main), Paragraphs(numbering, styles))))
    except (ParseError, DefusedXmlException, ValueError, KeyError) as error:
        raise Refusal("file_broken") from error


def _main_part(archive: Archive) -> str:
    """Find the text: word/document.xml unless the archive's own relations name another part."""
    relations = _side_part(archive, "_rels/.rels")
    for relation in () if relations is None else relations:
        if relation.get("Type", "").endswith(_MAIN_PART):
            return relation.get("Target", _USUAL_PART).removeprefix("/")
    return _USUAL_PART


def _side_part(archive: Archive, name: str) -> Element | None:
    part = archive.side_part(name)
    root: Element | None = fromstring(part, forbid_dtd=True) if part else None
    return root


def _lines(chunks: Iterator[bytes], paragraphs: Paragraphs) -> Iterator[str]:
    parser = DefusedXMLParser(target=paragraphs, forbid_dtd=True)
    for chunk in chunks:
        parser.feed(chunk)
        yield from paragraphs.take()
    parser.close()
    yield from paragraphs.take()
