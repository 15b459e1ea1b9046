"""The memory states that a new device begins with."""

import pytest

from server.ids import PARAMETERS_ID, new_id
from server.scheduling.memory import MemoryModel
from server.scheduling.parameters import DEFAULT_PARAMETERS
from server.scheduling.replay import replay
from tests.server.sync.phone import Phone, new_account

DAY_MS = 86_400_000


def states_of(phone):
    response = phone.client.get("/api/sync/snapshot")
    assert response.status_code == 200
    return {row[0]: tuple(row[1:]) for row in response.get_json()["states"]}


@pytest.fixture
def reviewed(phone):
    """Events of two cards over some days, one of them undone."""
    first, second = new_id(), new_id()
    days = [(first, 3, 0), (second, 1, 0), (first, 4, 9), (second, 3, 11), (first, 1, 30)]
    events = [
        phone.review(card_id=card, rating=rating, occurred_at_ms=phone.now_ms - (40 - day) * DAY_MS)
        for card, rating, day in days
    ]
    undo = phone.review(card_id=first, kind="undo", target_event_id=events[-1]["event_id"])
    del undo["rating"]
    phone.push(*events, undo)
    return {first: [*events[0:1], events[2]], second: [events[1], events[3]]}


def test_each_state_is_the_replay_of_the_cards_events(phone, reviewed):
    expected = {card: tuple(replay(events)) for card, events in reviewed.items()}
    assert states_of(phone) == expected


def test_states_are_replayed_with_the_accounts_own_parameters(phone, reviewed):
    values = [value * 1.1 for value in DEFAULT_PARAMETERS["values"]]
    fitted = {"model": "FSRS-6", "values": values, "review_count": 1000}
    edit = phone.edit("fitted", fitted, kind="parameters", record_id=PARAMETERS_ID)
    assert phone.exchange(edits=[edit])["edit_acks"][0]["outcome"] == "accepted"
    model = MemoryModel({"model": "FSRS-6", "values": values})
    expected = {card: tuple(replay(events, model)) for card, events in reviewed.items()}
    assert states_of(phone) == expected


def test_what_a_newer_version_wrote_does_not_spoil_it(phone, reviewed):
    strange = phone.review(kind="marvel", card_id=None, wonder=[1])
    assert phone.exchange(events=[strange])["event_acks"][0]["outcome"] == "accepted"
    assert states_of(phone).keys() == reviewed.keys()


def test_accounts_are_isolated(app, phone, reviewed):
    stranger = Phone(app, new_account(app), phone.now_ms)
    assert states_of(stranger) == {}


def test_it_is_given_to_nobody_without_an_account(app):
    assert app.test_client().get("/api/sync/snapshot").status_code == 401
