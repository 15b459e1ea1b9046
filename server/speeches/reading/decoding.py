"""From bytes to characters, when nobody says in which encoding they were written."""

import codecs
import unicodedata
from typing import Final

import charset_normalizer

from server.speeches.reading.refusals import Refusal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WITHOUT_NUL: Final = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_WITH_NUL: Final = ["utf_16_le", "utf_16_be"]
_SAMPLE_BYTES: Final = 64 * 1024
_LONGEST_CHARACTER: Final = 4  # bytes
_STRANGE: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_MOST_STRANGE: Final = 0.02
# Python's codecs by the names that web pages declare; GB18030 holds its two forerunners.
_AS_DECLARED: Final = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}


def decode(content: bytes, declared: str = "") -> str:
    """Return the characters of a text in UTF-8, UTF-16, GB18030 or Big5.

    `declared` is the encoding that the content itself names, as web pages do; it is tried first.
    Raises Refusal: encoding_unknown.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding).removeprefix("\ufeff")
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return _plausible(_strictly(content, _AS_DECLARED.get(encoding.lower(), encoding)))
        except Refusal:
            continue
    return _plausible(_strictly(content, _detected(content)))


def _detected(content: bytes) -> str:
    """Name the likeliest encoding.

    Restricted to those of Chinese, the library is right from five characters on.
    """
    sample = content[:_SAMPLE_BYTES]
    candidates = _WITH_NUL if b"\0" in sample else _WITHOUT_NUL
    for cut in range(_LONGEST_CHARACTER):  # the sample may end inside a character
        whole = sample[: len(sample) - cut]
        best = charset_normalizer.from_bytes(whole, cp_isolation=candidates).best()
        if best is not None:
            return _AS_DECLARED.get(best.encoding, best.encoding)
    raise Refusal("encoding_unknown")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        return _without_cut_end(content, encoding, error)
    except LookupError as error:
        raise Refusal("encoding_unknown") from error


def _without_cut_end(content: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    # A text that was cut off in the middle of its last character is still that text.
    if error.start == 0 or error.start <= len(content) - _LONGEST_CHARACTER:
        raise Refusal("encoding_unknown") from error
    return content[: error.start].decode(encoding)


def _plausible(text: str) -> str:
    """Return the text if it can be one: GB18030 finds some character for nearly any bytes."""
    sample = [character for character in text[:_SAMPLE_BYTES] if not character.isspace()]
    strange = sum(unicodedata.category(character) in _STRANGE for character in sample)
    if strange > len(sample) * _MOST_STRANGE:
        raise Refusal("encoding_unknown")
    return text
