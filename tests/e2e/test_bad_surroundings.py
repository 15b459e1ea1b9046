"""A browser, a clock or an address that is not as it should be: a clear word, nothing lost."""

import re

from playwright.sync_api import expect

from tests.e2e.stories import (
    RECALLED,
    create_account,
    events_on_server,
    recite,
    stored,
    wait_until_sent,
)

YEAR_MS = 365 * 86_400_000


def test_a_browser_that_refuses_storage_is_told_what_to_do(new_phone):
    phone = new_phone()
    phone.context.add_init_script(
        """IDBFactory.prototype.open = () => {
            throw new DOMException("The operation is insecure.", "SecurityError");
        };"""
    )
    phone.page.goto("/")
    expect(phone.page.get_by_role("main")).to_contain_text("浏览器不让这个网页保存东西")


def test_plain_http_from_another_device_says_why_it_cannot_work_offline(new_phone, server):
    phone = new_phone(switches=["--host-resolver-rules=MAP study.test 127.0.0.1"])
    phone.page.goto(f"http://study.test:{server.port}/")
    banner = phone.page.get_by_text("不是安全连接（HTTPS）")
    expect(banner).to_be_visible()
    expect(phone.page.get_by_text("make serve-phone")).to_be_visible()
    # It still works while the server is there.
    recite(phone.page, "两句话", [RECALLED, RECALLED])
    assert len(stored(phone.page, "events")) == 2


def test_a_clock_a_year_ahead_is_harmless_and_told(phone, server):
    phone.page.clock.install()
    phone.page.clock.set_system_time(_now_ms(phone.page) + YEAR_MS)
    page = phone.open()
    create_account(page, "小李")
    recite(page, "两句话", [RECALLED, RECALLED])
    page.clock.run_for(10_000)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    for event in events_on_server(server.folder / "jiyao.db"):
        assert event["effective_at_ms"] <= event["received_at_ms"]
        assert event["occurred_at_ms"] > event["received_at_ms"] + YEAR_MS / 2
    phone.open("/")
    expect(page.get_by_text(re.compile("时钟|时间不准"))).to_be_visible()


def test_a_full_storage_loses_nothing_and_says_so(phone):
    page = phone.open()
    recite(page, "两句话", [RECALLED, RECALLED])
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.url, "quotaSize": 1})
    page.get_by_role("link", name=re.compile("下一组")).or_(
        page.get_by_role("link", name="回到今天")
    ).first.wait_for()
    page.goto("/lists")
    page.get_by_role("link", name="三个转变").first.click()
    page.get_by_role("link", name="已经会了，直接背").click()
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("储存满了")
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.url})
    page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(page.get_by_text("1/3")).to_be_visible()
    assert len(stored(page, "events")) == 3


def _now_ms(page) -> int:
    return int(page.evaluate("Date.now()"))
