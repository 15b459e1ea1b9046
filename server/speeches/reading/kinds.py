"""What a file is: by its content first, by its name only where contents look alike."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, Literal

from server.speeches.reading.archive import Archive
from server.speeches.reading.refusals import Refusal

Kind = Literal["txt", "md", "html", "docx", "pdf"]

NAMED: Final[Mapping[str, Kind]] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
}
# Source: Wikipedia, List of file signatures.
_SIGNATURES: Final = (
    (rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP", "image_file"),
    (rb"BM.{4}\x00{4}.{4}[\x0c-\x7c]\x00{3}|....ftyp(?:heic|heix|mif1|msf1|avif)", "image_file"),
    (rb"\{\\rtf", "old_word_file"),
    (
        rb"....ftyp|RIFF|OggS|ID3|\xff\xfb|fLaC|\x1a\x45\xdf\xa3|\x00\x00\x01\xba|FLV",
        "file_unsupported",
    ),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|\x28\xb5\x2f\xfd", "file_unsupported"),
    (
        rb"\x7fELF|MZ.\x00|SQLite format 3\x00|%!PS|wOF[F2]|\x00asm|\xca\xfe\xba\xbe",
        "file_unsupported",
    ),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN: Final = 1024
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(content: bytes, name: str) -> Kind:
    """Return how to read a file.

    Raises Refusal: file_empty, image_file, old_word_file, pages_file, file_encrypted,
    file_unsupported, file_broken, and file_not_what_named when the name promises what can be read
    and the content is something else.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Refusal("file_empty")
    named = NAMED.get(PurePath(name).suffix.lower())
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(Archive(content), named)
    if content.startswith(_OLE):
        raise Refusal(_of_ole(content, named))
    for signature, code in _SIGNATURES:
        if re.match(signature, content, re.DOTALL):
            raise Refusal("file_not_what_named" if named else code)
    return _of_text(content, named)


def _of_archive(archive: Archive, named: Kind | None) -> Kind:
    if any(name.startswith("word/") for name in archive.names):
        return "docx"
    if any(name.startswith("Index/") or name == "Index.zip" for name in archive.names):
        raise Refusal("pages_file")
    raise Refusal("file_not_what_named" if named else "file_unsupported")


def _of_ole(content: bytes, named: Kind | None) -> str:
    """Tell apart what comes in Microsoft's compound files:

    names of streams stand in them in UTF-16.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "file_encrypted"
    if "WordDocument".encode("utf-16-le") in content:
        return "old_word_file"
    return "file_not_what_named" if named else "file_unsupported"


def _of_text(content: bytes, named: Kind | None) -> Kind:
    if _LOOKS_LIKE_HTML.match(content[:4096].lstrip(b"\xef\xbb\xbf")):
        return "html"
    return "txt" if named in {None, "docx", "pdf"} else named
