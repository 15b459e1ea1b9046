"""JavaScript and CSS of the first load, gzip: what the browser fetches before Today is shown.

    python -m benchmarks.page_size

Counts the responses that a new Chromium profile really receives for `/`, compressed as gzip at
its best level. What the service worker fetches afterwards for offline use does not count.
"""

import gzip
import tempfile
from pathlib import Path

from playwright.sync_api import Response, expect, sync_playwright

from benchmarks.phone import open_phone
from tests.running_server import RunningServer

GOAL_KB = 60


def main() -> None:
    """Load the page once in a new profile and print each file's size."""
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        context = open_phone(playwright, Path(folder) / "phone")
        page = context.new_page()
        responses: list[Response] = []
        page.on("response", lambda response: responses.append(response))
        page.goto(server.url)
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("load")
        first_load = list(responses)
        sizes = {
            response.url.removeprefix(server.url): len(gzip.compress(response.body(), 9))
            for response in first_load
            if response.request.resource_type in {"script", "stylesheet"}
            and not response.from_service_worker
        }
        context.close()
    for name, size in sorted(sizes.items(), key=lambda each: -each[1]):
        print(f"{size / 1024:8.1f} KB  {name}")
    total = sum(sizes.values()) / 1024
    print(f"{total:8.1f} KB  JavaScript and CSS of the first load, gzip (goal: ≤ {GOAL_KB})")


if __name__ == "__main__":
    main()
