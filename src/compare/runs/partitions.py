"""Files to partitions: groups of files that one worker reads and that become one part of each table."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from compare.runs.listing import Found, size_of, walk
from compare.runs.places import check_address, is_folder, is_remote

DOCUMENTS = 200
"""Documents that a part holds on average."""

BYTES = 8 << 20
"""Bytes of source files at which a partition is closed."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file to read: its address, its name in the tables, its document's id."""

    address: str
    source_file: str
    document_id: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Partition:
    """Files that are read together."""

    documents: tuple[Document, ...]


def find_documents(addresses: Sequence[str]) -> Iterator[Document]:
    """Yield the files that the addresses name, those below folders one by one as they are found.

    A file's document is called by the stem of its name; below a folder, by its path within the folder, the folder's
    name before it where several addresses were given. A second file of one stem is called by its whole name.
    """
    seen: set[str] = set()
    for address in map(check_address, addresses):
        name = PurePosixPath(address.rstrip("/")).name
        if is_folder(address):
            prefix = _free(name, seen) + "/" if len(addresses) > 1 else ""
            yield from _below(walk(address), prefix)
        else:
            size = 0 if is_remote(address) else size_of(address)
            yield Document(address, name, _free(_stem(name), seen), size)


def cut(documents: Iterable[Document], size: int = DOCUMENTS) -> Iterator[Partition]:
    """Yield partitions of about ``size`` documents; where one ends depends on the names in it alone.

    So a file that comes or goes changes its own partition and leaves the others, and the work done for them, as they are.
    """
    group: list[Document] = []
    weight = 0
    for document in documents:
        group.append(document)
        weight += document.size
        turn = zlib.crc32(document.document_id.encode("utf-8", "surrogatepass")) % size == 0
        if weight >= BYTES or (turn and len(group) >= size // 4) or len(group) >= 2 * size:
            yield Partition(tuple(group))
            group, weight = [], 0
    if group:
        yield Partition(tuple(group))


def _below(files: Iterable[Found], prefix: str) -> Iterator[Document]:
    """Yield the documents of a folder's files, which come folder by folder in the order of their names."""
    folder, stems = "", set[str]()
    for found in files:
        above, _, name = found.name.rpartition("/")
        if above != folder:
            folder, stems = above, set()
        stem = _stem(name)
        own = name if stem in stems else stem
        stems.add(stem)
        yield Document(found.address, found.name, prefix + (f"{above}/{own}" if above else own), found.size)


def _stem(name: str) -> str:
    return PurePosixPath(name).stem or name


def _free(name: str, seen: set[str]) -> str:
    """Return ``name``, numbered from 2 where it was given before."""
    free, number = name, 2
    while free in seen:
        free, number = f"{name}-{number}", number + 1
    seen.add(free)
    return free
