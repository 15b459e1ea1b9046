"""Why a file is not read.

The page translates the code; the sentence is for those who call without a page.
"""

from http import HTTPStatus
from typing import Final, NamedTuple


class Refusal(Exception):  # noqa: N818 - not an error of ours
    """A file that is not read, and the code of REASONS that says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Reason(NamedTuple):
    """The HTTP status of a refusal, and what the person can do."""

    status: HTTPStatus
    message: str


_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY
_UNSUPPORTED: Final = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
_TOO_LARGE: Final = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

REASONS: Final[dict[str, Reason]] = {
    "file_empty": Reason(_UNREADABLE, "The file is empty; choose another one."),
    "no_text": Reason(
        _UNREADABLE,
        "No text is in it, as in a scan; recognise its text first, then paste or open that.",
    ),
    "file_encrypted": Reason(
        _UNREADABLE, "The file needs a password; save it without one, or paste its text."
    ),
    "file_broken": Reason(
        _UNREADABLE, "The file is damaged or cut off; fetch or save it anew, or paste its text."
    ),
    "file_not_what_named": Reason(
        _UNREADABLE, "The file is not what its name says; open the document itself."
    ),
    "encoding_unknown": Reason(
        _UNREADABLE, "The characters cannot be made out; save the text as UTF-8."
    ),
    "took_too_long": Reason(
        _UNREADABLE, "Reading takes too long; bring in a shorter part, or paste its text."
    ),
    "old_word_file": Reason(
        _UNSUPPORTED, "An older format of Word or WPS; save it as .docx and open that."
    ),
    "pages_file": Reason(_UNSUPPORTED, "A Pages document; export it as Word (.docx) or PDF."),
    "image_file": Reason(
        _UNSUPPORTED, "A picture; recognise its text (most phones can), then paste it."
    ),
    "file_unsupported": Reason(_UNSUPPORTED, "Open a .txt, .md, .docx, .pdf or .html file."),
    "file_too_large": Reason(_TOO_LARGE, "The file is too large; files may have up to 10 MB."),
    "unpacks_too_large": Reason(
        _TOO_LARGE, "The file unpacks to far more than a speech; paste its text."
    ),
    "text_too_long": Reason(
        _TOO_LARGE, "The text has more than a million characters; bring it in in parts."
    ),
}
