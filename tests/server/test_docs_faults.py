"""docs/faults.md tells the truth: the tests that it names are there."""

import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in DOCUMENT.read_text().splitlines()
    if re.match(r"\| \d", line)
]
NAMED = sorted({pair for row in ROWS for pair in re.findall(r"\[([^\]]+)\]\(([^)]+)\)", row[-1])})


def test_every_fault_has_its_row_and_every_row_its_tests_or_a_reason() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 53))
    for number, _fault, _outcome, tests in ROWS:
        assert "](" in tests or re.match(r"none: \w", tests), f"row {number} names no test"


@pytest.mark.parametrize(("name", "path"), NAMED)
def test_the_test_is_there(name: str, path: str) -> None:
    text = (DOCUMENT.parent / path).read_text()
    begins = f"def {name}(" if path.endswith(".py") else rf'["`]{re.escape(name)}["`]'
    assert re.search(begins if path.endswith(".js") else re.escape(begins), text)
