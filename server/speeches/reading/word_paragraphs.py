"""The stream of a Word document's main part: elements come in, paragraphs go out."""

from dataclasses import dataclass, field
from typing import Final

from server.speeches.reading.limits import DEEPEST_XML
from server.speeches.reading.refusals import Refusal
from server.speeches.reading.word_numbering import LEVELS, Numbering
from server.speeches.reading.word_styles import Styles

# What is not said: the second version of a drawing, moved-away text, former properties, rubies'
# readings.
_SKIPPED: Final = frozenset({"Fallback", "moveFrom", "pPrChange", "rPrChange", "del", "rt"})
_OFF: Final = frozenset({"0", "false", "off"})
_IN_RUN: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Paragraph:
    style_id: str = ""
    numbering_id: str | None = None
    depth: int | None = None
    words: list[str] = field(default_factory=list)


class Paragraphs:
    """A target of an XML parser.

    Word knows one kind of paragraph, which may stand in tables and in text boxes.
    """

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering, self._styles = numbering, styles
        self._finished: list[str] = []
        self._open: list[_Paragraph] = []
        self._depth = self._skipping_from = 0
        self._in_run = self._in_text = self._hidden = False

    def take(self) -> list[str]:
        """Return the paragraphs that have been finished since the last time."""
        finished, self._finished = self._finished, []
        return finished

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        self._depth += 1
        if self._depth > DEEPEST_XML:
            raise Refusal("file_broken")
        name = tag.rpartition("}")[2]
        if self._skipping_from:
            return
        if name in _SKIPPED:
            self._skipping_from = self._depth
        elif name == "p" and "wordprocessingml" in tag:
            self._open.append(_Paragraph())
        elif name == "r":
            self._in_run, self._hidden = True, False
        elif name == "t":
            self._in_text = True
        elif self._open:
            self._property(name, _val(attributes))

    def end(self, tag: str) -> None:
        """Leave an element."""
        if self._skipping_from:
            if self._depth == self._skipping_from:
                self._skipping_from = 0
        else:
            name = tag.rpartition("}")[2]
            if name == "p" and "wordprocessingml" in tag:
                self._finish(self._open.pop())
            elif name == "r":
                self._in_run = False
            elif name == "t":
                self._in_text = False
        self._depth -= 1

    def data(self, words: str) -> None:
        """Take characters."""
        if self._in_text and self._open and not self._hidden and not self._skipping_from:
            self._open[-1].words.append(words)

    def close(self) -> None:
        """End the document."""

    def _property(self, name: str, val: str) -> None:
        paragraph = self._open[-1]
        if self._in_run:
            if name == "vanish":
                self._hidden = val not in _OFF
            elif name in _IN_RUN:
                paragraph.words.append(_IN_RUN[name])
        elif name == "pStyle":
            paragraph.style_id = val
        elif name == "numId":
            paragraph.numbering_id = val
        elif name == "ilvl":
            paragraph.depth = min(int(val), LEVELS - 1)

    def _finish(self, paragraph: _Paragraph) -> None:
        if self._styles.is_contents(paragraph.style_id):
            return
        words = "".join(paragraph.words)
        if words.strip():
            self._finished.append(self._mark(paragraph) + words)

    def _mark(self, paragraph: _Paragraph) -> str:
        numbering_id, depth = self._styles.numbering(paragraph.style_id)
        if paragraph.numbering_id is not None:
            numbering_id = paragraph.numbering_id
        return self._numbering.next_mark(
            numbering_id, depth if paragraph.depth is None else paragraph.depth
        )


def _val(attributes: dict[str, str]) -> str:
    return next((val for name, val in attributes.items() if name.endswith("}val")), "")
