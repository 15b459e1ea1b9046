"""Runs Anki's side in an environment of its own, which is made when it is first needed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from server.config import REPOSITORY

from .measured import Cost
from .plan import Plan

ENVIRONMENT = REPOSITORY / ".make" / "anki"
REQUIREMENTS = REPOSITORY / "benchmarks" / "anki-requirements.txt"


def measure(plan: Plan) -> dict[str, Any]:
    """Return the same as Jiyao's side does."""
    measured = _run("one-account", "--cards", str(plan.cards), "--rounds", str(plan.rounds))
    costs = {name: Cost(**cost) for name, cost in measured["costs"].items()}
    return {"costs": costs, "peak_mb": measured["peak_mb"]}


def measure_many(rounds: int) -> dict[int, Any]:
    """Return the costs of many accounts by the number of client processes."""
    measured = _run("many-accounts", "--rounds", str(rounds))
    return {int(processes): costs for processes, costs in measured.items()}


def _run(*arguments: str) -> Any:
    ran = subprocess.run(
        [_python(), "-m", "benchmarks.sync_cost.anki_side", *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(ran.stdout)


def _python() -> Path:
    """Return the Python that has Anki."""
    python = ENVIRONMENT / "bin" / "python"
    installed = ENVIRONMENT / "installed.txt"
    wanted = REQUIREMENTS.read_text()
    if not installed.exists() or installed.read_text() != wanted:
        print("Installing Anki into .make/anki …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        options = ("--quiet", "--disable-pip-version-check", "--require-hashes")
        subprocess.run(
            [python, "-m", "pip", "install", *options, "-r", REQUIREMENTS],
            check=True,
            stdout=sys.stderr,
        )
        installed.write_text(wanted)
    return python
