"""A database of which any one call can be made to fail, as SQLite tests itself on its disk."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError


class Countdown:
    """Counts statements and commits; the one that it reaches zero at fails."""

    def __init__(self, dialect: str, calls: int, counts: Callable[[str], bool]) -> None:
        self._dialect = dialect
        self._left = calls
        self._counts = counts

    @property
    def has_failed(self) -> bool:
        """Whether there were so many calls."""
        return self._left <= 0

    def before_statement(self, _connection: object, _cursor: object, sql: str, *_: Any) -> None:
        """Let a statement be executed, or not."""
        self._count(sql)

    def before_commit(self, _connection: object) -> None:
        """Let a transaction be committed, or not."""
        self._count("COMMIT")

    def _count(self, sql: str) -> None:
        self._left -= self._counts(sql)
        if self._left == 0 and self._counts(sql):
            raise OperationalError(sql, None, _fault(self._dialect))


def _fault(dialect: str) -> BaseException:
    if dialect != "sqlite":
        return psycopg.OperationalError("the connection was lost")
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return fault


@contextmanager
def failing_at_call(
    engine: Engine, number: int, counts: Callable[[str], bool] = lambda sql: True
) -> Iterator[Countdown]:
    """Let the call of that number, from 1 on, fail inside the block; tell afterwards if it did.

    `counts` says of a statement whether it is counted.
    """
    countdown = Countdown(engine.dialect.name, number, counts)
    event.listen(engine, "before_cursor_execute", countdown.before_statement)
    event.listen(engine, "commit", countdown.before_commit)
    try:
        yield countdown
    finally:
        event.remove(engine, "before_cursor_execute", countdown.before_statement)
        event.remove(engine, "commit", countdown.before_commit)
