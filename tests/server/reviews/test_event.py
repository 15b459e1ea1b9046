"""An event comes back from its row as it came in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from server.ids import new_id
from server.reviews.event import MAX_DURATION_MS, read_event, write_event

ID = "8a1d5d5e-1111-4222-8333-444455556666"


def made(**changes):
    event = {
        "event_id": ID,
        "kind": "review",
        "card_id": ID,
        "rating": 3,
        "recital_id": ID,
        "occurred_at_ms": 1_790_000_000_000,
        "utc_offset_minutes": 480,
        "rollover_hour": 4,
        "duration_ms": 2500,
        "device_id": ID,
        "dev_seq": 1,
    }
    return {name: value for name, value in {**event, **changes}.items() if value is not ...}


def back(event):
    given_by_server = {"seq": 9, "received_at_ms": 8, "effective_at_ms": 7}
    written = write_event({**read_event(event), **given_by_server})
    assert {name: written.pop(name) for name in given_by_server} == given_by_server
    return written


@pytest.mark.parametrize(
    "event",
    [
        made(),
        made(kind="undo", rating=..., target_event_id=ID),
        made(kind="reset", rating=..., duration_ms=...),
        made(target_event_id=None, recital_id=None),
        made(mood="calm", tempo={"steps": [1, 2.5, None]}),
        made(kind="exam", rating=9, card_id="not an id", duration_ms=-1),
        made(kind="exam", card_id=..., rating=..., recital_id=..., duration_ms=...),
    ],
)
def test_what_the_device_made_comes_back_unchanged(event):
    assert back(event) == event


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text("ab四🎉", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner, max_size=3),
    max_leaves=8,
)
names = st.text("abcdefgh_", min_size=1, max_size=12).filter(lambda name: name not in made())


@given(st.dictionaries(names, json_values, max_size=5), st.sampled_from(["review", "dictation"]))
def test_what_a_newer_version_wrote_comes_back_unchanged(unknown, kind):
    assert back(made(kind=kind, **unknown)) == made(kind=kind, **unknown)


def test_what_a_server_gave_before_a_restore_is_not_content():
    restored = made(seq=5, received_at_ms=6, effective_at_ms=7)
    assert read_event(restored)["content_hash"] == read_event(made())["content_hash"]
    assert read_event(restored)["extra"] is None
    assert read_event(restored)["effective_at_ms"] == 7


@pytest.mark.parametrize(
    ("duration_ms", "kept"), [(-5, 0), (0, 0), (MAX_DURATION_MS + 1, MAX_DURATION_MS)]
)
def test_a_duration_that_cannot_be_is_bounded_because_the_review_counts(duration_ms, kept):
    assert read_event(made(duration_ms=duration_ms))["duration_ms"] == kept


BAD = [
    ("event_id", "8A1D5D5E-1111-4222-8333-444455556666"),
    ("event_id", "8a1d5d5e111142228333444455556666"),
    ("event_id", ID + "\n"),
    ("event_id", ...),
    ("kind", ...),
    ("kind", "Review"),
    ("kind", "r" * 65),
    ("kind", ["review"]),
    ("card_id", None),
    ("card_id", ...),
    ("rating", 0),
    ("rating", 5),
    ("rating", "3"),
    ("rating", True),
    ("rating", 3.5),
    ("rating", ...),
    ("occurred_at_ms", 2**53),
    ("occurred_at_ms", -(2**53)),
    ("occurred_at_ms", "now"),
    ("occurred_at_ms", ...),
    ("utc_offset_minutes", 1081),
    ("utc_offset_minutes", -1081),
    ("utc_offset_minutes", ...),
    ("rollover_hour", 24),
    ("rollover_hour", -1),
    ("rollover_hour", ...),
    ("duration_ms", 2**53),
    ("dev_seq", 0),
    ("dev_seq", 2**53),
    ("dev_seq", ...),
    ("device_id", ...),
    ("effective_at_ms", "2026"),
    ("mood", "\ud800"),
    ("mood", 2**53),
    ("mood", "x" * 4096),
    ("m\0od", 1),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_malformed_event_is_refused_by_the_name_of_what_is_wrong(name, value):
    with pytest.raises(ValidationError) as refused:
        read_event(made(**{name: value}))
    assert set(refused.value.normalized_messages()) <= {name, "unknown fields"}


@pytest.mark.parametrize("item", [None, 3, "event", [], [made()], True])
def test_what_is_no_object_is_refused(item):
    with pytest.raises(ValidationError):
        read_event(item)


def test_an_undo_names_its_target():
    with pytest.raises(ValidationError):
        read_event(made(kind="undo", rating=...))


def test_two_events_of_one_content_have_one_hash():
    assert read_event(made(event_id=new_id()))["content_hash"] == read_event(made())["content_hash"]


def test_an_integer_written_as_a_fraction_is_the_same_integer():
    assert read_event(made(rating=3.0))["rating"] == 3
