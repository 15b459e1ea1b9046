"""The quality that was promised, on the development texts of the key-list corpus (an optional
folder beside the checkout).
"""

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from server.speeches.finder import find_key_lists

CORPUS = Path(__file__).parents[4] / "shared" / "key-lists"
SEED_SPEECH = "00-seed-speech"

pytestmark = pytest.mark.skipif(
    not (CORPUS / "score.py").exists(),
    reason="the key-list corpus (../shared/key-lists) is not here",
)


@pytest.fixture(scope="module")
def scores():
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    counts = {}
    for file in sorted((CORPUS / "dev").glob("*.txt")):
        lists = [asdict(found) for found in find_key_lists(file.read_text(encoding="utf-8"))]
        gold = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        counts[file.stem] = score.score_doc({"lists": lists}, gold)[0]
    total = {key: sum(each[key] for each in counts.values()) for key in counts[SEED_SPEECH]}
    return counts, score.rates(total)


def test_lists_items_and_names_reach_what_was_promised(scores):
    _, rates = scores
    assert rates["list_f1"] >= 0.95
    assert rates["item_f1"] >= 0.95
    assert rates["item_word"] >= 0.95
    assert rates["name_acc_stated"] >= 0.95


def test_texts_without_key_lists_stay_without(scores):
    counts, _ = scores
    assert [name for name, each in counts.items() if each["gold_lists"] == 0 and each["fp"]] == []


def test_the_seed_speech_gives_at_least_22_of_its_24(scores):
    counts, _ = scores
    assert counts[SEED_SPEECH]["tp"] >= 22
