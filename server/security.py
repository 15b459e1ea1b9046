"""What every request must satisfy, and the headers of every response."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.config import Config
from server.errors import ForbiddenError, UnsupportedBodyError

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        *(
            f"{kind}-src 'self'"
            for kind in ("script", "style", "connect", "img", "font", "manifest", "worker")
        ),
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# The page uses one of the sinks of Trusted Types, the address of its service worker, and lets only
# that pass (static/src/pwa/trusted-types.js). Not for the worker itself: Workbox imports a script.
PAGE_SECURITY_POLICY: Final = (
    f"{CONTENT_SECURITY_POLICY}; require-trusted-types-for 'script'; trusted-types default"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
OF_A_VIEW: Final = {**HEADERS, "Cache-Control": "no-store"}
ONE_YEAR_OF_TLS: Final = "max-age=31536000"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FORM: Final = "multipart/form-data"
FORM_AROUND_A_FILE_BYTES: Final = 64 * 1024


def init_app(app: Flask, config: Config) -> None:
    """Believe the proxies that are ours, check every request, add the headers to every response.

    After the page's own init_app: what it answers without Flask passes here too.
    """
    app.wsgi_app = StayOnTls(app.wsgi_app)  # type: ignore[method-assign]  # as below
    if count := config.TRUSTED_PROXIES:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    app.before_request(refuse_other_sites)
    app.before_request(refuse_other_bodies)
    app.after_request(add_headers)


class StayOnTls:
    """Tell browsers that came over TLS to come so for a year, with every answer."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Add the header; ProxyFix has set the scheme."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            told = [*headers, ("Strict-Transport-Security", ONE_YEAR_OF_TLS)]
            return start_response(status, told, *error)

        is_secure = environ["wsgi.url_scheme"] == "https"
        return self._app(environ, start if is_secure else start_response)


def accepts_a_file(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Let a view take a file of up to MAX_FILE_BYTES in a form, beside JSON.

    It must come first of all decorators.
    """
    view.accepts_a_file = True  # type: ignore[attr-defined]
    return view


def refuse_other_sites() -> None:
    """Let no other site's page change anything with the learner's cookie.

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; a request
    with neither is not a browser's. `none` is a person's own doing, such as a bookmark. Source:
    OWASP Cross-Site Request Forgery Prevention, Fetch Metadata with Origin as the fallback.

    A form can be sent without our page's doing, so its sender has to be named.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_form = request.mimetype == FORM
    if site is not None:
        allowed = site == "same-origin" or (site == "none" and not is_form)
    elif origin is not None:
        allowed = _is_own(origin)
    else:
        allowed = not is_form
    if not allowed:
        raise ForbiddenError("cross_site", "Requests of other sites change nothing here.")


def _is_own(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.host)


def refuse_other_bodies() -> None:
    """Accept bodies of plain JSON only: a form cannot send it, and nothing is inflated.

    The views that accept a file take a form too, and longer bodies.
    """
    if request.method in SAFE_METHODS:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    takes_a_file = getattr(view, "accepts_a_file", False)
    if takes_a_file:
        request.max_content_length = current_app.config["MAX_FILE_BYTES"] + FORM_AROUND_A_FILE_BYTES
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedBodyError
    has_body = request.content_length or "Transfer-Encoding" in request.headers
    accepted = {"application/json", FORM} if takes_a_file else {"application/json"}
    if has_body and request.mimetype not in accepted:
        raise UnsupportedBodyError


def add_headers(response: Response) -> Response:
    """Add the headers; what a view set itself stays."""
    set_by_view = {name.lower() for name, _ in response.headers}
    for name, value in OF_A_VIEW.items():
        if name.lower() not in set_by_view:
            response.headers.add(name, value)
    return response
