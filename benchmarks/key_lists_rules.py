"""What each rule of the key-list finder is worth: where it fires, and the scores without it.

    .venv/bin/python -m benchmarks.key_lists_rules [folder]

The folder holds texts and gold files of the key-list corpus; `score.py` stands beside it.
Default: ../shared/key-lists/dev.
"""

import importlib.util
import json
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

from server.speeches.finder import KeyList, find_key_lists
from server.speeches.rules import RULES, Rule

DEFAULT = Path(__file__).parents[2] / "shared" / "key-lists" / "dev"


def main(folder: Path) -> None:
    """Print the table of rules: texts, lists, lists that hit a key list, and list and item F1
    without the rule.
    """
    score = scorer(folder.parent)
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))}
    gold = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in texts
    }
    found = {name: find_key_lists(text) for name, text in texts.items()}
    print("| rule | texts in which it fires | lists | list F1 without it | item F1 without it |")
    print("|---|---|---|---|---|")
    print(row("(all rules)", found, rates(score, texts, gold, RULES)))
    for rule in RULES:
        others = tuple(other for other in RULES if other is not rule)
        mine = {
            name: [each for each in lists if each.rule == rule.__name__]
            for name, lists in found.items()
        }
        print(row(rule.__name__, mine, rates(score, texts, gold, others)))


def row(name: str, found: dict[str, list[KeyList]], rated: dict[str, Any]) -> str:
    """Write one line of the table."""
    fires = [text[:2] for text, lists in found.items() if lists]
    lists = sum(map(len, found.values()))
    scores = f"{rated['list_f1']:.3f} | {rated['item_f1']:.3f}"
    return f"| {name} | {len(fires)}: {' '.join(fires)} | {lists} | {scores} |"


def rates(
    score: ModuleType, texts: dict[str, str], gold: dict[str, Any], rules: tuple[Rule, ...]
) -> dict[str, Any]:
    """Score what these rules find, over all texts."""
    counts = [
        score.score_doc(
            {"lists": [asdict(each) for each in find_key_lists(text, rules)]}, gold[name]
        )[0]
        for name, text in texts.items()
    ]
    return score.rates({key: sum(each[key] for each in counts) for key in counts[0]})


def scorer(folder: Path) -> ModuleType:
    """Load the corpus's own scorer."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
