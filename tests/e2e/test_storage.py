"""The browser's storage at its worst: killed, lost, full, cleared, upgraded beside an old tab."""

import json

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Phone
from tests.e2e.stories import (
    RECALLED,
    begin_recital,
    canonical,
    create_account,
    events_on_server,
    is_saved,
    open_list,
    recall,
    recite,
    stored,
    sync_now,
    wait_for_count,
    wait_until_sent,
)
from tests.running_server import REPOSITORY

# A database as version 1 of its schema left it: five events that no server has.
VERSION_1 = json.loads(
    (REPOSITORY / "tests/static/db/databases/version-1.json").read_text(encoding="utf-8")
)
ANOTHER_PAGE = "/healthz"  # of the same origin, and not the app


def test_every_answer_called_saved_is_there_after_the_browser_is_killed(phone):
    page = phone.open()
    phone.wait_until_offline_ready()
    begin_recital(page, "七大功能")
    address = page.url
    for answered in range(1, 5):
        recall(page)
        expect(is_saved(page, f"{answered}/7")).to_be_visible()
        phone.kill_browser()
        phone.start_browser()
        page = phone.open(address)
        # The recital goes on where it was.
        expect(page.get_by_text(f"{answered}/7")).to_be_visible()
        assert [event["dev_seq"] for event in by_number(page)] == list(range(1, answered + 1))
        assert len(stored(page, "outbox")) == answered


def by_number(page: Page) -> list[dict]:
    return sorted(stored(page, "events"), key=lambda event: event["dev_seq"])


LOSABLE_CONNECTION = """
    const connections = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...arguments) {
        if (window.serverIsLost && arguments[0] === "jiyao") {
            throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
        }
        const opening = open.apply(this, arguments);
        opening.addEventListener("success", () => connections.push(opening.result));
        return opening;
    };
    window.loseConnection = () => connections.forEach((connection) => connection.close());
"""


def test_a_lost_connection_is_opened_again_and_the_answer_kept(phone):
    phone.context.add_init_script(LOSABLE_CONNECTION)
    page = phone.open()
    begin_recital(page, "七大功能")
    recall(page)
    expect(is_saved(page, "1/7")).to_be_visible()

    page.evaluate("loseConnection()")
    recall(page)
    expect(is_saved(page, "2/7")).to_be_visible()

    page.evaluate("window.serverIsLost = true; loseConnection()")
    recall(page)
    expect(page.get_by_role("alert")).to_contain_text("和储存的连接断了")
    expect(page.get_by_text("2/7")).to_be_visible()

    page.evaluate("window.serverIsLost = false")
    page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(is_saved(page, "3/7")).to_be_visible()
    assert [event["dev_seq"] for event in by_number(page)] == [1, 2, 3]

    # A recital that cannot even begin says why, and begins when the connection is back.
    page.get_by_role("button", name="离开").click()
    open_list(page, "两句话")
    page.evaluate("window.serverIsLost = true; loseConnection()")
    page.get_by_role("link", name="已经会了，直接背").click()
    expect(page.get_by_role("alert")).to_contain_text("和储存的连接断了")
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_role("button", name="揭晓")).to_be_visible()


SLOW_DISK = """() => new Promise((resolve) => {
    indexedDB.open("jiyao").onsuccess = ({ target }) => {
        const events = target.result.transaction("events", "readwrite").objectStore("events");
        window.diskIsSlow = true;
        (function wait() {
            if (window.diskIsSlow) events.get("none").onsuccess = wait;
            else target.result.close();
        })();
        resolve();
    };
})"""


def leave_while_the_last_answer_is_saved(page: Page) -> None:
    """Recite a list of two and go to the lists, while the disk takes its time."""
    begin_recital(page, "两句话")
    recall(page)
    expect(is_saved(page, "1/2")).to_be_visible()
    page.evaluate(SLOW_DISK)
    recall(page)
    page.get_by_role("button", name="离开").click()
    page.get_by_role("link", name="要点").click()


def test_who_leaves_while_the_last_answer_is_saved_stays_where_they_went(phone):
    page = phone.open()
    leave_while_the_last_answer_is_saved(page)
    expect(page.get_by_role("heading", name="要点", exact=True)).to_be_visible()
    page.evaluate("window.diskIsSlow = false")
    wait_for_count(page, "events", 2)
    page.wait_for_timeout(300)
    expect(page.get_by_role("heading", name="要点", exact=True)).to_be_visible()


WATCHED_WRITES = """
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...arguments) {
        const transaction = begin.apply(this, arguments);
        const spans = transaction.objectStoreNames;
        const isAnswer = spans.contains("events") && spans.contains("outbox");
        if (transaction.mode === "readwrite" && isAnswer) window.lastAnswer = transaction;
        return transaction;
    };
"""


def test_an_answer_that_could_not_be_saved_after_leaving_is_asked_again(phone):
    phone.context.add_init_script(WATCHED_WRITES)
    page = phone.open()
    leave_while_the_last_answer_is_saved(page)
    page.evaluate("window.lastAnswer.abort(); window.diskIsSlow = false")
    expect(page.get_by_role("heading", name="要点", exact=True)).to_be_visible()
    assert len(stored(page, "events")) == 1
    open_list(page, "两句话")
    page.locator("main a[href^='/recite/']").first.click()
    expect(page.get_by_text("1/2")).to_be_visible()
    page.get_by_role("button", name=RECALLED, exact=True).click()  # it is revealed already
    wait_for_count(page, "events", 2)


def limit_storage(phone: Phone, page: Page, bytes_at_most: int | None) -> None:
    """Let the browser give so much room to the page; None: as much as there is."""
    limit = {} if bytes_at_most is None else {"quotaSize": bytes_at_most}
    phone.context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": phone.url, **limit}
    )


