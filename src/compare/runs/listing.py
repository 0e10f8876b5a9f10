"""The files below a folder, local or in a store: listed lazily, one folder's names in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from compare.errors import RunError
from compare.runs.places import is_remote, store_of, unreachable

_SKIPPED = frozenset({"README.md", "sources.yml"})


@dataclass(frozen=True, slots=True)
class Found:
    """One file below a folder: its address, its name relative to the folder, its size in bytes."""

    address: str
    name: str
    size: int


def walk(folder: str) -> Iterator[Found]:
    """Yield the visible files below a folder, each folder's files in the order of their names, then its folders'.

    Only one folder's names are in memory at a time.

    Raises:
        RunError: The folder cannot be listed.
    """
    if not is_remote(folder):
        yield from _walk_local(folder, "")
        return
    pending = [folder.rstrip("/")]
    root = store_of(folder)._strip_protocol(folder).rstrip("/")
    while pending:
        try:
            entries = sorted(store_of(folder).ls(pending.pop(), detail=True), key=lambda entry: str(entry["name"]))
        except Exception as error:
            raise unreachable(folder, error) from error
        protocol = folder.partition("://")[0]
        for entry in entries:
            name = str(entry["name"])
            visible = _is_visible(PurePosixPath(name).name)
            if entry["type"] == "file" and visible and name.rstrip("/") != root:
                yield Found(
                    f"{protocol}://{name.lstrip('/')}", name.removeprefix(root).lstrip("/"), int(entry["size"] or 0)
                )
        below = [entry["name"] for entry in entries if entry["type"] == "directory"]
        pending += [
            f"{protocol}://{str(name).lstrip('/')}" for name in reversed(below) if _is_visible(PurePosixPath(name).name)
        ]


def _walk_local(folder: str, prefix: str) -> Iterator[Found]:
    """Yield the files of a local folder; links to folders are not followed."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if _is_visible(entry.name)
            )
    except OSError as error:
        raise RunError(f"Folder '{folder}'", f"not readable ({error.strerror})", "Check its permissions.") from error
    for name, below in names:
        if not below:
            path = os.path.join(folder, name)
            yield Found(path, prefix + name, size_of(path))
    for name, below in names:
        if below:
            yield from _walk_local(os.path.join(folder, name), f"{prefix}{name}/")


def size_of(path: str) -> int:
    """Return the size in bytes of a local file; of one that cannot be looked at, 0."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _is_visible(name: str) -> bool:
    """Return whether a file or folder is one of documents: not hidden, not of the register."""
    return not name.startswith((".", "_")) and name not in _SKIPPED
