"""Texts of our own, of the kinds that learners bring: what the finder finds against what a person
labelled.
"""

import pytest

from server.speeches.finder import find_key_lists
from tests.server.speeches.texts.gold import NAMES, gold, text_of


def says(words, item):
    bare = words.strip("“”")
    return any(wording in bare or bare in wording for wording in item)


def is_found(labelled, found):
    return len(labelled.items) == len(found.items) and all(
        says(mine.text, item) for mine, item in zip(found.items, labelled.items, strict=True)
    )


def key_lists(name):
    return [labelled for labelled in gold(name) if labelled.key]


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_item_stands_in_its_text(name):
    text = text_of(name)
    items = [labelled.items for labelled in gold(name)]
    assert [words for each in items for words in each if all(w not in text for w in words)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_list_is_found_whole(name):
    found = find_key_lists(text_of(name))
    missing = [
        labelled.names[0]
        for labelled in key_lists(name)
        if not any(is_found(labelled, each) for each in found)
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_that_nobody_labelled(name):
    labels = gold(name)
    strays = [
        each.name
        for each in find_key_lists(text_of(name))
        if not any(is_found(labelled, each) for labelled in labels)
    ]
    assert strays == []


@pytest.mark.parametrize("name", NAMES)
def test_announced_counts_are_read(name):
    found = find_key_lists(text_of(name))
    for labelled in key_lists(name):
        if labelled.count is not None:
            same = [each for each in found if is_found(labelled, each)]
            read = [each.count for each in same if each.count_announced]
            assert (labelled.names[0], read[:1]) == (labelled.names[0], [labelled.count])
