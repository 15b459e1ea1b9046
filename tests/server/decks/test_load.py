"""Loading decks into the library, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from server.database import write_transaction
from server.decks.content import content_of
from server.decks.deck import Deck, Item, KeyList
from server.decks.library import library_deck, library_decks
from server.decks.load import Loaded, count_outcomes, load_deck
from server.decks.models import DeckRow, ItemRow, KeyListRow
from server.errors import NotFoundError
from server.extensions import db
from server.ids import LIBRARY_ACCOUNT_ID, deck_id, item_id, key_list_id


@pytest.fixture(autouse=True)
def app_context(app):
    with app.app_context():
        yield


def key_list(slug: str, *items: str) -> KeyList:
    return KeyList(
        slug=slug,
        origin=slug,
        name=f"名{slug}",
        items=tuple(Item(slug=item, origin=item, text=f"文{item}") for item in items),
    )


FIRE = Deck(
    slug="fire",
    origin="fire",
    title="消防",
    key_lists=(key_list("checks", "door", "power", "water"), key_list("never", "lift")),
)


def load(deck: Deck) -> Loaded:
    with write_transaction() as session:
        return load_deck(session, deck)


def with_lists(*key_lists: KeyList) -> Deck:
    return replace(FIRE, key_lists=key_lists)


def counts(loaded: Loaded) -> tuple[str, str, str]:
    lists, items = count_outcomes(loaded.key_lists), count_outcomes(loaded.items)
    return loaded.deck.outcome, lists, items


def served() -> dict[str, list[str]]:
    deck = library_deck(FIRE.id)
    return {one["name"]: [item.text for item in one["items"]] for one in deck["key_lists"]}


def test_ids_are_made_of_slugs_as_the_phone_makes_them():
    load(FIRE)
    deck = library_deck(deck_id("fire"))
    checks = deck["key_lists"][0]
    assert checks["id"] == key_list_id(deck_id("fire"), "checks")
    assert checks["items"][1].id == item_id(checks["id"], "power")
    rows = db.session.scalars(select(ItemRow))
    assert {row.account_id for row in rows} == {LIBRARY_ACCOUNT_ID}


def test_a_new_deck_is_served_in_the_order_of_its_file():
    assert counts(load(FIRE)) == (
        "new",
        "0 kept, 0 changed, 2 new, 0 removed",
        "0 kept, 0 changed, 4 new, 0 removed",
    )
    assert served() == {"名checks": ["文door", "文power", "文water"], "名never": ["文lift"]}
    assert list(served()) == ["名checks", "名never"]


def test_the_same_deck_again_keeps_everything_and_its_revision():
    load(FIRE)
    revision = library_deck(FIRE.id)["revision"]
    assert counts(load(FIRE)) == (
        "kept",
        "2 kept, 0 changed, 0 new, 0 removed",
        "4 kept, 0 changed, 0 new, 0 removed",
    )
    assert library_deck(FIRE.id)["revision"] == revision


def test_a_corrected_text_keeps_the_id_and_changes_the_revision():
    load(FIRE)
    before = library_deck(FIRE.id)
    checks = FIRE.key_lists[0]
    corrected = replace(checks, items=(replace(checks.items[0], text="大门"), *checks.items[1:]))
    loaded = load(with_lists(corrected, FIRE.key_lists[1]))
    assert counts(loaded) == (
        "changed",  # its revision is part of it
        "2 kept, 0 changed, 0 new, 0 removed",
        "3 kept, 1 changed, 0 new, 0 removed",
    )
    after = library_deck(FIRE.id)
    assert after["key_lists"][0]["items"][0].id == before["key_lists"][0]["items"][0].id
    assert after["key_lists"][0]["items"][0].text == "大门"
    assert after["revision"] != before["revision"]


def test_a_renamed_list_and_a_slug_with_its_former_one_keep_their_ids():
    load(FIRE)
    ids = [one["id"] for one in library_deck(FIRE.id)["key_lists"]]
    checks, never = FIRE.key_lists
    loaded = load(with_lists(replace(checks, name="三查"), replace(never, slug="forbidden")))
    assert count_outcomes(loaded.key_lists) == "0 kept, 2 changed, 0 new, 0 removed"
    assert [one["id"] for one in library_deck(FIRE.id)["key_lists"]] == ids


def test_lists_and_items_that_change_places_are_served_in_their_new_order():
    load(FIRE)
    checks, never = FIRE.key_lists
    load(with_lists(never, replace(checks, items=checks.items[::-1])))
    assert list(served().items()) == [
        ("名never", ["文lift"]),
        ("名checks", ["文water", "文power", "文door"]),
    ]


def test_what_a_file_no_longer_holds_is_not_served_but_kept_and_comes_back():
    load(FIRE)
    checks, _ = FIRE.key_lists
    shorter = with_lists(replace(checks, items=checks.items[:2]))
    assert counts(load(shorter)) == (
        "changed",
        "1 kept, 0 changed, 0 new, 1 removed",
        "2 kept, 0 changed, 0 new, 2 removed",
    )
    assert served() == {"名checks": ["文door", "文power"]}
    assert db.session.scalar(select(func.count()).select_from(ItemRow)) == 4
    assert count_outcomes(load(shorter).items) == "2 kept, 0 changed, 0 new, 0 removed"

    assert counts(load(FIRE))[1:] == (
        "1 kept, 0 changed, 1 new, 0 removed",
        "2 kept, 0 changed, 2 new, 0 removed",
    )
    assert served() == {"名checks": ["文door", "文power", "文water"], "名never": ["文lift"]}
    assert db.session.scalar(select(func.count()).select_from(KeyListRow)) == 2


def test_loading_one_deck_leaves_the_others_alone():
    load(FIRE)
    other = replace(FIRE, slug="water", origin="water", position=-1)
    load(other)
    load(with_lists(FIRE.key_lists[0]))
    assert [row.slug for row in library_decks()] == ["water", "fire"]
    assert len(library_deck(other.id)["key_lists"]) == 2


def test_a_load_that_fails_changes_nothing():
    load(FIRE)
    broken = replace(FIRE.key_lists[0], name=None)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        load(with_lists(FIRE.key_lists[1], broken))
    assert list(served()) == ["名checks", "名never"]


def test_rows_that_stay_the_same_are_not_written():
    load(FIRE)
    with write_transaction() as session:
        load_deck(session, FIRE)
        assert not session.dirty
        assert not session.new


def test_a_removed_and_an_unknown_deck_are_not_there():
    load(FIRE)
    with write_transaction() as session:
        session.get_one(DeckRow, (LIBRARY_ACCOUNT_ID, FIRE.id)).removed = True
    assert library_decks() == []
    for unknown in (FIRE.id, deck_id("unknown")):
        with pytest.raises(NotFoundError):
            library_deck(unknown)


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRE, title="消"),
        replace(FIRE, position=3),
        with_lists(*FIRE.key_lists[::-1]),
        with_lists(FIRE.key_lists[0]),
        with_lists(FIRE.key_lists[0], replace(FIRE.key_lists[1], ordered=False)),
        with_lists(FIRE.key_lists[0], replace(FIRE.key_lists[1], part="部")),
    ],
)
def test_the_revision_changes_with_anything_that_a_deck_says(other):
    assert content_of(other).revision != content_of(FIRE).revision
