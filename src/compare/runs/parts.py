"""One partition to one part of each table: the same function on this machine and on a cluster, kept by its content."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from compare.errors import CompareError
from compare.review.corrections import Correction
from compare.runs import places
from compare.runs.attempt import attempt_rows
from compare.runs.inputs import digest
from compare.runs.partitions import Document, Partition
from compare.runs.rows import Rows
from compare.sources import Source, read_content
from compare.structure.model import Facts
from compare.tables import DOCUMENT_TABLES

RECORDS = "_parts"
"""Folder of the parts' records; a part without its record is not finished."""

_AT_ONCE = 25
"""Documents whose rows are held as Python values before they become frames, which take a tenth of the memory."""


@dataclass(frozen=True, slots=True)
class Task:
    """All that a part is made of beside the files: where it goes, what is known, the package's key, people's corrections."""

    out: str
    facts: Facts
    package: str
    force: bool = False
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part: its key, rows by table, regions that speak in it, documents without one, and faults."""

    key: str
    rows: Mapping[str, int]
    regions: Sequence[str]
    without_region: int = 0
    faults: Sequence[tuple[str, str, str]] = field(default_factory=tuple)
    kept: bool = False


def work(partition: Partition, task: Task) -> Part:
    """Return the part of a partition after it was written, or as it was kept from earlier.

    The key is made of the files' content, what is known of them, and the package; so equal keys mean equal parts, and
    doing the work twice or on two machines does no harm.

    Raises:
        CompareError: The output cannot be written to.
    """
    opened = [_open(document, task.facts) for document in partition.documents]
    key = part_key(opened, task)
    record = places.join(task.out, f"{RECORDS}/{key}.json")
    if not task.force and places.exists(record):
        known = json.loads(places.read(record))
        return Part(**{**known, "faults": tuple(map(tuple, known["faults"]))}, kept=True)
    return _write(key, opened, task)


def part_key(opened: Iterable[Source | CompareError], task: Task) -> str:
    """Return the key of a part: the checksum of its documents' content and of all that decides what they become."""
    made_of = [
        [s.document_id, s.source_file, s.sha256, [row.digest for row in _of(s, task)]]
        if isinstance(s, Source)
        else [s.place, s.found]
        for s in opened
    ]
    return digest([made_of, asdict(task.facts), task.package])[:32]


def _of(source: Source, task: Task) -> tuple[Correction, ...]:
    """Return the corrections of one document."""
    return tuple(row for row in task.corrections if row.document_id == source.document_id)


def part_path(out: str, table: str, key: str) -> str:
    """Return the address of a table's part."""
    return places.join(out, f"{table}.parquet/part-{key}.parquet")


def make_folders(out: str) -> None:
    """Make the folders of parts.

    Raises:
        RunError: The output cannot be written to.
    """
    places.make(out)
    for name in (RECORDS, *(f"{table.name}.parquet" for table in DOCUMENT_TABLES)):
        places.make(places.join(out, name))


def to_parquet(frame: pl.DataFrame) -> bytes:
    """Return a frame as the bytes of a Parquet file; equal frames give equal bytes."""
    data = io.BytesIO()
    frame.rechunk().write_parquet(data, compression="zstd", compression_level=3, statistics=True)
    return data.getvalue()


def _open(document: Document, facts: Facts) -> Source | CompareError:
    """Return the document's source, or the reason why it cannot be read."""
    place = f"File '{document.address}'"
    try:
        data = places.read(document.address)
        content = read_content(data, document.source_file, place)
    except CompareError as error:
        return error
    return Source(
        document_id=document.document_id, raw=content.text, base=0, facts=facts, source_file=document.source_file,
        sha256=hashlib.sha256(data).hexdigest(), encoding=content.encoding, form=content.form,
        read_text=content.text if content.form != "text" else None,
    )  # fmt: skip


def _write(key: str, opened: Sequence[Source | CompareError], task: Task) -> Part:
    """Return the part after its tables, the texts that readers made, and last its record were written."""
    frames, faults = _extract(opened, task)
    regions = frames["documents"]["region_code"].to_list()
    rows = {name: frame.height for name, frame in frames.items()}
    for name in rows:
        places.write(part_path(task.out, name, key), to_parquet(frames.pop(name)))
    for source in opened:
        if isinstance(source, Source) and source.read_text is not None:
            folder = places.join(task.out, "texts")
            places.make(folder)
            places.write(places.join(folder, f"{source.raw_sha256}.txt"), source.read_text.encode("utf-8"))
    part = Part(key, rows, sorted({code for code in regions if code}), regions.count(None), tuple(faults))
    made: dict[str, Any] = asdict(part)
    made.pop("kept")
    text = json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n"
    places.write(places.join(task.out, f"{RECORDS}/{key}.json"), text.encode("utf-8"))
    return part


def _extract(
    opened: Sequence[Source | CompareError], task: Task
) -> tuple[dict[str, pl.DataFrame], list[tuple[str, str, str]]]:
    """Return the tables of all documents and the faults; rows are held for a few documents at a time, frames are small."""
    pieces: dict[str, list[pl.DataFrame]] = {table.name: [table.empty()] for table in DOCUMENT_TABLES}
    faults = []
    for first in range(0, len(opened), _AT_ONCE):
        good: list[Rows] = []
        for source in opened[first : first + _AT_ONCE]:
            found = attempt_rows(source, _of(source, task)) if isinstance(source, Source) else source
            if isinstance(found, CompareError):
                faults.append((found.place, found.found, found.remedy))
            else:
                good.append(found)
        for table in DOCUMENT_TABLES:
            pieces[table.name].append(table.build([row for rows in good for row in rows[table.name]]))
    whole = {table.name: table.check(pl.concat(pieces.pop(table.name), rechunk=True)) for table in DOCUMENT_TABLES}
    return whole, faults
