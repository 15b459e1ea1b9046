"""Files made to hurt, through the whole of reading: each ends in a refusal or in some text."""

import random
import resource
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.speeches.reading.limits import CHILD_MEMORY_BYTES, MIB
from server.speeches.reading.parent import look_through_file
from server.speeches.reading.read import read_file
from server.speeches.reading.refusals import REASONS, Refusal
from tests.server.speeches.reading import files

SECONDS = 5
LOOPING_FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject"
    b" << /A 6 0 R /B 6 0 R >> >> /Length 14 >>\nstream\n/A Do /B Do   \nendstream"
)
LOOPING_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /XObject << /A 6 0 R >> >> >>"
)


def many_words() -> bytes:
    return files.pdf_stream(b"BT /F1 12 Tf 80 700 Td " + b"(word) Tj " * 3_000_000 + b"ET")


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb": ("a.docx", lambda: files.zipped({"word/document.xml": bytes(200 * MIB)})),
    "bomb in a side part": (
        "a.docx",
        lambda: files.zipped({"word/document.xml": b"<w/>", "word/styles.xml": bytes(60 * MIB)}),
    ),
    "nested zip": (
        "a.docx",
        lambda: files.zipped({"word/a.zip": files.zipped({"word/b.zip": bytes(10 * MIB)})}),
    ),
    "deep xml": ("a.docx", lambda: files.raw_docx("<w:p>" * 100_000)),
    "deep page": ("a.html", lambda: b"<div>" * 100_000 + b"words"),
    "many attributes": ("a.html", lambda: b"<p " + b"a=b " * 500_000 + b">words"),
    "deep markdown": ("a.md", lambda: b"> " * 100_000 + b"words"),
    "brackets of markdown": ("a.md", lambda: b"![[]()" * 100_000),
    "pages that hold themselves": (
        "a.pdf",
        lambda: files.raw_pdf(
            {**files.ONE_PAGE, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}
        ),
    ),
    "a parent that is its own child": (
        "a.pdf",
        lambda: files.raw_pdf(
            {**files.ONE_PAGE, 2: b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"}
        ),
    ),
    "a billion pages": (
        "a.pdf",
        lambda: files.raw_pdf(
            {**files.ONE_PAGE, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"}
        ),
    ),
    "a drawing that draws itself": (
        "a.pdf",
        lambda: files.raw_pdf(
            {**files.ONE_PAGE, 3: LOOPING_PAGE, 4: files.pdf_stream(b"/A Do"), 6: LOOPING_FORM}
        ),
    ),
    "a stream that inflates": (
        "a.pdf",
        lambda: files.raw_pdf({**files.ONE_PAGE, 4: files.pdf_stream(bytes(600 * MIB))}),
    ),
    "words without end": ("a.pdf", lambda: files.raw_pdf({**files.ONE_PAGE, 4: many_words()})),
    "arrays in arrays": (
        "a.pdf",
        lambda: files.raw_pdf({**files.ONE_PAGE, 2: b"[" * 500_000 + b"]" * 500_000}),
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_hurts_nobody(bomb: str) -> None:
    name, make = BOMBS[bomb]
    try:
        answer = look_through_file(make(), name, "", seconds=SECONDS)
    except Refusal as refusal:
        code = refusal.code
    else:
        code = "" if answer["paragraphs"] else "nothing"
    assert code in {"", *REASONS}
    largest_kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert largest_kib * 1024 <= CHILD_MEMORY_BYTES


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_file_cut_off_anywhere_is_read_or_refused(name: str) -> None:
    whole = files.docx() if name == "a.docx" else files.pdf([files.SPEECH])
    for length in range(0, len(whole), len(whole) // 60):
        _read(whole[:length], name)


NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a", "a.mp4", ".", "/", "\0"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", files.OLE, b"\xff\xfe", b"{\\rtf", b"<html>", b"RIFF"]
)


@given(STARTS, st.binary(max_size=2000), NAMES)
def test_random_bytes_are_read_or_refused(start: bytes, content: bytes, name: str) -> None:
    _read(start + content, name)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.booleans())
def test_damaged_documents_are_read_or_refused(chance: random.Random, is_word: bool) -> None:
    damaged = bytearray(WORD if is_word else PDF)
    for _ in range(chance.randrange(1, 30)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    _read(bytes(damaged), "a.docx" if is_word else "a.pdf")


WORD = files.docx()
PDF = files.pdf([files.SPEECH])


def _read(content: bytes, name: str) -> None:
    code = ""
    try:
        assert read_file(content, name).paragraphs
    except Refusal as refusal:
        code = refusal.code
    assert code in {"", *REASONS}
