"""Names made of a phrase: what a label says without its verb, its ordinals and its filler."""

import re

from server.speeches.clauses import split, tidy
from server.speeches.found import Name
from server.speeches.items import trimmed
from server.speeches.text import Span, Text

LONGEST_LABEL = 60

_TAIL = re.compile(
    r"(?:，|主要|大致|大体|一般|具体|可以|可|应当|应该|共|就|则|也|都|又|其|通常|集中|突出|分别|概括起来|简单地?说)*"
    r"(?:是指|就是|是|(?<![行作认])为|如下|有|包括|包含|分为|分成|在于|即|表现在|表现为|体现在|体现为|分别|概括起来|指|在)$"
)
_MAY = re.compile(r"(?<=..)(?:(?<![认许宁])可|可以|主要|一般|大致|通常|应当|应该)$")  # 控制|可分为
_INTENT = re.compile(
    r"(?:最后|下面|接下来|首先|今天)?，?(?:我|再|还想|想|和大家|跟大家|给大家)*(?:[讲谈说]一?[讲谈说]|介绍一下|[讲谈说]一下)"
)
MARK = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}(?:(?:[个种点条项块类章节]|部分|方面|阶段|步)(?:方面|问题)?)?[，、：\s]?|[一二三四五六七八九十]{1,3}[、．.，]|[一二三四五六七八九十]是|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[、．.）]|[①-⒛])"
)
CONNECTIVE = re.compile(
    r"(?:因为|由于|具体讲|具体如下|详细来说|换句话说|简单说|简而言之|总起来说|比如|例如|为此|因此|所以|具体来说|具体说来|具体来讲|总的来说|那么|同时|对此|其中|首先|我认为|我觉得|主要|当前|下面|接下来|下一步|具体|即|今后)"
)


def label_name(text: Text, label: Span) -> Name | None:
    """Make a name of a label in the text, or None if nothing is left.

    >>> from server.speeches.text import read
    >>> texts = map(read, ("三、主要表现在", "誓词如下"))
    >>> [label_name(text, (0, len(text.plain))).words for text in texts]
    ['主要表现在', '誓词']
    """
    start, end = tidy(text, label)
    if intent := _INTENT.match(text.plain, start, end - 1):
        start = intent.end()
    if mark := MARK.match(text.plain, start, end):
        start = mark.end()
    if may := _MAY.search(text.plain[start:end]):
        end = start + may.start()
    if (tail := _TAIL.search(text.plain[max(start, end - 20) : end])) and (
        stop := max(start, end - 20) + tail.start()
    ) > start + 1:
        end = stop
    start, end = trimmed(text, (start, end))
    return Name(text.words(start, end), None, (start, end)) if start < end else None


def subject(text: Text, verb: int) -> Span | None:
    """Return the plain span of the words before a verb, back to the last clause that has any."""
    floor = max(text.paragraph_at(verb)[0], verb - LONGEST_LABEL)
    clauses = split(text, (floor, verb), "，。；：！？")
    return clauses[-1] if clauses else None
