"""Plant one sync bug after the other in a copy of the tree and see which test catches it.

    python -m tests.sync.planted_bugs [WORD …]      all of them, or those whose name has a word

`planted_bugs.json` holds the bugs: a name, one place in one file, and the tests that should go red.
Exits with 1 when a bug survives its tests, when its place is not found exactly once, or when the
tests are red without it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
COPIED = ("server", "static", "tests", "migrations", "pyproject.toml", "wsgi.py", "docs")
LINKED = (".venv", "static/node_modules")
LIVES = "4"  # of the simulator, where a bug is left to it
NOT_COPIED = shutil.ignore_patterns("node_modules", "dist", "__pycache__", ".pytest_cache")
TIME_LIMIT_SECONDS = 600


class Bug(NamedTuple):
    """A bug of one line; `tests` are files, or `file::test`, the narrowest first."""

    bug: str
    file: str
    find: str
    replace: str
    tests: list[str]


class NotPlantableError(Exception):
    """The code that the bug changes is not there any more, or the changed code is no code."""


def main(words: Sequence[str]) -> int:
    """Plant the chosen bugs and print the table; return the exit code."""
    bugs = [bug for bug in _all_bugs() if not words or any(word in bug.bug for word in words)]
    with TemporaryDirectory() as name:
        greenhouse = Greenhouse(Path(name))
        caught = [_report(greenhouse, bug) for bug in bugs]
    _say(f"\n{sum(caught)} of {len(bugs)} bugs caught")
    return 0 if all(caught) else 1


class Greenhouse:
    """A copy of the tree in which one bug at a time grows."""

    def __init__(self, tree: Path) -> None:
        self._tree = _copy_tree(tree)
        self._green: dict[str, bool] = {}

    def catch(self, bug: Bug) -> str | None:
        """Plant a bug, run its tests, take it out again; return the test that went red, or None.

        Raises NotPlantableError, also when that test is red without the bug.
        """
        path = self._tree / bug.file
        right = path.read_text(encoding="utf-8")
        if right.count(bug.find) != 1:
            raise NotPlantableError(f"its code stands {right.count(bug.find)} times in {bug.file}")
        path.write_text(right.replace(bug.find, bug.replace), encoding="utf-8")
        try:
            _require_code(path)
            reds = ((test, first_failure(self._tree, test)) for test in bug.tests)
            test, red = next(((test, red) for test, red in reds if red), ("", None))
        finally:
            path.write_text(right, encoding="utf-8")
        if red and not self._is_green(test):
            raise NotPlantableError(f"{test} is red without it")
        return red

    def _is_green(self, test: str) -> bool:
        if test not in self._green:
            self._green[test] = first_failure(self._tree, test) is None
        return self._green[test]


def _copy_tree(target: Path) -> Path:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=NOT_COPIED)
        else:
            shutil.copy(source, target / name)
    for name in LINKED:  # large, and never changed
        if (ROOT / name).exists():
            (target / name).symlink_to(ROOT / name)
    return target


def first_failure(tree: Path, test: str) -> str | None:
    """Run one test, or all of a file, and return the name of the first that fails, or None."""
    file, _, name = test.partition("::")
    if file.endswith(".py"):
        # Whole files on SQLite only; a test that is named, on both databases.
        databases = [] if name else ["-k", "not postgresql"]
        command = ["python", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test, *databases]
        return _run(command, tree, r"^(?:FAILED|ERROR|SUBFAILED\S*) (tests/.+?)(?: - .*)?$")
    options = ["--test-reporter=tap", *([f"--test-name-pattern=^{name}"] if name else [])]
    command = ["node", "--import", "./test-setup.js", "--test", *options, f"../{file}"]
    return _run(command, tree / "static", r"^\s*not ok \d+ - (.+?)(?: # .*)?$")


def _run(command: Sequence[str], folder: Path, failure: str) -> str | None:
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_SECONDS,
            env={**os.environ, "LIVES": LIVES},
        )
    except subprocess.TimeoutExpired:
        return f"{command[-1]}: did not end"
    if ran.returncode == 0:
        return None
    found = re.search(failure, ran.stdout, re.MULTILINE)
    return found[1] if found else f"{command[-1]}: {ran.stdout[-300:]}{ran.stderr[-300:]}"


def _require_code(path: Path) -> None:
    """A bug that cannot even be read would be caught by anything."""
    check = [sys.executable, "-m", "py_compile"] if path.suffix == ".py" else ["node", "--check"]
    ran = subprocess.run([*check, str(path)], check=False, capture_output=True, text=True)
    if ran.returncode != 0:
        raise NotPlantableError(f"what it makes of {path.name} is no code: {ran.stderr}")


def _all_bugs() -> list[Bug]:
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    return [Bug(**bug) for bug in json.loads(text)]


def _report(greenhouse: Greenhouse, bug: Bug) -> bool:
    try:
        caught_by = greenhouse.catch(bug)
    except NotPlantableError as error:
        _say(f"| {bug.bug} | NOT PLANTED: {error} |")
        return False
    _say(f"| {bug.bug} | {caught_by or 'SURVIVES'} |")
    return caught_by is not None


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
