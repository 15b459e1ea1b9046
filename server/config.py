"""Every setting, read once from the environment.

A setting is its name, how its text is cast, its default and one comment. Nothing here is secret:
sign-in needs no key of ours (tokens are random and only their hashes are stored), so there is no
default secret to forget about.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

REPOSITORY = Path(__file__).resolve().parent.parent


class ConfigError(ValueError):
    """A setting's text cannot be read as its type; the message names key, value and type."""


def boolean(text: str) -> bool:
    """Read 1, true, yes, on and 0, false, no, off."""
    word = text.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(text)


def count(text: str) -> int:
    """Read an integer that is not negative."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def setting(cast: Callable[[str], Any], default: object, comment: str) -> Any:
    """Declare a setting: a dataclass field that knows how its text is cast."""
    return field(default=default, metadata={"cast": cast, "comment": comment})


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one process. Environment variables have the same names."""

    # where it runs
    HOST: str = setting(str, "127.0.0.1", "address to listen on")
    PORT: int = setting(count, 8000, "port to listen on")
    WORKERS: int = setting(count, 1, "processes; more than one only with PostgreSQL")
    THREADS: int = setting(count, 8, "threads of each process")
    GRACEFUL_SECONDS: int = setting(count, 10, "time to finish running requests when told to stop")
    TRUSTED_PROXIES: int = setting(count, 0, "proxies in front whose X-Forwarded headers hold")
    TRUSTED_HOST: str = setting(str, "", "the only Host header answered; empty: any")

    # where things are
    INSTANCE_FOLDER: str = setting(str, str(REPOSITORY / "instance"), "the database's folder")
    PAGE_FOLDER: str = setting(str, str(REPOSITORY / "static" / "dist"), "the built page")
    KILL_SWITCH: bool = setting(boolean, False, "phones throw away the page that they have kept")
    DATABASE_URL: str = setting(str, "sqlite:///jiyao.db", "relative to the instance folder")

    # the database
    LOCK_WAIT_MS: int = setting(count, 5_000, "how long a write waits for its turn")
    STATEMENT_LIMIT_MS: int = setting(count, 15_000, "PostgreSQL: longest statement")
    FREE_DISK_MB: int = setting(count, 64, "below this much free disk /readyz says no")

    # daily backups, SQLite only
    BACKUPS_KEPT: int = setting(count, 14, "daily backups that are kept; 0: none are made")
    BACKUP_FOLDER: str = setting(str, "", "where they are; empty: backups/ beside the database")
    BACKUP_HOUR: int = setting(count, 3, "the local hour after which a day's backup is made")

    # bounds of a request
    MAX_BODY_BYTES: int = setting(count, 2 * 1024 * 1024, "longest request body")
    MAX_JSON_DEPTH: int = setting(count, 20, "deepest nesting in a request body")

    # bringing in a speech
    MAX_FILE_BYTES: int = setting(count, 10 * 1024 * 1024, "largest file that is looked through")
    TEXTS_AT_ONCE: int = setting(count, 2, "texts looked through at the same time")
    TEXT_SECONDS: int = setting(count, 20, "longest time for one text")
    LIMIT_FIND: str = setting(str, "20/minute;200/hour", "texts looked through for an address")

    # fitting parameters to learners
    FIT_PARAMETERS: bool = setting(boolean, True, "fit in the background, as reviews come")
    FIT_SECONDS: int = setting(count, 120, "longest time for one fit")

    # accounts
    ARGON2_TIME_COST: int = setting(count, 3, "argon2id passes")
    ARGON2_MEMORY_KIB: int = setting(count, 47_104, "argon2id memory of one hash")
    HASHES_AT_ONCE: int = setting(count, 2, "argon2id hashes computed at the same time")
    IDLE_DAYS: int = setting(count, 90, "a device not seen for so long is signed out")
    ABSOLUTE_DAYS: int = setting(count, 400, "a sign-in ends after so long in any case")
    RATE_LIMITS: bool = setting(boolean, True, "limit sign-in, recovery and creation of accounts")
    LIMIT_SNAPSHOT: str = setting(str, "12/hour", "new devices of an account that begin at once")
    LIMIT_CREATE: str = setting(str, "40/hour;60/day", "new accounts of an address: a class, twice")
    LIMIT_CREATE_TRIES: str = setting(
        str, "100/hour;300/day", "tries at them; a try tells whether a name is taken"
    )
    LIMIT_ADDRESS: str = setting(str, "30/15minutes", "failed passwords of an address")
    LIMIT_NAME: str = setting(
        str, "10/15minutes", "failed passwords of an account name, by address"
    )
    LIMIT_NAME_ANYWHERE: str = setting(str, "50/hour", "failed passwords of an account name in all")
    LIMIT_NEW_DEVICES: str = setting(
        str, "30/hour", "devices that an account goes on as, without a password"
    )
    LIMIT_ACCOUNT: str = setting(
        str, "10/15minutes", "failed passwords of an account's signed-in devices"
    )

    # the page for phones of the local network: `make serve-phone`
    PHONE_HOST: str = setting(str, "", "name or address that phones open; empty: found out")
    PHONE_PORT: int = setting(count, 8443, "port of the page over HTTPS")
    PHONE_AUTHORITY_PORT: int = setting(count, 8080, "port that hands out the local authority")

    # for developers
    LOG_LEVEL: str = setting(str, "INFO", "DEBUG, INFO, WARNING or ERROR")
    TESTING: bool = setting(boolean, False, "set by the tests")

    def __post_init__(self) -> None:
        """Refuse combinations that would lose data."""
        if self.is_sqlite and self.WORKERS != 1:
            raise ConfigError(
                f"WORKERS={self.WORKERS}: SQLite is served by one process with threads; "
                "set DATABASE_URL to PostgreSQL for more"
            )

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.DATABASE_URL.startswith("sqlite")

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, **overrides: Any
    ) -> Self:
        """Cast every setting that is in the environment; `overrides` are taken as they are.

        Raises ConfigError, naming key, value and type, when a text cannot be cast.
        """
        source = os.environ if environment is None else environment
        known = {each.name: each for each in fields(cls)}
        if unknown := sorted(overrides.keys() - known.keys()):
            raise ConfigError(f"No such setting: {', '.join(unknown)}")
        values: dict[str, Any] = dict(overrides)
        for name in known.keys() - overrides.keys():
            if name in source:
                values[name] = _cast(name, source[name], known[name].metadata["cast"])
        return cls(**values)


def _cast(name: str, text: str, cast: Callable[[str], Any]) -> Any:
    try:
        return cast(text)
    except ValueError as error:
        raise ConfigError(f"{name}={text!r} is not a valid {cast.__name__}") from error
