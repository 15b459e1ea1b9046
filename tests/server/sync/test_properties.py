"""Whatever the order, partition and repetition of pushes: the same set, the same winners."""

import os
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import clock
from server.ids import new_id
from server.sync.digest import EMPTY_SUM, add_to_sum
from server.sync.hlc import format_hlc
from tests.conftest import NOW_MS
from tests.server.sync.phone import Phone, new_account

EXAMPLES = int(os.environ.get("JIYAO_SYNC_EXAMPLES", "25"))
RECORDS = [new_id() for _ in range(2)]
FIELDS = ["text", "deleted"]
DAY_MS = 86_400_000

event_plans = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["review", "reset", "dictation"]),
        "rating": st.integers(1, 4),
        "occurred_at_ms": st.integers(NOW_MS - 3 * DAY_MS, NOW_MS + DAY_MS),
        "mood": st.sampled_from(["calm", None, 1.0]),
    }
)
edit_plans = st.fixed_dictionaries(
    {
        "record_id": st.sampled_from(RECORDS),
        "field": st.sampled_from(FIELDS),
        "value": st.sampled_from(["一", "二", True, None]),
        # Up to what is believed: beyond it a clock value depends on when the server sees it.
        "hlc": st.builds(format_hlc, st.integers(NOW_MS - 3, NOW_MS + 60_000), st.integers(0, 2)),
    }
)


@pytest.fixture
def standing_app(app: Flask) -> Iterator[Flask]:
    with clock.replaced_by(lambda: NOW_MS):
        yield app


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_order_partition_and_repetition_ends_in_the_same_state(standing_app, data):
    account_id = new_account(standing_app)
    phones = [Phone(standing_app, account_id, NOW_MS) for _ in range(3)]
    made = [
        (phone, item)
        for phone in phones
        for item in [
            *(phone.review(**plan) for plan in data.draw(st.lists(event_plans, max_size=4))),
            *(phone.edit(**plan) for plan in data.draw(st.lists(edit_plans, max_size=4))),
        ]
    ]
    deliveries = data.draw(st.permutations(made))
    repeated = data.draw(st.lists(st.sampled_from(made), max_size=6)) if made else []
    acknowledged = deliver(data, [*deliveries, *repeated])

    events = {item["event_id"]: item for _, item in made if "event_id" in item}
    edits = [item for _, item in made if "op_id" in item]
    places = {(edit["record_id"], edit["field"]) for edit in edits}
    winners = {
        place: max(
            (edit for edit in edits if (edit["record_id"], edit["field"]) == place), key=rank
        )
        for place in places
    }
    for phone in phones:
        phone.pull(data.draw(st.integers(1, 7)))
        assert phone.events.keys() == events.keys() >= acknowledged
        assert {place: rank(edit) for place, edit in phone.registers.items()} == {
            place: rank(edit) for place, edit in winners.items()
        }
        assert phone.events == phones[0].events
        assert phone.registers == phones[0].registers
        assert phone.exchange()["digest"] == {
            "event_count": len(events),
            "event_id_sum": add_to_sum(EMPTY_SUM, events),
            "edit_count": len(winners),
            "edit_op_id_sum": add_to_sum(
                EMPTY_SUM, [winner["op_id"] for winner in winners.values()]
            ),
        }
    before = phones[0].exchange(cursor=0)
    deliver(data, made)
    assert phones[0].exchange(cursor=0) == before, "a retry changed something"


def rank(edit):
    """The contract's order, said here again: the code's own is not its judge."""
    return edit["hlc"], edit["device_id"], edit["op_id"]


def deliver(data, items) -> set[str]:
    """Send the items in their order, cut at any place; return the acknowledged ids."""
    acknowledged: set[str] = set()
    waiting = list(items)
    while waiting:
        phone, sent = next(groupby(waiting, key=itemgetter(0)))
        batch = [item for _, item in sent][: data.draw(st.integers(1, 4))]
        del waiting[: len(batch)]
        answer = phone.exchange(
            events=[item for item in batch if "event_id" in item],
            edits=[item for item in batch if "op_id" in item],
        )
        for ack in answer["event_acks"]:
            assert ack["outcome"] in {"accepted", "duplicate"}
            acknowledged.add(ack["event_id"])
        for ack in answer["edit_acks"]:
            assert ack["outcome"] in {"accepted", "duplicate", "superseded"}
    return acknowledged
