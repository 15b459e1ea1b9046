"""A ZIP archive whose headers are not believed: bytes are counted while they come out."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from server.speeches.reading.limits import (
    HIGHEST_RATIO,
    MOST_ENTRIES,
    MOST_INFLATED_BYTES,
    MOST_INFLATED_OF_SIDE_PART,
    RATIO_COUNTS_FROM_BYTES,
)
from server.speeches.reading.refusals import Refusal

_CHUNK_BYTES: Final = 64 * 1024
_ENCRYPTED_FLAG: Final = 0x1


class Archive:
    """The entries of an archive by name: never written anywhere, and archives in it stay closed."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise Refusal("file_broken") from error
        if len(self._zip.infolist()) > MOST_ENTRIES:
            raise Refusal("unpacks_too_large")
        self.names = frozenset(self._zip.namelist())
        self._inflated = 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield an entry's bytes.

        Raises Refusal: unpacks_too_large, file_encrypted, file_broken.
        """
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise Refusal("file_encrypted")
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise Refusal("file_broken")
        own = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    own += len(chunk)
                    self._count(len(chunk), own, entry.compress_size)
                    yield chunk
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Refusal("file_broken") from error

    def side_part(self, name: str) -> bytes:
        """Return all of a part that is small in every honest file; nothing when there is none."""
        if name not in self.names:
            return b""
        content = bytearray()
        for chunk in self.chunks(name):
            content += chunk
            if len(content) > MOST_INFLATED_OF_SIDE_PART:
                raise Refusal("unpacks_too_large")
        return bytes(content)

    def _count(self, chunk: int, own: int, packed: int) -> None:
        self._inflated += chunk
        too_dense = own > RATIO_COUNTS_FROM_BYTES and own > HIGHEST_RATIO * max(packed, 1)
        if too_dense or self._inflated > MOST_INFLATED_BYTES:
            raise Refusal("unpacks_too_large")
