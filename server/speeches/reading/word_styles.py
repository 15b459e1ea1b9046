"""What a paragraph's style says about it:

its number, and whether it belongs to a table of contents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from server.speeches.reading.word_numbering import value, w

_CONTENTS: Final = re.compile(r"toc \d|toc heading|table of figures", re.IGNORECASE)
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True)
class Style:
    """A style; what it leaves empty comes from the one it is based on."""

    name: str = ""
    based_on: str = ""
    numbering_id: str = ""
    depth: str = ""


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def is_contents(self, style_id: str) -> bool:
        """Tell whether a paragraph only repeats a heading with its page."""
        return _CONTENTS.match(self.by_id.get(style_id, Style()).name) is not None

    def numbering(self, style_id: str) -> tuple[str, int]:
        """Return the numbering and the depth of a style: ("", 0) when it is not numbered."""
        depth = ""
        for _ in range(_LONGEST_CHAIN):
            style = self.by_id.get(style_id, Style())
            depth = depth or style.depth
            if style.numbering_id:
                return style.numbering_id, int(depth or 0)
            style_id = style.based_on
        return "", 0


def styles_of(root: Element | None) -> Styles:
    """Read word/styles.xml."""
    if root is None:
        return Styles()
    return Styles(
        {
            style.get(w(root, "styleId"), ""): Style(
                value(root, style, "name"),
                value(root, style, "basedOn"),
                value(root, style, "pPr/numPr/numId"),
                value(root, style, "pPr/numPr/ilvl"),
            )
            for style in root.iter(w(root, "style"))
        }
    )
