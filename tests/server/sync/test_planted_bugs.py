"""`make planted-bugs` takes half an hour; that its bugs can still be planted is seen at once."""

import json

import pytest

from tests.running_server import REPOSITORY

BUGS = json.loads((REPOSITORY / "tests" / "sync" / "planted_bugs.json").read_text("utf-8"))


@pytest.mark.parametrize("bug", BUGS, ids=[each["bug"] for each in BUGS])
def test_its_place_is_there_once_and_so_are_its_tests(bug: dict[str, str | list[str]]) -> None:
    assert (REPOSITORY / str(bug["file"])).read_text("utf-8").count(str(bug["find"])) == 1
    for test in bug["tests"]:
        file, _, name = test.partition("::")
        text = (REPOSITORY / file).read_text("utf-8")
        assert file.endswith(".js") or name in text  # names in JavaScript may be made up of parts
