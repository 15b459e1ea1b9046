"""Make docs/screenshots/ from the real app: `make screenshots`.

Starts the server with the starter deck, studies as a learner would, and takes each picture in a
real Chromium, at phone size and wide, light and dark, Chinese and English.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM_SWITCHES, PHONE
from tests.e2e.stories import FORGOT, RECALLED, recite
from tests.running_server import RunningServer

FOLDER = Path(__file__).resolve().parent / "screenshots"
WIDE = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}


def main() -> None:
    """One server, one learner on a phone, one visitor on a wide screen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        FOLDER.mkdir(exist_ok=True)
        phone = open_page(
            playwright, Path(folder) / "phone", server.url, PHONE | {"device_scale_factor": 2}
        )
        picture_phone(phone)
        phone.context.close()
        wide = open_page(playwright, Path(folder) / "wide", server.url, WIDE)
        picture_wide(wide)
        wide.context.close()


def open_page(playwright: Playwright, profile: Path, url: str, options: dict) -> Page:
    """A browser with a profile of its own, at Today."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=CHROMIUM_SWITCHES,
        base_url=url,
        reduced_motion="reduce",
        **options,
    )
    page = context.pages[0]
    visit(page, "/")
    return page


def picture_phone(page: Page) -> None:
    """Study a little, so that there is something to see, and take the pages on the way."""
    recite(page, "四个身份", [RECALLED, RECALLED, RECALLED, RECALLED])
    recite(page, "三个转变", [RECALLED, FORGOT, RECALLED])
    take(page, "done")
    visit(page, "/")
    take(page, "today")
    visit(page, "/lists")
    take(page, "lists")
    page.get_by_role("link", name="七大功能").first.click()
    page.get_by_role("link", name="已经会了，直接背").click()
    dock = page.get_by_role("region", name="背诵操作")
    for _ in range(3):
        dock.get_by_role("button", name="揭晓").click()
        dock.get_by_role("button", name=RECALLED, exact=True).click()
    expect(page.get_by_text("3/7")).to_be_visible()
    take(page, "recital")
    dark(page)
    visit(page, "/recite")
    dock.get_by_role("button", name="揭晓").click()
    take(page, "recital-dark")


def picture_wide(page: Page) -> None:
    """The same on a wide screen, in English."""
    visit(page, "/settings")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    visit(page, "/lists")
    take(page, "lists-wide-en")


def dark(page: Page) -> None:
    """Choose the dark theme in the settings."""
    visit(page, "/settings")
    page.get_by_text("深色", exact=True).click()


def visit(page: Page, path: str) -> None:
    """Open a page and wait until it stands."""
    page.goto(path)
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")


def take(page: Page, name: str) -> None:
    """Write one picture."""
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
