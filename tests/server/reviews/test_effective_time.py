"""No clock is trusted, none blocks, and an honest one is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reviews.effective_time import (
    TOLERATED_SKEW_MS,
    Clocks,
    effective_time,
    kept_effective_time,
)

NOW = 1_790_000_000_000
YEAR = 365 * 86_400_000
any_time = st.integers(-(2**53), 2**53)


def test_an_honest_clock_is_believed_to_the_millisecond():
    assert effective_time(
        NOW - 12_345, Clocks(NOW, NOW - 300).correction_ms, NOW - 50_000, NOW
    ) == (NOW - 12_345)


@pytest.mark.parametrize("skew", [YEAR, -YEAR, TOLERATED_SKEW_MS + 1, -TOLERATED_SKEW_MS - 1])
def test_a_wrong_clock_is_corrected_by_how_wrong_it_is_now(skew):
    an_hour_ago_on_the_device = NOW - skew - 3_600_000
    correction = Clocks(NOW, NOW - skew).correction_ms
    assert effective_time(an_hour_ago_on_the_device, correction, None, NOW) == NOW - 3_600_000


@pytest.mark.parametrize("skew", [TOLERATED_SKEW_MS, -TOLERATED_SKEW_MS, 0])
def test_a_skew_that_is_tolerated_shifts_nothing(skew):
    assert Clocks(NOW, NOW - skew).correction_ms == 0


def test_no_event_is_earlier_than_the_one_its_device_made_before():
    assert effective_time(NOW - YEAR, 0, NOW - 1000, NOW) == NOW - 1000


def test_no_event_lies_in_the_future_of_the_server():
    assert effective_time(NOW + YEAR, 0, None, NOW) == NOW
    assert effective_time(NOW - 1, 0, NOW + YEAR, NOW) == NOW
    assert kept_effective_time(NOW + YEAR, NOW) == NOW


def test_a_clock_gone_mad_gives_a_time_that_the_page_can_read():
    correction = Clocks(NOW, 2**53 - 1).correction_ms
    assert effective_time(1 - 2**53, correction, None, NOW) == -8_640_000_000_000_000


def test_a_time_that_a_server_gave_is_kept():
    assert kept_effective_time(NOW - YEAR, NOW) == NOW - YEAR


@given(any_time, any_time, st.none() | any_time, any_time)
def test_whatever_the_clocks_say_the_time_lies_between_the_previous_event_and_now(
    occurred, client_now, previous, now
):
    effective = effective_time(occurred, Clocks(now, client_now).correction_ms, previous, now)
    assert effective <= now
    assert previous is None or effective >= min(previous, now)
