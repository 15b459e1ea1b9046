"""Other builds of the page: the real one under other names, as an earlier or a newer release."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.running_server import REPOSITORY, RunningServer

DIST = REPOSITORY / "static" / "dist"
VERSION = json.loads((REPOSITORY / "static" / "package.json").read_text())["version"]
TEXTS = {".js", ".css", ".html"}
PRECACHED = re.compile(r'\{url:"([^"]+)",revision:(null|"\w+"),integrity:"[^"]+"\}')


def other_build(
    folder: Path, version: str, change: Callable[[str], str] = lambda script: script
) -> Path:
    """Make a whole build of another version in `folder`: no asset has a name of the real one.

    `change` is done to the page's first script.
    """
    shutil.copytree(DIST, folder, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    [page] = re.findall(r"assets/(index-[\w-]+\.js)", (folder / "index.html").read_text())
    assets = [asset.name for asset in (folder / "assets").iterdir()]
    for file in [*folder.glob("*.*"), *(folder / "assets").iterdir()]:
        if file.suffix in TEXTS:
            text = file.read_text()
            for name in assets:
                text = text.replace(name, renamed(name, version))
            text = text.replace(f"`{VERSION}`", f"`{version}`")
            file.write_text(change(text) if file.name == page else text)
    for name in assets:
        (folder / "assets" / name).rename(folder / "assets" / renamed(name, version))
    worker = folder / "sw.js"
    worker.write_text(PRECACHED.sub(lambda entry: _entry(folder, entry[1]), worker.read_text()))
    return folder


def renamed(name: str, version: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}-{version.replace('.', '')}.{suffix}"


def _entry(folder: Path, url: str) -> str:
    content = (folder / url).read_bytes()
    integrity = base64.b64encode(hashlib.sha256(content).digest()).decode()
    revision = "null" if url.startswith("assets/") else f'"{hashlib.md5(content).hexdigest()}"'
    return f'{{url:"{url}",revision:{revision},integrity:"sha256-{integrity}"}}'


def deploy(server: RunningServer, build: Path, **environment: str) -> None:
    """Let the server serve another build from now on, as an upgrade does."""
    server.kill()  # quicker than asking, and nothing is lost by it
    server.environment |= {"PAGE_FOLDER": str(build), **environment}
    server.start()