def test_a_full_quota_is_told_keeps_what_was_there_and_lets_go_on_afterwards(phone, server):
    page = phone.open()
    create_account(page, "小李")
    recite(page, "两句话", [RECALLED, RECALLED])
    wait_until_sent(page)
    # Chromium remembers for half a minute how much room there was; a new process asks.
    phone.close_browser()
    phone.start_browser()
    limit_storage(phone, phone.page, 1)
    page = phone.open("/")
    begin_recital(page, "七大功能")
    recall(page)
    expect(page.get_by_text("没有存下来：这台设备的储存满了")).to_be_visible()
    expect(page.get_by_text("0/7")).to_be_visible()

    page = phone.open("/")
    expect(page.get_by_text("储存快满了")).to_be_visible()
    expect(page.get_by_text("没能同步：这台设备的储存满了")).to_be_visible()
    expect(page.get_by_text("今天已背1组，2条")).to_be_visible()
    assert len(stored(page, "events")) == 2

    limit_storage(phone, page, None)
    begin_recital(page, "七大功能")
    recall(page)
    expect(is_saved(page, "1/7")).to_be_visible()
    sync_now(page)
    assert len(events_on_server(server.folder / "jiyao.db")) == 3


def test_a_cleared_browser_that_kept_its_cookie_gets_everything_back_and_is_told(phone, server):
    page = phone.open()
    create_account(page, "小李")
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(page)
    states = canonical(stored(page, "memory_states"))
    [old_device] = {event["device_id"] for event in stored(page, "events")}
    phone.context.set_offline(True)
    recite(page, "两句话", [RECALLED, RECALLED])
    # A page that still stood would hand in what waits as soon as it is online.
    phone.page = phone.context.new_page()
    page.close()
    page = phone.page
    phone.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin",
        {
            "origin": phone.url,
            "storageTypes": "indexeddb,local_storage,service_workers,cache_storage",
        },
    )

    phone.context.set_offline(False)
    page = phone.open("/")
    expect(page.get_by_text("浏览器清掉了记要在这台设备上的东西")).to_be_visible()
    wait_for_count(page, "events", 3)
    expect(page.get_by_text("今天已背1组，3条")).to_be_visible()
    assert canonical(stored(page, "memory_states")) == states
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_text("浏览器清掉了")).to_have_count(0)

    recite(page, "两句话", [RECALLED, RECALLED])
    wait_until_sent(page)
    events = events_on_server(server.folder / "jiyao.db")
    assert len(events) == 5
    assert events[-1]["device_id"] != old_device
    page.goto("/settings/account")
    expect(page.get_by_text("就是这台")).to_be_visible()
    expect(page.locator(".device")).to_have_count(1)


PUT_DATABASE = """({ version, stores }) => {
    const opening = indexedDB.open("jiyao", version);
    opening.onupgradeneeded = () => {
        for (const [name, { key_path, indexes, rows }] of Object.entries(stores)) {
            const store = opening.result.createObjectStore(name, { keyPath: key_path });
            for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
            for (const row of rows) store.put(row);
        }
    };
    opening.onsuccess = () => {
        window.connection = opening.result;
    };
}"""


def put_database(page: Page, database: dict, *, close: bool) -> None:
    page.goto(ANOTHER_PAGE)
    page.evaluate(PUT_DATABASE, database)
    page.wait_for_function("() => window.connection")  # opened, however many tabs are in the way
    if close:
        page.evaluate("connection.close()")


HANG_MIDWAY = """
    const create = IDBDatabase.prototype.createObjectStore;
    IDBDatabase.prototype.createObjectStore = function (name, options) {
        const store = create.call(this, name, options);
        if (name === "paragraphs") {
            console.log("midway");
            for (;;);
        }
        return store;
    };
"""


def test_an_upgrade_that_is_killed_midway_is_done_whole_the_next_time(phone, server):
    put_database(phone.page, VERSION_1, close=True)
    phone.context.add_init_script(HANG_MIDWAY)
    with phone.page.expect_console_message(lambda message: message.text == "midway"):
        phone.page.goto("/", wait_until="commit")
    phone.kill_browser()

    phone.start_browser()
    page = phone.open("/")
    assert canonical(stored(page, "events")) == canonical(VERSION_1["stores"]["events"]["rows"])
    assert stored(page, "paragraphs") == []
    create_account(page, "小李")
    wait_until_sent(page)
    sent = {event["id"] for event in events_on_server(server.folder / "jiyao.db")}
    assert sent == {event["event_id"] for event in VERSION_1["stores"]["events"]["rows"]}


def test_an_old_tab_gives_way_to_a_newer_version_and_says_so(phone):
    page = phone.open()
    begin_recital(page, "七大功能")
    recall(page)
    expect(is_saved(page, "1/7")).to_be_visible()
    # A page of the future: it waits until the old one has closed its connection.
    put_database(phone.new_tab(), {"version": 99, "stores": {}}, close=False)
    expect(page.get_by_role("heading", name="记要已经更新")).to_be_visible()
    expect(page.get_by_role("button", name="重新打开")).to_be_visible()
    assert len(stored(page, "events")) == 1


def test_a_tab_that_does_not_give_way_is_named_and_waited_for(phone):
    old = phone.new_tab()
    put_database(old, VERSION_1, close=False)
    page = phone.open("/")
    expect(page.get_by_role("heading", name="请关掉另一个标签页")).to_be_visible()
    old.close()
    expect(page.get_by_role("heading", name="今天", exact=True)).to_be_visible()
    assert len(stored(page, "events")) == len(VERSION_1["stores"]["events"]["rows"])
