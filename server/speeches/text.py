"""A speech as the rules see it: one plain string, and for each of its characters the place in the
original.

The plain string is simplified Chinese with full-width punctuation, one paragraph a line. Each
plain character stands for one original character, so every span leads back.
"""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

import opencc

from server.speeches.layout import kept_places

Span = tuple[int, int]

_BRACKETS = {
    "（": "）",
    "“": "”",
    "‘": "’",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
}
_WIDEST_BRACKET = 400
_HAN = range(0x3400, 0xA000)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Text:
    """A speech: `original` as it came, `plain` as rules match it; plain[i] stands at
    original[offsets[i]].
    """

    original: str
    plain: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """Return the half-open span in the original (code points) of plain[start:end], which must
        not be empty.
        """
        return self.offsets[start], self.offsets[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """Return the text's own characters of plain[start:end], without the breaks inside words."""
        return "".join(self.original[place] for place in self.offsets[start:end])

    @cached_property
    def depth(self) -> bytearray:
        """How many pairs of brackets and quotes stand around each plain character; unpaired ones
        do not count.
        """
        steps = [0] * (len(self.plain) + 1)
        for start, end in self._bracket_pairs():
            if end - start <= _WIDEST_BRACKET:
                steps[start + 1] += 1
                steps[end] -= 1
        return bytearray(min(depth, 255) for depth in accumulate(steps))

    def _bracket_pairs(self) -> list[Span]:
        opened: list[int] = []
        pairs: list[Span] = []
        for place, character in enumerate(self.plain):
            if character == "\n":
                opened.clear()
            elif character in _BRACKETS:
                opened.append(place)
            elif opened and character == _BRACKETS[self.plain[opened[-1]]]:
                pairs.append((opened.pop(), place))
        return pairs

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Plain spans of the paragraphs, without their line ends, in order; none is empty."""
        spans, start = [], 0
        for line in self.plain.split("\n"):
            if line:
                spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def paragraph_index(self, place: int) -> int:
        """Return which paragraph holds the plain character at `place`."""
        return max(bisect_right(self._paragraph_starts, place) - 1, 0)

    def paragraph_at(self, place: int) -> Span:
        """Return the plain span of the paragraph around `place`."""
        return self.paragraphs[self.paragraph_index(place)]


def read(original: str) -> Text:
    """Make a Text of anything.

    >>> text = read("第 一,要加強學\\n習。")
    >>> text.plain
    '第一，要加强学\\n习。'
    >>> text.words(3, 7), text.span(3, 7)
    ('要加強學', (4, 8))
    """
    matching = original.translate(_one_to_one())
    offsets = array("l", kept_places(matching))
    plain = "".join([matching[place] for place in offsets])
    return Text(original, _punctuate(plain), offsets)


@lru_cache(maxsize=1)
def _one_to_one() -> dict[int, str]:
    """Map characters to the ones that rules know, one to one, so that spans hold: simplified,
    full width, plain spaces.
    """
    han = [chr(code) for code in _HAN]
    simplified = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {
        ord(old): new
        for old, new in zip(han, simplified, strict=True)
        if len(new) == 1 and new != old
    }
    ascii_forms = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    table |= {code: chr(code - 0xFEE0) for code in ascii_forms}
    table |= str.maketrans(
        "﹐﹑﹔﹕﹖﹗｡､｢｣「」『』︰,;!?()[]", "，、；：？！。、“”“”‘’：，；！？（）【】"
    )
    table |= dict.fromkeys((0x2028, 0x2029, 0x0B, 0x0C, 0x85), "\n")
    return table


def _punctuate(plain: str) -> str:
    """Write colons, full stops and paired quotes full-width, and give numbers their commas back;
    as many characters as before.

    >>> _punctuate("一是学习，二是1，000和3.5，8:30;三是思考:多想.")
    '一是学习，二是1,000和3.5，8:30;三是思考：多想。'
    """
    characters = list(plain)
    quoted = False
    for place, character in enumerate(plain):
        if character == "\n":
            quoted = False
        elif character == '"':
            characters[place] = "”" if quoted else "“"
            quoted = not quoted
        if character not in "，:.":
            continue
        before, after = plain[place - 1 : place], plain[place + 1 : place + 4]
        inside_number = before.isdigit() and after[:1].isdigit()
        if character == "，" and inside_number and after.isdigit() and len(after) == 3:
            characters[place] = ","
        elif character == ":" and not inside_number:
            characters[place] = "："
        elif character == "." and before and ord(before) in _HAN and before not in _NUMERALS:
            characters[place] = "。"
    return "".join(characters)
