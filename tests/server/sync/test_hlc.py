"""The server's clock value: later than what holds the field, and never far from now."""

from hypothesis import given
from hypothesis import strategies as st

from server.sync.hlc import PATTERN, format_hlc, is_too_far_ahead, next_hlc, wall_of

NOW = 1_790_000_000_000
walls = st.integers(0, 10**15 - 2)
counters = st.integers(0, 99_999)


def test_it_is_written_with_fixed_width():
    assert format_hlc(NOW, 3) == "001790000000000-00003"


@given(walls, counters, walls, counters)
def test_comparing_strings_compares_times(wall, counter, other_wall, other_counter):
    written, other = format_hlc(wall, counter), format_hlc(other_wall, other_counter)
    assert (written < other) == ((wall, counter) < (other_wall, other_counter))
    assert wall_of(written) == wall


@given(walls, st.builds(format_hlc, walls, counters))
def test_the_next_value_is_later_than_the_last_and_not_before_now(now, last):
    following = next_hlc(now, last)
    assert PATTERN.fullmatch(following)
    assert following > last
    assert wall_of(following) >= now


def test_a_full_counter_borrows_a_millisecond():
    assert next_hlc(NOW, format_hlc(NOW, 99_999)) == format_hlc(NOW + 1, 0)


def test_with_nothing_before_it_is_now():
    assert next_hlc(NOW, None) == format_hlc(NOW, 0)


def test_only_a_minute_ahead_is_tolerated():
    assert not is_too_far_ahead(format_hlc(NOW + 60_000, 99_999), NOW)
    assert is_too_far_ahead(format_hlc(NOW + 60_001, 0), NOW)
