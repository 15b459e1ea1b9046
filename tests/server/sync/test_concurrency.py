"""The feed skips nothing although many write at once, on real databases with real threads."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import event as sqlalchemy_event

from server.extensions import db
from tests.server.sync.phone import Phone


def test_a_reader_beside_many_writers_sees_every_row_once_and_in_order(
    app, account_id, frozen_clock
):
    def write(phone):
        acks = []
        for _ in range(8):
            events = [phone.review() for _ in range(3)]
            answer = phone.exchange(events=events, edits=[phone.edit()])
            acks += answer["event_acks"] + answer["edit_acks"]
        return acks

    def read(phone):
        seen = []
        has_more = True
        while has_more or not written.is_set():
            is_last = written.is_set()
            answer = phone.exchange(limit=5)
            seen += [(row["seq"], row["event_id"]) for row in answer["events"]]
            seen += [(row["seq"], row["op_id"]) for row in answer["edits"]]
            phone.cursor, phone.epoch = answer["next_cursor"], answer["epoch"]
            has_more = answer["has_more"] or not is_last
        return seen

    written = threading.Event()
    phones = [Phone(app, account_id, frozen_clock.now_ms) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read, phone) for phone in phones[:2]]
        writers = [pool.submit(write, phone) for phone in phones[2:]]
        acks = [ack for writer in writers for ack in writer.result()]
        written.set()
        seen_by = [reader.result() for reader in readers]

    acknowledged = {ack.get("event_id") or ack["op_id"] for ack in acks}
    assert {ack["outcome"] for ack in acks} == {"accepted"}
    assert len(acknowledged) == 4 * 8 * 4
    for seen in seen_by:
        assert sorted(seq for seq, _ in seen) == list(range(1, len(acknowledged) + 1))
        assert {row_id for _, row_id in seen} == acknowledged
    assert phones[0].exchange()["digest"]["event_count"] == 4 * 8 * 3


@pytest.fixture
def held_commit(app):
    """Holds the first commit between its last statement and its end."""
    reached, go_on = threading.Event(), threading.Event()

    def hold(connection):
        if not reached.is_set():
            reached.set()
            assert go_on.wait(20)

    with app.app_context():
        engine = db.engine
    sqlalchemy_event.listen(engine, "commit", hold)
    yield reached, go_on
    go_on.set()
    sqlalchemy_event.remove(engine, "commit", hold)


@pytest.fixture
def reader(new_phone):
    return new_phone()


def test_a_slow_commit_is_not_overtaken_and_not_skipped(phone, tablet, reader, held_commit):
    """With numbers from a plain sequence the reader passes the row that commits last."""
    reached, go_on = held_commit
    first, second = phone.review(), tablet.review()
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(phone.push, first)
        assert reached.wait(20)
        quick = pool.submit(tablet.push, second)
        # It must not get through; a push that does takes a few milliseconds.
        threading.Event().wait(0.3)
        reader.pull()
        assert reader.events == {}
        go_on.set()
        assert [slow.result()[0]["outcome"], quick.result()[0]["outcome"]] == ["accepted"] * 2
    reader.pull()
    assert [each["seq"] for each in reader.events.values()] == [1, 2]
    assert reader.events.keys() == {first["event_id"], second["event_id"]}


def test_a_pull_is_of_one_moment_although_an_edit_is_written_between_its_statements(
    app, phone, tablet
):
    """Else the edit moves its row out of the page and not out of the digest: a false alarm."""
    older = phone.edit(value="一")
    newer = phone.edit(value="二", record_id=older["record_id"])
    newer["hlc"] = f"{phone.now_ms + 1:015d}-00000"
    phone.push_edits(older)
    written = []

    def write_before_the_page(connection, cursor, statement, *rest):
        if "FROM register" in statement and not written:
            written.append(newer)
            with ThreadPoolExecutor(1) as pool:
                acks = pool.submit(phone.push_edits, newer).result()
            assert [ack["outcome"] for ack in acks] == ["accepted"]

    with app.app_context():
        engine = db.engine
    sqlalchemy_event.listen(engine, "before_cursor_execute", write_before_the_page)
    try:
        answer = tablet.exchange()
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", write_before_the_page)
    assert written
    assert [edit["value"] for edit in answer["edits"]] == ["一"]
    assert answer["digest"]["edit_count"] == 1
    assert int(answer["digest"]["edit_op_id_sum"], 16) == UUID(older["op_id"]).int
    tablet.pull()
    assert [edit["value"] for edit in tablet.registers.values()] == ["二"]


def test_the_same_request_many_times_at_once_is_applied_once(app, phone, frozen_clock):
    events, edits = [phone.review() for _ in range(10)], [phone.edit() for _ in range(3)]
    body = phone.envelope(events=events, edits=edits)

    def send(_):
        # A client of its own for each: they share one cookie jar only.
        client = app.test_client()
        cookie = phone.client.get_cookie("jiyao")
        client.set_cookie("jiyao", cookie.value)
        return client.post("/api/sync", json=body).get_json()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))
    outcomes = [
        tuple(ack["outcome"] for ack in (*answer["event_acks"], *answer["edit_acks"]))
        for answer in answers
    ]
    assert sorted(outcomes) == [("accepted",) * 13, *[("duplicate",) * 13] * 7]
    assert len({str(answer["digest"]) for answer in answers}) == 1
    assert {answer["next_cursor"] for answer in answers} == {13}


def test_accounts_do_not_wait_for_each_others_locks_to_read(app, phone, tablet, held_commit):
    reached, go_on = held_commit
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(phone.push, phone.review())
        assert reached.wait(20)
        assert tablet.exchange()["outcome"] == "ok"
        go_on.set()
        slow.result()
