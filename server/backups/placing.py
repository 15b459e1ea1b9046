"""A file that is there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1024 * 1024
LEAST_LEFT_BYTES = 16 * MEGABYTE


class BackupError(Exception):
    """A backup or a restore that cannot be; the message says why and what to do."""


@contextmanager
def placed(target: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a path beside `target` to write to; it takes the target's name when the block ends well.

    Raises BackupError when the target exists and is not to be replaced, or its folder is missing.
    """
    if target.exists() and not force:
        raise BackupError(f"{target} exists. Choose another name, or replace it with --force.")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is no folder. Create it first.")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield partial
        _sync_to_disk(partial)
        partial.replace(target)
        _sync_to_disk(target.parent)
    finally:
        partial.unlink(missing_ok=True)
        for leftover in ("-wal", "-shm", "-journal"):
            partial.with_name(partial.name + leftover).unlink(missing_ok=True)


def require_room(folder: Path, size_bytes: int) -> None:
    """Raise BackupError when the folder's disk has no room for so many bytes and a little more."""
    free = shutil.disk_usage(folder).free
    if free < size_bytes + LEAST_LEFT_BYTES:
        needed = (size_bytes + LEAST_LEFT_BYTES) // MEGABYTE
        raise BackupError(
            f"{folder} has {free // MEGABYTE} MB left, {needed} MB are needed. "
            "Free some, or choose another disk."
        )


def _sync_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
