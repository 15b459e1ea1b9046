"""Structured logs: one JSON object a line, one line a request.

Never in a log: names, card text, tokens, addresses, queries, bodies, and the text of an
exception, which may quote any of these.
"""

import logging
import re
import sys
from traceback import format_tb
from types import TracebackType

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from server import clock
from server.ids import new_id

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET_PATHS = frozenset({"/healthz", "/readyz"})
log = logging.getLogger("jiyao.request")


class Formatter(JsonFormatter):
    """JSON lines in which an exception is its type and its stack, without its words."""

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return the frames and the type of an exception."""
        kind, _, trace = ei
        return "".join(format_tb(trace)) + (kind.__name__ if kind else "")


def init_app(app: Flask, level: str) -> None:
    """Log to standard error, and one line for every request of the app."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        Formatter(
            json_ensure_ascii=False,
            fmt="%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            datefmt="%Y-%m-%dT%H:%M:%S%z",
        )
    )
    handler.addFilter(_add_request_id)
    for name in ("server", "jiyao"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else new_id()
    g.began_ms = clock.stopwatch_ms()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.path not in QUIET_PATHS:
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": request.url_rule.rule if request.url_rule else None,
                "status": response.status_code,
                "duration_ms": round(clock.stopwatch_ms() - g.began_ms, 2),
                "error_code": g.get("error_code"),
            },
        )
    return response


def _add_request_id(record: logging.LogRecord) -> bool:
    if has_request_context() and "request_id" in g:
        record.request_id = g.request_id
    return True
