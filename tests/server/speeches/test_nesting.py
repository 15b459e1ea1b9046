"""A list belongs to the item in whose stretch of text it stands."""

from server.speeches.found import Found
from server.speeches.nesting import parents


def listed(*items, regions=()):
    return Found("rule", list(items), ("word",), 0.9, regions=list(regions))


def test_a_list_inside_one_item_has_that_items_list_as_parent():
    outer = listed((0, 5), (50, 55), regions=[(0, 50), (50, 100)])
    assert parents([outer, listed((10, 12), (20, 22))]) == [None, 0]


def test_a_list_that_reaches_into_the_next_item_stands_by_itself():
    outer = listed((0, 5), (50, 55), regions=[(0, 50), (50, 100)])
    assert parents([outer, listed((10, 12), (60, 62))]) == [None, None]


def test_the_innermost_list_is_the_parent():
    outer = listed((0, 5), (50, 55), regions=[(0, 50), (50, 100)])
    inner = listed((10, 12), (20, 22), regions=[(10, 20), (20, 45)])
    assert parents([outer, inner, listed((30, 32), (34, 36))]) == [None, 0, 1]


def test_a_list_behind_another_is_no_child_of_it():
    assert parents([listed((0, 5), (6, 9)), listed((20, 25), (26, 29))]) == [None, None]
