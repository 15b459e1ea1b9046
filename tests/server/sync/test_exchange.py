"""The exchange as a whole: who may, which life, and what it costs to have nothing to say."""

import io
import json
from itertools import count

import pytest
from sqlalchemy import event, update

from server.accounts.models import Account, Device
from server.database import write_transaction
from server.extensions import db
from server.ids import new_id
from server.sync.digest import EMPTY_SUM
from server.sync.protocol import MOST_OF_A_TRANSACTION, PROTOCOL_VERSION
from tests.server.failing_statements import failing_at_call
from tests.server.sync.phone import Phone, change, new_account


def test_the_answer_has_the_shape_that_the_protocol_says(phone):
    answer = phone.exchange()
    assert answer == {
        "protocol_version": PROTOCOL_VERSION,
        "epoch": answer["epoch"],
        "server_now_ms": phone.now_ms,
        "outcome": "ok",
        "event_acks": [],
        "edit_acks": [],
        "events": [],
        "edits": [],
        "next_cursor": 0,
        "has_more": False,
        "digest": {
            "event_count": 0,
            "event_id_sum": EMPTY_SUM,
            "edit_count": 0,
            "edit_op_id_sum": EMPTY_SUM,
        },
    }


def test_without_a_cookie_nobody_syncs(app, phone):
    response = app.test_client().post("/api/sync", json=phone.envelope(events=[phone.review()]))
    assert response.status_code == 401
    assert response.get_json()["error"]["code"] == "signed_out"
    assert phone.exchange()["digest"]["event_count"] == 0


class BodyAfter(io.BytesIO):
    """A body that comes only when something else has happened."""

    def __init__(self, body, happen):
        super().__init__(body)
        self.happen = happen

    def readinto(self, buffer):
        self.happen()
        return super().readinto(buffer)

    def read(self, size=-1):
        self.happen()
        return super().read(size)


@pytest.mark.parametrize("values", [{"token_hash": None}, {"token_hash": b"renewed"}])
def test_a_body_that_comes_after_the_sign_out_changes_nothing(app, phone, tablet, values):
    def sign_out():
        change(app, update(Device).where(Device.id == phone.device_id).values(**values))

    body = json.dumps(phone.envelope(events=[phone.review()])).encode()
    response = phone.client.post(
        "/api/sync",
        input_stream=BodyAfter(body, sign_out),
        content_length=len(body),
        content_type="application/json",
    )
    assert response.status_code == 401
    tablet.pull()
    assert not tablet.events


def test_a_revoked_device_is_signed_out(app, phone):
    change(app, update(Device).values(revoked_at_ms=1))
    assert phone.post(events=[phone.review()]).status_code == 401


def test_a_cookie_speaks_for_its_own_device_only(phone, tablet):
    response = phone.post(device_id=tablet.device_id, events=[phone.review()])
    assert response.status_code == 409
    assert response.get_json()["error"]["code"] == "device_mismatch"
    assert phone.exchange()["digest"]["event_count"] == 0


def test_another_life_of_the_server_applies_nothing_and_says_so(app, phone):
    phone.push(phone.review())
    phone.pull()
    before = phone.exchange()
    change(app, update(Account).values(epoch=new_id()))
    answer = phone.exchange(events=[phone.review()], edits=[phone.edit()])
    assert answer["outcome"] == "epoch_changed"
    assert answer["epoch"] != before["epoch"]
    assert answer["event_acks"] == answer["edit_acks"] == answer["events"] == []
    assert answer["next_cursor"] == 0
    assert answer["digest"] == before["digest"]


def test_a_server_that_was_set_back_without_a_new_epoch_is_noticed_by_the_cursor(phone):
    phone.push(phone.review())
    assert phone.exchange(cursor=1)["outcome"] == "ok"
    answer = phone.exchange(cursor=2, events=[phone.review()])
    assert answer["outcome"] == "epoch_changed"
    assert phone.exchange()["digest"]["event_count"] == 1


def test_a_restored_server_and_its_devices_become_the_union(app, phone, tablet, frozen_clock):
    """The server forgets everything; both devices then hand in all they hold."""
    phone.now_ms -= 500_000  # a wrong clock, so that the effective time is not the device's own
    of_phone, of_tablet = phone.review(), tablet.review()
    edit = phone.edit()
    phone.exchange(events=[of_phone], edits=[edit])
    tablet.push(of_tablet)
    phone.pull()
    tablet.pull()
    change(
        app,
        *(
            db.metadata.tables[table].delete()
            for table in ("review_event", "register", "rewritten_edit")
        ),
        update(Account).values(
            epoch=new_id(),
            next_seq=1,
            event_count=0,
            event_id_sum=EMPTY_SUM,
            edit_count=0,
            edit_op_id_sum=EMPTY_SUM,
        ),
    )
    frozen_clock.forward(days=2)
    held = phone.events
    for device in (tablet, phone):
        assert device.exchange()["outcome"] == "epoch_changed"
        device.cursor, device.epoch = 0, None
        device.exchange(events=list(device.events.values()), edits=list(device.registers.values()))
        device.events, device.registers = {}, {}
    for device in (phone, tablet):
        device.pull()
    again = {"seq", "received_at_ms"}
    assert phone.events == tablet.events
    assert phone.events.keys() == held.keys()
    for event_id, restored in phone.events.items():
        assert {k: v for k, v in restored.items() if k not in again} == {
            k: v for k, v in held[event_id].items() if k not in again
        }
    assert [each["op_id"] for each in phone.registers.values()] == [edit["op_id"]]


