import marshmallow as ma
import pytest

from server.accounts.names import Name, key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wang", "wang"),
        ("ＷＡＮＧ", "wang"),
        ("  wang ", "wang"),
        ("王 小明", "王  小明"),
        ("Straße", "STRASSE"),
        ("e\u0301", "\u00e9"),
        ("ﬁn", "fin"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_names_stay_different() -> None:
    assert key("王小明") != key("王小民")


@pytest.mark.parametrize("name", ["a", "王小明", "a b", "😀", "x" * 64, "O'Brien; DROP TABLE"])
def test_a_visible_name_is_kept_as_it_is(name: str) -> None:
    assert Name().deserialize(name) == name


def test_a_name_is_composed_and_trimmed() -> None:
    assert Name().deserialize(" e\u0301 ") == "\u00e9"


@pytest.mark.parametrize(
    "name",
    ["", "   ", "x" * 65, "a\u200bb", "a\tb", "a\u202eb", "a\u2028b", "\ufdfa" * 64, 5, None, True],
)
def test_an_empty_long_or_invisible_name_is_refused(name: object) -> None:
    with pytest.raises(ma.ValidationError):
        Name().deserialize(name)
