"""What a person does, in Chromium at phone size, against the real server."""

import itertools
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.running_server import RunningServer

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 1,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the starter deck, made once and copied for each server."""
    folder = tmp_path_factory.mktemp("prepared")
    RunningServer(folder).prepare()
    return folder / "jiyao.db"


@pytest.fixture
def server(prepared_database: Path, tmp_path: Path) -> Iterator[RunningServer]:
    shutil.copy(prepared_database, tmp_path)
    running = RunningServer(tmp_path)
    running.start()
    yield running
    running.stop()


class Phone:
    """A browser profile that lives on disk, so that the browser can be closed and opened again."""

    def __init__(self, playwright: Playwright, folder: Path, url: str, **options: object) -> None:
        self._playwright = playwright
        self._folder = folder
        self._options = options
        self.url = url
        self.context: BrowserContext
        self.page: Page
        self.faults: list[str] = []
        self.start_browser()

    def start_browser(self) -> None:
        arguments = {**PHONE, **self._options}
        switches = [*CHROMIUM_SWITCHES, *arguments.pop("switches", [])]
        self.context = self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=shutil.which("chromium"),
            args=switches,
            base_url=self.url,
            **arguments,
        )
        self.context.set_default_timeout(15_000)
        self.page = self._watched(self.context.pages[0])

    def new_tab(self) -> Page:
        return self._watched(self.context.new_page())

    def _watched(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def close_browser(self) -> None:
        self.context.close()

    def kill_browser(self) -> None:
        """End it without a chance to tidy up, as a phone does that needs the memory."""
        pid = self._main_process()
        # It leads a group of its own: its helpers end with it and nothing else does.
        assert os.getpgid(pid) == pid != os.getpgrp()
        with self.context.expect_event("close"):
            os.killpg(pid, signal.SIGKILL)

    def _main_process(self) -> int:
        profile = f"--user-data-dir={self._folder}"
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue  # it has just ended
            if profile in arguments and not any(each.startswith("--type=") for each in arguments):
                return int(folder.name)
        raise LookupError(profile)

    def open(self, path: str = "/") -> Page:
        """Open the page and wait until it shows its content."""
        self.page.goto(path)
        expect(self.page.get_by_role("main")).to_be_visible()
        return self.page

    def wait_until_offline_ready(self) -> None:
        """Wait until the service worker controls the page, so that it starts without the server."""
        # A function: an expression would be evaluated again and again, which the policy forbids.
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")


@pytest.fixture
def new_phone(
    playwright: Playwright, server: RunningServer, tmp_path: Path
) -> Iterator[Callable[..., Phone]]:
    """Makes phones, each another device. An error that a page did not catch fails the test."""
    phones: list[Phone] = []
    numbers = itertools.count(1)

    def make(**options: object) -> Phone:
        folder = tmp_path / f"phone-{next(numbers)}"
        phones.append(Phone(playwright, folder, server.url, **options))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close_browser()
    assert [fault for phone in phones for fault in phone.faults] == []


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()
