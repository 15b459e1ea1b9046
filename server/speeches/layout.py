"""Where the lines of a text really end: broken lines are joined, spaces that split words are
passed over.
"""

import re
from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\u3000\xa0\u2000-\u200a]+")
_ORDINAL_ALONE = re.compile(r"第?[一二三四五六七八九十\d]{1,3}[章节条个.、]?")
_OPENS_A_LINE = re.compile(
    r"第[一二三四五六七八九十\d]|[一二三四五六七八九十]{1,3}[、是要.．，]|\d{1,2}[、.．)）]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[①-⑳⑴-⒛●■◆▲•·★◎○※◇►]|——|[—–-]|首先|其次|再次|最后|一方面|另一方面|到20\d\d年|[“【]"
)
_ENDS_A_SENTENCE = "。！？；：…!?;:”」』】》"
_GOES_ON = "，、,的和与及或在对以把被从为向将是（(《“"
_SHORTEST_BROKEN_LINE = 18
_WIDTH_TOLERANCE = 3
_NEIGHBOURS = 6
NEVER_PLAIN = frozenset("\r\u200b\u200c\u200d\u2060\ufeff\u00ad")


def kept_places(matching: str) -> Iterator[int]:
    """Yield the places of the characters that the plain text keeps, a "\\n" for each paragraph's
    end.

    >>> text = "第 一，\\n  要加强学习，深入贯\\n\\n彻。"
    >>> "".join(text[place] for place in kept_places(text))
    '第一，要加强学习，深入贯\\n彻。'
    """
    lines = list(_lines(matching))
    widths = [end - start for start, end in lines]
    broken = False
    for number, (start, end) in enumerate(lines):
        yield from _words(matching, start, end)
        if number + 1 < len(lines):
            following = matching[slice(*lines[number + 1])]
            around = widths[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
            broken = _runs_on(
                matching[start:end], following, max(around), broken and widths[number - 1]
            )
            if not broken:
                yield matching.index("\n", end)


def _lines(matching: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that are not blank, without the space around them."""
    start = 0
    for line in matching.split("\n"):
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip())
            yield start + indent, start + indent + len(bare)
        start += len(line) + 1


def _runs_on(line: str, following: str, width: int, broken_before: int) -> bool:
    """Tell whether a line was broken in the middle of a sentence.

    It cannot end there, or it is as wide as the widest line around, or as the broken line before
    it (0: not broken).
    """
    if line[-1] in _ENDS_A_SENTENCE or _OPENS_A_LINE.match(following):
        return False
    if line[-1] in _GOES_ON:
        return True
    if broken_before and abs(len(line) - broken_before) <= _WIDTH_TOLERANCE:
        return True
    return len(line) >= max(_SHORTEST_BROKEN_LINE, width - _WIDTH_TOLERANCE)


def _words(matching: str, start: int, end: int) -> Iterator[int]:
    """Yield the places of one line; of a space only the first, and only where it separates."""
    place = start
    for space in _SPACE.finditer(matching, start, end):
        yield from (p for p in range(place, space.start()) if matching[p] not in NEVER_PLAIN)
        if _separates(matching, start, space):
            yield space.start()
        place = space.end()
    yield from (p for p in range(place, end) if matching[p] not in NEVER_PLAIN)


def _separates(matching: str, line_start: int, space: re.Match[str]) -> bool:
    before, after = matching[space.start() - 1], matching[space.end()]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    if len(space[0]) > 1 or space[0] == "\u3000":
        return True
    return _ORDINAL_ALONE.fullmatch(matching, line_start, space.start()) is not None
