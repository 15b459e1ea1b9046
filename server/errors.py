"""The exception tree and the one JSON shape of every error.

    JiyaoError                      500 internal_error
    ├── MalformedRequestError       400 malformed_json, bad_request
    ├── SignedOutError              401 signed_out
    ├── ForbiddenError              403 wrong_password, cross_site, …
    ├── NotFoundError               404 not_found             (another account's id too)
    ├── ConflictError               409 name_taken, device_mismatch, …
    ├── TooLargeError               413 too_large
    ├── UnsupportedBodyError        415 json_required
    ├── InvalidInputError           422 invalid_input         details: {field path: [message]}
    ├── TooManyRequestsError        429 too_many_requests     Retry-After
    └── UnavailableError            503 busy, storage_full, storage_failed, not_ready

`code` is what the page translates; `message` is for a developer, and never a database's own
words. Raise one of these anywhere; `faults.py` turns it, and what Flask and SQLAlchemy raise, into
the shape.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import marshmallow as ma


class JiyaoError(Exception):
    """Something that the caller is told in the error shape."""

    status: HTTPStatus = HTTPStatus.INTERNAL_SERVER_ERROR
    code: str = "internal_error"
    message: str = "Something went wrong here; the request id finds it in the log."

    def __init__(
        self,
        code: str | None = None,
        message: str | None = None,
        *,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code or self.code
        self.message = message or self.message
        self.details = dict(details or {})
        self.headers = dict(headers or {})
        super().__init__(f"{self.code}: {self.message}")


class MalformedRequestError(JiyaoError):
    """The request cannot be read."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    message = "The request cannot be read."


class SignedOutError(JiyaoError):
    """No device is signed in: no cookie, or one that is unknown, revoked or expired."""

    status = HTTPStatus.UNAUTHORIZED
    code = "signed_out"
    message = "This device is not signed in."


class ForbiddenError(JiyaoError):
    """The request is understood and refused."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"
    message = "This is not allowed."


class NotFoundError(JiyaoError):
    """There is no such thing, or it belongs to another account."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    message = "There is no such thing here."


class ConflictError(JiyaoError):
    """The request does not fit what is already here."""

    status = HTTPStatus.CONFLICT
    code = "conflict"
    message = "This does not fit what is already here."


class TooLargeError(JiyaoError):
    """The body is longer than MAX_BODY_BYTES."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_large"
    message = "The request is too large."


class UnsupportedBodyError(JiyaoError):
    """The body is not plain JSON."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "json_required"
    message = "The body must be JSON in UTF-8, not compressed."


class InvalidInputError(JiyaoError):
    """The body is JSON, but not what the schema says; details are messages by field path."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid_input"
    message = "Some fields are not valid."


class TooManyRequestsError(JiyaoError):
    """A rate limit was reached; Retry-After tells when to try again."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_requests"
    message = "Too many tries; wait before the next one."


class UnavailableError(JiyaoError):
    """The server cannot do it now; what it did not acknowledge may be sent again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "busy"
    message = "The server is busy. Send again what it has not acknowledged."


class OtherHttpError(JiyaoError):
    """What Flask says of a request and has no class here, such as 405."""

    def __init__(self, status: int, name: str, headers: Mapping[str, str]) -> None:
        super().__init__(name.lower().replace(" ", "_"), f"{name}.", headers=headers)
        self.status = HTTPStatus(status)


class ErrorBodySchema(ma.Schema):
    """What stands under "error"."""

    code = ma.fields.String(required=True, metadata={"description": "snake_case, stable"})
    message = ma.fields.String(required=True, metadata={"description": "English, for developers"})
    details = ma.fields.Dict(keys=ma.fields.String(), required=True)
    request_id = ma.fields.String(required=True)


class ErrorSchema(ma.Schema):
    """The shape of every error."""

    error = ma.fields.Nested(ErrorBodySchema, required=True)


def field_paths(messages: object) -> dict[str, list[str]]:
    """Flatten marshmallow's nested messages into {"events.0.rating": ["…"]}."""
    found: dict[str, list[str]] = {}

    def walk(node: object, path: tuple[str, ...]) -> None:
        if isinstance(node, Mapping):
            for key, inner in node.items():
                walk(inner, path if key in {"json", "_schema"} else (*path, str(key)))
        elif isinstance(node, list) and all(isinstance(each, str) for each in node):
            found.setdefault(".".join(path), []).extend(node)

    walk(messages, ())
    return found
