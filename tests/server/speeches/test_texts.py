"""Texts of our own, of the kinds that learners bring: what the finder finds against what a person
labelled.
"""

from pathlib import Path

import pytest

from server.speeches.finder import find_key_lists
from tests.server.speeches.texts.gold import GOLD

TEXTS = Path(__file__).parent / "texts"


def found_in(name):
    return find_key_lists((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))


def says(words, item):
    wordings = [item] if isinstance(item, str) else item
    bare = words.strip("“”")
    return any(wording in bare or bare in wording for wording in wordings)


def is_found(items, found):
    return len(items) == len(found.items) and all(
        says(mine.text, item) for mine, item in zip(found.items, items, strict=True)
    )


@pytest.mark.parametrize("name", GOLD)
def test_every_labelled_list_is_found_whole(name):
    found = found_in(name)
    missing = [
        label
        for label, _, _, items in GOLD[name]["key"]
        if not any(is_found(items, each) for each in found)
    ]
    assert missing == []


@pytest.mark.parametrize("name", GOLD)
def test_nothing_is_found_that_nobody_labelled(name):
    labelled = [items for _, _, _, items in GOLD[name]["key"]] + GOLD[name]["minor"]
    strays = [
        each.name for each in found_in(name) if not any(is_found(items, each) for items in labelled)
    ]
    assert strays == []


@pytest.mark.parametrize("name", GOLD)
def test_announced_counts_are_read(name):
    found = found_in(name)
    for label, _, count, items in GOLD[name]["key"]:
        if count is not None:
            [each] = [each for each in found if is_found(items, each)]
            assert (label, each.count, each.count_announced) == (label, count, True)
