"""K3: a verb opens the list inside of its sentence: …分为A、B、C; …由A、B、C组成."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import first_end
from server.speeches.found import Found
from server.speeches.labels import label_name, subject
from server.speeches.lexicon import LABEL_NOUNS, QUANTITY_ALONE, QUANTITY_NOUNS
from server.speeches.numerals import COUNT
from server.speeches.runs import items, longest, pieces
from server.speeches.text import Text

_LONGEST_BODY = 1000
_FEWEST = 3
_LONGEST_ITEM = 25

_LABELLED = "|".join(noun for noun in LABEL_NOUNS if len(noun) == 2)
_INLINE = re.compile(
    rf"(?P<verb>(?:主要)?是指|主要包括|包括|分为|分成|(?:概括|归纳|总结|简单|简要|具体)(?:地|来)?(?:起来)?(?:说|讲)?，?就?是|分别是|分别为|(?<![立随当在])即(?![将使便时日可刻位])|主要有|主要表现为|主要表现在|主要体现在|由|(?<={_LABELLED})(?:主要)?[是有])(?=[\u3400-\u9fff“《])"
)
_TOTAL = re.compile(rf"{COUNT}(?:个|大|项|种|类|名|位|座|条|部)(?P<noun>[\u3400-\u9fff]*)$")
_AMOUNT = re.compile("|".join((*QUANTITY_NOUNS, *QUANTITY_ALONE)))


def verb_led(text: Text, _names: Names) -> Iterator[Found]:
    """Find three or more words behind a verb that divides or explains its subject.

    >>> from server.speeches.text import read
    >>> text = read("文具主要是指纸、笔、尺子，都要带。小组由组长、副组长、记录员组成。")
    >>> [(found.name.words, len(found.items)) for found in verb_led(text, Names(text))]
    [('文具', 3), ('小组', 3)]
    """
    done = 0  # the end of the clause looked at: its first verb governs it
    for verb in _INLINE.finditer(text.plain):
        start = verb.end()
        if start < done:
            continue
        limit = min(text.paragraph_at(start)[1], start + _LONGEST_BODY)
        end = first_end(text, start, limit, "，；。！？：\n")
        run = pieces(text, (start, end), "、")
        done = end if len(run) >= _FEWEST else done
        if verb["verb"] == "由":
            if run and (tail := re.search(r"(?:组成|构成)$", text.plain[slice(*run[-1])])):
                run[-1] = (run[-1][0], run[-1][0] + tail.start())
            else:
                run = []
        if run and (total := _TOTAL.search(text.plain, run[-1][0] + 1, run[-1][1])):
            run = [] if _AMOUNT.match(total["noun"]) else [*run[:-1], (run[-1][0], total.start())]
        if len(run) < _FEWEST or longest(run) > _LONGEST_ITEM:
            continue
        label = subject(text, verb.start())
        kept = items(text, run)
        if kept and label:
            yield Found("verb_led", kept, (verb["verb"],), 0.75, name=label_name(text, label))
