"""Two devices of one learner, offline with different answers, end up holding the same."""

from tests.e2e.stories import (
    FORGOT,
    RECALLED,
    canonical,
    create_account,
    events_on_server,
    recite,
    sign_in,
    stored,
    sync_now,
    wait_for_count,
    wait_until_sent,
)

DERIVED = ("memory_states", "schedules")


def test_the_same_list_recited_offline_on_both_ends_in_the_same_states(new_phone, server):
    first, second = new_phone(), new_phone()
    create_account(first.open(), "小李")
    second.open()
    sign_in(second.page, "小李")

    for phone in (first, second):
        phone.context.set_offline(True)
    recite(first.page, "三个转变", [RECALLED, FORGOT, RECALLED])
    recite(second.page, "三个转变", [FORGOT, RECALLED, RECALLED])
    recite(second.page, "两句话", [RECALLED, RECALLED])
    for phone in (first, second):
        phone.context.set_offline(False)
    sync_now(first.page)
    sync_now(second.page)
    sync_now(first.page)
    wait_for_count(first.page, "events", 10)
    wait_for_count(second.page, "events", 10)

    on_server = {event["id"] for event in events_on_server(server.folder / "jiyao.db")}
    for phone in (first, second):
        assert {event["event_id"] for event in stored(phone.page, "events")} == on_server
    for store in DERIVED:
        assert canonical(stored(first.page, store)) == canonical(stored(second.page, store))
    states = {state["review_count"] for state in stored(first.page, "memory_states")}
    assert states == {1, 2, 3}


def test_progress_made_before_signing_in_joins_the_account(new_phone, server):
    first, second = new_phone(), new_phone()
    recite(first.open(), "三个转变", [RECALLED, RECALLED, RECALLED])
    create_account(first.page, "小李")
    wait_until_sent(first.page)
    recite(second.open(), "三个转变", [RECALLED, RECALLED, FORGOT])
    sign_in(second.page, "小李")
    wait_until_sent(second.page)
    wait_for_count(second.page, "events", 7)
    assert len(events_on_server(server.folder / "jiyao.db")) == 7
    sync_now(first.page)
    wait_for_count(first.page, "events", 7)
    for store in DERIVED:
        assert canonical(stored(first.page, store)) == canonical(stored(second.page, store))