def test_accounts_do_not_see_each_other_not_even_whether_an_id_exists(app, phone, frozen_clock):
    stranger = Phone(app, new_account(app), frozen_clock.now_ms)
    event, edit = phone.review(), phone.edit()
    phone.exchange(events=[event], edits=[edit])
    assert stranger.exchange()["events"] == []
    copied = {**event, "rating": 1}
    answer = stranger.exchange(events=[copied], edits=[{**edit, "value": "别的"}])
    assert [ack["outcome"] for ack in answer["event_acks"] + answer["edit_acks"]] == [
        "accepted",
        "accepted",
    ]
    phone.pull()
    assert [each["rating"] for each in phone.events.values()] == [3]
    assert [each["value"] for each in phone.registers.values()] == ["一"]


def test_an_undo_of_an_event_that_is_not_there_yet_is_kept(phone, tablet):
    undone = phone.review()
    undo = phone.review(kind="undo", target_event_id=undone["event_id"])
    assert phone.push(undo)[0]["outcome"] == "accepted"
    assert phone.push(undone)[0]["outcome"] == "accepted"
    tablet.pull()
    assert tablet.events[undo["event_id"]]["target_event_id"] == undone["event_id"]


@pytest.fixture
def statements(app):
    """All SQL that runs."""
    seen = []

    def note(connection, cursor, statement, *rest):
        if not statement.startswith("PRAGMA"):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_request_that_brings_nothing_writes_nothing_and_takes_no_lock(phone, statements):
    phone.exchange()
    assert not [
        sql
        for sql in statements
        if sql.startswith(("UPDATE", "INSERT", "DELETE", "BEGIN IMMEDIATE")) or "FOR " in sql
    ]


def test_a_request_that_brings_nothing_waits_for_no_writer(app, phone):
    with app.app_context(), write_transaction() as session:
        session.execute(update(Account).values(name="held"))
        assert phone.exchange()["outcome"] == "ok"


def test_a_push_locks_the_account_before_it_reads_anything(phone, statements, some_databases):
    phone.push(phone.review())
    locks = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "FOR NO KEY UPDATE"}
    lock = next(sql for sql in statements if sql.endswith(locks[some_databases.kind]))
    first_read = next(sql for sql in statements if "review_event" in sql)
    assert statements.index(lock) < statements.index(first_read)


def test_the_number_of_statements_does_not_grow_with_what_is_pushed(phone, statements):
    phone.push(phone.review())
    for_one = len(statements)
    phone.pull()
    statements.clear()
    phone.push(*(phone.review() for _ in range(MOST_OF_A_TRANSACTION)))
    assert len(statements) == for_one


def test_nothing_of_a_request_is_kept_when_its_commit_fails(phone):
    def fail(connection):
        raise OSError(28, "No space left on device")

    with phone.app.app_context():
        engine = db.engine
    event.listen(engine, "commit", fail)
    try:
        response = phone.post(events=[phone.review()], edits=[phone.edit()])
    finally:
        event.remove(engine, "commit", fail)
    assert response.status_code == 503
    assert response.get_json()["error"]["code"] == "storage_full"
    assert phone.exchange()["digest"]["event_count"] == 0
    assert phone.exchange()["next_cursor"] == 0


def test_whichever_call_to_the_database_fails_nothing_acknowledged_is_lost(app, phone, tablet):
    with app.app_context():
        engine = db.engine
    pushed = {}
    for number in count(1):
        events = [phone.review() for _ in range(MOST_OF_A_TRANSACTION + 1)]
        edits = [phone.edit(), phone.edit()]
        with failing_at_call(engine, number) as countdown:
            response = phone.post(events=events, edits=edits)
        if not countdown.has_failed:
            break
        assert response.status_code == 503
        new = phone.exchange()["digest"]["event_count"] - len(pushed)
        assert new in {0, MOST_OF_A_TRANSACTION, len(events)}, "each transaction is whole"
        answer = phone.exchange(events=events, edits=edits)
        acks = answer["event_acks"] + answer["edit_acks"]
        assert {ack["outcome"] for ack in acks} <= {"accepted", "duplicate"}
        pushed.update((each["event_id"], each) for each in events)
        assert answer["digest"]["event_count"] == len(pushed)
        assert answer["digest"]["edit_count"] == 2 * number
    assert number > 10
    pushed.update((each["event_id"], each) for each in events)
    tablet.pull()
    assert set(tablet.events) == set(pushed)
    assert len(tablet.registers) == 2 * number
