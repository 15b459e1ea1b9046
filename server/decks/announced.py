"""Read the number that a key list's name announces: 七大功能 says 7."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMERAL = "[0-9]{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九](?!十)"
# A number counts items only before a measure word (四个, 七大, 三项) or an affix that lists share
# (五化, 六式); 第三个 is an ordinal.
_COUNTED = re.compile(
    rf"(?<![第0-9零一二两三四五六七八九十百])({_NUMERAL})"
    r"(?=[个种项大点句条块类层步段环维面对组式化])"
)
# A name of a number and one character can be nothing else: 三查, 六稳.
_NUMBER_AND_ONE = re.compile(rf"({_NUMERAL})(?![一二三四五六七八九十百千万])[^\W\d]")
_ASKS = re.compile(r"[?？吗]|多少|几|什么|哪|谁|何|怎")


def announced_counts(name: str) -> tuple[int, ...]:
    """Return the numbers that a name announces, in order; a question announces none."""
    plain = unicodedata.normalize("NFKC", name)
    if _ASKS.search(plain):
        return ()
    short = _NUMBER_AND_ONE.fullmatch(plain)
    numerals = [short.group(1)] if short else _COUNTED.findall(plain)
    return tuple(chinese_number(numeral) for numeral in numerals)


def chinese_number(numeral: str) -> int:
    """Return the value of a numeral below 100 (七, 十二, 三十, 24); 两 is 2."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
