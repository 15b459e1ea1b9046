"""Files that the tests make themselves, good ones and bad ones. All words are our own."""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SPEECH = [
    "在读书会上的讲话",
    "同志们，读书要做到三点：一是每天读一页，二是每周写一篇，三是每月讲一次。",
    "愿大家都有收获。",
]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = "STSong-Light"


def docx(paragraphs: Iterable[str] = SPEECH) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def numbered_docx(levels: list[tuple[str, str]], paragraphs: list[tuple[str, int | None]]) -> bytes:
    """A document with one numbering: levels (format, pattern), paragraphs (text, level)."""
    document = Document()
    numbering = document.part.numbering_part.element
    scheme = OxmlElement("w:abstractNum")
    scheme.set(qn("w:abstractNumId"), "77")
    for depth, (number_format, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("start", "1"), ("numFmt", number_format), ("lvlText", pattern)):
            element = OxmlElement(f"w:{tag}")
            element.set(qn("w:val"), value)
            level.append(element)
        scheme.append(level)
    numbering.insert(0, scheme)
    number_id = numbering.add_num(77).numId
    for text, depth in paragraphs:
        paragraph = document.add_paragraph(text)
        if depth is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = depth
            properties.get_or_add_numId().val = number_id
    return saved(document)


def zipped(entries: Mapping[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def raw_docx(body: str, prologue: str = "") -> bytes:
    """A document with nothing but its main part."""
    xml = f'<?xml version="1.0"?>{prologue}<w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def pdf(
    pages: list[list[str]],
    *,
    width: int = 30,
    indent: str = "　　",
    header: str = "",
    numbers: bool = False,
    password: str = "",
) -> bytes:
    """A document set in lines of `width` characters of 12 points."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = BytesIO()
    encryption = StandardEncryption(password, password) if password else None
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=encryption)
    for number, paragraphs in enumerate(pages, start=1):
        canvas.setFont(FONT, 12)
        if header:
            canvas.drawString(80, 810, header)
        y = 770
        for paragraph in paragraphs:
            rest = indent + paragraph
            while rest:
                canvas.drawString(80, y, rest[:width])
                rest, y = rest[width:], y - 20
        if numbers:
            canvas.drawCentredString(297, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def raw_pdf(objects: Mapping[int, bytes], root: int = 1) -> bytes:
    """A document of hand-made objects, with a right table of references."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        root,
        start,
    )
    return bytes(out)


def pdf_stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)


ONE_PAGE = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>",
    4: pdf_stream(b"BT /F1 12 Tf 80 700 Td (Read one page a day.) Tj ET"),
    5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
}
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(range(256)) * 20
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
