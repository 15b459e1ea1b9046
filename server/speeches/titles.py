"""What a speech is called: its first line, unless noise stands before the line that names a
document.
"""

import re

from server.speeches.text import Span, Text, read

_DOCUMENT = re.compile(
    r".{2,}(?:讲话|报告|意见|通知|办法|规划|计划|方案|讲稿|提纲|要点|致辞|总结|决定|决议|条例|章程|笔记|建议|材料|公报)(?:（[^（）]{1,20}）)?"
)
_OPENING_LINES = 12
_LONGEST_TITLE = 60
_LONGEST_TEXT_LOOKED_AT = 4000


def title(original: str) -> str:
    """Return a title from the first lines of a text; the empty string if it has none.

    >>> title("公众号：学习园地\\n扫码入群\\n在机关党课上的讲话\\n同志们：")
    '在机关党课上的讲话'
    >>> title("王老汉的桃园\\n王老汉今年七十三岁。"), title("")
    ('王老汉的桃园', '')
    """
    text = read(original[:_LONGEST_TEXT_LOOKED_AT])
    span = title_line(text)
    return text.words(*span) if span else ""


def title_line(text: Text) -> Span | None:
    """Return the plain span of the line that is the title."""
    lines = text.paragraphs[:_OPENING_LINES]
    short = [line for line in lines if line[1] - line[0] <= _LONGEST_TITLE]
    named = [line for line in short if _DOCUMENT.fullmatch(text.plain[slice(*line)])]
    return next(iter(named or lines), None)
