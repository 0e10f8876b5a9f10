"""A file's bytes: regular files up to a size, read once and whole; a file that changes while it is read is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from compare.errors import SourceError

MOST_BYTES = 64 << 20
"""Size of a file up to which it is read; a policy document has some thousand characters."""


def load_bytes(path: Path, place: str) -> bytes:
    """Return a file's bytes, or raise with a reason that a person can act on.

    Raises:
        SourceError: The file is missing, unreadable, too large, no regular file, or changed meanwhile.
    """
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            return _read(file, place)
    except FileNotFoundError as error:
        raise SourceError(place, "no such file", "Restore it, or correct its name.") from error
    except IsADirectoryError as error:
        raise SourceError(place, "a folder, not a file", "Name the files in it.") from error
    except OSError as error:
        raise SourceError(place, f"not readable ({error.strerror})", "Check its permissions.") from error


def refuse_size(size: int, place: str) -> None:
    """Raise where a file is larger than any document."""
    if size > MOST_BYTES:
        found = f"{size / 1e6:,.0f} MB; files up to {MOST_BYTES / 1e6:,.0f} MB are read"
        raise SourceError(place, found, "Split it into its documents.")


def _open_at_once(path: str, flags: int) -> int:
    """Return the open file; a pipe without a writer does not hold the caller up."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read(file: BinaryIO, place: str) -> bytes:
    """Return the bytes of an open file."""
    before = os.fstat(file.fileno())
    if stat.S_ISDIR(before.st_mode):
        raise SourceError(place, "a folder, not a file", "Name the files in it.")
    if not stat.S_ISREG(before.st_mode):
        raise SourceError(place, "not a regular file", "Copy its content into a file.")
    refuse_size(before.st_size, place)
    data = file.read(MOST_BYTES + 1)
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise SourceError(place, "changed while it was read", "Wait until it is written, then read it again.")
    return data
