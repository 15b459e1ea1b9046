"""`flask decks check` and `flask decks load`, as someone who edits a deck file meets them."""

import pytest

from server.decks.library import library_decks

DECK = """---
slug: fire
title: 消防
---
### 三查 `checks`

1. 门 `door`
2. 电 `power`
3. 水 `water`
"""


@pytest.fixture
def library(app):
    """Tell the slugs of the decks in the library."""

    def slugs() -> list[str]:
        with app.app_context():
            return [deck.slug for deck in library_decks()]

    return slugs


@pytest.fixture
def deck_file(tmp_path):
    path = tmp_path / "fire.md"
    path.write_text(DECK)
    return path


def test_load_without_files_loads_the_starter_decks(runner, library):
    result = runner.invoke(args=["decks", "load"])
    assert result.exit_code == 0, result.output
    assert library() == ["party-life-speech"]
    assert "key lists: 0 kept, 0 changed, 29 new, 0 removed" in result.output
    assert "items: 0 kept, 0 changed, 94 new, 0 removed" in result.output
    assert "29 kept, 0 changed, 0 new, 0 removed" in runner.invoke(args=["decks", "load"]).output


def test_load_names_what_is_not_kept(runner, deck_file):
    runner.invoke(args=["decks", "load", str(deck_file)])
    edited = DECK.replace("门", "大门").replace("3. 水 `water`", "3. 火 `fire`")
    deck_file.write_text(edited)
    result = runner.invoke(args=["decks", "load", str(deck_file)])
    assert result.output.splitlines() == [
        "消防: changed",
        "  key lists: 1 kept, 0 changed, 0 new, 0 removed",
        "  items: 1 kept, 1 changed, 1 new, 1 removed",
        "    changed item 大门",
        "    new item 火",
        "    removed item 水",
    ]


def test_one_bad_file_stops_all_and_every_problem_is_told(runner, library, deck_file, tmp_path):
    bad = tmp_path / "bad.md"
    bad.write_text(
        DECK.replace("slug: fire", "slug: bad").replace(" `door`", "").replace("2.", "4.")
    )
    result = runner.invoke(args=["decks", "load", str(deck_file), str(bad)])
    assert result.exit_code == 1
    assert f"{bad}:7: error: this item has no slug" in result.stderr
    assert f"{bad}:8: error: numbered 4 where 2 is next" in result.stderr
    assert "errors to correct: 2; nothing was loaded" in result.stderr
    assert library() == []


def test_check_reads_and_tells_but_loads_nothing(runner, library, deck_file):
    deck_file.write_text(DECK.replace("三查", "四查"))
    result = runner.invoke(args=["decks", "check", str(deck_file)])
    assert result.exit_code == 0
    assert f"{deck_file}:5: warning: the name says 4, the items are 3" in result.stderr
    assert result.stdout == f"{deck_file}: 1 key lists, 3 items\n"
    assert library() == []


def test_two_files_of_one_slug_are_refused(runner, deck_file, tmp_path):
    copy = tmp_path / "copy.md"
    copy.write_text(DECK)
    result = runner.invoke(args=["decks", "load", str(deck_file), str(copy)])
    assert result.exit_code == 1
    assert f"{copy}:1: error: the same deck as {deck_file}" in result.stderr


def test_a_file_that_is_not_there_is_named(runner, tmp_path):
    result = runner.invoke(args=["decks", "load", str(tmp_path / "none.md")])
    assert result.exit_code == 2
    assert "none.md' does not exist" in result.stderr
