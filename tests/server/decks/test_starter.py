"""The starter deck against the labelled speech that it is made from, where that is at hand."""

import json
import re
from pathlib import Path

import pytest

from server.decks.commands import starter_files
from server.decks.parse import parse_deck

GOLD = Path(__file__).parents[4] / "shared" / "key-lists" / "dev" / "00-seed-speech.json"
needs_speech = pytest.mark.skipif(
    not GOLD.exists(),
    reason="the speech is not ours to publish: no ../shared beside this checkout",
)
# The longest run of characters that wording of our own may share with the speech.
RUN = 20


@pytest.fixture(scope="module")
def starter():
    (path,) = starter_files()
    deck, warnings = parse_deck(path.read_bytes(), str(path))
    assert warnings == ()
    return deck


@needs_speech
def test_every_key_list_and_number_fact_is_there_word_for_word_in_the_order_of_the_speech(starter):
    gold = json.loads(GOLD.read_text())
    key_lists = [
        (each["span"][0], each["name"], [item["text"] for item in each["items"]])
        for each in gold["lists"]
        if each["importance"] == "key" and "duplicate_of" not in each
    ]
    facts = [(each["span"][0], each["question"], [each["answer"]]) for each in gold["facts"]]
    assert (len(key_lists), len(facts)) == (24, 5)
    expected = [(name, items) for _, name, items in sorted(key_lists + facts)]
    found = [(each.name, [item.text for item in each.items]) for each in starter.key_lists]
    assert found == expected


@needs_speech
def test_counts_are_those_of_the_speech(starter):
    gold = {each["name"]: each["count"] for each in json.loads(GOLD.read_text())["lists"]}
    counted = {each.name: len(each.items) for each in starter.key_lists if each.name in gold}
    assert len(counted) == 24
    assert counted == {name: gold[name] for name in counted}


@needs_speech
def test_no_sentence_of_the_speech_is_published(starter):
    speech = _letters(GOLD.with_suffix(".txt").read_text())
    runs = {speech[start : start + RUN] for start in range(len(speech) - RUN + 1)}
    source = starter_files()[0].read_text()
    for key_list in starter.key_lists:
        for item in key_list.items:
            source = source.replace(item.text, "\n")
    for line in map(_letters, source.splitlines()):
        shared = {line[start : start + RUN] for start in range(len(line) - RUN + 1)} & runs
        assert not shared


def test_every_name_item_part_and_detail_has_its_english(starter):
    for key_list in starter.key_lists:
        assert key_list.name_en
        assert key_list.part
        assert key_list.part_en
        for item in key_list.items:
            assert item.text_en, item
            assert item.detail_en, item


def test_every_item_has_a_short_detail_of_its_own(starter):
    details = [item.detail for each in starter.key_lists for item in each.items]
    assert len(set(details)) == len(details)
    assert all(12 <= len(detail) <= 40 for detail in details)
    assert not any(re.search(r"[,;:?!]", detail) for detail in details), "Chinese punctuation"


def test_no_two_key_lists_have_the_same_name(starter):
    names = [each.name for each in starter.key_lists]
    assert len(set(names)) == len(names)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
