"""Review events are a grow-only set: kept once, each answered by itself, none lost."""

import pytest

from server.accounts.models import Device
from server.extensions import db
from server.ids import new_id
from server.sync.digest import EMPTY_SUM, add_to_sum

DAY = 86_400_000


def outcomes(acks):
    return [ack["outcome"] for ack in acks]


def test_an_event_is_accepted_once_and_reaches_the_other_device_as_it_was_made(phone, tablet):
    event = phone.review()
    assert phone.push(event) == [
        {
            "event_id": event["event_id"],
            "outcome": "accepted",
            "effective_at_ms": event["occurred_at_ms"],
        }
    ]
    tablet.pull()
    given = {"seq": 1, "received_at_ms": phone.now_ms, "effective_at_ms": event["occurred_at_ms"]}
    assert list(tablet.events.values()) == [{**event, **given}]


def test_sent_again_it_is_a_duplicate_with_the_time_it_was_given_first(phone, frozen_clock):
    event = phone.review(occurred_at_ms=phone.now_ms + DAY)
    first = phone.push(event)
    frozen_clock.forward(hours=3)
    before = phone.exchange()
    again = phone.push(event)
    assert outcomes(first + again) == ["accepted", "duplicate"]
    assert again[0]["effective_at_ms"] == first[0]["effective_at_ms"] == phone.now_ms
    after = phone.exchange()
    assert after["digest"] == before["digest"]
    assert after["next_cursor"] == before["next_cursor"]


def test_the_same_id_with_another_rating_is_rejected_and_the_first_is_kept(phone, tablet):
    event = phone.review()
    phone.push(event)
    ack = phone.push({**event, "rating": 1})[0]
    assert (ack["outcome"], ack["code"]) == ("rejected", "event_id_reused")
    assert "new random event_id" in ack["message"]
    tablet.pull()
    assert [each["rating"] for each in tablet.events.values()] == [3]


def test_one_bad_item_blocks_no_other(phone, tablet):
    good, also_good = phone.review(), phone.review()
    bad = phone.review(rating=9)
    acks = phone.push(good, bad, None, "event", {}, {**good, "rating": 1}, also_good)
    assert outcomes(acks) == ["accepted", *["rejected"] * 5, "accepted"]
    assert [ack["event_id"] for ack in acks][:3] == [good["event_id"], bad["event_id"], None]
    assert acks[1]["code"] == "event_malformed"
    assert acks[1]["message"] == (
        "rating must be a whole number from 1 to 4. Correct it and push it again."
    )
    tablet.pull()
    assert tablet.events.keys() == {good["event_id"], also_good["event_id"]}


def test_an_event_twice_in_one_request_is_kept_once(phone, tablet):
    event = phone.review()
    assert outcomes(phone.push(event, event)) == ["accepted", "duplicate"]
    assert tablet.exchange()["digest"]["event_count"] == 1


def test_a_device_that_took_a_new_id_may_send_its_events_again(phone, tablet):
    event = phone.review()
    phone.push(event)
    renumbered = {**event, "device_id": tablet.device_id, "dev_seq": 77}
    # The number that the others already have is told, so that all order the event alike.
    assert tablet.push(renumbered) == [
        {
            "event_id": event["event_id"],
            "outcome": "duplicate",
            "effective_at_ms": event["occurred_at_ms"],
            "device_id": phone.device_id,
            "dev_seq": 1,
        }
    ]


def test_a_number_used_twice_by_a_device_shows_that_it_is_a_copy_and_stores_nothing(phone, tablet):
    first, second = phone.review(), phone.review()
    phone.push(first, second)
    of_the_copy = phone.review(dev_seq=2)
    later = phone.review(dev_seq=3)
    acks = phone.push(of_the_copy, later, of_the_copy)
    assert outcomes(acks) == ["device_forked", "accepted", "device_forked"]
    assert "new device id" in acks[0]["message"]
    tablet.pull()
    assert of_the_copy["event_id"] not in tablet.events
    assert len(tablet.events) == 3


def test_a_number_used_twice_within_one_request_is_seen_too(phone):
    acks = phone.push(phone.review(dev_seq=5), phone.review(dev_seq=5))
    assert outcomes(acks) == ["accepted", "device_forked"]


def test_a_number_that_comes_late_is_no_copy(phone):
    assert outcomes(phone.push(phone.review(dev_seq=9))) == ["accepted"]
    assert outcomes(phone.push(phone.review(dev_seq=4))) == ["accepted"]


def test_events_of_another_device_are_kept_whatever_number_they_have(phone, tablet, new_phone):
    phone.push(phone.review())
    ordered_before = phone.review(dev_seq=1, effective_at_ms=phone.now_ms - DAY)
    never_ordered = phone.review(dev_seq=1, occurred_at_ms=phone.now_ms - 2 * DAY)
    acks = tablet.push(ordered_before, never_ordered)
    assert outcomes(acks) == ["accepted", "accepted"]
    assert [ack["effective_at_ms"] for ack in acks] == [
        phone.now_ms - DAY,
        phone.now_ms - 2 * DAY,
    ]
    # Its own history, after the server was restored: other devices hold it with this number.
    own_history = phone.review(dev_seq=1, effective_at_ms=phone.now_ms - DAY)
    assert outcomes(phone.push(own_history)) == ["accepted"]
    third = new_phone()
    third.pull()
    assert len(third.events) == 4


