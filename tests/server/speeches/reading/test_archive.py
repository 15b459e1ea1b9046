"""Archives that lie, and archives that grow."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from server.speeches.reading import archive
from server.speeches.reading.archive import Archive
from server.speeches.reading.limits import MIB
from server.speeches.reading.refusals import Refusal
from tests.server.speeches.reading import files

NOISE = random.Random(1).randbytes(9 * MIB)


def inflated(content: bytes, name: str = "a") -> int:
    return sum(map(len, Archive(content).chunks(name)))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_an_honest_entry_comes_out_whole() -> None:
    content = bytes(range(256)) * 3_000
    assert b"".join(Archive(files.zipped({"a": content})).chunks("a")) == content


def test_a_bomb_is_stopped_when_it_has_grown_a_hundredfold() -> None:
    bomb = files.zipped({"a": bytes(40 * MIB)})
    chunks = Archive(bomb).chunks("a")
    taken = []
    assert refusal(lambda: taken.extend(map(len, chunks))) == "unpacks_too_large"
    assert 0 < sum(taken) <= 100 * len(bomb)


def test_what_packs_less_well_is_stopped_at_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = dict.fromkeys("abc", NOISE[:MIB])
    monkeypatch.setattr(archive, "MOST_INFLATED_BYTES", 2 * MIB)
    opened = Archive(files.zipped(entries))
    assert [sum(map(len, opened.chunks(name))) for name in "ab"] == [MIB, MIB]
    assert refusal(lambda: list(opened.chunks("c"))) == "unpacks_too_large"


def test_the_size_in_the_header_is_not_believed() -> None:
    content = bytearray(files.zipped({"a": bytes(2 * MIB)}))
    small = struct.pack("<I", 10)
    content[22:26] = small
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = small
    assert refusal(lambda: inflated(bytes(content))) in {"file_broken", "unpacks_too_large"}


def test_a_header_that_claims_much_costs_nothing() -> None:
    content = bytearray(files.zipped({"a": b"small"}))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 0xFFFFFFFE)
    assert inflated(bytes(content)) == len(b"small")


def test_too_many_entries_are_refused() -> None:
    content = files.zipped({f"{n}": b"" for n in range(2001)})
    assert refusal(lambda: Archive(content)) == "unpacks_too_large"


def test_an_entry_with_a_password_is_encrypted() -> None:
    content = bytearray(files.zipped({"a": b"words"}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert refusal(lambda: inflated(bytes(content))) == "file_encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_not_opened(method: int) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr("a", bytes(1000))
    assert refusal(lambda: inflated(stream.getvalue())) == "file_broken"


def test_damaged_bytes_are_noticed() -> None:
    content = bytearray(files.zipped({"a": bytes(range(256)) * 50}))
    content[60] ^= 0xFF
    assert refusal(lambda: inflated(bytes(content))) == "file_broken"


def test_a_side_part_that_grows_is_refused() -> None:
    grown = Archive(files.zipped({"a": NOISE}))
    assert refusal(lambda: grown.side_part("a")) == "unpacks_too_large"
    assert Archive(files.zipped({"a": NOISE[:1000]})).side_part("a") == NOISE[:1000]
