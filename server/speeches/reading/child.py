"""The process in which one text is read and searched: it may fail, hang or be wrong without harm.

In: one line of JSON, {"name", "title"} for a file or {"title"} for a text, then the bytes. Out: one
JSON object, {"answer"}, or {"refused": code}, and {"fault": where} with it or alone for what the
parent should log. Started by `parent.py`, never imported by the server.
"""

import json
import os
import resource
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, BinaryIO

from server.speeches.finder import KeyList, find_key_lists, title
from server.speeches.reading.limits import LONGEST_TITLE
from server.speeches.reading.paragraphs import tidy
from server.speeches.reading.read import Reading, read_file, read_text
from server.speeches.reading.refusals import Refusal


def main() -> None:
    """Read standard input, answer on standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    request = json.loads(sys.stdin.buffer.readline())
    try:
        answer = _answer(request, sys.stdin.buffer)
    except Exception as error:
        answer = {"fault": _where(error)}
    answers.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())
    answers.flush()
    os._exit(0)  # without taking deep trees apart, which may not end well


def _answer(request: Mapping[str, str], stream: BinaryIO) -> dict[str, Any]:
    content = stream.read()
    # One thing is left to write to, the pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        reading = (
            read_file(content, request["name"])
            if "name" in request
            else read_text(content.decode("utf-8", "replace"))
        )
    except Refusal as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": "unpacks_too_large"}
    except Exception as error:  # libraries raise anything on hostile bytes
        return {"refused": "file_broken", "fault": _where(error)}
    return {"answer": _searched(reading, request["title"], request.get("name", ""))}


def _searched(reading: Reading, given_title: str, name: str) -> dict[str, Any]:
    original = "\n".join(reading.paragraphs)
    return {
        "title": tidy(given_title) or reading.title or _title(title(original), name),
        "format": reading.format,
        "paragraphs": reading.paragraphs,
        "lists": [_wire(found) for found in find_key_lists(original)],
    }


def _wire(found: KeyList) -> dict[str, Any]:
    """Flatten the spans of a key list into start and end."""
    fields = asdict(found)
    start, end = fields.pop("span")
    name_start, name_end = fields.pop("name_span") or (None, None)
    return {
        **fields,
        "start": start,
        "end": end,
        "name_start": name_start,
        "name_end": name_end,
        "items": [
            {"text": item.text, "start": item.span[0], "end": item.span[1]} for item in found.items
        ],
    }


def _title(first_line: str, name: str) -> str:
    """Return the first line if it is short enough for a title, else the name of the file."""
    if 0 < len(first_line) <= LONGEST_TITLE:
        return first_line
    return tidy(PurePath(name).stem)[:LONGEST_TITLE] or first_line[: LONGEST_TITLE - 1] + "…"


def _where(error: Exception) -> str:
    """Name an exception and where it arose, without its words, which may quote the text."""
    frame = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {os.path.basename(frame.filename)}:{frame.lineno}"