def test_a_clock_that_is_a_year_ahead_is_corrected_and_its_reading_kept(phone, tablet):
    honest_now = phone.now_ms
    phone.now_ms += 365 * DAY
    event = phone.review(occurred_at_ms=phone.now_ms - 60_000)
    assert phone.push(event)[0]["effective_at_ms"] == honest_now - 60_000
    tablet.pull()
    assert tablet.events[event["event_id"]]["occurred_at_ms"] == phone.now_ms - 60_000


@pytest.mark.parametrize("clock_ms", [0, -(2**53) + 1, 2**53 - 1, 1])
def test_no_clock_blocks_a_review(phone, clock_ms):
    now_ms = phone.now_ms
    phone.now_ms = clock_ms
    ack = phone.push(phone.review())[0]
    assert (ack["outcome"], ack["effective_at_ms"]) == ("accepted", now_ms)


def test_a_clock_that_was_set_back_does_not_change_the_order_of_a_devices_events(phone):
    now = phone.now_ms
    acks = phone.push(
        phone.review(occurred_at_ms=now - 5000),
        phone.review(occurred_at_ms=now - 9000),
        phone.review(occurred_at_ms=now - 1000),
    )
    assert [ack["effective_at_ms"] for ack in acks] == [now - 5000, now - 5000, now - 1000]
    ack = phone.push(phone.review(occurred_at_ms=now - DAY))[0]
    assert ack["effective_at_ms"] == now - 1000


def test_the_order_within_a_device_is_by_number_not_by_place_in_the_request(phone):
    now = phone.now_ms
    first, second = phone.review(), phone.review(occurred_at_ms=now - DAY)
    acks = phone.push(second, {**first, "occurred_at_ms": now - 5000})
    assert [ack["effective_at_ms"] for ack in acks] == [now - 5000, now - 5000]


def test_an_event_that_comes_late_is_not_before_the_one_its_device_made_before_it(phone):
    now = phone.now_ms
    phone.push(
        phone.review(dev_seq=1, occurred_at_ms=now - 5000),
        phone.review(dev_seq=8, occurred_at_ms=now - 1000),
    )
    ack = phone.push(phone.review(dev_seq=4, occurred_at_ms=now - 9000))[0]
    assert ack["effective_at_ms"] == now - 5000


def test_a_device_with_a_wrong_clock_moves_no_other_devices_times(phone, tablet):
    tablet.now_ms += 365 * DAY
    event = phone.review(occurred_at_ms=phone.now_ms - 1000)
    assert tablet.push(event)[0]["effective_at_ms"] == phone.now_ms - 1000


def test_unknown_kinds_and_fields_are_kept_counted_and_passed_on(phone, tablet):
    newer = phone.review(kind="dictation", rating="fluent", stroke_order={"wrong": [3, 1.5, None]})
    known = phone.review(mood="平静", paused_ms=2**53 - 1)
    assert outcomes(phone.exchange(protocol_version=99, events=[newer, known])["event_acks"]) == [
        "accepted",
        "accepted",
    ]
    tablet.pull()
    for event in (newer, known):
        held = tablet.events[event["event_id"]]
        assert {name: held[name] for name in event} == event
        assert held.keys() - event.keys() == {"seq", "received_at_ms", "effective_at_ms"}
    # And what was passed on is still the same review when that device hands it in.
    assert outcomes(tablet.push(*tablet.events.values())) == ["duplicate", "duplicate"]
    changed = {**newer, "stroke_order": {"wrong": [3]}}
    assert outcomes(phone.push(changed)) == ["rejected"]


def events_of(answer):
    return answer["digest"]["event_count"], answer["digest"]["event_id_sum"]


def test_the_digest_is_of_the_set_of_ids(phone, tablet):
    assert events_of(phone.exchange()) == (0, EMPTY_SUM)
    events = [phone.review() for _ in range(5)]
    phone.push(*events[3:])
    answer = tablet.exchange(events=events[:3] + events[:1])
    total = add_to_sum(EMPTY_SUM, [event["event_id"] for event in events])
    assert events_of(answer) == (5, total)


def test_five_hundred_events_fit_into_one_request(phone, tablet):
    acks = phone.push(*(phone.review() for _ in range(500)))
    assert outcomes(acks) == ["accepted"] * 500
    tablet.pull()
    assert len(tablet.events) == 500


def test_what_the_list_of_devices_shows_is_kept_up(phone, app):
    def of_list():
        with app.app_context():
            return db.session.get_one(Device, (phone.account_id, phone.device_id))

    server_now = phone.now_ms
    phone.now_ms -= 90_000
    phone.push(phone.review(), phone.review(), {**phone.review(), "device_id": new_id()})
    device = of_list()
    assert (device.last_dev_seq, device.clock_skew_ms) == (2, 90_000)
    assert device.last_effective_at_ms == server_now - 90_000
    phone.push(phone.review(dev_seq=1))
    assert of_list().last_dev_seq == 2
