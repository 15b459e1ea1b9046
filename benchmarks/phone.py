"""Chromium as a phone, for measuring."""

import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from tests.e2e.conftest import CHROMIUM_SWITCHES, PHONE

STARTER_LISTS = 29
"""The lists of the starter deck, which every phone has."""

# What a phone holds, once no replay of it all is still to be made; null before. Rows are counted
# only then: counting keeps the page's own reads and writes waiting.
HELD = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("jiyao");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const connection = opening.result;
        const names = ["key_lists", "events", "memory_states"];
        const replay = connection.transaction("meta").objectStore("meta").get("rebuild");
        replay.onsuccess = () => {
            if (replay.result !== undefined) return end(null);
            const tx = connection.transaction(names);
            const counts = names.map((name) => [name, tx.objectStore(name).count()]);
            tx.oncomplete = () =>
                end(Object.fromEntries(counts.map(([name, count]) => [name, count.result])));
        };
        function end(held) {
            connection.close();
            resolve(held);
        }
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
    while not counts.items() <= (page.evaluate(HELD) or {}).items():
        page.wait_for_timeout(500)
