"""Lighthouse's mobile scores of Today and of a recital.

    python -m benchmarks.lighthouse [--runs 3]

Needs Node ≥ 22.19; Lighthouse itself is installed into benchmarks/node_modules the first time.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from tests.running_server import RunningServer

FOLDER = Path(__file__).resolve().parent
PAGES = {"Today": "/", "Recital": "/recite"}
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100}
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --no-first-run"
)


def main() -> None:
    """Run Lighthouse on each page and print median, least and greatest of each score."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    runs = arguments.parse_args().runs
    if not (FOLDER / "node_modules" / "lighthouse").exists():
        npm_ci = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm_ci, cwd=FOLDER, check=True)
    with tempfile.TemporaryDirectory() as folder, RunningServer(Path(folder)) as server:
        for name, path in PAGES.items():
            reports = [measure(server.url + path, Path(folder)) for _ in range(runs)]
            print_scores(name, reports)


def measure(url: str, folder: Path) -> dict:
    """Lighthouse's own report of one run."""
    report = folder / "report.json"
    subprocess.run(
        [
            *("node", str(FOLDER / "node_modules/lighthouse/cli/index.js"), url),
            *("--output=json", f"--output-path={report}", "--quiet"),
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={CHROMIUM}",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
    )
    return json.loads(report.read_text())


def print_scores(name: str, reports: list[dict]) -> None:
    """One line a category, and what cost points in the last run."""
    for category, goal in CATEGORIES.items():
        scores = [round(100 * report["categories"][category]["score"]) for report in reports]
        print(
            f"{name:8} {category:15} median {statistics.median(scores):5.1f}  "
            f"({min(scores)}-{max(scores)}, goal ≥ {goal})"
        )
        for reference in reports[-1]["categories"][category]["auditRefs"]:
            audit = reports[-1]["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(
                    f"           {audit['score']:.2f} {audit['id']} {audit.get('displayValue', '')}"
                )


if __name__ == "__main__":
    main()
