"""A text or a file goes in, its key lists come out, and nothing of it stays."""

import json
import tempfile
from io import BytesIO, StringIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from server import create_app
from server.extensions import limiter
from server.speeches import routes
from server.speeches.reading import parent
from server.speeches.reading.parent import ChildError
from server.speeches.reading.refusals import REASONS, Refusal
from server.speeches.schemas import FoundSchema
from tests.conftest import ON_SQLITE, TEST_SETTINGS
from tests.server.speeches.reading import files

pytestmark = ON_SQLITE

TEXT = "\n".join(files.SPEECH)
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app(app: Flask) -> Flask:
    """The app without the rate limit, which one test alone is about."""
    limiter.enabled = False
    return app


def find_text(client: FlaskClient, text: str, **more: Any) -> TestResponse:
    return client.post("/api/speeches/find", json={"text": text, **more})


def find_file(
    client: FlaskClient,
    content: bytes,
    name: str = "讲话.txt",
    headers: dict[str, str] = OURS,
    **fields: Any,
) -> TestResponse:
    # By hand: the test client itself would write long bodies to a temporary file.
    boundary = "part-of-a-form"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    quoted = name.replace("%", "%25").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'
    )
    body = f"{''.join(parts)}{head}".encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return client.post(
        "/api/speeches/find",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers=headers,
    )


def outcome(response: TestResponse) -> tuple[int, str]:
    return response.status_code, response.json["error"]["code"]


def test_a_pasted_text_gives_what_the_schema_says(client: FlaskClient) -> None:
    response = find_text(client, TEXT)
    assert response.status_code == 200
    assert FoundSchema().validate(response.json) == {}
    assert response.json["format"] == "text"
    assert response.json["title"] == files.SPEECH[0]
    (found,) = response.json["lists"]
    assert [item["text"] for item in found["items"]] == ["每天读一页", "每周写一篇", "每月讲一次"]
    text = "\n".join(response.json["paragraphs"])
    assert [text[item["start"] : item["end"]] for item in found["items"]] == [
        item["text"] for item in found["items"]
    ]


def test_the_answer_holds_no_field_that_the_schema_lacks(client: FlaskClient) -> None:
    answer = find_text(client, TEXT).json
    schema = FoundSchema()
    lists: Any = schema.fields["lists"]
    items: Any = lists.inner.schema.fields["items"]
    assert answer.keys() == schema.fields.keys()
    assert answer["lists"][0].keys() == lists.inner.schema.fields.keys()
    assert answer["lists"][0]["items"][0].keys() == items.inner.schema.fields.keys()


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_a_file_gives_the_same_as_its_text(client: FlaskClient, kind: str) -> None:
    content = {
        "txt": TEXT.encode("gb18030"),
        "docx": files.docx(),
        "pdf": files.pdf([files.SPEECH]),
    }[kind]
    response = find_file(client, content, f"讲话.{kind}")
    assert response.json == {**find_text(client, TEXT).json, "format": kind}


def test_a_given_title_is_kept(client: FlaskClient) -> None:
    assert find_text(client, TEXT, title="我的题").json["title"] == "我的题"
    assert find_file(client, TEXT.encode(), title="我的题").json["title"] == "我的题"


def test_nul_and_half_characters_in_a_paste_are_dropped(client: FlaskClient) -> None:
    body = json.dumps({"text": "读\x00书\ud800。"})
    response = client.post("/api/speeches/find", data=body, content_type="application/json")
    assert response.json["paragraphs"] == ["读书。"]


def test_every_refusal_is_told_in_the_error_shape(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code, reason in REASONS.items():
        monkeypatch.setattr(routes, "look_through_text", _raising(Refusal(code)))
        response = find_text(client, TEXT)
        assert outcome(response) == (reason.status, code)
        assert response.json["error"]["message"] == reason.message


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"", "a.txt", 422, "file_empty"),
        (files.MP4, "a.docx", 422, "file_not_what_named"),
        (files.PNG, "a.png", 415, "image_file"),
        (files.docx()[:-600], "a.docx", 422, "file_broken"),
        (b"a" * (10 * 1024 * 1024 + 1), "a.txt", 413, "file_too_large"),
        (b"a" * (11 * 1024 * 1024), "a.txt", 413, "file_too_large"),
    ],
)
def test_a_bad_file_is_told_from_a_good_one(
    client: FlaskClient, content: bytes, name: str, status: int, code: str
) -> None:
    assert outcome(find_file(client, content, name)) == (status, code)


