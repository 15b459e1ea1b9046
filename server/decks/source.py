"""Bytes of a deck file → its text, whatever editor wrote it."""

from __future__ import annotations

import codecs
import unicodedata

from server.decks.problems import Findings

MAX_BYTES = 512 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, findings: Findings) -> str:
    """Return the text with \\n line ends, no byte order mark and spaces for tabs.

    Raises DeckFileError for a file that is too large or not UTF-8: nothing else can be said
    about its lines. Control characters are noted and blanked.
    """
    if len(content) > MAX_BYTES:
        findings.error(1, f"larger than {MAX_BYTES // 1024} KiB: split it into several decks")
        findings.raise_errors()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.error(line, f"not UTF-8{_guess(content)}: save the file as UTF-8")
        findings.raise_errors()
        raise
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _without_controls(text, findings)


def without_comments(text: str, findings: Findings) -> str:
    """Blank <!-- comments -->, keeping the count of lines."""
    first, *rest = text.split("<!--")
    kept, line, opened_at = [first], 1 + first.count("\n"), 0
    for piece in rest:
        comment, closed, after = piece.partition("-->")
        opened_at = 0 if closed else opened_at or line
        kept += ["\n" * comment.count("\n"), after]
        line += piece.count("\n")
    if opened_at:
        findings.error(opened_at, "this comment is never closed: end it with -->")
    return "".join(kept)


def _guess(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return " (it looks like UTF-16)"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return " (it looks like GBK)"


def _without_controls(text: str, findings: Findings) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        bad = sorted({c for c in line if unicodedata.category(c) in ("Cc", "Zl", "Zp")})
        if bad:
            named = ", ".join(f"U+{ord(c):04X}" for c in bad)
            findings.error(number, f"a control character ({named}) stands here: delete it")
            lines[number - 1] = "".join(" " if c in bad else c for c in line)
    return "\n".join(lines)
