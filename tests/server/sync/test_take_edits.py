"""Edits: the last writer wins each field, and a clock that is ahead does not win for ever."""

from server.ids import new_id
from server.sync.digest import EMPTY_SUM, add_to_sum
from server.sync.hlc import format_hlc

SECOND = 1000


def outcomes(acks):
    return [ack["outcome"] for ack in acks]


def test_an_edit_is_accepted_and_reaches_the_other_device(phone, tablet):
    edit = phone.edit(value="主心骨")
    assert phone.push_edits(edit) == [
        {"op_id": edit["op_id"], "outcome": "accepted", "hlc": edit["hlc"]}
    ]
    tablet.pull()
    assert list(tablet.registers.values()) == [{**edit, "seq": 1}]


def test_the_later_edit_wins_whichever_arrives_first(phone, tablet):
    record = new_id()
    earlier = phone.edit(record_id=record, hlc=format_hlc(phone.now_ms - 5, 0))
    later = tablet.edit(record_id=record, value="二")
    assert outcomes(tablet.push_edits(later)) == ["accepted"]
    assert phone.push_edits(earlier) == [
        {
            "op_id": earlier["op_id"],
            "outcome": "superseded",
            "hlc": earlier["hlc"],
            "winner": later,
        }
    ]
    latest = phone.edit(record_id=record, value="三", hlc=format_hlc(phone.now_ms, 1))
    assert outcomes(phone.push_edits(latest)) == ["accepted"]
    tablet.pull()
    assert [edit["value"] for edit in tablet.registers.values()] == ["三"]


def test_edits_to_two_fields_both_survive(phone, tablet):
    record = new_id()
    phone.push_edits(phone.edit("text", "一", record_id=record))
    tablet.push_edits(tablet.edit("detail", "二", record_id=record))
    phone.pull()
    assert {field: edit["value"] for (_, field), edit in phone.registers.items()} == {
        "text": "一",
        "detail": "二",
    }


def test_a_deleted_record_can_be_brought_back(phone, tablet):
    record = new_id()
    now = phone.now_ms
    phone.push_edits(phone.edit("deleted", True, record_id=record))
    tablet.push_edits(tablet.edit("deleted", False, record_id=record, hlc=format_hlc(now, 1)))
    phone.pull()
    assert [edit["value"] for edit in phone.registers.values()] == [False]


def test_sent_again_an_edit_changes_nothing(phone):
    edit = phone.edit()
    phone.push_edits(edit)
    cursor = phone.exchange()["next_cursor"]
    assert outcomes(phone.push_edits(edit, edit)) == ["duplicate", "duplicate"]
    assert phone.exchange()["next_cursor"] == cursor


def test_an_operation_id_means_one_edit(phone):
    edit = phone.edit()
    phone.push_edits(edit)
    ack = phone.push_edits({**edit, "value": "另一个"})[0]
    assert (ack["outcome"], ack["code"]) == ("rejected", "op_id_reused")


def test_two_edits_of_one_field_in_one_request_leave_the_later(phone, tablet):
    record = new_id()
    later = phone.edit(record_id=record, value="后", hlc=format_hlc(phone.now_ms, 1))
    earlier = phone.edit(record_id=record, value="先")
    acks = phone.push_edits(later, earlier)
    assert outcomes(acks) == ["accepted", "superseded"]
    assert acks[1]["winner"] == later
    tablet.pull()
    assert [edit["value"] for edit in tablet.registers.values()] == ["后"]


def test_a_clock_far_ahead_is_given_the_servers_own_time(phone, tablet):
    record = new_id()
    ahead = phone.edit(record_id=record, hlc=format_hlc(phone.now_ms + 10**12, 7))
    ack = phone.push_edits(ahead)[0]
    assert (ack["outcome"], ack["hlc"]) == ("accepted", format_hlc(phone.now_ms, 0))
    later = tablet.edit(record_id=record, value="二", hlc=format_hlc(phone.now_ms, 1))
    assert outcomes(tablet.push_edits(later)) == ["accepted"]
    phone.pull()
    assert [edit["value"] for edit in phone.registers.values()] == ["二"]


def test_an_edit_from_such_a_clock_still_follows_what_it_was_made_after(phone, tablet):
    record = new_id()
    slightly_ahead = format_hlc(phone.now_ms + 60 * SECOND, 3)
    tablet.push_edits(tablet.edit(record_id=record, hlc=slightly_ahead))
    far_ahead = phone.edit(record_id=record, value="新", hlc=format_hlc(phone.now_ms + 10**9, 0))
    ack = phone.push_edits(far_ahead)[0]
    assert (ack["outcome"], ack["hlc"]) == (
        "accepted",
        format_hlc(phone.now_ms + 60 * SECOND, 4),
    )


