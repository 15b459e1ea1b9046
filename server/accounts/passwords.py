"""Passwords: argon2id, few at once, and as slow for unknown names as for known ones.

The defaults (3 passes over 46 MiB, one lane) are above OWASP's floor of 2 passes over 19 MiB
(Password Storage Cheat Sheet).
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore

import marshmallow as ma
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Flask, current_app

from server.accounts import names
from server.config import Config
from server.errors import InvalidInputError, UnavailableError

SHORTEST, LONGEST = 8, 256
WAITS_SECONDS = 10.0
COMMON = frozenset(
    Path(__file__).with_name("common-passwords.txt").read_text(encoding="utf-8").split()
)


class Passwords:
    """Makes and checks the hashes of one app."""

    def __init__(self, config: Config) -> None:
        self._hasher = PasswordHasher(
            time_cost=config.ARGON2_TIME_COST,
            memory_cost=config.ARGON2_MEMORY_KIB,
            parallelism=1,
        )
        self._turns = BoundedSemaphore(config.HASHES_AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """A hash for names that nobody has."""
        return self._hasher.hash("nobody has this password")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one of the few places; raises UnavailableError when none becomes free."""
        if not self._turns.acquire(timeout=WAITS_SECONDS):
            raise UnavailableError(headers={"Retry-After": "5"})
        try:
            yield
        finally:
            self._turns.release()

    def hash(self, password: str) -> str:
        """Return the hash that is stored."""
        with self.turn():
            return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Check a password inside a `turn`. Without a hash it takes as long and is false."""
        try:
            return self._hasher.verify(password_hash or self._nobody, password) and bool(
                password_hash
            )
        except (VerifyMismatchError, InvalidHashError):
            return False

    def is_outdated(self, password_hash: str) -> bool:
        """Tell whether the settings have grown since this hash was made."""
        return self._hasher.check_needs_rehash(password_hash)


def init_app(app: Flask, config: Config) -> None:
    """Give the app its hasher."""
    app.extensions["passwords"] = Passwords(config)


def passwords() -> Passwords:
    """Return the hasher of the current app."""
    found: Passwords = current_app.extensions["passwords"]
    return found


def composed(text: str) -> str:
    """Return the form that is hashed: keyboards differ in how they compose é."""
    return unicodedata.normalize("NFC", text)


def refuse_common(password: str, name: str, field: str) -> None:
    """Raise InvalidInputError for a password that is tried first: a common one, the name."""
    folded = password.casefold()
    if folded in COMMON or names.key(password) == names.key(name) or len(set(folded)) < 3:
        raise InvalidInputError(
            "password_too_common", details={field: ["This password is tried first."]}
        )


class ExistingPassword(ma.fields.String):
    """A password to check: any text within the bound."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        password = composed(super()._deserialize(value, attr, data, **kwargs))
        if not 1 <= len(password) <= LONGEST:
            raise ma.ValidationError(f"Must have 1 to {LONGEST} characters.")
        return password


class NewPassword(ma.fields.String):
    """A password to set: 8 to 256 characters, any characters."""

    def _deserialize(self, value: object, attr: str | None, data: object, **kwargs: object) -> str:
        password = composed(super()._deserialize(value, attr, data, **kwargs))
        if not SHORTEST <= len(password) <= LONGEST:
            raise ma.ValidationError(f"Must have {SHORTEST} to {LONGEST} characters.")
        return password
