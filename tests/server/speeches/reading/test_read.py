"""Each kind of file, read whole."""

from collections.abc import Callable

import pytest

from server.speeches.reading.read import Reading, read_file, read_text
from server.speeches.reading.refusals import REASONS, Refusal
from tests.server.speeches.reading import files

TEXT = "\n".join(files.SPEECH)
HTML = "<!doctype html><title>别的</title>" + "".join(f"<p>{line}</p>" for line in files.SPEECH)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Refusal) as caught:
        read_file(content, name)
    assert caught.value.code in REASONS
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("txt", TEXT.encode()),
        ("md", TEXT.encode()),
        ("html", HTML.encode()),
        ("docx", files.docx()),
        ("pdf", files.pdf([files.SPEECH])),
    ],
)
def test_every_kind_gives_the_same_paragraphs(kind: str, content: bytes) -> None:
    assert read_file(content, f"讲话.{kind}") == Reading(kind, "", files.SPEECH)


def test_a_pasted_text_is_tidied_like_a_file() -> None:
    assert read_text(f"\r\n　{TEXT}\0\r\n\r\n") == Reading("text", "", files.SPEECH)


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("docx", files.docx),
        ("pdf", lambda: files.pdf([files.SPEECH])),
        ("html", HTML.encode),
        ("txt", TEXT.encode),
    ],
)
@pytest.mark.parametrize(
    "name", ["讲话", "讲话.docx", "讲话.pdf", "讲话.DAT", ".docx", "../../x.pdf"]
)
def test_the_content_decides_and_not_the_name(
    kind: str, make: Callable[[], bytes], name: str
) -> None:
    reading = read_file(make(), name)
    assert (reading.format, reading.paragraphs) == (kind, files.SPEECH)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "file_empty"),
        (b" \r\n\0\0", "a.docx", "file_empty"),
        (b"...\n---\n", "a.txt", "no_text"),
        (files.docx([""]), "a.docx", "no_text"),
        (files.pdf([[]]), "a.pdf", "no_text"),
        (b"<html><script>let a = 1</script></html>", "a.html", "no_text"),
        (files.MP4, "a.docx", "file_not_what_named"),
        (files.MP4, "a.mp4", "file_unsupported"),
        (files.PNG, "a.pdf", "file_not_what_named"),
        (files.PNG, "a.png", "image_file"),
        (files.PNG, "", "image_file"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "a.jpg", "image_file"),
        (b"\0\0\0\x18ftypheic" + bytes(64), "a.heic", "image_file"),
        (files.OLE + "WordDocument".encode("utf-16-le"), "a.doc", "old_word_file"),
        (files.OLE + "WordDocument".encode("utf-16-le"), "a.docx", "old_word_file"),
        (files.OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "file_encrypted"),
        (files.OLE, "a.xls", "file_unsupported"),
        (files.OLE, "a.docx", "file_not_what_named"),
        (rb"{\rtf1\ansi words}", "a.rtf", "old_word_file"),
        (files.zipped({"Index/Document.iwa": b"x"}), "a.pages", "pages_file"),
        (files.zipped({"xl/workbook.xml": b"x"}), "a.xlsx", "file_unsupported"),
        (files.zipped({"xl/workbook.xml": b"x"}), "a.docx", "file_not_what_named"),
        (files.pdf([files.SPEECH], password="secret"), "a.pdf", "file_encrypted"),
        (files.docx()[:-600], "a.docx", "file_broken"),
        (b"PK\x03\x04", "a.docx", "file_broken"),
        (b"%PDF-1.7\n", "a.pdf", "file_broken"),
        (b"\x00\x01\x02\x03\xfe\xff" * 300, "a.txt", "encoding_unknown"),
        (b"\x00\x01\x02\x03\xfe\xff" * 300, "a.docx", "file_not_what_named"),
        (b"\x00\x01\x02\x03\xfe\xff" * 300, "a.bin", "file_unsupported"),
        ("字\n".encode() * 500_001, "a.txt", "text_too_long"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name) == code


def test_a_million_characters_are_read() -> None:
    assert len(read_file("字".encode() * 999_999, "a.txt").paragraphs[0]) == 999_999
