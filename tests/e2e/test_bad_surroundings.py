"""A browser, a clock or an address that is not as it should be: a clear word, nothing lost."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.conftest import Phone
from tests.e2e.stories import (
    RECALLED,
    begin_recital,
    create_account,
    events_on_server,
    is_saved,
    recall,
    recite,
    set_clock_wrong,
    stored,
    sync_now,
    wait_until_sent,
)
from tests.running_server import RunningServer

HOUR_MS = 3_600_000
YEAR_MS = 365 * 24 * HOUR_MS


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("zh-CN", "浏览器不让这个网页保存东西"),
        ("en-US", "The browser does not let this page keep anything"),
    ],
)
def test_a_browser_that_refuses_storage_is_told_what_to_do(new_phone, locale, words):
    phone = new_phone(locale=locale)
    phone.context.add_init_script(
        """IDBFactory.prototype.open = () => {
            throw new DOMException("The operation is insecure.", "SecurityError");
        };"""
    )
    phone.page.goto("/")
    expect(phone.page.get_by_role("main")).to_contain_text(words)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("zh-CN", "不是安全连接（HTTPS）"), ("en-US", "This address is not secure (HTTPS)")],
)
def test_plain_http_from_another_device_says_why_it_cannot_work_offline(
    new_phone, server, locale, words
):
    phone = new_phone(locale=locale, switches=["--host-resolver-rules=MAP study.test 127.0.0.1"])
    page = phone.page
    page.goto(f"http://study.test:{server.port}/")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("make serve-phone")).to_be_visible()
    # It still works while the server is there.
    page.goto(f"http://study.test:{server.port}/settings")
    page.get_by_role("radio", name="简体中文").check(force=True)
    recite(page, "两句话", [RECALLED, RECALLED])
    assert len(stored(page, "events")) == 2


@pytest.mark.parametrize("error_ms", [YEAR_MS, -YEAR_MS], ids=["ahead", "behind"])
def test_a_clock_a_year_off_is_harmless_and_told(phone, server, error_ms):
    set_clock_wrong(phone.page, error_ms)
    page = phone.open()
    create_account(page, "小李")
    recite(page, "两句话", [RECALLED, RECALLED])
    page.clock.run_for(10_000)
    sync_now(page)
    for event in events_on_server(server.folder / "jiyao.db"):
        assert 0 <= event["received_at_ms"] - event["effective_at_ms"] < HOUR_MS
        assert abs(event["occurred_at_ms"] - error_ms - event["received_at_ms"]) < HOUR_MS
    phone.open("/")
    expect(page.get_by_text("这台设备的时钟差了12个月")).to_be_visible()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB in memory, so that it can really be full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_every_answer_called_saved_reaches_the_account(
    playwright: Playwright, server: RunningServer, small_disk: Path
):
    # Chromium throws the whole database away when it starts again after a disk was full; what was
    # saved must have left for the server before that, and the page must go on until then.
    phone = Phone(playwright, small_disk / "phone", server.url)
    page = phone.open()
    create_account(page, "小李")
    wait_until_sent(page)
    phone.context.set_offline(True)
    begin_recital(page, "七大功能")
    recall(page)
    expect(is_saved(page, "1/7")).to_be_visible()

    filler = small_disk / "filler"
    subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=4k"], check=False, stderr=DEVNULL)
    saved = 1
    while True:  # a database that is open may have room for an answer or two
        recall(page)
        outcome = is_saved(page, f"{saved + 1}/7").or_(page.get_by_role("alert"))
        expect(outcome.first).to_be_visible()
        if page.get_by_role("alert").count():
            break
        saved += 1
    expect(page.get_by_role("alert")).to_contain_text("没有存下来")

    filler.unlink()
    page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(is_saved(page, f"{saved + 1}/7")).to_be_visible()
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    assert len(events_on_server(server.folder / "jiyao.db")) == saved + 1
    phone.close_browser()
