from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import marshmallow as ma
import pytest
from argon2 import extract_parameters

from server.accounts import passwords
from server.accounts.passwords import COMMON, NewPassword, Passwords, composed, refuse_common
from server.config import Config
from server.errors import InvalidInputError, UnavailableError

CHEAP = Config(ARGON2_TIME_COST=1, ARGON2_MEMORY_KIB=64)


def test_the_default_is_argon2id_above_the_floor() -> None:
    made = extract_parameters(Passwords(Config()).hash("correct horse"))
    assert made.type.name == "ID"
    assert made.time_cost >= 2
    assert made.memory_cost >= 19_456
    assert made.parallelism == 1


def test_a_password_matches_its_own_hash_only() -> None:
    hasher = Passwords(CHEAP)
    stored = hasher.hash("correct horse 电池")
    assert "correct" not in stored
    assert hasher.matches(stored, "correct horse 电池")
    assert not hasher.matches(stored, "correct horse 电池 ")
    assert hasher.hash("correct horse 电池") != stored


def test_nobody_has_the_password_of_an_unknown_name() -> None:
    assert not Passwords(CHEAP).matches(None, "nobody has this password")


def test_an_unknown_name_costs_the_same_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Passwords(CHEAP)
    verified: list[str] = []

    class Counting:
        def hash(self, password: str) -> str:
            return str(real.hash(password))

        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return real.verify(stored, password)

    real: Any = hasher._hasher
    monkeypatch.setattr(hasher, "_hasher", Counting())
    hasher.matches(None, "a password")
    assert [extract_parameters(each).time_cost for each in verified] == [1]


def test_hashes_of_weaker_settings_are_outdated() -> None:
    stored = Passwords(CHEAP).hash("correct horse")
    assert not Passwords(CHEAP).is_outdated(stored)
    assert Passwords(Config(ARGON2_TIME_COST=2, ARGON2_MEMORY_KIB=64)).is_outdated(stored)


def test_no_more_hashes_at_once_than_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAITS_SECONDS", 0.01)
    hasher = Passwords(Config(ARGON2_TIME_COST=1, ARGON2_MEMORY_KIB=64, HASHES_AT_ONCE=2))
    release, entered = Event(), [Event(), Event()]

    def hold(number: int) -> None:
        with hasher.turn():
            entered[number].set()
            release.wait()

    with ThreadPoolExecutor(2) as pool:
        pool.map(hold, range(2))
        for each in entered:
            each.wait()
        with pytest.raises(UnavailableError):
            hasher.hash("a third")
        release.set()
    hasher.hash("now there is room")


@pytest.mark.parametrize(
    "password", ["12345678", "x" * 256, "密码密码密码密码", "pass word ", "'\"\\<>&\t"]
)
def test_any_characters_make_a_password(password: str) -> None:
    padded = password.ljust(8, "~")
    assert NewPassword().deserialize(padded) == padded


@pytest.mark.parametrize("password", ["", "1234567", "x" * 257, None, 12345678, ["12345678"]])
def test_a_password_has_8_to_256_characters(password: object) -> None:
    with pytest.raises(ma.ValidationError):
        NewPassword().deserialize(password)


def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    assert composed("cafe\u0301 au lait") == composed("caf\u00e9 au lait")


@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("12345678", "a"),
        ("Password1", "a"),
        ("woaini1314", "a"),
        ("aaaaaaaaaa", "a"),
        ("xiaoming-1990", "Xiaoming-1990"),
        ("ababababab", "a"),
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str, name: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        refuse_common(password, name, "password")
    assert raised.value.code == "password_too_common"
    assert list(raised.value.details) == ["password"]


def test_other_passwords_are_taken() -> None:
    refuse_common("correct horse 电池", "xiaoming", "password")


def test_the_list_holds_only_what_could_be_typed() -> None:
    assert len(COMMON) > 150
    assert [each for each in COMMON if len(each) < 8 or each != each.casefold()] == []
