"""Signing out, recovering, other devices, taking everything along."""

import json
import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.e2e.stories import (
    PASSWORD,
    RECALLED,
    canonical,
    create_account,
    events_on_server,
    recite,
    sign_in,
    stored,
    try_to_sign_in,
    wait_for_count,
    wait_until_sent,
)


def test_signing_out_with_unsent_reviews_warns_and_keeps_them_unless_told_otherwise(phone):
    page = phone.open()
    create_account(page, "小李")
    wait_until_sent(page)
    phone.context.set_offline(True)
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    phone.context.set_offline(False)
    page.context.route("**/api/sync", lambda route: route.abort())
    page.goto("/settings/account")
    page.get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_text("还有3条记录没有上传")).to_be_visible()
    page.get_by_role("button", name="取消").click()
    assert len(stored(page, "events")) == 3

    page.get_by_role("button", name="退出登录", exact=True).click()
    page.get_by_role("button", name="放弃").click()
    expect(page.get_by_role("button", name="新建账号")).to_be_visible()
    assert stored(page, "events") == []


def test_signing_out_with_nothing_unsent_leaves_a_fresh_device(phone):
    page = phone.open()
    create_account(page, "小李")
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(page)
    page.goto("/settings/account")
    page.get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_text("所有记录都已上传")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_role("button", name="新建账号")).to_be_visible()
    assert stored(page, "events") == []
    phone.open("/")
    expect(page.get_by_role("link", name="开始背诵")).to_be_visible()


def test_a_forgotten_password_is_replaced_with_the_recovery_code(new_phone):
    first, second = new_phone(), new_phone()
    code = create_account(first.open(), "小李")
    page = second.open("/settings/account")
    page.get_by_role("radio", name="忘了密码").check(force=True)
    page.get_by_label("用户名").fill("小李")
    page.get_by_label("恢复码").fill(code)
    page.locator("input[type=password]").fill("another good password")
    page.get_by_role("button", name="设新密码并登录").click()
    expect(page.get_by_role("heading", name="记下恢复码")).to_be_visible()
    # The first device was signed out by it: it keeps studying and says so.
    page = first.open("/settings/account")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    sign_in(page, "小李", "another good password")


def test_a_wrong_password_ten_times_is_told_clearly_and_blocks_no_signed_in_device(new_phone):
    first, second = new_phone(), new_phone()
    create_account(first.open(), "小李")
    page = second.open("/settings/account")
    page.get_by_role("radio", name="登录").check(force=True)
    page.get_by_label("用户名").fill("小李")
    page.locator("input[type=password]").fill("not the password")
    for _ in range(10):
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.locator(".message")).to_contain_text("密码")
        expect(page.get_by_role("button", name="登录", exact=True)).to_be_enabled()
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator(".message")).to_contain_text(re.compile("太频繁|分钟"))
    recite(first.page, "两句话", [RECALLED, RECALLED])
    wait_until_sent(first.page)


def test_a_wrong_current_password_is_told_as_that(phone):
    page = phone.open()
    create_account(page, "小李")
    page.get_by_text("修改密码").first.click()
    page.get_by_label("现在的密码", exact=True).fill("not the password")
    page.get_by_label("新密码", exact=True).fill("another good password")
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("现在的密码不对")).to_be_visible()


def test_the_devices_are_read_again_after_every_sync_and_when_the_network_is_back(phone):
    page = phone.open()
    create_account(page, "小李")
    wait_until_sent(page)
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(page)
    allowed: list[bool] = []
    page.context.route(
        "**/api/sync",
        lambda route: route.continue_() if allowed else route.abort(),
    )
    recite(page, "两句话", [RECALLED, RECALLED])
    page.get_by_role("navigation").get_by_role("link", name="设置").click()
    page.get_by_role("link", name="账号与设备").click()
    expect(page.get_by_text("已传来3条背诵记录")).to_be_visible()
    allowed.append(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("已传来5条背诵记录")).to_be_visible()

    phone.wait_until_offline_ready()
    phone.context.set_offline(True)
    page.goto("/settings/account")
    failure = page.locator(".devices + div .message")
    expect(failure).to_have_text("连不上服务器。")
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(failure).to_be_hidden()
    expect(page.get_by_text("已传来5条背诵记录")).to_be_visible()


def test_a_revoked_device_is_signed_out_and_keeps_what_it_has(new_phone):
    first, second = new_phone(), new_phone()
    create_account(first.open(), "小李")
    sign_in(second.open(), "小李")
    page = first.open("/settings/account")
    revoke = page.get_by_role("button", name=re.compile("^让“.*”退出登录$"))
    revoke.click()
    page.get_by_role("button", name=re.compile("^确定让“")).click()
    expect(revoke).to_have_count(0)
    recite(second.page, "两句话", [RECALLED, RECALLED])
    expect(second.page.get_by_text("登录已失效").first).to_be_visible()
    assert len(stored(second.page, "outbox")) == 2
    second.page.goto("/settings/account")
    sign_in(second.page, "小李")
    wait_until_sent(second.page)


def test_a_sign_in_that_ended_during_offline_days_is_told_and_everything_is_sent_later(
    phone, server
):
    page = phone.open()
    phone.wait_until_offline_ready()
    create_account(page, "小李")
    wait_until_sent(page)
    phone.context.set_offline(True)
    recite(page, "两句话", [RECALLED, RECALLED])
    phone.context.clear_cookies()
    phone.open("/")
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("登录已失效").first).to_be_visible()
    expect(page.get_by_text("还有5条记录等着上传").first).to_be_visible()
    # The page goes on as before.
    recite(page, "三个结合", [RECALLED, RECALLED, RECALLED])
    sign_in(page, "小李")
    wait_until_sent(page)
    assert len(events_on_server(server.folder / "jiyao.db")) == 8