@pytest.mark.parametrize(
    "body",
    [{}, {"text": 1}, {"text": None}, {"text": "a", "more": 1}, {"text": "a", "title": "a" * 601}],
)
def test_a_wrong_body_is_the_callers_fault(client: FlaskClient, body: dict[str, Any]) -> None:
    response = client.post("/api/speeches/find", json=body)
    assert outcome(response) == (422, "invalid_input")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"file": "words"},
        {"other": (BytesIO(b"words"), "a.txt")},
        {"file": [(BytesIO(b"a"), "a.txt"), (BytesIO(b"b"), "b.txt")]},
        {"file": (BytesIO(b"a"), "a.txt"), "unknown": "field"},
        {"file": (BytesIO(b"a"), "a.txt"), "title": "a" * 601},
    ],
)
def test_a_wrong_form_is_the_callers_fault(client: FlaskClient, fields: dict[str, Any]) -> None:
    response = client.post(
        "/api/speeches/find", data=fields, content_type="multipart/form-data", headers=OURS
    )
    assert outcome(response) == (422, "invalid_input")


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", b"junk" * 100])
def test_a_broken_form_is_the_callers_fault(client: FlaskClient, body: bytes) -> None:
    response = client.post(
        "/api/speeches/find",
        data=body,
        content_type="multipart/form-data; boundary=x",
        headers=OURS,
    )
    assert outcome(response) == (422, "invalid_input")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_has_to_come_from_our_own_page(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert find_file(client, TEXT.encode(), headers=headers).status_code == status


def test_no_other_route_takes_a_form_or_a_long_body(client: FlaskClient) -> None:
    form = {"data": {"file": (BytesIO(b"a"), "a.txt")}, "content_type": "multipart/form-data"}
    assert outcome(client.post("/api/session", headers=OURS, **form)) == (415, "json_required")
    assert outcome(client.post("/api/session", json={"name": "a" * 3_000_000})) == (
        413,
        "too_large",
    )


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def made_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of temporary files that are made, also those that never have a name."""
    made: list[str] = []
    for kind in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        original = getattr(tempfile, kind)

        def note(*args: Any, kind: str = kind, original: Any = original, **options: Any) -> Any:
            made.append(kind)
            return original(*args, **options)

        monkeypatch.setattr(tempfile, kind, note)
    return made


def test_nothing_of_a_text_is_logged_or_left(
    client: FlaskClient,
    log: StringIO,
    temporary_folder: Path,
    made_files: list[str],
    tmp_path: Path,
) -> None:
    canary = "金丝雀canary"
    speech = [f"{canary}：一是{canary}甲，二是{canary}乙。"] * 20_000
    before = set(tmp_path.rglob("*"))
    statuses = [
        find_text(client, speech[0], title=canary).status_code,
        find_file(client, "\n".join(speech).encode(), f"{canary}.txt", title=canary).status_code,
        find_file(client, files.docx(speech[:5]), f"{canary}.docx").status_code,
        find_file(client, files.docx(speech[:5])[:-99], f"{canary}.docx").status_code,
        find_file(client, files.MP4 + canary.encode(), f"{canary}.pdf").status_code,
        find_text(client, canary, unknown=canary).status_code,
    ]
    assert statuses == [200, 200, 200, 422, 422, 422]
    assert "/api/speeches/find" in log.getvalue()
    for secret in (canary, "canary", json.dumps(canary)[1:7]):
        assert secret not in log.getvalue()
    assert made_files == []
    assert set(tmp_path.rglob("*")) == before


def test_two_are_served_and_the_third_is_told_to_come_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "WAITS_SECONDS", 0.01)
    turns: BoundedSemaphore = app.extensions["text_turns"]
    with turns, turns:
        for response in (find_text(client, TEXT), find_file(client, TEXT.encode())):
            assert outcome(response) == (503, "busy")
            assert int(response.headers["Retry-After"]) > 0
    assert find_text(client, TEXT).status_code == 200


@pytest.mark.parametrize("error", [Refusal("no_text"), ChildError("KeyError"), OSError()])
def test_a_turn_is_given_back_however_it_ends(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(routes, "look_through_text", _raising(error))
        patched.setattr(routes, "WAITS_SECONDS", 0.01)
        assert {find_text(client, TEXT).status_code for _ in range(4)} <= {422, 500}
    assert find_text(client, TEXT).status_code == 200


def test_a_fault_of_ours_is_logged_by_its_place(
    client: FlaskClient, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = parent._PROGRAM.replace(
        "main()",
        "import server.speeches.reading.child as child\n"
        "child.find_key_lists = lambda text: {}[text]\nmain()",
    )
    monkeypatch.setattr(
        parent.run, "__kwdefaults__", {**parent.run.__kwdefaults__, "program": broken}
    )
    assert outcome(find_text(client, "金丝雀")) == (500, "internal_error")
    assert "KeyError in" in log.getvalue()
    assert "金丝雀" not in log.getvalue()
    assert json.dumps("金丝雀")[1:-1] not in log.getvalue()


def test_an_address_may_not_ask_without_end(app: Flask) -> None:
    limited = create_app(
        DATABASE_URL=app.config["DATABASE_URL"], **{**TEST_SETTINGS, "LIMIT_FIND": "2/hour"}
    )
    limiter.reset()
    client = limited.test_client()
    statuses = [find_text(client, TEXT).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a child, so that thousands of inputs can be tried."""
    from server.speeches.reading import child

    def answer(content: bytes, name: str, title: str, *, seconds: int) -> dict[str, Any]:
        return parent._opened(
            {"answer": child._searched(child.read_file(content, name), title, name)}
        )

    monkeypatch.setattr(routes, "look_through_file", answer)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", "一是".encode()]),
    st.binary(max_size=1000),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
def test_random_files_are_never_a_fault_of_ours(
    client: FlaskClient, in_this_process: None, start: bytes, content: bytes, name: str
) -> None:
    response = find_file(client, start + content, name or "a")
    assert response.status_code < 500, response.json


def _raising(error: Exception) -> Any:
    def look_through(*args: Any, **options: Any) -> Any:
        raise error

    return look_through
