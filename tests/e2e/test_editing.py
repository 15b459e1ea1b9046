"""Editing on the phone: without a network, seen on the other phone, and always with a way back."""

from playwright.sync_api import Page, expect

from tests.e2e.stories import (
    RECALLED,
    create_account,
    open_list,
    recite,
    sign_in,
    stored,
    sync_now,
    wait_until_sent,
)


def open_editor(page: Page, name: str) -> None:
    open_list(page, name)
    page.get_by_role("link", name="编辑").click()
    expect(page.get_by_role("heading", level=1, name="编辑这组要点")).to_be_visible()


def items_of(page: Page, name: str) -> list[str]:
    """The items of a list as its own page shows them."""
    open_list(page, name)
    return page.locator(".item-text").all_inner_texts()


def test_what_was_renamed_and_reordered_offline_is_seen_on_the_other_phone(new_phone):
    first, second = new_phone(), new_phone()
    page = first.open()
    create_account(page, "小李")
    wait_until_sent(page)
    sign_in(second.open(), "小李")
    recite(page, "三个转变", [RECALLED, RECALLED, RECALLED])
    wait_until_sent(page)
    states = stored(page, "memory_states")
    before = items_of(page, "三个转变")
    open_editor(page, "三个转变")

    first.context.set_offline(True)
    box = page.get_by_role("textbox", name="第1条", exact=True)
    box.fill("重经济效益、轻社会效益")
    box.blur()
    page.get_by_role("button", name="下移：重经济效益、轻社会效益").click()
    expect(page.get_by_role("textbox", name="第2条", exact=True)).to_have_value(
        "重经济效益、轻社会效益"
    )
    page.get_by_role("link", name="改好了").click()
    expected = [before[1], "重经济效益、轻社会效益", before[2]]
    expect(page.locator(".item-text")).to_have_text(expected)
    # Its words, its English that goes with the old ones, its place.
    assert len(stored(page, "outbox")) == 3

    first.context.set_offline(False)
    sync_now(page)
    second.page.goto("/")
    sync_now(second.page)
    open_list(second.page, "三个转变")
    expect(second.page.locator(".item-text")).to_have_text(expected)
    # The history belongs to the item, not to its words.
    assert stored(page, "memory_states") == states


def test_a_list_of_ones_own_is_made_and_recited_without_a_network(phone):
    page = phone.open("/lists")
    page.get_by_role("link", name="管理要点集").click()
    expect(page.get_by_role("heading", level=1, name="管理要点集")).to_be_visible()
    phone.context.set_offline(True)
    page.get_by_label("新要点集的名称").fill("地理")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", level=1, name="地理")).to_be_visible()
    page.get_by_label("名称").fill("四大高原")
    page.get_by_role("button", name="加一组要点").click()
    adding = page.get_by_label("再加一条")
    for text in ["青藏高原", "内蒙古高原", "黄土高原", "云贵高原"]:
        adding.fill(text)
        adding.press("Enter")
        expect(page.get_by_role("button", name=f"删除：{text}")).to_be_visible()
        expect(page.get_by_role("textbox", name="第")).to_have_count(
            page.locator(".edit-row").count()
        )
    page.get_by_role("link", name="改好了").click()
    expect(page.locator(".item-text")).to_have_count(4)
    recite(page, "四大高原", [RECALLED] * 4)
    assert len(stored(page, "events")) == 4


def test_a_question_with_its_answer_is_a_list_of_one_item(phone):
    page = phone.open("/decks")
    page.get_by_role("link", name="在市X局").click()
    page.get_by_role("textbox", name="问题").fill("什么时候反馈")
    page.get_by_role("textbox", name="答案").fill("每周五")
    page.get_by_role("button", name="加一问一答").click()
    expect(page.get_by_role("link", name="什么时候反馈")).to_be_visible()
    assert items_of(page, "什么时候反馈") == ["每周五"]


