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

`code` is what the page translates; `message` is for a developer, and never a database's own words. Raise one of
these anywhere; `register` turns it, and what Flask, webargs and SQLAlchemy raise, into the shape.
"""

import errno
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

import marshmallow as ma
from flask import Flask, Response, g, jsonify
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)


class JiyaoError(Exception):
    """Something that the caller is told in the error shape."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
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
    """The server cannot do it now; nothing was stored, and a repeat may succeed."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "busy"
    message = "The server is busy; nothing was stored. Try again."


class ErrorBodySchema(ma.Schema):
    """What stands under "error"."""

    code = ma.fields.String(required=True, metadata={"description": "snake_case, stable"})
    message = ma.fields.String(required=True, metadata={"description": "English, for developers"})
    details = ma.fields.Dict(keys=ma.fields.String(), required=True)
    request_id = ma.fields.String(required=True)


class ErrorSchema(ma.Schema):
    """The shape of every error."""

    error = ma.fields.Nested(ErrorBodySchema, required=True)


def register(app: Flask) -> None:
    """Answer every exception of the app in the error shape."""
    app.register_error_handler(JiyaoError, respond)
    app.register_error_handler(HTTPException, lambda error: respond(from_http(error)))
    app.register_error_handler(SQLAlchemyError, lambda error: respond(from_database(error)))
    app.register_error_handler(OSError, lambda error: respond(from_system(error)))
    app.register_error_handler(Exception, lambda error: respond(unexpected(error)))


def respond(error: JiyaoError) -> Response:
    """Return the response of an error."""
    response = jsonify(
        {
            "error": {
                "code": error.code,
                "message": error.message,
                "details": error.details,
                "request_id": g.get("request_id", ""),
            }
        }
    )
    response.status_code = error.status
    response.headers.update(error.headers)
    g.error_code = error.code
    return response


BY_STATUS: Mapping[int, type[JiyaoError]] = {
    kind.status: kind for kind in JiyaoError.__subclasses__()
}


def from_http(error: HTTPException) -> JiyaoError:
    """Turn what Flask, webargs or the limiter raised into ours."""
    status = error.code or 500
    kind = BY_STATUS.get(status)
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    }
    if isinstance(error, RateLimitExceeded):
        return TooManyRequestsError(headers=headers)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return InvalidInputError(details=field_paths(getattr(error, "data", {}).get("messages")))
    if kind is not None:
        return kind(headers=headers)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return JiyaoError()
    other = JiyaoError(error.name.lower().replace(" ", "_"), error.name + ".", headers=headers)
    other.status = HTTPStatus(status)  # type: ignore[misc]  # 405 and its like have no class of their own
    return other


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


STORAGE_FULL = ("database or disk is full", "no space left on device", "disk full")
BUSY = ("database is locked", "database table is locked", "lock timeout", "statement timeout")


def from_database(error: SQLAlchemyError) -> JiyaoError:
    """Tell a full disk, a locked and a failing database apart; log the rest as a fault of ours."""
    if not isinstance(error, DBAPIError):
        return _pool_or_fault(error)
    words = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None) or ""
    if state == "53100" or any(phrase in words for phrase in STORAGE_FULL):
        return _unavailable("storage_full", "The server's disk is full; nothing was stored.", error)
    if state in {"55P03", "57014", "40001", "40P01"} or any(phrase in words for phrase in BUSY):
        return _unavailable("busy", UnavailableError.message, error)
    if error.connection_invalidated or state[:2] in {"08", "53", "57", "58"} or _is_io(words):
        return _unavailable(
            "storage_failed", "The server cannot reach its database; nothing was stored.", error
        )
    return unexpected(error)


def _pool_or_fault(error: SQLAlchemyError) -> JiyaoError:
    if type(error).__name__ == "TimeoutError":  # no connection of the pool became free
        return _unavailable("busy", UnavailableError.message, error)
    return unexpected(error)


def _is_io(words: str) -> bool:
    return any(
        phrase in words
        for phrase in (
            "disk i/o error",
            "unable to open database file",
            "readonly database",
            "connection failed",
            "connection is closed",
            "server closed the connection",
        )
    )


def from_system(error: OSError) -> JiyaoError:
    """Tell a full disk apart from other faults of the system."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _unavailable("storage_full", "The server's disk is full; nothing was stored.", error)
    return unexpected(error)


def unexpected(error: BaseException) -> JiyaoError:
    """Log a fault of ours and tell the caller nothing of it."""
    log.error("unexpected error", extra={"fault": fault_name(error)}, exc_info=error)
    return JiyaoError()


def _unavailable(code: str, message: str, error: BaseException) -> UnavailableError:
    log.error("unavailable", extra={"fault": fault_name(error), "error_code": code})
    return UnavailableError(code, message, headers={"Retry-After": "5"})


def fault_name(error: BaseException) -> str:
    """Name an exception by its type and the driver's, never by its text, which may hold card text."""
    inner = getattr(error, "orig", None)
    return type(error).__name__ + (f"/{type(inner).__name__}" if inner is not None else "")
