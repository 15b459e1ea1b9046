"""What a person does on the page, in the words of the page."""

import json
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

PASSWORD = "correct horse battery"
PATIENCE_SECONDS = 30
FORGOT, RECALLED = "没背出", "背出来了"


def open_list(page: Page, name: str) -> None:
    """Go to a key list's own page as a person would, through the list of lists."""
    page.get_by_role("navigation").get_by_role("link", name="要点").click()
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def recite(page: Page, name: str, answers: list[str]) -> None:
    """Recite the whole list, answering in turn; what was missed is recalled when it comes again."""
    open_list(page, name)
    page.get_by_role("link", name="背这一组").or_(
        page.get_by_role("link", name="已经会了，直接背")
    ).click()
    dock = page.get_by_role("region", name="背诵操作")
    every_item = dock.get_by_role("button", name="全部背一遍")
    expect(every_item).to_be_visible()
    if every_item.is_enabled():
        every_item.click()
    for answer in answers:
        dock.get_by_role("button", name="揭晓").click()
        dock.get_by_role("button", name=answer, exact=True).click()
    while FORGOT in answers:
        answers = [FORGOT for answer in answers if answer == FORGOT][1:]
        dock.get_by_role("button", name="揭晓").click()
        dock.get_by_role("button", name=RECALLED, exact=True).click()
    expect(page.get_by_role("heading", level=1, name="背出")).to_be_visible()


def is_saved(page: Page, progress: str) -> Locator:
    """The page's word, in a recital, that so many answers are on the disk: "1/7"."""
    return page.locator(".recital-saved", has_text=re.compile(f"{progress}.*已保存", re.DOTALL))


def create_account(page: Page, name: str) -> str:
    """Make an account in the settings and return the recovery code that is shown once."""
    page.goto("/settings/account")
    page.get_by_label("用户名").fill(name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="新建账号").click()
    expect(page.get_by_role("heading", name="记下恢复码")).to_be_visible()
    code = page.locator("code, .recovery-code").first.inner_text()
    page.get_by_role("button", name="我记下了").click()
    return code


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in on this device with an account that another device made."""
    try_to_sign_in(page, name, password)
    expect(page.get_by_text(f"已登录：{name}")).to_be_visible()


def try_to_sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/settings/account")
    page.get_by_role("radio", name="登录").check(force=True)
    page.get_by_label("用户名").fill(name)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


READ_STORE = """([store, verb]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open("jiyao");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const connection = opening.result;
        const reading = connection.transaction(store).objectStore(store)[verb]();
        reading.onsuccess = () => { connection.close(); resolve(reading.result); };
        reading.onerror = () => reject(reading.error);
    };
})"""


def stored(page: Page, store: str) -> list[dict[str, Any]]:
    """Every record of a store of the page's own database."""
    return page.evaluate(READ_STORE, [store, "getAll"])


def wait_until_sent(page: Page) -> None:
    """Wait until nothing of this device waits to be uploaded."""
    wait_for_count(page, "outbox", 0)


def sync_now(page: Page) -> None:
    """Let the page sync as when the network is back, and wait until nothing is left to send."""
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)


def set_clock_wrong(page: Page, error_ms: int) -> None:
    """Let the page's clock be off by so much; its timers wait for `page.clock.run_for`."""
    page.clock.install()
    wrong_ms = page.evaluate("Date.now()") + error_ms
    page.clock.set_system_time(wrong_ms / 1000)  # Playwright takes seconds


def begin_recital(page: Page, name: str) -> None:
    """Open a list that was never recited and begin with its first item."""
    open_list(page, name)
    page.get_by_role("link", name="已经会了，直接背").click()
    expect(page.get_by_role("button", name="揭晓")).to_be_visible()


def recall(page: Page) -> None:
    """Reveal the item that is asked and say that it was recalled."""
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name=RECALLED, exact=True).click()


def events_on_server(database: Path) -> list[dict[str, Any]]:
    """The review events that the server holds, oldest first."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM review_event ORDER BY seq").fetchall()
    return [dict(row) for row in rows]


def canonical(records: list[dict[str, Any]], *leave_out: str) -> list[str]:
    """Records in a form that can be compared: sorted, without the fields that may differ."""
    kept = ({k: v for k, v in record.items() if k not in leave_out} for record in records)
    return sorted(json.dumps(record, sort_keys=True, ensure_ascii=False) for record in kept)


def wait_for_count(page: Page, store: str, count: int) -> None:
    """Wait until a store of the page's own database holds so many records."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (held := page.evaluate(READ_STORE, [store, "count"])) != count:
        assert time.monotonic() < deadline, f"{store} holds {held} records, not {count}"
        page.wait_for_timeout(50)


def wait_until(page: Page, condition: str) -> None:
    """Wait until an asynchronous function of the page answers true; `wait_for_function` does not
    await it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)
