"""Chromium as a phone, for measuring."""

import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from tests.e2e.conftest import CHROMIUM_SWITCHES, PHONE

STARTER_LISTS = 29
"""The lists of the starter deck, which every phone has."""

# What a phone holds, and whether a replay of it all is still to be made.
HELD = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("jiyao");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const connection = opening.result;
        const names = ["key_lists", "events", "memory_states"];
        const tx = connection.transaction([...names, "meta"]);
        const counts = names.map((name) => [name, tx.objectStore(name).count()]);
        const mark = tx.objectStore("meta").get("rebuild");
        tx.oncomplete = () => {
            connection.close();
            const held = counts.map(([name, count]) => [name, count.result]);
            resolve({ ...Object.fromEntries(held), is_replayed: mark.result === undefined });
        };
    };
})"""


def open_phone(playwright: Playwright, profile: Path) -> BrowserContext:
    """A browser with a profile on disk; opened again with the same folder it is the same phone."""
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=CHROMIUM_SWITCHES, **PHONE
    )


def slow_down(page: Page, times: float) -> CDPSession:
    """Slow the page's processor down, as Chromium's developer tools do."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    return session


def wait_until_holds(page: Page, **counts: int) -> None:
    """Wait until the page's own database holds so many rows and all states are replayed."""
    wanted = {**counts, "is_replayed": True}
    while not wanted.items() <= page.evaluate(HELD).items():
        page.wait_for_timeout(1000)  # counting keeps the page's own reads and writes waiting
