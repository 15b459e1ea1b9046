"""The rules, in the order in which the grammar is read. Each takes a text and its names and
yields what it finds.
"""

from collections.abc import Callable, Iterator

from server.speeches.announcements import Names
from server.speeches.found import Found
from server.speeches.rules.counted_after import counted_after
from server.speeches.rules.counted_before import counted_before
from server.speeches.rules.counted_together import counted_together
from server.speeches.rules.demands import demands
from server.speeches.rules.from_to import changes, turns
from server.speeches.rules.labelled import labelled
from server.speeches.rules.labelled_lines import labelled_lines
from server.speeches.rules.named_after import named_after
from server.speeches.rules.said_again import said_again
from server.speeches.rules.same_word import same_word
from server.speeches.rules.signposted import signposted
from server.speeches.rules.verb_led import verb_led
from server.speeches.text import Text

Rule = Callable[[Text, Names], Iterator[Found]]

RULES: tuple[Rule, ...] = (
    signposted,
    counted_before,
    counted_together,
    said_again,
    counted_after,
    labelled,
    verb_led,
    labelled_lines,
    demands,
    named_after,
    turns,
    changes,
    same_word,
)
