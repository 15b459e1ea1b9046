"""How much the finder finds in the texts of our own, by the scorer of the key-list corpus.

    .venv/bin/python -m benchmarks.key_lists_scores [corpus folder]

The folder holds `score.py`. Default: ../shared/key-lists. Takes two seconds.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.key_lists_rules import DEFAULT, scorer
from server.speeches.finder import find_key_lists
from tests.server.speeches.texts.gold import NAMES, Labelled, gold, text_of

SHOWN = ("list_p", "list_r", "list_f1", "item_f1", "item_word", "name_acc_stated")


def main(corpus: Path) -> None:
    """Print a row for each text and one for all."""
    score = scorer(corpus)
    counts = {
        name: score.score_doc(
            {"lists": [asdict(found) for found in find_key_lists(text_of(name))]},
            {"lists": [as_corpus(labelled) for labelled in gold(name)]},
        )[0]
        for name in NAMES
    }
    every = {key: sum(each[key] for each in counts.values()) for key in counts[NAMES[0]]}
    print("| text | " + " | ".join(SHOWN) + " |\n|---" + "|---" * len(SHOWN) + "|")
    for name, each in {**counts, "all": every}.items():
        rates = score.rates(each)
        cells = ("" if rates[key] is None else f"{rates[key]:.2f}" for key in SHOWN)
        print(f"| {name} | " + " | ".join(cells) + " |")


def as_corpus(labelled: Labelled) -> dict[str, Any]:
    """Write a labelled list as the corpus does."""
    length = len(labelled.items)
    return {
        "name": labelled.names[0],
        "aliases": list(labelled.names[1:]),
        "count": labelled.count or length,
        "count_announced": labelled.count is not None,
        "count_mismatch": labelled.count not in (None, length),
        "importance": "key" if labelled.key else "minor",
        "items": [{"text": item[0], "alts": list(item[1:])} for item in labelled.items],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT.parent)
