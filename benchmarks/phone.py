"""Chromium as a phone, for measuring."""

import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

from tests.e2e.conftest import CHROMIUM_SWITCHES, PHONE


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
