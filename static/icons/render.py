"""Render the icons' SVG sources as PNG files under `static/public/icons`, with Chromium.

Run after a change: `python static/icons/glyphs.py && python static/icons/render.py`. The PNG files
are kept in the repository because the page's build has no picture library.
"""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
TARGET = HERE.parent / "public" / "icons"
RENDERINGS = [
    ("icon.svg", "icon-192.png", 192),
    ("icon.svg", "icon-512.png", 512),
    ("icon-maskable.svg", "icon-maskable-192.png", 192),
    ("icon-maskable.svg", "icon-maskable-512.png", 512),
    ("icon-maskable.svg", "apple-touch-icon.png", 180),
    ("icon-monochrome.svg", "icon-monochrome-512.png", 512),
]


def main() -> None:
    """Render each source at each size that the manifest names."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for source, name, side in RENDERINGS:
            page = browser.new_page(viewport={"width": side, "height": side})
            svg = (HERE / source).read_text(encoding="utf-8")
            page.set_content(
                f"<style>body{{margin:0}}svg{{display:block;width:{side}px}}</style>{svg}"
            )
            page.screenshot(path=TARGET / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
