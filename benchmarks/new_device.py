"""A new phone of an account that has years of reviews.

    python -m benchmarks.new_device [--phones 3] [--decks 40]

An account has 40 decks of 100 lists, 20,000 cards and 200,000 reviews, which lie in the server's
database. Each phone is a new Chromium profile: it has the decks, as after a first visit, signs in
as a person does, goes to Today, and begins the first list that is due. Timed from the press on
"sign in" until that prompt stands, and until every review is on the phone and every state replayed.
Some minutes.
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from json import dumps, loads
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.cold_start import load_decks
from benchmarks.large_collection import LISTS_A_DECK, make_reviews
from benchmarks.phone import STARTER_LISTS, open_phone, wait_until_holds
from server import ids
from server.sync.digest import EMPTY_SUM, add_to_sum
from tests.e2e.stories import PASSWORD
from tests.running_server import RunningServer

CARDS_A_DECK, REVIEWS_A_DECK = 500, 5_000
NAME = "newdevice"
GOAL_PROMPT_SECONDS, GOAL_EVERYTHING_SECONDS = 3, 30
DAY_MS = 86_400_000


def main() -> None:
    """Fill an account, give it new phones, and measure."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--phones", type=int, default=3)
    arguments.add_argument("--decks", type=int, default=40, help="of 500 cards, 5,000 reviews each")
    wanted = arguments.parse_args()
    prompts, everything = [], []
    # So many reviews call for a fit, which would run beside what is measured.
    no_fit = {"FIT_PARAMETERS": "0"}
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        RunningServer(Path(folder), no_fit) as server,
    ):
        load_decks(server, Path(folder), wanted.decks)
        fill_account(Path(folder) / "jiyao.db", create_account(server.url), wanted.decks)
        for number in range(wanted.phones):
            phone = Path(folder) / f"phone-{number}"
            prompt, all_of_it = measure(playwright, server.url, phone, wanted.decks)
            prompts.append(prompt)
            everything.append(all_of_it)
    say("sign-in to the first due prompt", prompts, GOAL_PROMPT_SECONDS)
    say("sign-in to everything replayed", everything, GOAL_EVERYTHING_SECONDS)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def create_account(url: str) -> str:
    """An account with the password of the stories; return its id."""
    device = {"id": ids.new_id(), "name": "benchmark"}
    body = dumps({"name": NAME, "password": PASSWORD, "device": device}).encode()
    headers = {"Content-Type": "application/json", "Origin": url}
    request = urllib.request.Request(f"{url}/api/account", body, headers)
    with urllib.request.urlopen(request) as response:
        return str(loads(response.read())["account_id"])


def fill_account(database: Path, account_id: str, decks: int) -> None:
    """Store the reviews as if an older phone had sent them all."""
    events = make_reviews(int(time.time() * 1000), decks)
    given = ("account_id", "seq", "received_at_ms", "effective_at_ms", "study_day", "content_hash")
    made = ("kind", "card_id", "rating", "recital_id", "occurred_at_ms", "utc_offset_minutes")
    made += ("rollover_hour", "duration_ms", "device_id", "dev_seq")
    columns = ("id", *made, *given)

    def rows() -> Iterator[tuple[Any, ...]]:
        for seq, event in enumerate(events, 1):
            at_ms = event["occurred_at_ms"]
            study_day = (at_ms + 4 * 3_600_000) // DAY_MS  # UTC+8, rollover at 4
            yield (
                event["event_id"],
                *(event[name] for name in made),
                *(account_id, seq, at_ms, at_ms, study_day, os.urandom(32)),
            )

    file = sqlite3.connect(database)
    with file:
        marks = ", ".join("?" * len(columns))
        file.executemany(
            f"INSERT INTO review_event ({', '.join(columns)}) VALUES ({marks})", rows()
        )
        file.execute(
            "UPDATE account SET next_seq = ?, event_count = ?, event_id_sum = ? WHERE id = ?",
            (
                len(events) + 1,
                len(events),
                add_to_sum(EMPTY_SUM, [event["event_id"] for event in events]),
                account_id,
            ),
        )
    file.close()


def measure(playwright: Playwright, url: str, profile: Path, decks: int) -> tuple[float, float]:
    """Seconds until the first prompt of a due list, and until everything is here."""
    context = open_phone(playwright, profile)
    page = context.pages[0]
    page.set_default_timeout(300_000)
    page.goto(url)
    page.locator("h1").wait_for()  # by then the page has made its database
    wait_until_holds(page, key_lists=decks * LISTS_A_DECK + STARTER_LISTS)
    page.goto(f"{url}/settings/account")
    page.get_by_role("radio", name="登录").check(force=True)
    page.get_by_label("用户名").fill(NAME)
    page.locator("input[type=password]").fill(PASSWORD)
    began = time.monotonic()
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_text(f"已登录：{NAME}").wait_for()
    page.get_by_role("navigation").get_by_role("link", name="今天").click()
    page.locator(".today-begin a[href^='/recite/']").click()
    page.locator(".dock-large [data-primary]").wait_for()
    prompt = time.monotonic() - began
    wait_until_holds(page, events=decks * REVIEWS_A_DECK, memory_states=decks * CARDS_A_DECK)
    everything = time.monotonic() - began
    context.close()
    return prompt, everything


def say(what: str, seconds: list[float], goal: float) -> None:
    """One line: the median and the spread."""
    print(
        f"{what:32} median {statistics.median(seconds):5.1f} s  "
        f"({min(seconds):.1f}-{max(seconds):.1f}, n={len(seconds)}, goal ≤ {goal} s)"
    )


if __name__ == "__main__":
    main()
