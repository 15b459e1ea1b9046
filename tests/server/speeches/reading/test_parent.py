"""The process that reads a text is bounded from inside and from outside."""

import json
import os
import resource
import signal
from pathlib import Path

import pytest

from server.speeches.reading import parent
from server.speeches.reading.limits import CHILD_MEMORY_BYTES, MIB
from server.speeches.reading.parent import ChildError, look_through_file, look_through_text, run
from server.speeches.reading.refusals import Refusal
from tests.server.speeches.reading import files

SECONDS = 20
# The first lines of the real program: its limits, and then something that runs into them.
LIMITED = parent._PROGRAM.partition("server = ")[0]


def limited(program: str, seconds: int = SECONDS) -> tuple[bytes, int]:
    return run(b"", seconds=seconds, program=LIMITED + program)


def test_a_text_gives_its_title_paragraphs_and_lists() -> None:
    answer = look_through_text("\n".join(files.SPEECH), "", seconds=SECONDS)
    assert (answer["title"], answer["format"]) == (files.SPEECH[0], "text")
    assert answer["paragraphs"] == files.SPEECH
    (found,) = answer["lists"]
    assert [item["text"] for item in found["items"]] == ["每天读一页", "每周写一篇", "每月讲一次"]


def test_spans_count_code_points_in_the_joined_paragraphs() -> None:
    answer = look_through_text("题𠮷👩\r\n\r\n" + files.SPEECH[1], "", seconds=SECONDS)
    text = "\n".join(answer["paragraphs"])
    for item in answer["lists"][0]["items"]:
        assert text[item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize(
    ("content", "name", "given", "title"),
    [
        (files.docx(), "甲.docx", "给定\x00的", "给定的"),
        (files.docx(), "甲.docx", "", files.SPEECH[0]),
        (b"<!doctype html><p>a<h1>\xe9\xa2\x98</h1>", "甲.html", "", "题"),
        (("长" * 100).encode(), "文件夹/甲.txt", "", "甲"),
        (("长" * 100).encode(), "", "", "长" * 59 + "…"),
    ],
)
def test_the_title_is_given_or_marked_or_the_first_line_or_the_files_name(
    content: bytes, name: str, given: str, title: str
) -> None:
    assert look_through_file(content, name, given, seconds=SECONDS)["title"] == title


def test_memory_is_limited() -> None:
    program = "try:\n    bytes(memory)\nexcept MemoryError:\n    print('refused', end='')"
    assert limited(program) == (b"refused", 0)
    assert (
        run(b"", seconds=SECONDS, program=program.replace("memory", str(CHILD_MEMORY_BYTES)))[1]
        == 0
    )


def test_processor_time_is_limited() -> None:
    # More wall time than processor time, so that only the child's own limit can end it so soon.
    program = LIMITED.replace("int(sys.argv[3])", "1") + "while True: pass"
    before = _processor_seconds_of_children()
    assert run(b"", seconds=30, program=program) == (b"", -signal.SIGKILL)
    assert _processor_seconds_of_children() - before < 3


def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    assert limited("import time\ntime.sleep(600)", seconds=1) == (b"", -signal.SIGKILL)


def test_a_child_that_writes_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "LARGEST_ANSWER_BYTES", MIB)
    output, exit_code = limited("while True: sys.stdout.write('x' * 4096)")
    assert (len(output), exit_code) == (MIB + 1, -signal.SIGKILL)


def test_a_child_that_does_not_read_is_no_trouble() -> None:
    output, exit_code = run(bytes(10 * MIB), seconds=SECONDS, program="print('done', end='')")
    assert (output, exit_code) == (b"done", 0)


def test_a_child_sees_nothing_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        seen, _ = limited(
            "import json, os\n"
            "print(json.dumps([list(os.environ), os.listdir('/proc/self/fd'), os.getsid(0)]))"
        )
        environment, descriptors, session = json.loads(seen)
        assert "DATABASE_URL" not in environment
        assert str(file.fileno()) not in descriptors
    assert session != os.getsid(0)


def test_while_it_reads_a_child_can_write_no_file(tmp_path: Path) -> None:
    program = parent._PROGRAM.replace("main()", "") + (
        "import io, server.speeches.reading.child as child\n"
        "def read_text(text):\n"
        f"    with open({str(tmp_path / 'left')!r}, 'w') as file: file.write(text)\n"
        "child.read_text = read_text\n"
        "print(child._answer({'title': ''}, io.BytesIO(b'words')))"
    )
    output, exit_code = run(b"", seconds=SECONDS, program=program)
    assert exit_code == 0
    assert b"OSError" in output
    assert (tmp_path / "left").read_bytes() == b""


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "file_broken"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)", "took_too_long"),
        ('print(\'{"refused": "no_text"}\')', "no_text"),
    ],
)
def test_how_a_child_ends_is_told(monkeypatch: pytest.MonkeyPatch, program: str, code: str) -> None:
    monkeypatch.setattr(
        parent.run, "__kwdefaults__", {**parent.run.__kwdefaults__, "program": program}
    )
    with pytest.raises(Refusal, match=code):
        look_through_text("words", "", seconds=SECONDS)


@pytest.mark.parametrize("program", ["raise SystemExit(3)", 'print(\'{"fault": "KeyError"}\')'])
def test_a_fault_of_ours_is_no_refusal(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(
        parent.run, "__kwdefaults__", {**parent.run.__kwdefaults__, "program": program}
    )
    with pytest.raises(ChildError):
        look_through_text("words", "", seconds=SECONDS)


def _processor_seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
