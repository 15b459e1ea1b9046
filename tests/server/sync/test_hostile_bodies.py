"""Whatever is posted: a clear refusal or a rejected item, never a fault of the server."""

import json

import pytest

from server.ids import new_id


@pytest.fixture
def post(phone):
    def post(body, content_type="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = phone.client.post("/api/sync", data=data, content_type=content_type)
        if response.status_code != 200:
            error = response.get_json()["error"]
            assert error.keys() == {"code", "message", "details", "request_id"}
        return response

    return post


MALFORMED = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"\xff\xfe{}",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"cursor": 1, "cursor": 2}',
    b"9" * 5000,
    b"1e999",
]


def test_what_is_no_json_object_is_refused(post, subtests):
    for body in MALFORMED:
        with subtests.test(body=body[:12]):
            assert post(body).status_code in (400, 422)


BAD_ENVELOPES: list[tuple[str, object]] = [
    ("protocol_version", None),
    ("protocol_version", 0),
    ("protocol_version", "1"),
    ("protocol_version", True),
    ("device_id", "x"),
    ("device_id", None),
    ("device_id", ["a"]),
    ("epoch", 5),
    ("epoch", "\ud800"),
    ("client_now_ms", "now"),
    ("client_now_ms", 2**53),
    ("client_now_ms", 1.5),
    ("cursor", -1),
    ("cursor", 2**53),
    ("cursor", None),
    ("cursor", False),
    ("limit", 0),
    ("limit", 2001),
    ("limit", "all"),
    ("events", {}),
    ("events", "none"),
    ("events", None),
    ("events", [None] * 501),
    ("edits", {"0": {}}),
    ("edits", [{}] * 501),
    ("account_id", "8a1d5d5e-1111-4222-8333-444455556666"),
    ("\ud800", 1),
    ("__proto__", {}),
]


def test_a_malformed_envelope_is_refused_as_a_whole(phone, post, subtests):
    for field, value in BAD_ENVELOPES:
        with subtests.test(field=field, value=repr(value)[:20]):
            body = {**phone.envelope(events=[phone.review()]), field: value}
            assert post(body).status_code == 422
    assert phone.exchange()["digest"]["event_count"] == 0


def test_an_envelope_is_complete(phone, post, subtests):
    for name in ("protocol_version", "device_id", "epoch", "client_now_ms", "cursor"):
        with subtests.test(name=name):
            body = phone.envelope()
            del body[name]
            response = post(body)
            assert response.status_code == 422
            assert response.get_json()["error"]["details"].keys() == {name}


def test_the_largest_epoch_and_cursor_are_answered(phone, post):
    far = post(phone.envelope(cursor=2**53 - 1, epoch=new_id()))
    assert (far.status_code, far.get_json()["outcome"]) == (200, "epoch_changed")


def test_a_newer_version_may_add_to_the_envelope_and_an_older_may_not(phone, post):
    newer = {**phone.envelope(protocol_version=2, events=[phone.review()]), "compressed": False}
    answer = post(newer)
    assert answer.get_json()["event_acks"][0]["outcome"] == "accepted"
    assert answer.get_json()["protocol_version"] == 1
    assert post({**newer, "protocol_version": 1}).status_code == 422


def test_ten_megabytes_are_refused_unread(phone, post):
    body = phone.envelope(events=[phone.review(note="x" * 10_000_000)])
    assert post(body).status_code == 413


def test_only_json_is_read(phone, post, subtests):
    for content_type in ("text/plain", "application/x-www-form-urlencoded", ""):
        with subtests.test(content_type=content_type):
            assert post(phone.envelope(), content_type).status_code in (400, 415, 422)


def test_what_is_no_json_number_is_refused(phone, post, subtests):
    body = json.dumps(phone.envelope(events=[phone.review(rating="HERE")])).encode()
    for constant in (b"NaN", b"Infinity", b"-Infinity", b"1e400"):
        with subtests.test(constant=constant):
            assert post(body.replace(b'"HERE"', constant)).status_code == 400


DEEP: object = 1
for _ in range(14):
    DEEP = [DEEP]

STRANGE = [
    None,
    True,
    0,
    -1,
    1.5,
    2**53,
    2**53 + 1,
    -(2**63),
    2**64,
    10**30,
    1e300,
    "",
    "\ud800",
    "\udc00\ud800",
    "a\0b",
    "'; DROP TABLE account; --",
    "x" * 100_000,
    "００",
    [],
    {},
    [None],
    {"": ""},
    {"\ud800": 1},
    {"$ne": None},
    {"__proto__": {"rating": 1}},
    DEEP,
]
EVENT_FIELDS = [
    *("event_id", "kind", "card_id", "rating", "target_event_id", "recital_id", "occurred_at_ms"),
    *("utc_offset_minutes", "rollover_hour", "duration_ms", "device_id", "dev_seq"),
    *("effective_at_ms", "seq", "received_at_ms", "extra", "account_id", "id", "outcome"),
]
EDIT_FIELDS = [
    *("op_id", "kind", "record_id", "field", "value", "hlc", "device_id", "seq", "account_id"),
    *("id", "extra", "outcome"),
]
OUTCOMES = {"accepted", "duplicate", "superseded", "rejected", "device_forked"}


def test_a_strange_value_in_an_event_is_rejected_or_kept_and_harms_no_other(
    phone, tablet, subtests
):
    kept = 0
    for number, field in enumerate(EVENT_FIELDS, 1):
        with subtests.test(field=field):
            good = phone.review(dev_seq=number * 10_000)
            acks = phone.push(*(phone.review(**{field: value}) for value in STRANGE), good)
            assert {ack["outcome"] for ack in acks} <= OUTCOMES
            assert acks[-1]["outcome"] == "accepted"
            assert all(ack["message"] for ack in acks if ack["outcome"] == "rejected")
            kept += sum(ack["outcome"] == "accepted" for ack in acks)
    tablet.pull()
    assert len(tablet.events) == kept
    assert tablet.exchange()["digest"]["event_count"] == kept


def test_a_strange_value_in_an_edit_is_rejected_or_kept_and_harms_no_other(phone, tablet, subtests):
    kept = 0
    for field in EDIT_FIELDS:
        with subtests.test(field=field):
            good = phone.edit()
            acks = phone.push_edits(*(phone.edit(**{field: value}) for value in STRANGE), good)
            assert {ack["outcome"] for ack in acks} <= OUTCOMES
            assert acks[-1]["outcome"] == "accepted"
            kept += sum(ack["outcome"] == "accepted" for ack in acks)
    tablet.pull()
    assert len(tablet.registers) == kept


def test_a_stored_account_id_or_seq_cannot_be_chosen(phone, tablet):
    chosen = {"account_id": new_id(), "seq": 900, "received_at_ms": 1, "study_day": 3, "id": "x"}
    event, edit = phone.review(**chosen), phone.edit(**chosen)
    phone.exchange(events=[event], edits=[edit])
    tablet.pull()
    held = tablet.events[event["event_id"]]
    assert (held["seq"], held["received_at_ms"]) == (1, phone.now_ms)
    assert tablet.registers[edit["record_id"], "text"]["seq"] == 2
