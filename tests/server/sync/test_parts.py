"""A large push is several transactions and one answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.sync import exchange as exchange_module
from server.sync import way as way_module
from server.sync.parts import exchange_in_parts
from server.sync.protocol import MOST_OF_A_TRANSACTION
from server.sync.way import Way

MANY = 2 * MOST_OF_A_TRANSACTION + 7


def ids(answer):
    return [
        ack.get("event_id") or ack["op_id"] for ack in answer["event_acks"] + answer["edit_acks"]
    ]


def push(phone, count=MANY):
    events = [phone.review() for _ in range(count)]
    edits = [phone.edit() for _ in range(count)]
    answer = phone.exchange(events=events, edits=edits)
    sent = [event["event_id"] for event in events] + [edit["op_id"] for edit in edits]
    assert ids(answer) == sent
    assert {ack["outcome"] for ack in answer["event_acks"] + answer["edit_acks"]} == {"accepted"}
    return answer


def test_a_large_push_is_answered_as_one_exchange(phone, tablet):
    tablet.push(*(tablet.review() for _ in range(3)))
    answer = push(phone)
    assert len(answer["events"]) == 3
    assert (answer["next_cursor"], answer["has_more"]) == (3 + 2 * MANY, False)
    assert answer["digest"]["event_count"] == 3 + MANY
    assert answer["digest"]["edit_count"] == MANY


def test_a_page_that_is_full_before_the_last_part_is_gone_on_with(phone, tablet):
    tablet.push(*(tablet.review() for _ in range(30)))
    events = [phone.review() for _ in range(MANY)]
    answer = phone.exchange(events=events, limit=20)
    assert (len(answer["events"]), answer["next_cursor"], answer["has_more"]) == (20, 20, True)
    phone.cursor, phone.epoch = answer["next_cursor"], answer["epoch"]
    seen = {event["event_id"] for event in answer["events"]}
    phone.pull()
    assert len(seen | phone.events.keys()) == 30 + MANY


@pytest.mark.parametrize("limit", [500, 5])
def test_what_another_device_writes_between_two_parts_is_not_skipped(
    phone, tablet, limit, monkeypatch
):
    stand_aside, between = exchange_module.way.stand_aside, []

    def write_between():
        stand_aside()
        if len(between) < 2:
            between.append(tablet.review())
            tablet.push(between[-1])

    monkeypatch.setattr(exchange_module.way, "stand_aside", write_between)
    answer = phone.exchange(events=[phone.review() for _ in range(MANY)], limit=limit)
    came = {event["event_id"] for event in answer["events"]}
    phone.cursor, phone.epoch = answer["next_cursor"], answer["epoch"]
    phone.pull()
    assert {event["event_id"] for event in between} <= came | phone.events.keys()
    assert len(between) == 2


def test_a_part_that_finds_another_life_ends_the_exchange():
    asked = []

    def answer(part):
        asked.append(part)
        empty = {"event_acks": [], "edit_acks": [], "events": [], "edits": []}
        outcome = "ok" if len(asked) == 1 else "epoch_changed"
        return {**empty, "outcome": outcome, "next_cursor": 0, "has_more": False}

    request = {"events": list(range(9)), "edits": [], "cursor": 0, "limit": 5}
    assert exchange_in_parts(request, 3, answer)["outcome"] == "epoch_changed"
    assert [part["events"] for part in asked] == [[0, 1, 2], [3, 4, 5]]


def test_a_large_push_goes_on_when_the_last_short_exchange_has_ended(monkeypatch):
    monkeypatch.setattr(way_module, "LONGEST_WAIT_SECONDS", 60)
    way, steps = Way(), []
    with ThreadPoolExecutor(1) as pool:
        with way.taken_shortly(), way.taken_shortly():
            going_on = pool.submit(lambda: (way.stand_aside(), steps.append("large"))[1])
            steps.append("short")
        going_on.result(timeout=30)
    assert steps == ["short", "large"]


def test_a_large_push_does_not_stand_aside_for_ever(monkeypatch):
    monkeypatch.setattr(way_module, "LONGEST_WAIT_SECONDS", 0.01)
    way = Way()
    with way.taken_shortly():
        way.stand_aside()
