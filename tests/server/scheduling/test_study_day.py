from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.scheduling.study_day import study_day
from tests.vectors.random_histories import ZONES, utc_offset_minutes, wall_clock_study_day

LARGEST_JS_INTEGER = 2**53 - 1


def at_ms(zone: str, *wall_clock: int) -> int:
    return round(datetime(*wall_clock, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 2_000_000_000_000),
    st.integers(0, 23),
)
def test_it_is_the_date_on_the_wall_at_the_rollover_hour(
    zone: str, moment_ms: int, rollover_hour: int
) -> None:
    # Whole minutes only since 1972, when Liberia left its offset of 44 minutes 30 seconds.
    offset = utc_offset_minutes(moment_ms, zone)
    assert study_day(moment_ms, offset, rollover_hour) == wall_clock_study_day(
        moment_ms, zone, rollover_hour
    )


@given(
    st.integers(-LARGEST_JS_INTEGER, LARGEST_JS_INTEGER),
    st.integers(-1_440, 1_440),
    st.integers(0, 23),
)
def test_it_is_a_floor_division_however_far_from_1970(
    moment_ms: int, offset: int, rollover_hour: int
) -> None:
    shifted = Fraction(moment_ms + offset * 60_000 - rollover_hour * 3_600_000, 86_400_000)
    assert study_day(moment_ms, offset, rollover_hour) == floor(shifted)


@pytest.mark.parametrize(
    ("wall_clock", "day"),
    [
        ((2026, 11, 23, 3, 59, 59), 20_779),  # still Sunday's
        ((2026, 11, 23, 4, 0, 0), 20_780),
        ((2026, 11, 24, 3, 59, 59), 20_780),
    ],
)
def test_a_day_lasts_from_four_to_four(wall_clock: tuple[int, ...], day: int) -> None:
    assert study_day(at_ms("Asia/Shanghai", *wall_clock), 480, 4) == day


def test_two_reviews_an_hour_apart_across_utc_midnight_share_a_day_in_beijing() -> None:
    first = study_day(at_ms("UTC", 2026, 11, 22, 23, 30), 480, 4)
    assert study_day(at_ms("UTC", 2026, 11, 23, 0, 30), 480, 4) == first


def test_a_day_of_25_hours_is_one_day() -> None:
    night = datetime(2024, 11, 3, 0, 0, tzinfo=ZoneInfo("America/New_York"))
    moments = [round(night.timestamp() * 1000) + hour * 3_600_000 for hour in range(25)]
    days = {study_day(ms, utc_offset_minutes(ms, "America/New_York"), 0) for ms in moments}
    assert days == {(night.replace(tzinfo=None) - datetime(1970, 1, 1)) // timedelta(days=1)}


def test_the_moment_before_1970_is_day_minus_one() -> None:
    assert study_day(-1, 0, 0) == -1
    assert study_day(0, 0, 4) == -1
