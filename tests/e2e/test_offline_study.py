"""First visit, then no server: the page opens from its icon, recites and keeps; later it syncs."""

from playwright.sync_api import expect

from tests.e2e.stories import (
    FORGOT,
    RECALLED,
    begin_recital,
    create_account,
    events_on_server,
    is_saved,
    open_list,
    recite,
    stored,
    wait_until_sent,
)

FUNCTIONS = ["指挥", "决策", "执行", "监督", "技术", "保障", "评价"]


def test_a_list_is_recited_while_the_server_is_dead_and_reaches_it_later(phone, server):
    page = phone.open()
    phone.wait_until_offline_ready()
    create_account(page, "小李")
    wait_until_sent(page)
    server.kill()
    phone.close_browser()

    phone.start_browser()
    page = phone.open("/")
    recite(page, "七大功能", [RECALLED, RECALLED, FORGOT, RECALLED, RECALLED, RECALLED, RECALLED])
    assert len(stored(page, "outbox")) == 8
    expect(page.get_by_text("还有8条记录等着上传")).to_be_visible()
    assert events_on_server(server.folder / "jiyao.db") == []

    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    events = events_on_server(server.folder / "jiyao.db")
    assert [event["rating"] for event in events] == [3, 3, 1, 3, 3, 3, 3, 3]


def test_what_was_saved_is_there_after_the_browser_is_closed(phone, server):
    page = phone.open()
    phone.wait_until_offline_ready()
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    before = sorted(event["event_id"] for event in stored(page, "events"))
    server.kill()
    phone.close_browser()
    phone.start_browser()
    page = phone.open("/")
    assert sorted(event["event_id"] for event in stored(page, "events")) == before
    open_list(page, "三个转变")


def test_a_hint_counts_although_the_page_is_loaded_anew(phone):
    page = phone.open()
    begin_recital(page, "三个转变")
    page.get_by_role("button", name="提示首字").click()
    expect(page.locator(".place-hint")).to_be_visible()
    page.reload()
    expect(page.locator(".place-hint")).to_be_visible()
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name="背出来了 记作“勉强”").click()
    expect(is_saved(page, "1/3")).to_be_visible()
    assert [event["rating"] for event in stored(page, "events")] == [2]


def test_every_address_of_the_page_opens_without_the_server(phone, server):
    page = phone.open()
    phone.wait_until_offline_ready()
    open_list(page, "七大功能")
    address = page.url.removeprefix(phone.url)
    server.kill()
    for path in ("/", "/lists", address, "/settings", "/settings/account", "/settings/about"):
        phone.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_list_left_midway_keeps_what_was_answered(phone):
    page = phone.open()
    open_list(page, "七大功能")
    page.get_by_role("link", name="已经会了，直接背").click()
    for _ in FUNCTIONS[:3]:
        page.get_by_role("button", name="揭晓").click()
        page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(is_saved(page, "3/7")).to_be_visible()
    phone.open("/")
    assert len(stored(page, "events")) == 3


def test_an_answer_taken_back_no_longer_counts(phone):
    page = phone.open()
    open_list(page, "七大功能")
    page.get_by_role("link", name="已经会了，直接背").click()
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name=FORGOT, exact=True).click()
    expect(is_saved(page, "1/7")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("0/7")).to_be_visible()
    assert sorted(event["kind"] for event in stored(page, "events")) == ["review", "undo"]
    assert stored(page, "memory_states") == []


def test_a_hint_shows_the_first_character_and_counts_as_hard(phone):
    page = phone.open()
    open_list(page, "七大功能")
    page.get_by_role("link", name="已经会了，直接背").click()
    page.get_by_role("button", name="提示首字").click()
    expect(page.get_by_text("首字是“指”")).to_have_count(1)
    expect(page.locator(".place").first).to_contain_text("指")
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name=RECALLED).click()
    expect(is_saved(page, "1/7")).to_be_visible()
    assert [event["rating"] for event in stored(page, "events")] == [2]


def test_a_recital_needs_nothing_but_the_keyboard(phone):
    page = phone.open()
    open_list(page, "两句话")
    page.get_by_role("link", name="已经会了，直接背").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0/2")).to_be_visible()
    for rating in ("1", "4", "3"):
        expect(page.get_by_role("button", name="揭晓")).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name=FORGOT)).to_be_visible()
        page.keyboard.press(rating)
    expect(page.get_by_role("heading", level=1, name="背出")).to_be_visible()
    ratings = [
        event["rating"] for event in sorted(stored(page, "events"), key=lambda e: e["dev_seq"])
    ]
    assert ratings == [1, 4, 3]
