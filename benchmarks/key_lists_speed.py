"""The CPU time of the key-list finder, which grows with the text's length and no faster.

    .venv/bin/python -m benchmarks.key_lists_speed

Texts are the ones of tests/server/speeches/texts, repeated, and texts made to be hard: one
construction, over and over.
"""

import statistics
import time
from pathlib import Path

from server.speeches.finder import find_key_lists

TEXTS = Path(__file__).parents[1] / "tests" / "server" / "speeches" / "texts"
LENGTHS = (4_000, 16_000, 64_000, 250_000, 1_000_000)
HARD_LENGTHS = (10_000, 40_000)
HARD = (
    "学习、",
    "一是学，",
    "第一，",
    "三个问题：",
    "：、，；",
    "从到",
    "（",
    "主要包括学、",
    "提出要求；要",
    "1.\n",
    "——学\n",
    "等三个问题",
    "的",
)
REPEATS = 7


def main() -> None:
    """Print both tables."""
    speech = "\n".join(file.read_text(encoding="utf-8") for file in sorted(TEXTS.glob("*.txt")))
    find_key_lists(speech)
    print("| characters | lists | CPU time, ms (median of runs, least–most) | µs a character |")
    print("|---|---|---|---|")
    for length in LENGTHS:
        print(row(repeated(speech, length), REPEATS if length < 100_000 else 2))
    print("\n| hard text | µs a character at 10,000 | at 40,000 |")
    print("|---|---|---|")
    for unit in HARD:
        costs = [
            statistics.median(times(repeated(unit, length), 1)) / length for length in HARD_LENGTHS
        ]
        print(f"| {unit!r} | " + " | ".join(f"{cost * 1e6:.1f}" for cost in costs) + " |")


def row(text: str, repeats: int) -> str:
    """Write one line of the first table."""
    taken = times(text, repeats)
    median = statistics.median(taken)
    spread = f"{median * 1e3:.1f} ({min(taken) * 1e3:.1f}–{max(taken) * 1e3:.1f})"
    cost = f"{median / len(text) * 1e6:.2f}"
    return f"| {len(text):,} | {len(find_key_lists(text))} | {spread} | {cost} |"


def times(text: str, repeats: int) -> list[float]:
    """Return how many seconds each run took."""
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        find_key_lists(text)
        taken.append(time.process_time() - began)
    return taken


def repeated(unit: str, length: int) -> str:
    """Return a text of this length."""
    return (unit * (length // len(unit) + 1))[:length]


if __name__ == "__main__":
    main()
