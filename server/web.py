"""The page, its service worker and its manifest, from the root.

The built files are answered for before Flask sees the request; a path that no route knows is
the page's own, so that deep links work. What looks like a file is not: HTML in place of a script of
an earlier build would break a page that is still open.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound, SecurityError
from werkzeug.wsgi import get_host
from whitenoise import WhiteNoise

from server import faults
from server.config import Config
from server.security import HEADERS, PAGE_SECURITY_POLICY

ONE_YEAR: Final = "public, max-age=31536000, immutable"
ASK_EACH_TIME: Final = "no-cache"
WORKER: Final = "/sw.js"
WORKER_THAT_LEAVES: Final = "worker-that-leaves.js"


def init_app(app: Flask, config: Config) -> None:
    """Serve the built page, or say that it is not built."""
    page = Path(config.PAGE_FOLDER)
    if (page / "index.html").is_file():
        files = BuiltFiles(
            app.wsgi_app,
            app.config["TRUSTED_HOSTS"],
            root=page,
            index_file=True,
            allow_all_origins=False,
            mimetypes={".webmanifest": "application/manifest+json"},
            add_headers_function=_add_headers,
        )
        if config.KILL_SWITCH:
            files.add_file_to_dictionary(WORKER, str(page / WORKER_THAT_LEAVES))
        app.wsgi_app = files  # type: ignore[method-assign]  # Flask's documented way
    app.register_error_handler(NotFound, _page_or_not_found)


class BuiltFiles(WhiteNoise):
    """WhiteNoise for the hosts that Flask answers to."""

    def __init__(
        self, app: WSGIApplication, trusted_hosts: list[str] | None, **options: Any
    ) -> None:
        super().__init__(app, **options)
        self._app, self._trusted_hosts = app, trusted_hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a file if there is one; a request to another host is Flask's to refuse."""
        try:
            get_host(environ, self._trusted_hosts)
        except SecurityError:
            return self._app(environ, start_response)
        return super().__call__(environ, start_response)


def is_page_path(path: str) -> bool:
    """Tell whether a path belongs to the page's router: not the API's, and not a file's."""
    return not path.startswith("/api/") and "." not in path.rpartition("/")[2]


def _page_or_not_found(error: NotFound) -> ResponseReturnValue:
    if request.method not in {"GET", "HEAD"} or not is_page_path(request.path):
        return faults.respond(faults.from_http(error))
    index = Path(current_app.config["PAGE_FOLDER"]) / "index.html"
    response = send_file(index) if index.is_file() else _page_missing()
    response.headers["Content-Security-Policy"] = PAGE_SECURITY_POLICY
    response.headers["Cache-Control"] = ASK_EACH_TIME
    return response


def _page_missing() -> Response:
    return Response(render_template("page-missing.html"), status=503, mimetype="text/html")


def _add_headers(headers: Headers, path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if path.endswith(".html"):
        headers["Content-Security-Policy"] = PAGE_SECURITY_POLICY
    # Vite puts what has its hash in its name under assets/.
    headers["Cache-Control"] = ONE_YEAR if url.startswith("/assets/") else ASK_EACH_TIME