def test_what_was_deleted_comes_back_at_once_or_later(phone):
    page = phone.open()
    open_editor(page, "七大功能")
    page.get_by_role("button", name="删除：指挥").click()
    expect(page.get_by_text("已删除“指挥”")).to_be_visible()
    expect(page.locator(".edit-row")).to_have_count(6)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".edit-row")).to_have_count(7)

    page.get_by_role("button", name="删除这一组").click()
    expect(page.get_by_text("已删除“七大功能”")).to_be_visible()
    page.goto("/deleted")
    page.get_by_role("button", name="恢复：七大功能").click()
    expect(page.get_by_text("没有删除过什么")).to_be_visible()
    assert len(items_of(page, "七大功能")) == 7


def test_the_keyboard_alone_moves_an_item_and_keeps_its_place(phone):
    page = phone.open()
    open_editor(page, "两句话")
    first, second = (
        page.get_by_role("textbox", name=f"第{number}条", exact=True) for number in (1, 2)
    )
    words = second.input_value()
    button = page.get_by_role("button", name=f"上移：{words}")
    button.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_value(words)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_have_value(words)


def test_what_is_typed_is_saved_when_typing_pauses_once_and_stays_as_it_is_typed(phone):
    page = phone.open()
    open_editor(page, "七大功能")
    box = page.get_by_role("textbox", name="第1条", exact=True)
    box.fill("指挥全局 ")
    wait_for_edits(page, "text", ["指挥全局"])
    expect(box).to_have_value("指挥全局 ")
    box.press_sequentially("的")
    wait_for_edits(page, "text", ["指挥全局 的"])
    detail = page.get_by_role("textbox", name="解说").first
    detail.fill("")
    wait_for_edits(page, "detail", [""])
    assert len(stored(page, "outbox")) == len(stored(page, "registers"))
    page.reload()
    expect(box).to_have_value("指挥全局 的")
    expect(detail).to_have_value("")


def test_an_item_typed_back_to_what_it_was_is_what_it_was(phone):
    page = phone.open()
    open_editor(page, "两句话")
    box = page.get_by_role("textbox", name="第1条", exact=True)
    words = box.input_value()
    box.fill("别的话")
    wait_for_edits(page, "text", ["别的话"])
    box.fill(words)
    wait_for_edits(page, "text", [words])
    box.fill("")
    page.wait_for_timeout(600)
    expect(page.get_by_text("这里不能空着")).to_be_hidden()
    page.reload()
    expect(box).to_have_value(words)


def test_what_came_from_elsewhere_meanwhile_is_shown_and_not_written_over(phone):
    page = phone.open()
    open_editor(page, "两句话")
    box = page.get_by_role("textbox", name="第1条", exact=True)
    box.fill("这里写的")
    wait_for_edits(page, "text", ["这里写的"])
    other = phone.new_tab()
    other.goto(page.url)
    other.get_by_role("textbox", name="第1条", exact=True).fill("那里写的")
    wait_for_edits(page, "text", ["那里写的"])
    page.wait_for_timeout(600)
    expect(box).to_have_value("这里写的")  # it stands under the learner's hands
    box.blur()
    expect(box).to_have_value("那里写的")
    page.get_by_role("link", name="改好了").click()
    expect(page.locator(".item-text").first).to_have_text("那里写的")


def wait_for_edits(page: Page, field: str, values: list[str]) -> None:
    """Wait until the registers of a field, of whichever record, hold these values."""
    for _ in range(100):
        registers = stored(page, "registers")
        held = [each["value"] for each in registers if each["field"] == field]
        if held == values:
            return
        page.wait_for_timeout(50)
    raise AssertionError(held)


def test_an_item_that_was_written_and_not_added_is_there_when_editing_is_done(phone):
    page = phone.open()
    open_editor(page, "两句话")
    before = page.get_by_role("textbox", name="第").count()
    page.get_by_label("再加一条").fill("第三句话")
    page.get_by_role("link", name="改好了").click()
    expect(page.locator(".item-text")).to_have_count(before + 1)
    expect(page.locator(".item-text").last).to_have_text("第三句话")
    page.get_by_role("link", name="编辑").click()
    expect(page.get_by_label("再加一条")).to_have_value("")


