"""The server's side of `child.py`: starts one for each text, bounds it, and takes its answer.

The child limits its own memory and processor time before it reads a byte; the clock on the wall is
ours.
"""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from typing import Any, Final

from server.speeches.reading.limits import CHILD_MEMORY_BYTES, LARGEST_ANSWER_BYTES
from server.speeches.reading.refusals import Refusal

log = logging.getLogger(__name__)

# Begins with limits, then loads this stage without `server/__init__.py`, which would load the whole
# app: 0.1 s and not 1.3 s. A program and not a function run after fork, which is not safe in a
# process with threads.
_PROGRAM: Final = """
import resource, sys, types
folder, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
server = sys.modules["server"] = types.ModuleType("server")
server.__path__ = [folder]
from server.speeches.reading.child import main
main()
"""
_FOLDER: Final = Path(__file__).resolve().parents[2]
_OUT_OF_TIME: Final = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


class ChildError(Exception):
    """The child failed in our own code; its message says where, never what."""


def look_through_file(content: bytes, name: str, title: str, *, seconds: int) -> dict[str, Any]:
    """Return {"title", "format", "paragraphs", "lists"} of a file. Raises Refusal, ChildError."""
    return _ask({"name": name, "title": title}, content, seconds)


def look_through_text(text: str, title: str, *, seconds: int) -> dict[str, Any]:
    """Return the same of a text that was pasted. Raises Refusal, ChildError."""
    return _ask({"title": title}, text.encode("utf-8", "ignore"), seconds)


def _ask(request: Mapping[str, str], content: bytes, seconds: int) -> dict[str, Any]:
    output, exit_code = run(json.dumps(request).encode() + b"\n" + content, seconds=seconds)
    if exit_code in _OUT_OF_TIME:
        raise Refusal("took_too_long")
    if exit_code < 0:
        log.warning("a child that reads a text crashed", extra={"exit_code": exit_code})
        raise Refusal("file_broken")
    if exit_code:
        raise ChildError(f"exit code {exit_code}")
    return _opened(json.loads(output))


def _opened(envelope: Mapping[str, Any]) -> dict[str, Any]:
    fault, code = envelope.get("fault"), envelope.get("refused")
    if fault:
        log.warning("a text could not be read", extra={"fault": fault})
    if code:
        raise Refusal(code)
    if fault:
        raise ChildError(fault)
    answer: dict[str, Any] = envelope["answer"]
    return answer


def run(
    given: bytes,
    *,
    seconds: int,
    program: str = _PROGRAM,
    memory_bytes: int = CHILD_MEMORY_BYTES,
) -> tuple[bytes, int]:
    """Run a program on some bytes; return what it wrote and its exit code, negative for a signal.

    It is killed after `seconds`, of the wall's clock or of the processor's, and when it writes too
    much. It sees none of our environment, and no file or connection that is open here.
    """
    arguments = [sys.executable, "-I", "-c", program, str(_FOLDER), str(memory_bytes), str(seconds)]
    with subprocess.Popen(  # noqa: S603 - our own program; what is given comes by the pipe
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as child:
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
        deadline = Timer(seconds, child.kill)
        deadline.start()
        try:
            _give(child.stdin, given)
            output = child.stdout.read(LARGEST_ANSWER_BYTES + 1)
            if len(output) <= LARGEST_ANSWER_BYTES:
                child.wait()
        finally:
            deadline.cancel()
            child.kill()
    return output, child.returncode


def _give(pipe: Any, given: bytes) -> None:
    """Write it all; a child that has already ended says why by its exit code."""
    try:
        pipe.write(given)
        pipe.close()
    except BrokenPipeError:
        pass
