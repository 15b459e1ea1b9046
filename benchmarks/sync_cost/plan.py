"""What both sides are measured by; the standard library only, for Anki's side."""

from dataclasses import dataclass

COUNTS = (1, 20, 100, 1000)
NO_OPS = 20

ACCOUNTS = 50
CARDS_OF_AN_ACCOUNT = 1_000
REVIEWS_OF_A_SYNC = 20
CLIENT_PROCESSES = (1, 2, 4)


@dataclass(frozen=True)
class Plan:
    """How large, and how often."""

    cards: int
    rounds: int

    def rounds_of(self, count: int) -> int:
        """Return how often so many reviews are pushed and pulled, after one time that warms up."""
        return self.rounds if count < 1000 else max(2, self.rounds // 3)

    @property
    def new_devices(self) -> int:
        """Return how many devices receive everything."""
        return 3 if self.cards <= 20_000 else 1
