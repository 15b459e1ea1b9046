"""`flask key-lists FILE` speaks the scorer's format."""

import json

from click.testing import CliRunner

from server import create_app
from server.speeches.commands import key_lists


def test_the_command_prints_title_and_lists_as_json(tmp_path):
    file = tmp_path / "speech.txt"
    file.write_text(
        "\ufeff在例会上的讲话\n我讲两点意见。第一，要快。第二，要稳。", encoding="utf-8"
    )
    result = CliRunner().invoke(key_lists, [str(file)])
    assert result.exit_code == 0
    printed = json.loads(result.output)
    assert printed["title"] == "在例会上的讲话"
    [found] = printed["lists"]
    assert (found["name"], found["count"], found["count_mismatch"]) == ("两点意见", 2, False)
    assert [item["text"] for item in found["items"]] == ["要快", "要稳"]
    assert all(len(item["span"]) == 2 for item in found["items"])


def test_the_app_knows_the_command(tmp_path):
    assert "key-lists" in create_app(DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}").cli.commands


def test_a_file_that_is_not_there_is_said_plainly(tmp_path):
    result = CliRunner().invoke(key_lists, [str(tmp_path / "none.txt")])
    assert result.exit_code == 2
    assert "does not exist" in result.output
