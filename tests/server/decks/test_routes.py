"""GET /api/decks and GET /api/decks/{id}."""

import pytest

from server.decks.commands import load_decks, starter_files
from server.ids import deck_id, item_id, key_list_id

STARTER_ID = deck_id("party-life-speech")


@pytest.fixture
def deck_path(app):
    with app.app_context():
        load_decks(starter_files())
    return f"/api/decks/{STARTER_ID}"


def test_an_empty_library_is_an_empty_list(client):
    response = client.get("/api/decks")
    assert (response.status_code, response.json) == (200, [])


@pytest.mark.usefixtures("deck_path")
def test_anyone_may_list_the_decks(client):
    (deck,) = client.get("/api/decks").json
    assert set(deck) == {"id", "slug", "title", "title_en", "revision"}
    assert (deck["id"], deck["slug"]) == (STARTER_ID, "party-life-speech")


DECK_FIELDS = "id slug title title_en language revision position key_lists"
KEY_LIST_FIELDS = "id slug name name_en part part_en ordered count position items"
ITEM_FIELDS = "id slug text text_en detail detail_en position"


def test_a_deck_has_the_shape_that_the_page_reads(client, deck_path):
    deck = client.get(deck_path).json
    four = next(one for one in deck["key_lists"] if one["slug"] == "four-identities")
    first = four["items"][0]
    for record, fields in ((deck, DECK_FIELDS), (four, KEY_LIST_FIELDS), (first, ITEM_FIELDS)):
        assert sorted(record) == sorted(fields.split())

    assert four["id"] == key_list_id(STARTER_ID, "four-identities")
    assert (four["name"], four["name_en"]) == ("四个身份", "The four identities")
    assert (four["part"], four["ordered"], four["count"]) == ("第一部分 · 党员的身份", True, 4)
    assert first["id"] == item_id(four["id"], "vanguard")
    assert [item["position"] for item in four["items"]] == [1, 2, 3, 4]
    assert deck["revision"] == client.get("/api/decks").json[0]["revision"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_an_unchanged_answer_is_a_304_without_a_body(client, deck_path, encoding):
    for path in (deck_path, "/api/decks"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        assert first.headers["Cache-Control"] == "public, no-cache"
        headers = {"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=headers)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "public, no-cache"


def test_a_changed_deck_is_sent_again(client, deck_path, tmp_path):
    first = client.get(deck_path)
    edited = tmp_path / "edited.md"
    edited.write_text(starter_files()[0].read_text().replace("先进性的身份 /", "先进性 /"))
    with client.application.app_context():
        load_decks([edited])
    again = client.get(deck_path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.json["revision"] != first.json["revision"]


@pytest.mark.parametrize(
    "deck", ["00000000-0000-0000-0000-000000000001", "party-life-speech", "1", "%00", "x" * 5000]
)
def test_an_unknown_deck_is_not_found_in_the_shape_of_all_errors(client, deck_path, deck):
    response = client.get(f"/api/decks/{deck}")
    assert response.status_code == 404
    assert response.json["error"]["code"] == "not_found"
    assert "public" not in response.headers["Cache-Control"]


@pytest.mark.usefixtures("deck_path")
def test_the_library_cannot_be_written_over_http(client):
    for method in (client.post, client.put, client.delete):
        assert method("/api/decks", json={}).status_code == 405
