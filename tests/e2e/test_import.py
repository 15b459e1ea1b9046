"""A speech comes in: found, looked over, recited, opened at an item, corrected."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.speeches import CORRECTED, SPEECH, bad_files
from tests.e2e.stories import (
    PATIENCE_SECONDS,
    RECALLED,
    create_account,
    open_list,
    recite,
    sign_in,
    stored,
    wait_for_count,
    wait_until_sent,
)
from tests.e2e.test_accessibility import choose, faults
from tests.running_server import REPOSITORY

SEED = REPOSITORY.parent / "shared/key-lists/dev/00-seed-speech.txt"


def find(page: Page, text: str, path: str = "/import") -> None:
    """Paste a text and wait for what was found."""
    page.goto(path)
    page.get_by_label("讲话全文").fill(text)
    page.get_by_role("button", name="找出要点").click()
    expect(page.get_by_role("heading", level=1, name="核对要点")).to_be_focused()


def accept(page: Page) -> str:
    """Take what is ticked and return the address of its deck."""
    page.get_by_role("button", name=re.compile(r"^(保存\d|只保存全文|更新)")).click()
    expect(page).to_have_url(re.compile("/decks/"))
    return page.url


def wait_until_kept(page: Page, words: str) -> None:
    """Wait until the text that is kept has these words; without words: until none is kept."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        kept = [row["value"]["text"] for row in stored(page, "meta") if row["name"] == "typed"]
        text = "".join(kept)
        if words in text and bool(words) == bool(text):
            return
        assert time.monotonic() < deadline, kept
        page.wait_for_timeout(50)


def box_of(page: Page, name: str):
    """The card of a found list."""
    return page.locator(".found", has=page.get_by_role("checkbox", name=re.compile(f"^{name}")))


def is_uncovered(page: Page, selector: str) -> bool:
    """Whether the middle of an element is what a finger there would touch."""
    return page.locator(selector).evaluate(
        """(element) => {
            const { left, top, width, height } = element.getBoundingClientRect();
            return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }"""
    )


def test_a_pasted_speech_is_accepted_recited_and_opened_at_an_item(phone):
    page = phone.open("/lists")
    page.get_by_role("link", name="导入讲话").click()
    find(page, SPEECH)
    expect(page.locator("mark", has_text="隐患不查清不放过")).to_be_visible()
    accept(page)
    expect(page.get_by_role("heading", level=1, name="在街道防汛工作会上的讲话")).to_be_visible()
    expect(page.get_by_role("status").get_by_text(re.compile(r"^已保存\d组$"))).to_be_visible()
    assert is_uncovered(page, ".deck-start .button.main")
    expect(page.get_by_role("link", name="三个不放过 3条")).to_be_visible()
    phone.context.set_offline(True)
    recite(page, "三个不放过", [RECALLED] * 3)
    open_list(page, "三个不放过")
    page.get_by_role("link", name="在讲话里看").click()
    expect(page.locator("mark.speech-here")).to_have_count(3)
    expect(page.locator("mark.speech-here").first).to_contain_text("隐患不查清不放过")
    expect(page.locator("mark.speech-here").first).to_be_in_viewport()


def test_a_recital_shows_its_item_in_the_speech_and_goes_on_afterwards(phone):
    page = phone.open()
    find(page, SPEECH)
    accept(page)
    open_list(page, "四个重点")
    page.get_by_role("link", name="已经会了，直接背").click()
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("button", name=RECALLED, exact=True).click()
    expect(page.get_by_role("link", name="在讲话里看")).to_have_count(0)  # nobody peeks
    page.get_by_role("button", name="揭晓").click()
    page.get_by_role("link", name="在讲话里看").click()
    expect(page.locator("mark.speech-here")).to_contain_text("水库")
    page.get_by_role("button", name="返回").click()
    page.get_by_role("button", name=RECALLED, exact=True).click()
    wait_for_count(page, "events", 2)


