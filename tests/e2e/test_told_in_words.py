"""What sync and storage do is told to the learner, in words and in both languages."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.stories import (
    FORGOT,
    RECALLED,
    create_account,
    recite,
    set_clock_wrong,
    sign_in,
    sync_now,
    wait_for_count,
    wait_until_sent,
)

FIVE_HOURS_MS = 5 * 3_600_000


def expect_words(page: Page, path: str, chinese: list[str], english: list[str]) -> None:
    """The page at `path` says all of this in the one language and in the other."""
    for choice, words in (("English", english), ("简体中文", chinese)):
        page.get_by_role("navigation").get_by_role("link", name=re.compile("设置|Settings")).click()
        page.get_by_role("radio", name=choice).check(force=True)
        link = page.locator(f'a[href="{path}"]').first
        link.click()
        for each in words:
            expect(page.get_by_text(each).first).to_be_visible()


def test_reviews_waiting_last_sync_a_merge_a_wrong_clock_and_the_devices_are_told(new_phone):
    phone, tablet = new_phone(), new_phone()
    create_account(phone.open(), "小李")
    wait_until_sent(phone.page)
    set_clock_wrong(tablet.page, FIVE_HOURS_MS)
    sign_in(tablet.open(), "小李")
    phone.context.set_offline(True)
    recite(phone.page, "三个转变", [RECALLED, FORGOT, RECALLED])
    recite(tablet.page, "三个转变", [RECALLED, RECALLED, RECALLED])
    tablet.page.clock.run_for(10_000)
    sync_now(tablet.page)

    phone.page.evaluate("dispatchEvent(new Event('online'))")
    expect_words(
        phone.page,
        "/",
        ["没有网络，先存在这台设备上。还有4条记录等着上传。上次同步："],
        ["No network; kept on this device for now. 4 records wait to be uploaded. Last synced"],
    )
    phone.context.set_offline(False)
    sync_now(phone.page)
    wait_for_count(phone.page, "events", 7)
    expect_words(
        phone.page,
        "/",
        ["已同步，", "从另外1台设备合并了3次背诵记录；有3条要点两边都背过，两边的记录都算数"],
        ["Synced", "Merged 3 reviews from 1 other device; 3 items were reviewed on both"],
    )
    expect_words(
        phone.page,
        "/settings/account",
        ["就是这台 · 已传来4条背诵记录", "已传来3条背诵记录", "它的时钟差了5小时"],
        ["this one · 4 reviews sent", "3 reviews sent", "Its clock is off by 5 hours"],
    )
    expect_words(
        tablet.page,
        "/",
        ["这台设备的时钟差了5小时", "请在系统设置里校准时间"],
        ["The clock of this device is off by 5 hours", "set the clock in the system settings"],
    )


def test_storage_that_runs_short_is_told(phone):
    page = phone.open()
    # Chromium names 10 GB to every page; this is a browser that names what there is.
    page.add_init_script(
        "StorageManager.prototype.estimate = async () => ({ quota: 10_000_000, usage: 9_500_000 });"
    )
    phone.open("/")
    expect_words(
        page,
        "/settings/about",
        ["这台设备的储存快满了", "已用9.5 MB，最多10 MB"],
        ["The storage of this device is nearly full", "9.5 MB used of 10 MB at most"],
    )
