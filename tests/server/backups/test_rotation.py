"""Which backup is due, and which go."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.backups.rotation import due_day, name_of, superseded

DAY = date(2026, 11, 23)
days = st.lists(
    st.integers(-60, 0).map(lambda back: DAY + timedelta(days=back)), unique=True, max_size=40
)


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30)


def test_a_day_is_due_after_its_hour_until_its_file_is_there() -> None:
    yesterday = name_of(DAY - timedelta(days=1))
    assert due_day([yesterday], at(2), hour=3) is None
    assert due_day([yesterday], at(3), hour=3) == DAY
    assert due_day([yesterday, name_of(DAY)], at(23), hour=3) is None


def test_a_server_that_was_off_at_the_hour_makes_up_for_the_last_one_only() -> None:
    assert due_day([name_of(DAY - timedelta(days=9))], at(2), hour=3) == DAY - timedelta(days=1)
    assert due_day([], at(12), hour=3) == DAY


def test_a_clock_that_goes_back_makes_nothing_due() -> None:
    assert due_day([name_of(DAY + timedelta(days=1))], at(12), hour=3) is None


@given(days, st.integers(1, 20))
def test_the_newest_stay_and_nothing_else_is_touched(kept_days: list[date], keep: int) -> None:
    names = [name_of(day) for day in kept_days]
    others = ["jiyao.db", "jiyao-2026-11-23.db.bak", ".turn", "my own copy.db"]
    gone = superseded([*others, *names], keep)
    assert set(gone) <= set(names)
    assert sorted(set(names) - set(gone)) == sorted(names)[-keep:]