def test_a_draft_survives_a_reload_and_every_change_can_be_made(phone):
    page = phone.open()
    find(page, SPEECH)
    found = page.locator(".found")
    names = {
        re.sub(r"\s*\d+条$", "", name)
        for name in found.locator("label .row-name").all_inner_texts()
    }
    assert {"三点意见", "三个不放过", "四个重点"} <= names
    card = box_of(page, "四个重点")
    card.get_by_role("checkbox", name=re.compile("^四个重点")).uncheck()
    card = box_of(page, "三个不放过")
    card.locator("summary").click()
    card.get_by_label("名称").fill("防汛三个不放过")
    card.get_by_label("名称").blur()
    card = box_of(page, "防汛三个不放过")
    card.get_by_role("button", name="下移：隐患不查清不放过").click()
    card.get_by_role("button", name="从这里分成两组：整改不到位不放过").click()
    expect(found).to_have_count(len(names) + 1)
    page.reload()
    expect(page.get_by_role("heading", level=1, name="核对要点")).to_be_visible()
    expect(found).to_have_count(len(names) + 1)
    assert not box_of(page, "四个重点").get_by_role("checkbox", name=re.compile("^四")).is_checked()
    accept(page)
    lists = {row["name"] for row in stored(page, "key_lists") if not row["deleted"]}
    assert "防汛三个不放过" in lists
    assert "四个重点" not in lists
    expect(page.get_by_role("link", name="防汛三个不放过")).to_have_count(2)


def test_on_a_phone_the_lists_come_before_the_speech_and_giving_up_can_be_undone(phone):
    page = phone.open()
    find(page, SPEECH)
    expect(page.locator(".found").first).to_be_in_viewport()
    found = page.locator(".found").count()
    page.get_by_role("button", name="不要了").click()
    expect(page.get_by_label("讲话全文")).to_have_value(re.compile("隐患不查清不放过"))
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".found")).to_have_count(found)
    for box in page.locator(".found > label input").all():
        box.uncheck()
    expect(page.get_by_role("button", name="只保存全文")).to_be_visible()
    page.get_by_role("button", name="只选确定的").click()
    accept(page)
    expect(page.get_by_role("link", name="开始学")).to_be_in_viewport()
    page.get_by_role("link", name="开始学").click()
    expect(page).to_have_url(re.compile("/learn/"))