def test_edits_from_such_a_clock_keep_their_own_order(phone, tablet):
    record, far = new_id(), phone.now_ms + 10**9
    second = phone.edit(record_id=record, value="后", hlc=format_hlc(far, 1))
    first = phone.edit(record_id=record, value="先", hlc=format_hlc(far, 0))
    phone.push_edits(second, first)
    tablet.pull()
    assert [edit["value"] for edit in tablet.registers.values()] == ["后"]


def test_such_an_edit_sent_again_does_not_win_over_what_came_in_between(
    phone, tablet, frozen_clock
):
    record = new_id()
    ahead = phone.edit(record_id=record, hlc=format_hlc(phone.now_ms + 10**12, 0))
    phone.push_edits(ahead)  # and the answer is lost
    frozen_clock.forward(seconds=10)
    between = tablet.edit(record_id=record, value="中", hlc=format_hlc(frozen_clock.now_ms, 0))
    tablet.push_edits(between)
    frozen_clock.forward(seconds=10)
    ack = phone.push_edits(ahead)[0]
    assert (ack["outcome"], ack["hlc"]) == ("superseded", format_hlc(phone.now_ms, 0))
    assert ack["winner"] == between


def test_one_operation_id_on_two_fields_from_such_a_clock_is_no_fault_of_the_server(phone):
    far = format_hlc(phone.now_ms + 10**12, 0)
    edit = phone.edit(hlc=far)
    assert outcomes(phone.push_edits(edit, {**edit, "field": "detail"})) == ["accepted"] * 2


def test_any_json_is_a_value_and_comes_back_as_it_was(phone, tablet):
    values = [None, True, 0, -1.5, "", "四个身份 🎉", [], {"a": [1, {"b": None}]}, "x" * 60_000]
    edits = [phone.edit(value=value) for value in values]
    assert outcomes(phone.push_edits(*edits)) == ["accepted"] * len(values)
    tablet.pull()
    for edit in edits:
        assert tablet.registers[edit["record_id"], "text"]["value"] == edit["value"]


def test_unknown_kinds_fields_and_members_are_kept_and_passed_on(phone, tablet):
    edit = phone.edit("mnemonic-picture", {"svg": "…"}, kind="hint", written_with={"pen": 1})
    phone.exchange(protocol_version=2, edits=[edit])
    tablet.pull()
    assert list(tablet.registers.values()) == [{**edit, "seq": 1}]


def test_one_bad_edit_blocks_no_other(phone, tablet):
    good = phone.edit()
    bad = [
        phone.edit(value="x" * 66_000),
        phone.edit(value=2**53),
        phone.edit(value="\ud800"),
        phone.edit(hlc="now"),
        phone.edit(hlc=None),
        phone.edit(record_id="settings"),
        phone.edit(field=""),
        phone.edit(kind=3),
        phone.edit(device_id=phone.device_id.upper()),
        {name: value for name, value in phone.edit().items() if name != "value"},
        phone.edit(more="x" * 5000),
        [],
        None,
    ]
    acks = phone.push_edits(*bad, good)
    assert outcomes(acks) == ["rejected"] * len(bad) + ["accepted"]
    assert {ack["code"] for ack in acks[:-1]} == {"edit_malformed"}
    tablet.pull()
    assert list(tablet.registers.values()) == [{**good, "seq": 1}]


def edits_of(answer):
    return answer["digest"]["edit_count"], answer["digest"]["edit_op_id_sum"]


def test_the_digest_is_of_the_edits_that_hold_a_field(phone, tablet):
    record = new_id()
    first = phone.edit(record_id=record, hlc=format_hlc(phone.now_ms - 5, 0))
    beside = phone.edit("detail", record_id=record)
    lost = tablet.edit(record_id=record, hlc=format_hlc(phone.now_ms - 9, 0))
    later = tablet.edit(record_id=record)

    def held(*edits):
        return len(edits), add_to_sum(EMPTY_SUM, [edit["op_id"] for edit in edits])

    assert edits_of(phone.exchange()) == held()
    assert edits_of(phone.exchange(edits=[first, beside])) == held(first, beside)
    assert edits_of(phone.exchange(edits=[first])) == held(first, beside)
    assert edits_of(tablet.exchange(edits=[lost])) == held(first, beside)
    assert edits_of(tablet.exchange(edits=[later])) == held(later, beside)
    assert edits_of(phone.exchange()) == held(later, beside)


def test_two_edits_of_one_field_in_one_request_count_as_the_one_that_won(phone):
    record = new_id()
    earlier = phone.edit(record_id=record, hlc=format_hlc(phone.now_ms - 5, 0))
    later = phone.edit(record_id=record)
    expected = 1, add_to_sum(EMPTY_SUM, [later["op_id"]])
    assert edits_of(phone.exchange(edits=[earlier, later])) == expected
