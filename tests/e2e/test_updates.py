"""A new version of the page comes when the learner says so; a broken one does not come at all."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.builds import DIST, VERSION, deploy, other_build
from tests.e2e.stories import (
    RECALLED,
    begin_recital,
    create_account,
    events_on_server,
    is_saved,
    recall,
    recite,
    stored,
    wait_until,
    wait_until_sent,
)

OLDER, NEWER = "0.0.9", "9.9.9"


@pytest.fixture
def older(server, tmp_path: Path) -> Path:
    """A version from before, which the server serves at first."""
    build = other_build(tmp_path / "older", OLDER)
    deploy(server, build)
    return build


def expect_version(page: Page, version: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name="设置").click()
    page.get_by_role("link", name="数据与关于").click()
    expect(page.get_by_text(f"版本{version}")).to_be_visible()


def test_an_older_version_still_sends_and_becomes_the_new_one_by_one_reload(phone, server, older):
    page = phone.open()
    phone.wait_until_offline_ready()
    create_account(page, "小李")
    wait_until_sent(page)
    deploy(server, DIST)

    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(page)
    assert len(events_on_server(server.folder / "jiyao.db")) == 3
    phone.open("/")
    expect(page.get_by_text("有新版本")).to_be_visible()
    expect_version(page, OLDER)

    loads: list[Page] = []
    page.on("load", lambda loaded: loads.append(loaded))
    page.get_by_role("button", name="现在更新").click()
    expect_version(page, VERSION)
    recite(page, "两句话", [RECALLED, RECALLED])
    wait_until_sent(page)
    expect(page.get_by_text("有新版本")).to_have_count(0)
    assert len(loads) == 1
    server.kill()
    phone.open("/settings/about")
    expect(page.get_by_text(f"版本{VERSION}")).to_be_visible()
    assert len(stored(page, "events")) == 5


LOOK_FOR_AN_UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    const done = () => worker.state !== "installing";
    while (!done()) {
        await new Promise((resolve) => worker.addEventListener("statechange", resolve));
    }
    return worker.state;
}"""


def test_no_update_reloads_a_recital_not_even_one_that_another_tab_takes(phone, server, older):
    page = phone.open()
    phone.wait_until_offline_ready()
    begin_recital(page, "三个转变")
    page.evaluate(
        """() => {
            window.isTheSameVisit = true;
            navigator.serviceWorker.addEventListener("controllerchange", () => {
                window.isUnderTheNewOne = true;
            });
        }"""
    )
    recall(page)
    deploy(server, DIST)
    assert page.evaluate(LOOK_FOR_AN_UPDATE) == "installed"
    recall(page)
    expect(is_saved(page, "2/3")).to_be_visible()
    expect(page.get_by_text("有新版本")).to_have_count(0)

    other = phone.new_tab()
    other.goto("/")
    other.get_by_role("button", name="现在更新").click()
    page.bring_to_front()
    page.wait_for_function("() => window.isUnderTheNewOne")
    expect(page.get_by_text("有新版本")).to_have_count(0)
    recall(page)
    expect(page.get_by_role("heading", level=1, name="背出")).to_be_visible()
    assert page.evaluate("window.isTheSameVisit")
    page.get_by_role("button", name="现在更新").click()
    expect(page.get_by_text("有新版本")).to_have_count(0)
    expect_version(page, VERSION)
    assert len(stored(page, "events")) == 3


def test_a_broken_deployment_leaves_the_present_version_in_charge(phone, server, older, tmp_path):
    page = phone.open()
    phone.wait_until_offline_ready()
    recite(page, "两句话", [RECALLED, RECALLED])
    broken = other_build(tmp_path / "broken", NEWER)
    [asset] = (broken / "assets").glob("settings-*.js")
    asset.write_text((broken / "index.html").read_text())  # as a proxy answers for what is missing
    deploy(server, broken)
    assert page.evaluate(LOOK_FOR_AN_UPDATE) == "redundant"
    asset.unlink()
    deploy(server, broken)
    assert page.evaluate(LOOK_FOR_AN_UPDATE) == "redundant"

    phone.open("/")
    expect_version(page, OLDER)
    expect(page.get_by_text("有新版本")).to_have_count(0)
    server.kill()
    phone.open("/")
    expect(page.get_by_text("今天已背1组，2条")).to_be_visible()


KEPT_FILES_ARE_GONE = """async () =>
    (await caches.keys()).length === 0 && !(await navigator.serviceWorker.getRegistration())
"""


def test_the_kill_switch_frees_a_phone_from_a_page_that_does_not_start(
    phone, server, older, tmp_path
):
    page = phone.open()
    phone.wait_until_offline_ready()
    recite(page, "两句话", [RECALLED, RECALLED])
    deploy(server, other_build(tmp_path / "broken", NEWER, lambda _script: "throw Error('broken')"))
    phone.open("/")
    page.get_by_role("button", name="现在更新").click()
    expect(page.get_by_role("main")).to_have_count(0)
    deploy(server, DIST, KILL_SWITCH="1")
    page.reload()  # still the broken one, but the browser looks for another worker
    wait_until(page, KEPT_FILES_ARE_GONE)
    assert {fault.splitlines()[0] for fault in phone.faults} == {"broken"}
    phone.faults.clear()

    phone.open("/")
    expect(page.get_by_text("今天已背1组，2条")).to_be_visible()
    expect_version(page, VERSION)
    deploy(server, DIST, KILL_SWITCH="0")
    phone.open("/")
    phone.wait_until_offline_ready()
    server.kill()
    phone.open("/")
    assert len(stored(page, "events")) == 2
