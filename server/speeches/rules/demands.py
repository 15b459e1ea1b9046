"""K3: a sentence that says it makes demands, and makes them: 提出要求，强调要…；要…；要…."""

import re
from collections.abc import Iterator

from server.speeches.announcements import Names
from server.speeches.clauses import sentence_end, split
from server.speeches.found import Found
from server.speeches.items import head
from server.speeches.labels import label_name, subject
from server.speeches.text import Text

_LONGEST_BODY = 1000
_FEWEST = 3

_DEMAND = re.compile(
    r"提出[^。；\n]{0,30}(?:要求|任务|意见|希望)|明确[^。；\n]{0,20}(?:要求|任务)|部署[^。；\n]{0,20}工作"
)
_DEMANDING = re.compile(
    r"(?:[^，。；：]{0,8}(?:强调|要求|指出|提出|一|是)[，：]?)?(?:要|必须|务必|应当|应)(?!求)"
)


def demands(text: Text, _names: Names) -> Iterator[Found]:
    """Find the demands of one sentence that says it makes some: 提出三点要求，强调要…；要…；要….

    >>> from server.speeches.text import read
    >>> text = read("会议对下步工作提出要求，强调要提高认识，抓好落实；要压实责任；要严明纪律。")
    >>> [found.item_words(text) for found in demands(text, Names(text))]
    [['提高认识', '压实责任', '严明纪律']]
    """
    end = 0
    for opening in _DEMAND.finditer(text.plain):
        if opening.end() < end:
            continue
        end = sentence_end(text, opening.end(), _LONGEST_BODY)
        run = split(text, (opening.end(), end), "；")
        matches = [_DEMANDING.match(text.plain, *piece) for piece in run]
        if len(run) >= _FEWEST and all(matches):
            kept = [
                head(text, (match.end(), piece[1]))
                for match, piece in zip(matches, run, strict=True)
                if match
            ]
            label = subject(text, opening.end())
            if label and all(start < stop for start, stop in kept):
                yield Found("demands", kept, (opening[0],), 0.75, name=label_name(text, label))
