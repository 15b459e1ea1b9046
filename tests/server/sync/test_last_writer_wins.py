"""Any order of arrival ends in the same winner."""

from functools import reduce
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from server.sync.last_writer_wins import wins

edits = st.lists(
    st.fixed_dictionaries(
        {
            "hlc": st.sampled_from(["000000000000001-00000", "000000000000001-00001"]),
            "device_id": st.sampled_from("ab"),
            "op_id": st.sampled_from("xyz"),
        }
    ),
    unique_by=lambda edit: tuple(edit.values()),
    min_size=1,
    max_size=5,
)


def by_the_contract(edit):
    """Said here again, so that the code's own order is not its judge."""
    return (edit["hlc"], edit["device_id"], edit["op_id"])


def winner_of(arriving):
    return reduce(lambda held, edit: edit if wins(edit, held) else held, arriving, None)


@given(edits)
def test_any_order_ends_in_the_greatest_edit(arriving):
    greatest = max(map(by_the_contract, arriving))
    assert {by_the_contract(winner_of(order)) for order in permutations(arriving)} == {greatest}


def test_an_edit_does_not_win_over_itself():
    edit = {"hlc": "1", "device_id": "a", "op_id": "x"}
    assert wins(edit, None)
    assert not wins(dict(edit), edit)
