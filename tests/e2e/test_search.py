"""One field finds lists, items and sentences, by characters, pinyin or initials, offline too."""

from playwright.sync_api import Page, expect

from tests.e2e.speeches import SPEECH
from tests.e2e.test_import import accept, find


def search(page: Page, words: str) -> None:
    field = page.get_by_role("searchbox", name="搜索")
    field.fill(words)


def test_initials_find_a_list_and_lead_to_it_offline(phone):
    page = phone.open("/lists")
    phone.wait_until_offline_ready()
    phone.context.set_offline(True)
    page.get_by_role("link", name="搜索").click()
    for words in ["qdgn", "七大功", "qidagongneng"]:
        search(page, words)
        expect(page.locator(".search-row").first).to_contain_text("七大功能")
        expect(page.locator(".search-found").first).to_contain_text("七大功")
    page.locator(".search-row").first.click()
    expect(page.get_by_role("heading", level=1, name="七大功能")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox", name="搜索")).to_have_value("qidagongneng")
    expect(page.locator(".search-row").first).to_contain_text("七大功能")


def test_an_item_leads_to_its_list_and_a_sentence_to_its_place_in_the_speech(phone):
    page = phone.open()
    find(page, SPEECH)
    accept(page)
    page.goto("/search")
    search(page, "隐患不查清")
    expect(page.locator(".search-row").first).to_contain_text("一条")
    page.locator(".search-row").first.click()
    expect(page.get_by_role("heading", level=1, name="三个不放过")).to_be_visible()
    page.goto("/search?q=早去早回")
    row = page.locator(".search-row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("讲话")
    row.click()
    expect(page.get_by_text("早去早回早安心")).to_be_in_viewport()


def test_what_is_not_there_is_said(phone):
    page = phone.open("/search?q=没有这样的要点")
    expect(page.get_by_text("找到0处")).to_be_visible()
    expect(page.locator(".search-row")).to_have_count(0)
