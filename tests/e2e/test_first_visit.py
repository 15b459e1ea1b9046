"""A browser that was never here opens an address within: what stands there comes with the deck."""

import json
import time
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.running_server import RunningServer


def key_lists(server: RunningServer) -> list[dict[str, Any]]:
    """The lists of the starter deck as the server gives them."""
    (deck,) = fetched(f"{server.url}/api/decks")
    lists: list[dict[str, Any]] = fetched(f"{server.url}/api/decks/{deck['id']}")["key_lists"]
    return lists


def fetched(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=20) as response:
        return json.load(response)


def hold_back_decks(page: Page) -> None:
    """The page asks for its content before any deck has come."""

    def wait_a_moment(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/api/decks", wait_a_moment)


@pytest.mark.parametrize("way", ["lists", "learn", "recite"])
def test_the_address_of_a_list_opens_in_a_browser_that_was_never_here(phone, server, way: str):
    first = key_lists(server)[0]
    hold_back_decks(phone.page)
    page = phone.open(f"/{way}/{first['id']}")
    expect(page.get_by_role("heading", level=1, name=first["name"])).to_be_visible()
    assert f"/{way}/" in page.url


def test_a_list_is_there_as_soon_as_the_decks_can_be_fetched(phone, server):
    first = key_lists(server)[0]
    phone.page.route("**/api/decks", lambda route: route.abort())
    page = phone.open(f"/lists/{first['id']}")
    expect(page.get_by_text("没有这组要点")).to_be_visible()
    page.unroute("**/api/decks")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1, name=first["name"])).to_be_visible()
