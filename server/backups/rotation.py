"""Which backup is due and which may go. Pure.

The newest so many are kept and no ladder of weeks and months: reviews are only ever added, and
every device holds them too, so an old backup serves only what was destroyed and noticed late. Who
wants one for longer carries a file away.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

NAME = re.compile(r"jiyao-(\d{4}-\d{2}-\d{2})\.db")


def name_of(day: date) -> str:
    """Return the name of a day's backup.

    >>> name_of(date(2026, 11, 23))
    'jiyao-2026-11-23.db'
    """
    return f"jiyao-{day.isoformat()}.db"


def due_day(names: Iterable[str], now: datetime, hour: int) -> date | None:
    """Return the day whose backup is due at a local time, or None when it is there.

    The latest hour that has passed counts, so a server that was off then makes it up.
    """
    day = now.date() if now.hour >= hour else now.date() - timedelta(days=1)
    return None if any(each >= day for each in _days(names)) else day


def superseded(names: Iterable[str], keep: int) -> list[str]:
    """Return the names beyond the newest `keep`; files of other names are never among them."""
    return [name_of(day) for day in sorted(_days(names), reverse=True)[keep:]]


def _days(names: Iterable[str]) -> list[date]:
    found = (NAME.fullmatch(name) for name in names)
    return [date.fromisoformat(match[1]) for match in found if match]
