"""From whatever was raised to the error shape: ours, HTTP's, the database's, the system's.

A fault of the database or the system is logged by its types, never by its words, which may quote a
row; the caller learns only whether trying again may help.
"""

import errno
import logging
import sqlite3
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, Response, g, jsonify
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from werkzeug.exceptions import BadRequest, HTTPException

from server.errors import (
    InvalidInputError,
    JiyaoError,
    OtherHttpError,
    UnavailableError,
    field_paths,
)

log = logging.getLogger(__name__)

BUSY = (UnavailableError.code, UnavailableError.message)
FULL = ("storage_full", "The server's disk is full. Keep what it has not acknowledged.")
FAILED = ("storage_failed", "The server has no database now. Keep what it has not acknowledged.")

# Source: sqlite.org/rescode.html, primary result codes and one extended.
OF_SQLITE: Mapping[int, tuple[str, str]] = {
    sqlite3.SQLITE_IOERR_SHMSIZE: FULL,  # no room for the index of the write-ahead log
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FAILED,
    sqlite3.SQLITE_CANTOPEN: FAILED,
    sqlite3.SQLITE_READONLY: FAILED,
    sqlite3.SQLITE_CORRUPT: FAILED,
    sqlite3.SQLITE_NOTADB: FAILED,
}
# Source: PostgreSQL manual, appendix A; states first, then classes.
OF_POSTGRESQL: Mapping[str, tuple[str, str]] = {
    "53100": FULL,
    "55P03": BUSY,  # lock_not_available
    "57014": BUSY,  # query_canceled, by a time limit
    "40001": BUSY,  # serialization_failure
    "40P01": BUSY,  # deadlock_detected
    "08": FAILED,  # connection exceptions
    "53": FAILED,  # insufficient resources
    "57": FAILED,  # operator intervention
    "58": FAILED,  # system errors
}
BY_STATUS: Mapping[int, type[JiyaoError]] = {
    kind.status: kind for kind in JiyaoError.__subclasses__() if kind is not OtherHttpError
}


def register(app: Flask) -> None:
    """Answer every exception of the app in the error shape."""
    app.register_error_handler(JiyaoError, respond)
    app.register_error_handler(HTTPException, lambda error: respond(from_http(error)))
    # Raised where a body is read, by the server below us: it comes in chunks that are none.
    app.register_error_handler(ParseException, lambda error: respond(from_http(BadRequest())))
    app.register_error_handler(Exception, lambda error: respond(from_fault(error)))


def respond(error: JiyaoError) -> Response:
    """Return the response of an error."""
    body = {
        "code": error.code,
        "message": error.message,
        "details": error.details,
        "request_id": g.get("request_id", ""),
    }
    response = jsonify({"error": body})
    response.status_code = error.status
    response.headers.update(error.headers)
    g.error_code = error.code
    return response


def from_http(error: HTTPException) -> JiyaoError:
    """Turn what Flask or webargs raised into ours."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    }
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return InvalidInputError(details=field_paths(getattr(error, "data", {}).get("messages")))
    if status in BY_STATUS:
        return BY_STATUS[status](headers=headers)
    return OtherHttpError(status, error.name, headers)


def from_fault(error: Exception) -> JiyaoError:
    """Tell a full disk, a busy and a failing database from a fault of ours; log it."""
    known = _storage_fault(error)
    if known is None:
        log.error("unexpected error", extra={"fault": fault_name(error)}, exc_info=error)
        return JiyaoError()
    code, message = known
    log.error("unavailable", extra={"fault": fault_name(error), "error_code": code})
    return UnavailableError(code, message, headers={"Retry-After": "5"})


def fault_name(error: BaseException) -> str:
    """Name an exception by its type and the driver's."""
    inner = getattr(error, "orig", None)
    return type(error).__name__ + (f"/{type(inner).__name__}" if inner is not None else "")


def _storage_fault(error: Exception) -> tuple[str, str] | None:
    if isinstance(error, NoFreeConnectionError):
        return BUSY
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FULL
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return OF_SQLITE.get(code) or OF_SQLITE.get(code & 0xFF)  # the low byte is the primary
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return FAILED if error.connection_invalidated or _never_connected(error) else None
    return OF_POSTGRESQL.get(state) or OF_POSTGRESQL.get(state[:2])


def _never_connected(error: DBAPIError) -> bool:
    # psycopg has no state for a connection that was refused or lost.
    return type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}
