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


EVERY_KIND_OF_ANSWER = [
    *("/", "/index.html", "/sw.js", "/manifest.webmanifest", "/assets/index-Ab12Cd34.js"),
    *("/lists", "/assets/gone.js", "/healthz", "/api/account", "/api/nothing", "/api/openapi.json"),
]


@pytest.mark.parametrize("path", EVERY_KIND_OF_ANSWER)
def test_over_tls_every_answer_says_to_stay_there_once(browser: FlaskClient, path: str) -> None:
    response = browser.get(path, base_url="https://localhost", buffered=True)
    assert response.headers.getlist("Strict-Transport-Security") == ["max-age=31536000"]
    plain = browser.get(path, buffered=True)
    assert "Strict-Transport-Security" not in plain.headers
    assert plain.status_code == response.status_code


@pytest.mark.parametrize("path", EVERY_KIND_OF_ANSWER)
def test_behind_a_proxy_its_scheme_and_host_count_for_every_answer(
    page: Path, tmp_path: Path, path: str
) -> None:
    behind = create_app(
        DATABASE_URL=f"sqlite:///{tmp_path / 'jiyao.db'}",
        PAGE_FOLDER=str(page),
        TRUSTED_PROXIES=1,
        TRUSTED_HOST="jiyao.example",
    ).test_client()
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "jiyao.example"}
    response = behind.get(path, headers=forwarded, buffered=True)
    assert response.headers.getlist("Strict-Transport-Security") == ["max-age=31536000"]
    assert response.status_code != 400
    assert behind.get(path, buffered=True).status_code == 400


@pytest.mark.parametrize("path", EVERY_KIND_OF_ANSWER)
def test_no_answer_is_given_to_another_host(page: Path, tmp_path: Path, path: str) -> None:
    named = create_app(
        DATABASE_URL=f"sqlite:///{tmp_path / 'jiyao.db'}",
        PAGE_FOLDER=str(page),
        TRUSTED_HOST="jiyao.example",
    ).test_client()
    assert named.get(path, base_url="http://jiyao.example", buffered=True).status_code != 400
    refused = named.get(path, base_url="http://elsewhere.example", buffered=True)
    assert refused.status_code == 400
    assert refused.json["error"]["code"] == "bad_request"
    assert HEADERS.keys() <= set(refused.headers.keys())


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