def test_another_learner_does_not_get_in_where_reviews_wait_and_the_first_loses_none(phone, server):
    page = phone.open()
    create_account(page, "乙")
    page.get_by_role("button", name="退出登录", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="退出登录", exact=True).click()
    expect(page.get_by_role("button", name="新建账号")).to_be_visible()
    create_account(page, "甲")
    wait_until_sent(page)
    phone.context.set_offline(True)
    recite(page, "两句话", [RECALLED, RECALLED])
    page.goto("/settings/account")
    page.get_by_role("button", name="退出登录", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="上传后退出").click()
    expect(dialog.get_by_text("还有没上传的记录，没有退出")).to_be_visible()
    dialog.get_by_role("button", name="取消").click()

    # The sign-in has ended, and somebody else tries to get in.
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("登录已失效").first).to_be_visible()
    try_to_sign_in(page, "乙")
    expect(page.get_by_text("这台设备上的进度属于另一个账号")).to_be_visible()
    assert len(stored(page, "outbox")) == 2
    assert events_on_server(server.folder / "jiyao.db") == []
    sign_in(page, "甲")
    wait_until_sent(page)
    first = events_on_server(server.folder / "jiyao.db")
    assert [event["rating"] for event in first] == [3, 3]
    assert accounts_by_name(server)["甲"] == first[0]["account_id"] == first[1]["account_id"]


def test_learners_who_take_turns_on_a_device_have_each_their_own(phone, server):
    page = phone.open()
    for name, list_name, answers in (("甲", "两句话", 2), ("乙", "三个转变", 3)):
        create_account(page, name)
        recite(page, list_name, [RECALLED] * answers)
        wait_until_sent(page)
        page.goto("/settings/account")
        page.get_by_role("button", name="退出登录", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="退出登录", exact=True).click()
        expect(page.get_by_role("button", name="新建账号")).to_be_visible()
        assert stored(page, "events") == []
    sign_in(page, "甲")
    wait_for_count(page, "events", 2)
    owners = [event["account_id"] for event in events_on_server(server.folder / "jiyao.db")]
    ids = accounts_by_name(server)
    assert sorted(owners) == sorted([ids["甲"]] * 2 + [ids["乙"]] * 3)


def accounts_by_name(server) -> dict[str, str]:
    with sqlite3.connect(f"file:{server.folder / 'jiyao.db'}?mode=ro", uri=True) as connection:
        return dict(connection.execute("SELECT name, id FROM account"))


def test_everything_can_be_taken_along_as_one_file_and_brought_in_elsewhere(new_phone, tmp_path):
    first, second = new_phone(accept_downloads=True), new_phone()
    recite(first.open(), "三个转变", [RECALLED, RECALLED, RECALLED])
    page = first.open("/settings/about")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载全部").click()
    file = tmp_path / "everything.json"
    download.value.save_as(file)
    assert len(json.loads(file.read_text())["events"]) == 3

    page = second.open("/settings/about")
    wait_for_count(page, "decks", 1)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("导入了3条背诵记录")).to_be_visible()
    wait_for_count(page, "events", 3)
    for store in ("memory_states", "schedules"):
        assert canonical(stored(first.page, store)) == canonical(stored(page, store))


def test_a_file_that_is_no_export_is_refused_and_changes_nothing(phone, tmp_path):
    file = tmp_path / "holiday.json"
    file.write_text('{"events": "all of them"}')
    page = phone.open("/settings/about")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".message")).to_be_visible()
    assert stored(page, "events") == []


def test_deleting_the_account_asks_for_its_name_and_password(phone):
    page = phone.open()
    create_account(page, "小李")
    delete_account(page, "小李")
    expect(page.get_by_role("button", name="新建账号")).to_be_visible()


def delete_account(page: Page, name: str) -> None:
    page.get_by_text("注销账号", exact=True).click()
    form = page.locator("form", has=page.get_by_role("button", name="永久注销"))
    expect(form.get_by_role("button", name="永久注销")).to_be_disabled()
    form.get_by_label(f"输入“{name}”以确认").fill(name)
    form.locator("input[type=password]").fill(PASSWORD)
    form.get_by_role("button", name="永久注销").click()
    expect(page.get_by_text("账号已注销。")).to_be_visible()


def test_a_device_of_an_account_that_was_deleted_elsewhere_can_keep_its_progress(new_phone):
    first, second = new_phone(), new_phone()
    create_account(first.open(), "小李")
    page = second.open()
    sign_in(page, "小李")
    recite(page, "两句话", [RECALLED, RECALLED])
    wait_until_sent(page)
    first.open("/settings/account")
    delete_account(first.page, "小李")
    page = second.open("/settings/account")
    page.get_by_role("button", name="退出登录").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("没法知道服务器上还有没有这里的记录")).to_be_visible()
    expect(dialog.get_by_role("button", name="先下载备份")).to_be_visible()
    dialog.get_by_role("button", name="不用账号，留着进度").click()
    expect(page.get_by_role("button", name="新建账号")).to_be_visible()
    assert len(stored(page, "events")) == len(stored(page, "outbox")) == 2


def test_a_recovery_code_comes_back_until_it_is_written_down(phone):
    page = phone.open("/settings/account")
    page.get_by_label("用户名").fill("小李")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="新建账号").click()
    code = page.locator(".recovery-code").inner_text()
    page.reload()
    expect(page.locator(".recovery-code")).to_have_text(code)
    page.get_by_role("button", name="我记下了").click()
    page.reload()
    expect(page.get_by_text("已登录：小李")).to_be_visible()
    expect(page.locator(".recovery-code")).to_have_count(0)
