"""What every request must satisfy, and the headers of every response."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.config import Config
from server.errors import ForbiddenError, UnsupportedBodyError

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
ONE_YEAR_OF_TLS: Final = "max-age=31536000"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, config: Config) -> None:
    """Believe the proxies that are ours, check every request, add the headers to every response."""
    if count := config.TRUSTED_PROXIES:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    app.before_request(refuse_other_sites)
    app.before_request(refuse_other_bodies)
    app.after_request(add_headers)


def refuse_other_sites() -> None:
    """Let no other site's page change anything with the learner's cookie.

    Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; a request
    with neither is not a browser's. `none` is a person's own doing, such as a bookmark. Source:
    OWASP Cross-Site Request Forgery Prevention, Fetch Metadata with Origin as the fallback.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("Origin")
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        raise ForbiddenError("cross_site", "Requests of other sites change nothing here.")


def refuse_other_bodies() -> None:
    """Accept bodies of plain JSON only: a form cannot send it, and nothing is inflated."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedBodyError
    has_body = request.content_length or "Transfer-Encoding" in request.headers
    if has_body and request.mimetype != "application/json":
        raise UnsupportedBodyError


def add_headers(response: Response) -> Response:
    """Add the headers; what a view set itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", ONE_YEAR_OF_TLS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
