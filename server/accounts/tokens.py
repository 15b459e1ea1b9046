"""A device's token: 256 random bits in a cookie, of which only the SHA-256 is stored."""

import hashlib
import re
import secrets
from typing import NamedTuple

from flask import Request, Response, current_app, request

SECURE_NAME = "__Host-jiyao"
PLAIN_NAME = "jiyao"
SECRET_BYTES = 32
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
VALUE = re.compile(rf"({ID})\.({ID})\.([A-Za-z0-9_-]{{43}})")


class Token(NamedTuple):
    """What the cookie says: which device, and the secret that proves it."""

    account_id: str
    device_id: str
    secret: str


def new_secret() -> str:
    """Make a secret of 256 bits, as 43 characters."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hashed(secret: str) -> bytes:
    """Return what is stored of a secret. It is random, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def read_cookie(request: Request) -> Token | None:
    """Return the token of the request's cookie, or None if there is none of the right shape."""
    match = VALUE.fullmatch(request.cookies.get(_name(), ""))
    return Token(*match.groups()) if match else None


def set_cookie(response: Response, token: Token) -> None:
    """Hand the token to the browser, out of reach of the page's scripts."""
    response.set_cookie(
        _name(),
        ".".join(token),
        max_age=current_app.config["ABSOLUTE_DAYS"] * 86_400,
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def delete_cookie(response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(
        _name(), secure=request.is_secure, httponly=True, samesite="Strict", path="/"
    )


def _name() -> str:
    # The prefix makes browsers refuse the cookie from a subdomain or without TLS.
    return SECURE_NAME if request.is_secure else PLAIN_NAME
