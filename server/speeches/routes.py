"""From a text or a file to its key lists.

Anyone may ask; nothing of what is sent is kept or logged.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any, Final

from flask import Response, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState
from marshmallow import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from server.accounts.limits import address
from server.api import Blueprint, ValuesUncheckedParser
from server.errors import (
    ErrorSchema,
    InvalidInputError,
    JiyaoError,
    TooLargeError,
    UnavailableError,
    UnsupportedBodyError,
    field_paths,
)
from server.extensions import limiter
from server.security import FORM, accepts_a_file
from server.speeches.reading.parent import look_through_file, look_through_text
from server.speeches.reading.refusals import REASONS, Refusal
from server.speeches.schemas import FindSchema, FormSchema, FoundSchema

WAITS_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 3
MOST_FORM_PARTS: Final = 4
FORM_BUFFER_BYTES: Final = 512 * 1024
ERRORS: Final[dict[HTTPStatus, type[JiyaoError]]] = {
    kind.status: kind for kind in (InvalidInputError, TooLargeError, UnsupportedBodyError)
}

blueprint = Blueprint(
    "speeches", __name__, url_prefix="/api/speeches", description="From a speech to its key lists"
)
# A pasted text may hold what cannot be stored, such as NUL: it is dropped with all that is
# invisible.
blueprint.ARGUMENTS_PARSER = ValuesUncheckedParser()

BODIES: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": FindSchema},
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "title": {"type": "string"},
                    },
                }
            },
        },
    }
}


@blueprint.record_once
def place_turns(state: BlueprintSetupState) -> None:
    """Give the app its few places for texts that are being looked through."""
    state.app.extensions["text_turns"] = BoundedSemaphore(state.app.config["TEXTS_AT_ONCE"])


@blueprint.post("/find")
@accepts_a_file
@limiter.limit("LIMIT_FIND", key=address)
@blueprint.response(200, FoundSchema)
@blueprint.alt_response(413, schema=ErrorSchema, description="The file or its text is too large")
@blueprint.alt_response(415, schema=ErrorSchema, description="Files of this kind are not read")
@blueprint.alt_response(422, schema=ErrorSchema, description="There is no text to be had from it")
@blueprint.alt_response(503, schema=ErrorSchema, description="Others are being served; try again")
@blueprint.doc(**BODIES)
def find() -> Response:
    """Find the key lists of a pasted text (JSON) or of a file (form: file, title)."""
    try:
        found = _find_in_file() if request.mimetype == FORM else _find_in_text()
    except Refusal as refusal:
        reason = REASONS[refusal.code]
        raise ERRORS[reason.status](refusal.code, reason.message) from refusal
    # A response, not the bare answer: the child has made it, and a long speech has thousands of
    # fields.
    return jsonify(found)


def _find_in_text() -> dict[str, Any]:
    given = blueprint.ARGUMENTS_PARSER.parse(FindSchema(), request, location="json")
    with _turn():
        return look_through_text(
            given["text"], given["title"], seconds=current_app.config["TEXT_SECONDS"]
        )


def _find_in_file() -> dict[str, Any]:
    content, name, title = _form()
    with _turn():
        return look_through_file(content, name, title, seconds=current_app.config["TEXT_SECONDS"])


def _form() -> tuple[bytes, str, str]:
    """Return the file, its name and the title.

    Kept in memory: Flask's own parser writes large files to a folder.
    """
    parser = FormDataParser(
        stream_factory=lambda *args, **kwargs: BytesIO(),
        max_form_memory_size=FORM_BUFFER_BYTES,
        max_form_parts=MOST_FORM_PARTS,
        silent=False,
    )
    try:
        _, form, files = parser.parse(
            request.stream, request.mimetype, request.content_length, request.mimetype_params
        )
    except RequestEntityTooLarge as error:
        raise Refusal("file_too_large") from error
    except ValueError as error:
        raise InvalidInputError(details={"file": ["The form cannot be read."]}) from error
    try:
        given = FormSchema().load(form.to_dict())
    except ValidationError as error:
        raise InvalidInputError(details=field_paths(error.messages)) from error
    uploads = files.getlist("file")
    if len(uploads) != 1 or len(files) != 1:
        raise InvalidInputError(details={"file": ["One file is needed."]})
    content = uploads[0].stream.read()
    if len(content) > current_app.config["MAX_FILE_BYTES"]:
        raise Refusal("file_too_large")
    return content, uploads[0].filename or "", given["title"]


@contextmanager
def _turn() -> Iterator[None]:
    """Take one of the few places.

    Raises UnavailableError when none becomes free at once: a thread must not wait long.
    """
    turns: BoundedSemaphore = current_app.extensions["text_turns"]
    if not turns.acquire(timeout=WAITS_SECONDS):
        raise UnavailableError(headers={"Retry-After": str(RETRY_SECONDS)})
    try:
        yield
    finally:
        turns.release()
