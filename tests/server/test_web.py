"""The page from the root, as a browser and a service worker need it."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server import create_app
from server.security import HEADERS
from tests.conftest import ON_SQLITE

SCRIPT = b"console.log(1)" * 100


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>page</title>")
    (folder / "sw.js").write_text("// worker")
    (folder / "sw.js.gz").write_bytes(gzip.compress(b"// worker"))
    (folder / "worker-that-leaves.js").write_text("// leaves")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "assets" / "index-Ab12Cd34.js").write_bytes(SCRIPT)
    (folder / "assets" / "index-Ab12Cd34.js.gz").write_bytes(gzip.compress(SCRIPT))
    return folder


@pytest.fixture
def browser(page: Path, tmp_path: Path) -> FlaskClient:
    app = create_app(DATABASE_URL=f"sqlite:///{tmp_path / 'jiyao.db'}", PAGE_FOLDER=str(page))
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/lists", "/recite/1234", "/settings?language=en"])
def test_the_page_answers_at_every_address_of_its_own(browser: FlaskClient, path: str) -> None:
    response = browser.get(path, buffered=True)
    assert response.status_code == 200
    assert "<title>page</title>" in response.text
    assert response.headers["Cache-Control"] == "no-cache"
    assert "require-trusted-types-for 'script'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/assets/index-old.js", "/robots.txt", "/api/nothing", "/api/"])
def test_what_is_not_there_is_not_the_page(browser: FlaskClient, path: str) -> None:
    response = browser.get(path, buffered=True)
    assert response.status_code == 404
    assert response.json["error"]["code"] == "not_found"
    assert response.headers["Cache-Control"] == "no-store"


def test_nothing_is_posted_to_the_page(browser: FlaskClient) -> None:
    assert browser.post("/lists", json={}).status_code == 404


@pytest.mark.parametrize(("pulled", "worker"), [(False, "// worker"), (True, "// leaves")])
def test_the_kill_switch_puts_another_worker_in_the_place_of_the_pages_own(
    page: Path, tmp_path: Path, pulled: bool, worker: str
) -> None:
    app = create_app(
        DATABASE_URL=f"sqlite:///{tmp_path / 'jiyao.db'}",
        PAGE_FOLDER=str(page),
        KILL_SWITCH=pulled,
    )
    response = app.test_client().get("/sw.js", buffered=True)
    assert response.text == worker
    assert response.headers["Cache-Control"] == "no-cache"


def test_files_named_by_their_hash_are_kept_for_ever(browser: FlaskClient) -> None:
    response = browser.get("/assets/index-Ab12Cd34.js", buffered=True)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_compressed_file_is_sent_where_the_browser_takes_it(browser: FlaskClient) -> None:
    path = "/assets/index-Ab12Cd34.js"
    compressed = browser.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.data) == SCRIPT
    assert browser.get(path, headers={"Accept-Encoding": "identity"}, buffered=True).data == SCRIPT


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sw.js", "text/javascript"), ("/manifest.webmanifest", "application/manifest+json")],
)
def test_the_worker_and_the_manifest_are_asked_for_each_time(
    browser: FlaskClient, path: str, kind: str
) -> None:
    response = browser.get(path, buffered=True)
    assert response.mimetype == kind
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/sw.js", "/assets/index-Ab12Cd34.js"])
def test_files_have_the_security_headers_too(browser: FlaskClient, path: str) -> None:
    response = browser.get(path, buffered=True)
    assert HEADERS.keys() <= set(response.headers.keys())
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_worker_may_import_its_library(browser: FlaskClient) -> None:
    response = browser.get("/sw.js", buffered=True)
    assert "trusted-types" not in response.headers["Content-Security-Policy"]


def test_no_path_leads_out_of_the_page(browser: FlaskClient) -> None:
    for path in ("/../jiyao.db", "/%2e%2e/jiyao.db", "/assets/..%2f..%2fjiyao.db"):
        assert browser.get(path, buffered=True).status_code == 404


@ON_SQLITE
def test_a_page_that_was_not_built_says_so(client: FlaskClient) -> None:
    response = client.get("/")
    assert response.status_code == 503
    assert "make serve" in response.text
    assert 'lang="zh-CN"' in response.text
    assert "The page is not built yet" in response.text
