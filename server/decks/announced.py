"""Read the number that a key list's name announces: 七大功能 says 7."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
# A number counts items only before a measure word (四个, 七大, 三项) or an affix that lists share
# (五化, 六式); 第三个 is an ordinal.
_COUNTED = re.compile(
    r"(?<![第0-9零一二两三四五六七八九十百])([0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
    r"(?=[个種种项大点句条块类层步段环维面对组式化])"
)
_ASKS = re.compile(r"[?？吗]|多少|几|什么|哪|谁|何|怎")


def announced_counts(name: str) -> tuple[int, ...]:
    """Return the numbers that a name announces, in order; a question announces none."""
    plain = unicodedata.normalize("NFKC", name)
    if _ASKS.search(plain):
        return ()
    return tuple(chinese_number(number) for number in _COUNTED.findall(plain))


def chinese_number(numeral: str) -> int:
    """Return the value of a numeral below 100 (七, 十二, 三十, 24); 两 is 2."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    return 10 * (_DIGITS.get(tens, 1)) + _DIGITS.get(ones, 0)