def test_a_list_or_a_question_that_was_written_and_not_added_is_there_too(phone):
    page = phone.open("/decks")
    page.get_by_role("link", name="在市X局").click()
    page.get_by_label("名称").fill("四季")
    page.get_by_role("textbox", name="问题").fill("什么时候反馈")
    page.get_by_role("link", name="管理要点集").click()
    page.get_by_role("link", name="在市X局").click()
    expect(page.get_by_role("link", name="四季")).to_be_visible()
    # Half a question is none: it waits.
    question = page.get_by_role("textbox", name="问题")
    expect(question).to_have_value("什么时候反馈")
    expect(page.get_by_role("link", name="什么时候反馈")).to_be_hidden()
    page.get_by_role("textbox", name="答案").fill("每周五")
    page.get_by_role("link", name="管理要点集").click()
    page.get_by_role("link", name="在市X局").click()
    expect(page.get_by_role("link", name="什么时候反馈")).to_have_count(1)
    expect(question).to_have_value("")


def test_a_list_without_items_offers_to_write_some(phone):
    page = phone.open("/decks")
    page.get_by_role("link", name="在市X局").click()
    page.get_by_label("名称").fill("四季")
    page.get_by_role("button", name="加一组要点").click()
    page.get_by_role("link", name="改好了").click()
    expect(page.get_by_text("这里还没有条目")).to_be_visible()
    expect(page.locator("svg.bars")).to_have_count(0)
    for name in ("开始学", "已经会了，直接背"):
        expect(page.get_by_role("link", name=name)).to_have_count(0)
    address = page.url
    page.goto(address.replace("/lists/", "/learn/"))
    expect(page).to_have_url(address)
    page.get_by_role("main").get_by_role("link", name="编辑").click()
    expect(page.get_by_label("再加一条")).to_be_visible()
    page.goto("/lists")
    row = page.get_by_role("link", name="四季")
    expect(row).to_be_visible()
    expect(row.locator("svg")).to_have_count(0)


def test_a_list_whose_order_does_not_matter_is_not_numbered_while_it_is_learned(phone):
    page = phone.open()
    open_editor(page, "两句话")
    page.get_by_label("要按顺序背").uncheck()
    page.get_by_role("link", name="改好了").click()
    page.get_by_role("link", name="开始学").click()
    expect(page.get_by_text("不分先后")).to_be_visible()
    expect(page.locator(".place-number").first).to_have_text("·")


def test_the_way_back_covers_nothing_at_the_end_of_the_page(phone):
    page = phone.open()
    open_editor(page, "七大功能")
    page.get_by_role("button", name="删除：指挥").click()
    bar = page.locator(".undo-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(bar).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="改好了").click(trial=True)
    end, top = page.get_by_role("link", name="改好了").bounding_box(), bar.bounding_box()
    assert end
    assert top
    assert end["y"] + end["height"] <= top["y"]


def test_decks_are_moved_by_the_name_that_they_show(new_phone):
    page = new_phone(locale="en-US").open("/decks")
    title = page.locator(".row-name").first.inner_text()
    expect(page.get_by_role("button", name=f"Move down: {title}")).to_be_visible()


def test_nothing_is_left_without_words(phone):
    page = phone.open()
    open_editor(page, "两句话")
    box = page.get_by_role("textbox", name="第1条", exact=True)
    words = box.input_value()
    box.fill(" ")
    box.blur()
    expect(page.get_by_text("这里不能空着")).to_be_visible()
    assert words in items_of(page, "两句话")


def test_a_list_is_dragged_by_its_handle_and_stays_there(phone):
    page = phone.open("/decks")
    page.locator(".edit-row-link").first.click()
    rows = page.locator(".edit-rows .row-name")
    expect(rows.nth(4)).to_be_visible()
    before = rows.all_inner_texts()
    handle = page.locator(".drag-handle").first
    handle.scroll_into_view_if_needed()
    start, target = handle.bounding_box(), page.locator(".edit-row").nth(2).bounding_box()
    assert start
    assert target
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, target["y"] + target["height"] / 2, steps=5)
    page.mouse.up()
    expected = [*before[1:3], before[0], *before[3:]]
    expect(rows).to_have_text(expected)
    page.reload()
    expect(rows).to_have_text(expected)
    # Let go where it was, it stays.
    start = page.locator(".drag-handle").first.bounding_box()
    assert start
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] + 25)
    page.mouse.up()
    expect(page.locator(".dragged")).to_have_count(0)
    expect(rows).to_have_text(expected)
