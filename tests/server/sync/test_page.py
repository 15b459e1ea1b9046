"""The feed: a cursor skips nothing, and a page is bounded."""

import pytest

from server.ids import new_id
from server.sync.hlc import format_hlc
from server.sync.protocol import MAX_PAGE_EDITS


def seqs(answer):
    return [row["seq"] for row in (*answer["events"], *answer["edits"])]


def test_a_page_ends_at_its_limit_and_says_that_more_waits(phone, tablet):
    phone.exchange(events=[phone.review() for _ in range(3)], edits=[phone.edit(), phone.edit()])
    first = tablet.exchange(limit=2)
    assert (seqs(first), first["next_cursor"], first["has_more"]) == ([1, 2], 2, True)
    second = tablet.exchange(limit=2, cursor=2)
    assert (seqs(second), second["next_cursor"], second["has_more"]) == ([3, 4], 4, True)
    last = tablet.exchange(limit=2, cursor=4)
    assert (seqs(last), last["next_cursor"], last["has_more"]) == ([5], 5, False)
    quiet = tablet.exchange(limit=2, cursor=5)
    assert (seqs(quiet), quiet["next_cursor"], quiet["has_more"]) == ([], 5, False)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 2000])
def test_any_limit_brings_everything(phone, tablet, limit):
    events = [phone.review() for _ in range(5)]
    edits = [phone.edit() for _ in range(4)]
    phone.exchange(events=events[:2], edits=edits[:1])
    phone.exchange(events=events[2:], edits=edits[1:])
    tablet.pull(limit)
    assert tablet.events.keys() == {event["event_id"] for event in events}
    assert len(tablet.registers) == 4
    assert tablet.cursor == 9


def test_what_a_request_brings_is_not_in_its_own_page_and_not_before_the_cursor(phone, tablet):
    tablet.push(tablet.review())
    answer = phone.exchange(events=[phone.review()], edits=[phone.edit()])
    assert (seqs(answer), answer["next_cursor"], answer["has_more"]) == ([1], 3, False)


def test_a_page_that_ends_early_does_not_move_the_cursor_over_what_was_just_pushed(phone, tablet):
    tablet.push(tablet.review(), tablet.review(), tablet.review())
    answer = phone.exchange(events=[phone.review()], limit=1)
    assert (answer["next_cursor"], answer["has_more"]) == (1, True)


def test_a_field_that_is_written_again_moves_to_the_end_of_the_feed(phone, tablet):
    record = new_id()
    phone.push_edits(phone.edit(record_id=record))
    tablet.pull()
    phone.push_edits(phone.edit(record_id=record, value="二", hlc=format_hlc(phone.now_ms, 1)))
    answer = tablet.exchange()
    assert [(edit["value"], edit["seq"]) for edit in answer["edits"]] == [("二", 2)]
    assert answer["next_cursor"] == 2


def test_long_values_make_more_pages_not_longer_ones(phone, tablet):
    for _ in range(2):
        phone.exchange(edits=[phone.edit(value="四" * 20_000) for _ in range(15)])
    answer = tablet.exchange()
    assert answer["has_more"]
    assert sum(len(edit["value"].encode()) for edit in answer["edits"]) < 1_100_000
    tablet.pull()
    assert len(tablet.registers) == 30


def test_many_edits_make_more_pages(phone, tablet):
    for _ in range(2):
        phone.exchange(events=[phone.review()], edits=[phone.edit() for _ in range(200)])
    first = tablet.exchange(limit=2000)
    assert len(first["edits"]) == MAX_PAGE_EDITS
    tablet.pull(2000)
    assert (len(tablet.registers), len(tablet.events)) == (400, 2)
