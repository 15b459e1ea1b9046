"""What a speech is called: its first line, unless noise stands before the line that names a
document. A salutation, a date or a byline is no title.
"""

# ruff: noqa: E501 -- a pattern is read in one piece

import re

from server.speeches.text import Span, Text, read

_DOCUMENT = re.compile(
    r".{2,}(?:讲话|报告|意见|通知|办法|规划|计划|方案|讲稿|提纲|要点|致辞|总结|决定|决议|条例|章程|笔记|建议|材料|公报)(?:（[^（）]{1,20}）)?"
)
_PERSONS = "同志|领导|代表|委员|来宾|嘉宾|朋友|老师|同学|家长|同事|同仁|战友|乡亲|女士|先生|专家|党员|干部|员工"
_SALUTATION = re.compile(
    rf"(?:(?:尊敬的|敬爱的|亲爱的|各位|在座的)[^，。；：！？\n]{{0,24}}(?:{_PERSONS})们?|(?:{_PERSONS})们)"
    rf"(?:[、，和及]?[^，。；：！？、\n]{{0,12}}(?:{_PERSONS})们?){{0,5}}(?:，?(?:大家)?(?:[上下中]午|早上|晚上)?好)?[：！，。]*(?=\n|$|(?<=[：！，。]))"
)
_DAY = r"(?:[\d〇零一二三四五六七八九十]{4}[年./-][\d一二三四五六七八九十]{1,3}(?:[月./-](?:[\d一二三四五六七八九十]{1,3}日?)?)?)"
_BESIDE_A_TITLE = re.compile(
    rf"{_DAY}|（[^（）]{{2,40}}）"
    r"|(?:作者|记者|本报记者|来源|编辑|责任编辑|撰稿|供稿|整理|文|主讲人?|主讲老师|讲话人|发言人|报告人|宣讲人|单位|时间|日期|发布时间|讲话时间)[：/].*"
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
    >>> title("各位来宾：\\n2024年3月5日\\n作者：王平\\n山村的变化"), title("同志们：开会了。")
    ('山村的变化', '开会了。')
    """
    text = read(original[:_LONGEST_TEXT_LOOKED_AT])
    span = title_line(text)
    return text.words(*span) if span else ""


def title_line(text: Text) -> Span | None:
    """Return the plain span of the line that is the title."""
    lines = [
        line
        for line in (without_salutation(text, line) for line in text.paragraphs[:_OPENING_LINES])
        if line[0] < line[1] and not _BESIDE_A_TITLE.fullmatch(text.plain[slice(*line)])
    ]
    short = [line for line in lines if line[1] - line[0] <= _LONGEST_TITLE]
    named = [line for line in short if _DOCUMENT.fullmatch(text.plain[slice(*line)])]
    return next(iter(named or lines), None)


def without_salutation(text: Text, line: Span) -> Span:
    """Return what a line says behind the words that greet its hearers."""
    greeting = _SALUTATION.match(text.plain, *line)
    return (greeting.end(), line[1]) if greeting else line
