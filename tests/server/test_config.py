import re
from dataclasses import fields

import pytest

from server.config import Config, ConfigError


def test_settings_come_from_the_environment_and_are_cast() -> None:
    config = Config.from_environment({"PORT": "9000", "RATE_LIMITS": "no", "HOST": "0.0.0.0"})
    assert (config.PORT, config.RATE_LIMITS, config.HOST) == (9000, False, "0.0.0.0")


def test_overrides_beat_the_environment() -> None:
    assert Config.from_environment({"PORT": "9000"}, PORT=1).PORT == 1


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [("PORT", "http", "count"), ("PORT", "-1", "count"), ("RATE_LIMITS", "maybe", "boolean")],
)
def test_a_text_that_cannot_be_cast_is_named_with_its_key_and_type(
    name: str, text: str, kind: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(f"{name}={text!r} is not a valid {kind}")):
        Config.from_environment({name: text})


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="PROT"):
        Config.from_environment({}, PROT=1)


def test_several_processes_are_refused_on_sqlite_and_allowed_on_postgresql() -> None:
    with pytest.raises(ConfigError, match="WORKERS"):
        Config.from_environment({"WORKERS": "2"})
    url = "postgresql://somewhere/jiyao"
    assert Config.from_environment({"WORKERS": "2", "DATABASE_URL": url}).WORKERS == 2


def test_every_setting_has_a_comment() -> None:
    assert [each.name for each in fields(Config) if not each.metadata["comment"]] == []
