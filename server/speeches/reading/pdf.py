"""PDF files: the lines of the text layer, from PDFium, joined into paragraphs."""

import ctypes
from collections.abc import Iterator
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from server.speeches.reading.document import Document
from server.speeches.reading.limits import LONGEST_TEXT, MOST_PAGES
from server.speeches.reading.pdf_lines import Line, joined, without_page_marks
from server.speeches.reading.refusals import Refusal

_LINE_ENDS = frozenset("\r\n")


def read(content: bytes) -> Document:
    """Read the text layer of a PDF file.

    Raises Refusal: file_encrypted, file_broken, text_too_long.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Refusal("file_encrypted" if needs_password else "file_broken") from error
    if len(document) > MOST_PAGES:
        raise Refusal("text_too_long")
    return Document(joined(without_page_marks(list(_pages(document)))))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[Line]]:
    length = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # one page is damaged, the others are still worth reading
        length += text.count_chars()
        if length > 2 * LONGEST_TEXT:
            raise Refusal("text_too_long")
        yield list(_lines(text))
        text.close()
        page.close()


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Yield the lines of a page as PDFium parts them, with the box around what is seen of each."""
    characters = [
        (place, chr(pdfium.FPDFText_GetUnicode(text, place))) for place in range(text.count_chars())
    ]
    for is_end, group in groupby(characters, key=lambda each: each[1] in _LINE_ENDS):
        if is_end:
            continue
        line = list(group)
        seen = [place for place, character in line if not character.isspace()]
        if seen:
            words = "".join(character for _, character in line)
            left, bottom, _, top = _box(text, seen[0])
            _, _, right, _ = _box(text, seen[-1])
            yield Line(_utf16(words), left, right, bottom, top)


def _box(text: pypdfium2.PdfTextPage, place: int) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, place, ctypes.byref(box)):
        return 0, 0, 0, 0
    return box.left, box.bottom, box.right, box.top


def _utf16(words: str) -> str:
    # PDFium gives a character beyond the basic plane as two halves.
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
