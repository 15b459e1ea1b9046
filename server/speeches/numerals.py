"""Numbers as official prose writes them: 四, 十二, 4, ④, ㈣, IV."""

import unicodedata

DIGITS = "一二三四五六七八九"
NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
COUNT = r"(?:[两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?|\d{1,2})"


def number(words: str) -> int | None:
    """Return the number from 1 to 99 that `words` write, or None.

    >>> [number(words) for words in ("四", "两", "十二", "二十", "7", "④", "⑷", "百", "")]
    [4, 2, 12, 20, 7, 4, 4, None, None]
    """
    if words.isascii():
        return int(words) if words.isdigit() and 0 < int(words) < 100 else None
    if len(words) == 1 and (value := unicodedata.numeric(words, None)) is not None:
        return int(value) if 0 < value < 100 and value == int(value) else None
    tens, ten, ones = words.replace("两", "二").partition("十")
    if not ten or len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(DIGITS):
        return 2 if words == "两" else None
    return (DIGITS.index(tens) + 1 if tens else 1) * 10 + (DIGITS.index(ones) + 1 if ones else 0)


def numeral(value: int) -> str:
    """Write a number as a derived name does: 1 to 99 in Chinese, greater ones in digits.

    >>> numeral(3), numeral(10), numeral(12), numeral(40), numeral(100)
    ('三', '十', '十二', '四十', '100')
    """
    if value > 99:
        return str(value)
    tens, ones = divmod(value, 10)
    unit = DIGITS[ones - 1] if ones else ""
    return unit if not tens else f"{DIGITS[tens - 1] if tens > 1 else ''}十{unit}"
