"""What makes two events the same review, and what does not."""

import json

import pytest

from server.reviews.content_hash import content_hash

EVENT = {
    "kind": "review",
    "card_id": "c",
    "rating": 3,
    "occurred_at_ms": 1_790_000_000_000,
    "device_id": "d",
    "dev_seq": 7,
    "mood": {"calm": 0.5},
}


@pytest.mark.parametrize(
    "change",
    [
        {"device_id": "another"},
        {"dev_seq": 8},
        {"effective_at_ms": 1},
        {"seq": 4},
        {"received_at_ms": 9},
        {"target_event_id": None},
    ],
)
def test_what_a_device_or_the_server_may_change_does_not_make_another_review(change):
    assert content_hash({**EVENT, **change}) == content_hash(EVENT)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "reset"},
        {"card_id": "e"},
        {"rating": 4},
        {"occurred_at_ms": 1_790_000_000_001},
        {"mood": {"calm": 0.25}},
        {"tempo": 1},
    ],
)
def test_whatever_else_is_different_makes_another_review(change):
    assert content_hash({**EVENT, **change}) != content_hash(EVENT)


def test_the_order_of_fields_does_not_matter():
    assert content_hash(dict(reversed(EVENT.items()))) == content_hash(EVENT)


def test_numbers_are_the_same_after_a_way_through_javascript():
    # JSON.stringify(JSON.parse('[1.0, -0.0, 1e3]')) is "[1,0,1000]".
    assert content_hash({"x": [1.0, -0.0, 1e3]}) == content_hash({"x": [1, 0, 1000]})
    assert content_hash({"x": True}) != content_hash({"x": 1})


def test_the_hash_stays_what_it_was_when_events_were_stored():
    stored = "90185de30a2afba60274d82d21741b48ba426b95d437c75835ed904cf3fe6899"
    again = json.loads(json.dumps(EVENT))
    assert content_hash(again).hex() == stored
