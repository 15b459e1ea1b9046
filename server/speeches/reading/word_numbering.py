"""The numbers that Word gives to paragraphs: they stand nowhere in the text; outlines need them.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ("", "十", "百", "千")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
LEVELS: Final = 9


@dataclass(frozen=True)
class Level:
    """How one level of a numbering counts and writes its numbers: `pattern` holds %1 … %9."""

    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""


@dataclass
class Numbering:
    """The numberings of a document, and how far each has counted."""

    schemes: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    scheme_of: Mapping[str, str] = field(default_factory=dict)
    restarts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_mark(self, numbering_id: str, depth: int) -> str:
        """Count one paragraph on; return what Word writes before it, "" when it is not numbered."""
        scheme_id = self.scheme_of.get(numbering_id, "")
        scheme = self.schemes.get(scheme_id, {})
        level = scheme.get(depth)
        if level is None:
            return ""
        counts = self._counts[scheme_id]
        key = (numbering_id, depth)
        if key in self.restarts and key not in self._begun:
            counts[depth] = self.restarts[key]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add(key)
        for deeper in range(depth + 1, LEVELS):
            counts.pop(deeper, None)
        if level.number_format == "bullet":
            return "• "
        return _written(level, scheme, counts)


def _written(level: Level, scheme: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    mark = level.pattern
    for depth in range(LEVELS):
        place = f"%{depth + 1}"
        if place in mark:
            shown = scheme.get(depth, Level())
            mark = mark.replace(place, numeral(shown.number_format, counts.get(depth, shown.start)))
    return f"{mark} " if mark[-1:].isascii() and mark else mark


def numeral(number_format: str, number: int) -> str:
    """Write a number in one of Word's formats; in digits when the format is rare.

    >>> [numeral(each, 12) for each in ("decimal", "chineseCounting", "lowerRoman", "upperLetter")]
    ['12', '十二', 'xii', 'L']
    """
    write = _FORMATS.get(number_format)
    return write(number) if write and number > 0 else "" if number_format == "none" else str(number)


def _chinese(number: int) -> str:
    if number > 9999:
        return str(number)
    written, pending_zero = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += ("零" if pending_zero else "") + _DIGITS[digit] + _UNITS[power]
        pending_zero = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


_CIRCLED: Final = _one_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting",
         "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital"), _chinese
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _CIRCLED),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}  # fmt: skip


def numbering_of(root: Element | None) -> Numbering:
    """Read word/numbering.xml."""
    if root is None:
        return Numbering()
    schemes = {
        scheme.get(w(root, "abstractNumId"), ""): {
            int(level.get(w(root, "ilvl"), "0")): _level(root, level)
            for level in scheme.iter(w(root, "lvl"))
        }
        for scheme in root.iter(w(root, "abstractNum"))
    }
    scheme_of, restarts = {}, {}
    for number in root.iter(w(root, "num")):
        numbering_id = number.get(w(root, "numId"), "")
        scheme_of[numbering_id] = value(root, number, "abstractNumId")
        for override in number.iter(w(root, "lvlOverride")):
            if start := value(root, override, "startOverride"):
                restarts[numbering_id, int(override.get(w(root, "ilvl"), "0"))] = int(start)
    return Numbering(schemes, scheme_of, restarts)


def _level(root: Element, level: Element) -> Level:
    return Level(
        int(value(root, level, "start") or 1),
        value(root, level, "numFmt") or "decimal",
        value(root, level, "lvlText"),
    )


def w(root: Element, name: str) -> str:
    """Name an element or attribute in the namespace of the part: there are two of them."""
    return f"{root.tag.partition('}')[0]}}}{name}"


def value(root: Element, parent: Element, path: str) -> str:
    """Return the w:val of an inner element, such as "pPr/numPr/ilvl"; "" when there is none."""
    found = parent.find("/".join(w(root, name) for name in path.split("/")))
    return "" if found is None else found.get(w(root, "val"), "")
