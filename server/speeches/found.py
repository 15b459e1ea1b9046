"""What a rule finds, before lists are compared with each other."""

from dataclasses import dataclass, field

from server.speeches.announcements import Announcement
from server.speeches.text import Span, Text


@dataclass(frozen=True)
class Name:
    """A list's name: `count` = the announced number if any; `span` (plain) is None if the name is
    derived, and `telling` is false if it is derived of nothing that the list says (三点).
    """

    words: str
    count: int | None = None
    span: Span | None = None
    announcement: Announcement | None = None
    telling: bool = True

    @property
    def derived(self) -> bool:
        """Tell whether the name does not stand in the text."""
        return self.span is None


@dataclass
class Found:
    """A list that one rule proposes. All spans are plain; `regions[i]` is all the text that
    belongs to items[i].

    `opening` is where the list's first mark or item begins, `sureness` (0–1) how far the rule
    alone vouches for it.
    """

    rule: str
    items: list[Span]
    words: tuple[str, ...]
    sureness: float
    ordered: bool = False
    name: Name | None = None
    regions: list[Span] = field(default_factory=list)
    opening: int = -1
    end: int = 0
    misprint: bool = False

    def __post_init__(self) -> None:
        """Fill in what most rules leave out."""
        self.regions = self.regions or self.items
        self.end = max(self.end, self.items[-1][1])
        if self.opening < 0:
            self.opening = self.items[0][0]

    def item_words(self, text: Text) -> list[str]:
        """Return the items' words as rules see them."""
        return [text.plain[start:end] for start, end in self.items]

    @property
    def start(self) -> int:
        """Return where the first item begins."""
        return self.items[0][0]

    @property
    def region(self) -> Span:
        """Return the plain span of everything that belongs to the items."""
        return self.regions[0][0], max(self.regions[-1][1], self.end)
