"""Offline cold start and answering, on a slowed processor with a large collection.

    python -m benchmarks.cold_start [--starts 5] [--answers 100]

2,000 lists, 10,000 items and 100,000 reviews are brought into a real Chromium profile through the
page itself: decks from the server, the reviews as an imported file. Then the server is killed and
the browser closed. Each start is a new browser process that opens `/recite`, as the home screen's
shortcut does, with the processor slowed 4×: from the navigation until the first prompt is painted.
Answers are timed in the page from the press on a rating until the next prompt is painted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.large_collection import DECKS, LISTS_A_DECK, write_decks, write_history
from benchmarks.phone import STARTER_LISTS, open_phone, slow_down, wait_until_holds
from tests.running_server import REPOSITORY, RunningServer

SLOWED = 4
GOAL_START_MS, GOAL_ANSWER_MS = 1500, 50
REVIEWS = 100_000

# Notes when a prompt (the button that reveals) has been painted: after its first frame.
WATCH_PROMPTS = """
    window.prompts = [];
    let standing = null;
    new MutationObserver(() => {
        const button = document.querySelector(".dock-large [data-primary]");
        const place = document.querySelector(".place.current");
        const buttons = document.querySelectorAll(".dock-large button").length;
        const prompt = place && button && buttons === 1;
        const key = prompt ? document.querySelector(".recital-bar")?.textContent : null;
        if (key !== standing && prompt) {
            requestAnimationFrame(() => setTimeout(() => window.prompts.push(performance.now())));
        }
        standing = key;
    }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
"""


def main() -> None:
    """Fill a phone, cut it off, and measure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--starts", type=int, default=5)
    arguments.add_argument("--answers", type=int, default=100)
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        profile = Path(folder) / "phone"
        with RunningServer(Path(folder)) as server:
            load_decks(server, Path(folder))
            history = write_history(Path(folder) / "history.json", int(time.time() * 1000))
            context = open_phone(playwright, profile)
            fill(context.pages[0], server.url, history)
            context.close()
            server.kill()
        starts, answers = [], []
        for number in range(wanted.starts):
            context = open_phone(playwright, profile)
            page = context.pages[0]
            page.add_init_script(WATCH_PROMPTS)
            slow_down(page, SLOWED)
            starts.append(first_prompt_ms(page, server.url))
            if number == wanted.starts - 1:
                answers = answer_times_ms(page, wanted.answers)
            context.close()
    say("cold start to the first prompt", starts, max(starts), GOAL_START_MS)
    p95 = statistics.quantiles(answers, n=20)[-1]
    say("answer to the next prompt", answers, p95, GOAL_ANSWER_MS)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def load_decks(server: RunningServer, folder: Path, decks: int = DECKS) -> None:
    """Into the library of the server, as its operator would."""
    files = write_decks(folder / "decks", decks)
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "decks", "load", *map(str, files)],
        cwd=REPOSITORY,
        env=server.environment,
        check=True,
        capture_output=True,
    )


def fill(page: Page, url: str, history: Path) -> None:
    """Visit once, import the reviews, and wait until everything is computed."""
    page.set_default_timeout(300_000)
    page.goto(url)
    page.locator("h1").wait_for()  # by then the page has made its database
    wait_until_holds(page, key_lists=DECKS * LISTS_A_DECK + STARTER_LISTS)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.goto(f"{url}/settings/about")
    page.locator("input[type=file]").first.set_input_files(history)
    page.locator(".message.good").wait_for(timeout=300_000)
    wait_until_holds(page, events=REVIEWS)


def first_prompt_ms(page: Page, url: str) -> float:
    """From the start of the navigation until the first prompt has been painted."""
    page.goto(f"{url}/recite", wait_until="commit")
    page.wait_for_function("() => window.prompts?.length > 0", timeout=60_000)
    return float(page.evaluate("() => window.prompts[0]"))


def answer_times_ms(page: Page, count: int) -> list[float]:
    """Reveal and rate so many items; recitals that end are followed by the next one."""
    times = []
    while len(times) < count:
        if page.locator(".done h1").count():
            page.locator(".done-next").click()
            page.wait_for_selector(".dock-large [data-primary]")
            continue
        page.keyboard.press("Space")
        page.wait_for_function("() => document.querySelectorAll('.dock-large button').length === 2")
        before = page.evaluate(
            """() => {
                const before = window.prompts.length;
                addEventListener("keydown", () => { window.pressed = performance.now(); },
                                 { once: true, capture: true });
                return before;
            }"""
        )
        page.keyboard.press("3")
        page.wait_for_function(
            "(before) => window.prompts.length > before || document.querySelector('.done h1')",
            arg=before,
        )
        painted = page.evaluate("(before) => window.prompts[before] ?? null", before)
        if painted is not None:  # the last answer of a recital is followed by its summary
            times.append(painted - page.evaluate("() => window.pressed"))
    return times


def say(what: str, times: list[float], judged: float, goal: float) -> None:
    """One line: the median, the spread, and the figure that the goal is about."""
    print(
        f"{what:32} median {statistics.median(times):6.0f} ms  "
        f"({min(times):.0f}-{max(times):.0f}, n={len(times)})  "
        f"judged {judged:.0f} ms, goal ≤ {goal} ms"
    )


if __name__ == "__main__":
    main()