def test_deleting_splitting_and_merging_can_be_undone_and_the_count_is_checked_again(phone):
    page = phone.open()
    find(page, SPEECH)
    found = page.locator(".found")
    before = found.count()
    card = box_of(page, "四个重点")
    card.locator("summary").click()
    card.get_by_role("button", name="删除：涵洞").click()
    expect(card.get_by_role("button", name="删除：危房")).to_be_focused()
    expect(card.get_by_text("说是4条，这里有3条，请核对。")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(card.locator(".found-items li")).to_have_text(["河道", "水库", "涵洞", "危房"])
    expect(card.get_by_text("请核对")).to_have_count(0)
    card.get_by_role("button", name="从这里分成两组：涵洞").click()
    expect(found).to_have_count(before + 1)
    second = box_of(page, "四个重点（二）")
    expect(second.get_by_label("名称")).to_be_focused()
    box_of(page, "四个重点 2").get_by_role("button", name="和“四个重点（二）”合并").click()
    expect(found).to_have_count(before)
    expect(card.locator(".found-items li")).to_have_count(4)
    page.get_by_role("button", name="撤销").click()
    expect(found).to_have_count(before + 1)


def test_an_item_takes_its_whole_clause_and_is_saved_with_it(phone):
    page = phone.open()
    find(page, SPEECH)
    card = box_of(page, "三点意见")
    card.locator("summary").click()
    card.get_by_role("button", name="整句：认清形势").click()
    expect(card.locator(".found-items li").first).to_have_text("认清形势，把防汛摆在心上")
    card.get_by_role("button", name="整句：认清形势").click()
    expect(card.locator(".found-items li").first).to_have_text("认清形势")
    card.get_by_role("button", name="整句：认清形势").click()
    accept(page)
    assert "认清形势，把防汛摆在心上" in {row["text"] for row in stored(page, "items")}


def test_a_list_is_looked_up_in_the_speech_and_the_way_leads_back(phone):
    page = phone.open()
    find(page, SPEECH)
    card = box_of(page, "三个不放过")
    card.get_by_role("button", name="在讲话里看").click()
    expect(page.locator("mark.speech-here")).to_have_count(3)
    expect(page.locator("mark.speech-here").first).to_be_in_viewport()
    page.get_by_role("button", name="回到“三个不放过”").click()
    expect(card.locator("summary")).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(page.locator("mark.speech-here")).to_have_count(0)


def test_a_text_without_lists_and_a_review_left_unfinished_say_so(phone):
    page = phone.open()
    find(page, "今天天气很好。")
    expect(page.get_by_role("status").get_by_text("没有找到要点。")).to_be_visible()
    expect(page.get_by_role("button", name="只选确定的")).to_have_count(0)
    page.goto("/import")
    expect(page.get_by_text("还没核对完")).to_be_visible()


def test_an_empty_box_and_an_unknown_deck_are_named(phone):
    page = phone.open("/import")
    page.get_by_role("button", name="找出要点").click()
    expect(page.get_by_role("alert")).to_have_text("先粘贴全文，或者打开一个文件。")
    expect(page.get_by_label("讲话全文")).to_be_focused()
    for address in ("/speeches/nope", "/import?deck=nope"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这个要点集")


def test_a_missed_list_is_marked_in_the_text(phone):
    page = phone.open()
    find(page, SPEECH)
    before = page.locator(".found").count()
    page.evaluate(
        """() => {
            const text = [...document.querySelectorAll(".review-text [data-at]")]
                .find((piece) => piece.textContent.includes("来得早，雨量大，任务重")).firstChild;
            const start = text.textContent.indexOf("来得早");
            const range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, start + "来得早，雨量大，任务重".length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="把选中的标成一组").click()
    expect(page.locator(".found")).to_have_count(before + 1)
    card = box_of(page, "三条要点")
    expect(card.get_by_label("名称")).to_be_focused()
    expect(card.get_by_label("名称")).to_be_in_viewport()
    expect(card.locator(".found-items li")).to_have_text(["来得早", "雨量大", "任务重"])
    expect(card.get_by_text("你标的")).to_be_visible()
    card.get_by_label("名称").fill("")
    page.get_by_role("button", name=re.compile(r"^保存\d")).click()
    expect(page.get_by_role("alert").get_by_text("有一组还没起名")).to_be_visible()
    card = box_of(page, "还没起名")
    expect(card.get_by_label("名称")).to_be_focused()
    card.get_by_label("名称").fill("汛情三句话")
    card.get_by_label("名称").blur()
    card = box_of(page, "汛情三句话")
    card.locator("summary").click()
    expect(card.get_by_label("名称")).to_have_count(0)
    accept(page)
    open_list(page, "汛情三句话")
    expect(page.locator(".item-text")).to_have_text(["来得早", "雨量大", "任务重"])
    page.get_by_role("link", name="在讲话里看").click()
    expect(page.locator("mark.speech-here").nth(2)).to_contain_text("任务重")


def test_a_corrected_speech_keeps_ids_and_history_and_is_shown_before(new_phone):
    first, second = new_phone(), new_phone()
    page = first.open()
    create_account(page, "小李")
    find(page, SPEECH)
    deck = accept(page)
    recite(page, "三个不放过", [RECALLED] * 3)
    states = stored(page, "memory_states")
    before = {row["id"]: row for row in stored(page, "items")}

    page.goto(deck)
    page.get_by_role("link", name="导入修订稿").click()
    find(page, CORRECTED, page.url)
    panel = page.locator(".with-deck")
    expect(panel.get_by_text("责任没有落实不放过")).to_be_visible()
    expect(panel.locator("dd")).to_have_text(["2组", "1组", "1组", "1组"])
    expect(panel.get_by_role("checkbox", name=re.compile("四个重点"))).to_be_checked()
    assert {row["id"]: row for row in stored(page, "items")} == before
    accept(page)
    open_list(page, "三个不放过")
    expect(page.locator(".item-text").nth(1)).to_have_text("责任没有落实不放过")
    assert stored(page, "memory_states") == states
    lists = {row["name"] for row in stored(page, "key_lists") if not row["deleted"]}
    assert "四个重点" not in lists
    assert "三类物资" in lists
    live = [row for row in stored(page, "paragraphs") if not row["deleted"]]
    texts = [row["text"] for row in sorted(live, key=lambda row: row["position"])]
    assert "".join(texts).replace("\n", "") == CORRECTED.replace("\n", "")
    # The speech travels by paragraphs to the other phone, which opens it without a network.
    wait_until_sent(page)
    sign_in(second.open(), "小李")
    wait_for_count(second.page, "paragraphs", len(stored(page, "paragraphs")))
    second.context.set_offline(True)
    open_list(second.page, "三个不放过")
    second.page.get_by_role("link", name="在讲话里看").click()
    expect(second.page.locator("mark.speech-here").nth(1)).to_contain_text("责任没有落实不放过")


def test_each_bad_file_is_refused_in_words(phone, tmp_path: Path):
    words = (REPOSITORY / "static/src/lib/locales/zh-editing.js").read_text()
    page = phone.open("/import")
    for code, file in bad_files(tmp_path).items():
        page.locator("input[type=file]").set_input_files(file)
        sentence = re.search(rf'"error\.{code}":\s*"([^"]+)"', words)
        assert sentence, code
        expect(page.get_by_role("alert")).to_have_text(sentence[1])
        expect(page.get_by_role("alert")).to_be_focused()
        assert is_uncovered(page, "[role=alert]")
    assert stored(page, "speeches") == []


def test_a_text_file_is_read(phone, tmp_path: Path):
    file = tmp_path / "讲话.txt"
    file.write_bytes(SPEECH.encode("gb18030"))
    page = phone.open("/import")
    page.locator("input[type=file]").set_input_files(file)
    expect(box_of(page, "三个不放过")).to_be_visible()


def test_a_pasted_text_is_still_there_when_a_file_was_opened_and_given_up(phone, tmp_path: Path):
    file = tmp_path / "讲话.txt"
    file.write_text(SPEECH, encoding="utf-8")
    page = phone.open("/import")
    page.get_by_label("讲话全文").fill("另一篇，还没找。")
    wait_until_kept(page, "另一篇")
    page.locator("input[type=file]").set_input_files(file)
    expect(box_of(page, "三个不放过")).to_be_visible()
    wait_until_kept(page, "另一篇")
    page.get_by_role("button", name="不要了").click()
    expect(page.get_by_label("讲话全文")).to_have_value("另一篇，还没找。")
    page.get_by_role("button", name="撤销").click()
    expect(box_of(page, "三个不放过")).to_be_visible()
    page.reload()
    expect(box_of(page, "三个不放过")).to_be_visible()
    wait_until_kept(page, "另一篇")


def test_finding_can_be_cancelled_and_needs_the_network(phone):
    page = phone.open("/import")
    page.get_by_label("讲话全文").fill(SPEECH)
    page.context.route("**/api/speeches/find", lambda route: None)
    page.get_by_role("button", name="找出要点").click()
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_label("讲话全文")).to_have_value(SPEECH)
    page.context.unroute("**/api/speeches/find")
    phone.context.set_offline(True)
    page.get_by_role("button", name="找出要点").click()
    expect(page.get_by_role("alert")).to_have_text("连不上服务器。文字还在，联网后再试。")
    phone.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("讲话全文")).to_have_value(SPEECH)
    page.get_by_role("button", name="找出要点").click()
    page.get_by_role("button", name="不要了").click()
    wait_until_kept(page, "隐患不查清不放过")
    page.reload()
    expect(page.get_by_label("讲话全文")).to_have_value(re.compile("隐患不查清不放过"))
    page.get_by_label("讲话全文").fill("")
    wait_until_kept(page, "")
    page.reload()
    expect(page.get_by_label("讲话全文")).to_have_value("")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_while_a_speech_is_looked_over_edited_and_read(
    new_phone, language: str, theme: str
):
    phone = new_phone(bypass_csp=True, reduced_motion="reduce")
    page = phone.open()
    find(page, SPEECH)
    page.locator(".found summary").first.click()
    found = []
    deck = ""
    for look in (lambda: None, lambda: accept(page)):
        deck = look() or deck
        choose(page, language, theme)
        page.goto(deck or "/import")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += faults(page)
        choose(page, "zh", theme)
        page.goto("/import")
    open_list(page, "三个不放过")
    addresses = [f"{page.url}/edit", deck.replace("/decks/", "/speeches/")]
    choose(page, language, theme)
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += faults(page)
    assert found == []


@pytest.mark.skipif(not SEED.exists(), reason="the speech is not in ../shared beside the checkout")
def test_the_speech_of_the_shipped_deck_is_attached_to_it_and_nothing_is_made_twice(phone):
    page = phone.open()
    open_list(page, "七大功能")
    before = {row["id"] for row in stored(page, "key_lists")}
    find(page, SEED.read_text())
    expect(page.locator(".with-deck")).to_contain_text("你已有这篇讲话的要点集")
    accept(page)
    assert {row["id"] for row in stored(page, "key_lists")} == before
    open_list(page, "七大功能")
    page.get_by_role("link", name="在讲话里看").click()
    expect(page.locator("mark.speech-here")).to_have_count(7)
    expect(page.locator("mark.speech-here").first).to_be_in_viewport()
