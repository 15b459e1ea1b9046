from typing import Any

from server.scheduling.events import effective_at_ms, effective_events, replay_order


def event(event_id: str, **fields: Any) -> Any:
    return {
        "event_id": event_id,
        "kind": "review",
        "card_id": "card",
        "rating": 3,
        "occurred_at_ms": 1_000,
        "utc_offset_minutes": 0,
        "rollover_hour": 4,
        "device_id": "device-a",
        "dev_seq": 1,
        **fields,
    }


def ids(events: list[Any]) -> list[str]:
    return [counted["event_id"] for counted in effective_events(events)]


def test_an_event_counts_from_its_own_time_until_the_server_gave_it_one() -> None:
    assert effective_at_ms(event("a")) == 1_000
    assert effective_at_ms(event("a", effective_at_ms=None)) == 1_000
    assert effective_at_ms(event("a", effective_at_ms=0)) == 0


def test_order_is_time_then_device_then_sequence_then_id() -> None:
    in_order = [
        event("9", effective_at_ms=999, device_id="device-z", dev_seq=9),
        event("8", device_id="device-a", dev_seq=9),
        event("7", device_id="device-b", dev_seq=2),
        event("5", device_id="device-b", dev_seq=10),
        event("6", device_id="device-b", dev_seq=10),
    ]
    set_out_of_order = in_order[::-1]
    assert sorted(set_out_of_order, key=replay_order) == in_order


def test_what_was_undone_does_not_count_wherever_the_undo_stands() -> None:
    undo = event("u", kind="undo", target_event_id="a", occurred_at_ms=1)
    assert ids([undo, event("a"), event("b")]) == ["b"]
    assert ids([event("a"), event("b"), undo]) == ["b"]


def test_an_undo_cannot_be_undone() -> None:
    undo = event("u", kind="undo", target_event_id="a")
    assert ids([event("a"), undo, event("v", kind="undo", target_event_id="u")]) == []


def test_a_reset_can_be_undone() -> None:
    undo = event("u", kind="undo", target_event_id="r")
    assert ids([event("r", kind="reset"), undo]) == []


def test_unknown_kinds_are_passed_over() -> None:
    assert ids([event("a"), event("s", kind="suspend")]) == ["a"]
