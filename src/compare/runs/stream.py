"""A corpus of any size to tables in parts: files found as they come, worked on side by side, memory that does not grow."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from compare.errors import CompareError
from compare.review.corrections import Correction
from compare.runs import places
from compare.runs.finish import CSV_DOCUMENTS, PAIRS, Finish, count_pairs, read_parts, write_csv, write_pairs
from compare.runs.inputs import digest, package_key
from compare.runs.partitions import DOCUMENTS, Document, Partition, cut, find_documents
from compare.runs.parts import RECORDS, Part, Task, make_folders, to_parquet, work
from compare.runs.publish import locked
from compare.runs.workers import default_jobs, make_pool
from compare.store import PACKAGE_NAME, describe
from compare.structure.model import Facts
from compare.tables import COMPARISONS, DOCUMENT_PAIRS, DOCUMENT_TABLES, TABLES

logger = logging.getLogger(__name__)

RECORD = "extract.json"
_WAITING = 3
"""Partitions that wait per worker, so that none is idle and few are in memory."""

Engine = Callable[[Iterable[Partition], Task], Iterator[Part]]
"""Works partitions off and yields their parts in any order."""


@dataclass
class Streamed:
    """What a run over a corpus did: rows by table, parts made and kept, documents without a region, faults.

    ``left`` names the tables of pairs that were not written because they would be large, with their rows at most.
    """

    rows: dict[str, int] = field(default_factory=dict)
    made: int = 0
    kept: int = 0
    without_region: int = 0
    faults: int = 0
    left: dict[str, int] = field(default_factory=dict)


def stream(
    addresses: list[str],
    out: str,
    facts: Facts,
    engine: Engine,
    report: Callable[[CompareError], None],
    *,
    size: int = DOCUMENTS,
    force: bool = False,
    corrections: Sequence[Correction] = (),
    finish: Finish = "auto",
) -> Streamed:
    """Return what was done after every document of the addresses stands in the parts below ``out``.

    Args:
        addresses: Files and folders, local or in a store of the allowed list.
        out: Folder of the tables; parts of earlier runs that are no part of this one are removed at the end.
        facts: What is known of every document.
        engine: Works the partitions off.
        report: Is told of each fault once.
        size: Documents that a part holds on average.
        force: Work everything out again.
        corrections: What people have put right, of any document.
        finish: Whether CSV files and tables of pairs are made of the parts: all, none, or those that stay small.

    Raises:
        CompareError: The output or the engine cannot be used.
    """
    out = places.check_address(out)
    make_folders(out)
    with _held(out):
        return _stream(addresses, out, facts, engine, report, size, force, tuple(corrections), finish)


@contextmanager
def _held(out: str) -> Iterator[None]:
    """Hold a local output alone while the block runs."""
    if places.is_remote(out):
        yield
        return
    with locked(Path(out), datetime.now(UTC)):
        yield


def _stream(
    addresses: list[str],
    out: str,
    facts: Facts,
    engine: Engine,
    report: Callable[[CompareError], None],
    size: int,
    force: bool,
    corrections: tuple[Correction, ...],
    finish: Finish,
) -> Streamed:
    """Return what was done below an output that is held."""
    before = _begin(out)
    task = Task(out, facts, package_key(), force, corrections)
    done = Streamed()
    keys: set[str] = set()
    regions: set[str] = set()
    for part in engine(cut(find_documents(addresses), size), task):
        if part.key in keys:
            continue
        keys.add(part.key)
        regions.update(part.regions)
        done.made, done.kept = done.made + (not part.kept), done.kept + part.kept
        done.without_region += part.without_region
        for name, count in part.rows.items():
            done.rows[name] = done.rows.get(name, 0) + count
        for fault in part.faults:
            report(CompareError(*fault))
        done.faults += len(part.faults)
        logger.info("%d documents", done.rows.get("documents", 0), extra={"parts": len(keys), "faults": done.faults})
    _sweep(out, keys)
    _end(out, digest([sorted(keys), finish, task.package]), before, sorted(regions), done, finish)
    return done


def local_engine(jobs: int | None = None) -> Engine:
    """Return the engine of this machine: so many processes, or this one alone."""
    workers = jobs or default_jobs()
    return _alone if workers == 1 else lambda partitions, task: _side_by_side(partitions, task, workers)


def _alone(partitions: Iterable[Partition], task: Task) -> Iterator[Part]:
    return (work(partition, task) for partition in partitions)


def _side_by_side(partitions: Iterable[Partition], task: Task, workers: int) -> Iterator[Part]:
    """Yield parts as worker processes finish them; a worker that dies costs the file that killed it, no more."""
    source = iter(partitions)
    waiting: dict[Future[Part], Partition] = {}
    broken: list[Partition] = []
    while True:
        pool = make_pool(workers)
        try:
            for partition in source:
                broken.append(partition)
                waiting[pool.submit(work, partition, task)] = broken.pop()
                if len(waiting) >= workers * _WAITING:
                    yield from _ended(waiting, broken)
                if broken:
                    break
            while waiting:
                yield from _ended(waiting, broken)
        except BrokenProcessPool:
            broken += waiting.values()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown(cancel_futures=True)
        waiting.clear()
        if not broken:
            return
        for partition in broken:
            yield from _carefully(partition, task)
        broken.clear()


def _ended(waiting: dict[Future[Part], Partition], broken: list[Partition]) -> Iterator[Part]:
    """Yield the parts of the partitions that ended; those that a dead worker held are noted as broken."""
    ended, _ = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
    for future in ended:
        partition = waiting.pop(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            broken.append(partition)


def _carefully(partition: Partition, task: Task) -> Iterator[Part]:
    """Yield the parts of a partition whose worker died: tried once more alone, then file by file."""
    with make_pool(1) as pool:
        try:
            yield pool.submit(work, partition, task).result()
            return
        except BrokenProcessPool:
            pass
    if len(partition.documents) > 1:
        middle = len(partition.documents) // 2
        for half in (partition.documents[:middle], partition.documents[middle:]):
            yield from _carefully(Partition(half), task)
        return
    yield lost(partition.documents[0])


def lost(document: Document) -> Part:
    """Return the part of a document over which a worker died: no rows, one fault."""
    fault = (f"File '{document.address}'", "its worker process died (out of memory?)", "Give the machine more memory.")
    return Part(f"lost-{document.document_id}", {}, (), 0, (fault,))


def _begin(out: str) -> dict[str, Any]:
    """Return what the run before left below the output, after it was said that the parts are being written."""
    address = places.join(out, RECORD)
    before: Any = None
    with suppress(CompareError, ValueError):
        before = json.loads(places.read(address)) if places.exists(address) else None
    places.write(address, b'{"complete": false}\n')
    return before if isinstance(before, dict) else {}


def _sweep(out: str, keys: set[str]) -> None:
    """Remove the parts that are not of this run: of files that are gone or changed, or of an older package."""
    folders = [RECORDS, *(f"{table.name}.parquet" for table in DOCUMENT_TABLES)]
    for folder in folders:
        address = places.join(out, folder)
        for name in places.names(address):
            if name.partition(".")[0].removeprefix("part-") not in keys or name.startswith("."):
                places.remove(places.join(address, name))


def _end(out: str, made_of: str, before: dict[str, Any], regions: list[str], done: Streamed, finish: Finish) -> None:
    """Write the small tables, what is made of the parts, the description of all, and the record that says all is there."""
    from compare.align import indicators
    from compare.regions import regions_table

    if before.get("complete") and before.get("made_of") == made_of:
        done.rows, done.left = before["rows"], before["left"]
    else:
        small = {"regions": regions_table(regions), "indicators": indicators()}
        for name, frame in small.items():
            places.write(places.join(out, f"{name}.parquet"), to_parquet(TABLES[name].check(frame)))
            done.rows[name] = frame.height
        _finish(out, small, done, finish)
        done.rows = {name: done.rows[name] for name in TABLES if name in done.rows}
    record = {
        "complete": True, "rows": done.rows, "left": done.left, "parts": done.made + done.kept, "faults": done.faults,
        "made_of": made_of,
    }  # fmt: skip
    _write_json(out, RECORD, record)


def _finish(out: str, small: dict[str, pl.DataFrame], done: Streamed, finish: Finish) -> None:
    """Write the tables of pairs and the CSV files that are wanted; take away those of an earlier run that are not."""
    documents = done.rows.get("documents", 0)
    made = [*DOCUMENT_TABLES]
    counted = count_pairs(out, documents) if finish != "none" else {}
    for table in (COMPARISONS, DOCUMENT_PAIRS):
        if table.name in counted and (finish == "all" or counted[table.name] <= PAIRS):
            done.rows[table.name] = write_pairs(out, table)
            made.append(table)
            continue
        done.left |= {table.name: counted[table.name]} if counted else {}
        places.remove_folder(places.join(out, f"{table.name}.parquet"))
    with_csv = finish == "all" or (finish == "auto" and documents <= CSV_DOCUMENTS)
    for table in TABLES.values():
        if with_csv and (table in made or table.name in small):
            frames = [small[table.name]] if table.name in small else read_parts(out, table.name)
            write_csv(out, table, frames)
        else:
            places.remove(places.join(out, f"{table.name}.csv"))
    described = describe([table for table in TABLES.values() if table in made or table.name in small])
    if not with_csv:
        for resource in described["resources"]:  # type: ignore[attr-defined]
            resource["path"] = resource["parquet"]
            resource |= {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
            resource.pop("encoding")
    _write_json(out, PACKAGE_NAME, described)


def _write_json(out: str, name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    places.write(places.join(out, name), text.encode("utf-8"))
