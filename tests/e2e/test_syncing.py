"""What can come between while the page syncs: a crash, an answer, an edit, another tab."""

import time

from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from tests.e2e.stories import (
    PATIENCE_SECONDS,
    RECALLED,
    begin_recital,
    canonical,
    create_account,
    events_on_server,
    is_saved,
    open_list,
    recall,
    recite,
    sign_in,
    stored,
    sync_now,
    wait_for_count,
    wait_until,
    wait_until_sent,
)

# The page of rows is written, and the browser ends before the cursor is.
CRASH_AT_THE_CURSOR = """
    window.crashes = 0;
    window.crashing = true;
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (row, ...key) {
        if (window.crashing && row?.name === "sync" && row.value.cursor > 0) {
            window.crashes += 1;
            this.transaction.abort();
        }
        return put.call(this, row, ...key);
    };
"""


def position(page: Page) -> dict:
    """Where this device stands with its server."""
    [row] = [row for row in stored(page, "meta") if row["name"] == "sync"]
    return row["value"]


def test_a_crash_between_a_page_of_rows_and_the_cursor_leaves_neither(new_phone):
    first, second = new_phone(), new_phone()
    create_account(first.open(), "小李")
    recite(first.page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(first.page)

    second.context.add_init_script(CRASH_AT_THE_CURSOR)
    page = second.open()
    sign_in(page, "小李")
    page.wait_for_function("() => window.crashes > 0")
    expect(page.get_by_text("没能同步").first).to_be_visible()
    assert stored(page, "events") == []
    assert position(page)["cursor"] == 0

    page.evaluate("window.crashing = false")
    sync_now(page)
    wait_for_count(page, "events", 3)
    assert position(page)["cursor"] > 0
    for store in ("memory_states", "schedules"):
        assert canonical(stored(first.page, store)) == canonical(stored(page, store))


class SlowNetwork:
    """The server takes a browser's syncs at once; its answers arrive when they are let through."""

    def __init__(self, context: BrowserContext) -> None:
        self.on_their_way: list[tuple[Route, APIResponse]] = []
        self._is_slow = True
        context.route("**/api/sync", self._carry)

    def _carry(self, route: Route) -> None:
        if self._is_slow:
            self.on_their_way.append((route, route.fetch()))
        else:
            route.continue_()

    def let_through(self) -> None:
        self._is_slow = False
        for route, response in self.on_their_way:
            route.fulfill(response=response)

    def wait_for_an_answer(self, page: Page) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.on_their_way:
            assert time.monotonic() < deadline, "the page has not asked the server"
            page.wait_for_timeout(20)


def test_what_is_answered_and_edited_during_a_long_pull_stays(new_phone, server):
    first, second = new_phone(), new_phone()
    page = second.open()
    create_account(first.open(), "小李")
    sign_in(page, "小李")
    wait_until_sent(page)
    rename_first_item(first.page, "两句话", "先改的")
    recite(first.page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(first.page)

    network = SlowNetwork(second.context)
    page.evaluate("dispatchEvent(new Event('online'))")
    network.wait_for_an_answer(page)
    rename_first_item(page, "两句话", "后改的")
    begin_recital(page, "七大功能")
    recall(page)
    expect(is_saved(page, "1/7")).to_be_visible()
    network.let_through()
    wait_for_count(page, "events", 4)
    sync_now(page)
    assert len(events_on_server(server.folder / "jiyao.db")) == 4
    sync_now(first.page)
    wait_for_count(first.page, "events", 4)
    for phone in (first, second):
        phone.open("/")
        open_list(phone.page, "两句话")
        expect(phone.page.locator(".item-text").first).to_have_text("后改的")


def rename_first_item(page: Page, name: str, text: str) -> None:
    open_list(page, name)
    page.get_by_role("link", name="编辑").click()
    box = page.get_by_role("textbox", name="第1条", exact=True)
    box.fill(text)
    box.blur()
    page.get_by_role("link", name="改好了").click()
    expect(page.locator(".item-text").first).to_have_text(text)


ONE_SYNCS_AND_ONE_WAITS = """async () => {
    const { held, pending } = await navigator.locks.query();
    const of_sync = ({ name }) => name === "jiyao-sync";
    return held.filter(of_sync).length === 1 && pending.filter(of_sync).length === 1;
}"""


def test_two_tabs_keep_both_answers_see_each_other_and_sync_one_at_a_time(phone, server):
    one = phone.open()
    create_account(one, "小李")
    wait_until_sent(one)
    one.goto("/")
    other = phone.new_tab()
    other.goto("/")

    network = SlowNetwork(phone.context)
    recite(other, "两句话", [RECALLED, RECALLED])
    expect(one.get_by_text("今天已背1组，2条")).to_be_visible()
    one.bring_to_front()
    recite(one, "三个转变", [RECALLED, RECALLED, RECALLED])
    other.get_by_role("navigation").get_by_role("link", name="今天").click()
    expect(other.get_by_text("今天已背2组，5条")).to_be_visible()
    for tab in (one, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    wait_until(one, ONE_SYNCS_AND_ONE_WAITS)
    network.wait_for_an_answer(one)
    assert len(network.on_their_way) == 1
    network.let_through()
    for tab in (one, other):
        sync_now(tab)
    ids = {event["event_id"] for event in stored(one, "events")}
    assert len(ids) == 5
    assert {event["id"] for event in events_on_server(server.folder / "jiyao.db")} == ids
