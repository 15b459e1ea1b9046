"""axe finds nothing on any page, in both languages and both themes; targets are large enough."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.stories import create_account, open_list
from tests.running_server import REPOSITORY

AXE = (REPOSITORY / "static/node_modules/axe-core/axe.min.js").read_text()
PAGES = [
    *("/", "/lists", "/settings", "/settings/account", "/settings/about", "/nowhere"),
    *("/decks", "/deleted", "/import", "/search?q=qdgn"),
]
THUMB_PX = 44


def faults(page: Page) -> list[str]:
    """What axe finds, each with the element that it found it on."""
    page.evaluate(AXE)
    report = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


def choose(page: Page, language: str, theme: str) -> None:
    page.goto("/settings")
    page.get_by_text({"zh": "简体中文", "en": "English"}[language], exact=True).click()
    names = {"light": ("浅色", "Light"), "dark": ("深色", "Dark")}[theme]
    page.get_by_text(names[language == "en"], exact=True).click()
    # Both are saved when they show; a page left before would come back as it was.
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[language])
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(new_phone, tmp_path: Path, language: str, theme: str, width: int):
    # axe is evaluated in the page, which the strict policy forbids to everybody but the tests.
    phone = new_phone(
        bypass_csp=True,
        reduced_motion="reduce",
        viewport={"width": width, "height": 844},
        is_mobile=width == 390,
    )
    page = phone.open()
    open_list(page, "七大功能")
    address = page.url
    found = []
    choose(page, language, theme)
    for path in [*PAGES, address]:
        phone.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found += faults(page)
    found += faults_while_studying(page, address)
    choose(page, "zh", theme)
    create_account(page, "小李")
    choose(page, language, theme)
    phone.open("/settings/account")
    expect(page.locator(".device")).to_have_count(1)
    found += faults(page)
    assert found == []


def faults_while_studying(page: Page, address: str) -> list[str]:
    """Learn a list, recite it, and finish: each state is looked at once."""
    found = []
    page.goto(address.replace("/lists/", "/learn/"))
    onward = page.locator(".dock-large .button.main")
    while "/learn/" in page.url:
        expect(onward).to_be_visible()
        found += faults(page)
        onward.click()
    for _ in range(7):
        expect(onward).to_be_visible()
        onward.click()
        found += faults(page)
        onward.click()
    expect(page.locator(".done h1")).to_be_visible()
    return found + faults(page)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/lists", "/settings", "/settings/account"),
        *("/decks", "/deleted", "/import", "/search?q=qdgn"),
    ],
)
def test_what_a_thumb_presses_is_large_enough(phone, path: str):
    page = phone.open(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("a, button, input, select, summary")]
            .map((element) => element.closest("label") ?? element)
            .filter((element) => element.checkVisibility({ visibilityProperty: true }))
            .map((element) => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < least - 0.5)
            .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)""",
        THUMB_PX,
    )
    assert small == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_of_twice_the_size_stays_within_the_page(new_phone, theme: str):
    page = new_phone(locale="en-US").open()
    open_first_list(page)
    address = page.url
    choose(page, "en", theme)
    page.goto("/decks")
    page.locator(".edit-row-link").first.click()
    expect(page.locator(".add-form").first).to_be_visible()
    pages = ("/settings", "/lists", "/decks", page.url, address)
    for path in (*pages, address.replace("/lists/", "/recite/")):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    assert cut_in_dock(page) == []
    page.locator(".dock-small .button").nth(1).click()
    assert cut_in_dock(page) == []
    page.locator(".dock-large .button").click()
    expect(page.locator(".dock-large .button")).to_have_count(2)
    assert cut_in_dock(page) == []


def open_first_list(page: Page) -> None:
    page.goto("/lists")
    page.locator("a.row").first.click()
    expect(page.locator(".item-text").first).to_be_visible()


def cut_in_dock(page: Page) -> list[str]:
    """Words of the dock that stand out of their button, or of the note above."""
    cut: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".dock .button, .dock-note")]
            .filter((box) =>
                box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
            .map((box) => box.outerHTML.slice(0, 120))"""
    )
    return cut
