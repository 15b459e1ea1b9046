"""Short texts and all of their key lists."""

import pytest

from server.speeches.finder import find_key_lists
from tests.server.speeches.examples import EXAMPLES


@pytest.mark.parametrize(
    ("text", "lists"),
    [example[1:] for example in EXAMPLES],
    ids=[example[0] for example in EXAMPLES],
)
def test_a_short_text_has_these_lists_and_no_others(text, lists):
    found = find_key_lists(text)
    assert [(each.name, each.count, [item.text for item in each.items]) for each in found] == lists
