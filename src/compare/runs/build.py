"""The content of a run, built in a folder of its own: tables, executed notebooks, briefs."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compare.errors import CompareError, RunError
from compare.review.corrections import Correction
from compare.runs.cache import Cache
from compare.runs.corpus import combine, extract_each
from compare.runs.corrections import read_in_force
from compare.runs.inputs import RAW, checksum, code_key, digest, steps_key
from compare.runs.ledgers import LedgerPage, write_ledgers
from compare.runs.plan import Job, longest_first, plan_notebooks
from compare.runs.workers import default_jobs
from compare.sources import Source, load_register, open_registered
from compare.store import keep_read_texts, make_folder, write_json, write_tables, write_text

logger = logging.getLogger(__name__)


@dataclass
class Building:
    """A run under construction: where it is built, what it is made of, and what it has cost so far."""

    root: Path
    folder: Path
    inputs: dict[str, Any]
    fingerprint: str
    jobs: int | None = None
    force: bool = False
    cell_seconds: int = 300
    pdf: bool | None = None
    last_seconds: dict[str, float] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    regions: list[str] = field(default_factory=list)
    ledgers: list[LedgerPage] = field(default_factory=list)
    notebooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)

    @property
    def tables(self) -> Path:
        """Return the run's own tables folder."""
        return self.folder / "tables"

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count the seconds of a step under its name, and say that it began and ended."""
        logger.info("%s …", name, extra={"step": name, "state": "begun"})
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 3)
        logger.info("%s: %.1f s", name, self.seconds[name], extra={"step": name, "state": "done"})


def build(building: Building, cache: Cache, home: Path) -> dict[str, dict[str, Any]]:
    """Return the executed notebooks of the briefs by the briefs' addresses, after everything was built.

    Args:
        building: What is built, and where.
        cache: Results of earlier runs.
        home: Private folder from ``kernel_home``.

    Raises:
        CompareError: A source, a step, a notebook or a brief is at fault; every fault of a kind is named.
    """
    with building.step("sources"):
        sources = _open_sources(building)
    with building.step("extract"):
        frames = combine(_extract(building, cache, sources))
    with building.step("tables"):
        texts = {s.raw_sha256: s.read_text for s in sources if s.raw_sha256 and s.read_text is not None}
        keep_read_texts(cache.folder, texts)
        write_tables(building.tables, frames)
        building.rows = {name: frame.height for name, frame in frames.items()}
        building.regions = frames["regions"]["region_code"].to_list()
    with building.step("restoration"):
        language = building.inputs["parameters"]["language"]
        building.ledgers = write_ledgers(building.folder, frames, language, building.fingerprint)
    with building.step("notebooks"):
        jobs = _plan(building, {source.facts.region_code for source in sources})
        make_folder(building.folder / "notebooks")
        _execute(building, cache, jobs, home)
    with building.step("briefs"):
        briefs = _render(building, jobs)
    _print(building, list(briefs))
    return briefs


def _open_sources(building: Building) -> list[Source]:
    """Return the run's documents, or raise with every file that is not as registered."""
    register = load_register(building.root / RAW)
    sources: list[Source] = []
    faults: list[CompareError] = []
    for entry in register.of_regions(tuple(building.inputs["parameters"]["regions"])):
        try:
            sources.append(open_registered(building.root / RAW, entry))
        except CompareError as error:
            faults.append(error)
    _raise_all(faults)
    return sources


def _extract(building: Building, cache: Cache, sources: Sequence[Source]) -> list[Any]:
    """Return the tables of each document, kept ones where nothing they are made of has changed."""
    corrections = read_in_force(building.root)
    steps = {s.document_id: _steps_of(building, s, corrections) for s in sources}
    kept = {s.document_id: None if building.force else cache.document(s, steps[s.document_id]) for s in sources}
    todo = [source for source in sources if kept[source.document_id] is None]
    outcomes: dict[str, Any] = dict(kept)
    faults = []
    for source, outcome in zip(todo, extract_each(todo, building.jobs, corrections), strict=True):
        if isinstance(outcome, CompareError):
            faults.append(outcome)
            continue
        cache.keep_document(source, steps[source.document_id], outcome)
        outcomes[source.document_id] = outcome
        logger.info("extracted %s", source.document_id, extra={"document_id": source.document_id})
    _raise_all(faults)
    return [outcomes[source.document_id] for source in sources]


def _steps_of(building: Building, source: Source, corrections: Sequence[Correction]) -> str:
    """Return the checksum of all that decides how a document becomes tables, its own corrections included."""
    return digest([
        steps_key(building.inputs), *(row.digest for row in corrections if row.document_id == source.document_id),
    ])  # fmt: skip


def _plan(building: Building, spoken_of: set[str | None]) -> list[Job]:
    """Return the jobs of this run: region briefs for the regions that have a document."""
    codes = [code for code in building.regions if code in spoken_of]
    language = building.inputs["parameters"]["language"]
    return plan_notebooks(building.root / "notebooks", codes, language, building.rows["documents"])


def _execute(building: Building, cache: Cache, jobs: list[Job], home: Path) -> None:
    """Execute the notebooks side by side, kept results where nothing they are made of has changed."""
    make_folder(building.folder / "briefs")
    tables = {path.name: checksum(path) for path in sorted(building.tables.glob("*.parquet"))}
    code = code_key(building.inputs)
    todo: list[tuple[Job, str, dict[str, Any]]] = []
    for job in longest_first(jobs, building.last_seconds):
        made_of = {
            "notebook": building.inputs["notebooks"][job.source.name],
            "parameters": job.parameters,
            "tables": digest(tables),
            "code": code,
        }
        key = digest(made_of)
        place = None if building.force else cache.notebook(job.name, key)
        if place is None:
            todo.append((job, key, made_of))
            continue
        shutil.copyfile(place / "notebook.ipynb", building.folder / "notebooks" / f"{job.name}.ipynb")
        facts = json.loads((place / "facts.json").read_text(encoding="utf-8"))
        building.notebooks[job.name] = {**facts, "kept": True}
    if todo:
        from compare.runs.quick import UNUSED, without

        with without(*UNUSED):
            from compare.runs.notebooks import run_notebook

        def execute(job: Job) -> dict[str, Any]:
            done = run_notebook(
                job.source, building.folder / "notebooks" / f"{job.name}.ipynb", job.parameters,
                root=building.root, tables=building.tables, home=home, cell_seconds=building.cell_seconds,
            )  # fmt: skip
            return {"seconds": round(done.seconds, 3), "cell_seconds": round(done.cell_seconds, 3)}

        for (job, key, made_of), facts in _side_by_side(todo, execute, building.jobs or default_jobs()):
            building.notebooks[job.name] = {**facts, "kept": False}
            _keep(cache, building, job, key, made_of, facts)
            if job.brief is not None:  # while other notebooks still run
                _write_page(building, job, _executed(building, job))
    building.notebooks = {job.name: building.notebooks[job.name] for job in jobs}


def _side_by_side(
    todo: list[tuple[Job, str, dict[str, Any]]], execute: Callable[[Job], dict[str, Any]], jobs: int
) -> Iterator[tuple[tuple[Job, str, dict[str, Any]], dict[str, Any]]]:
    """Yield each job with its facts as it ends; after the first fault nothing new starts and all faults are raised."""
    faults: list[CompareError] = []
    ended = 0
    with ThreadPoolExecutor(min(jobs, len(todo)), thread_name_prefix="notebook") as pool:
        futures = {pool.submit(execute, entry[0]): entry for entry in todo}
        waiting: set[Future[dict[str, Any]]] = set(futures)
        try:
            while waiting:
                # A short wait, because a signal that another thread received is handled only when this one moves.
                done, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    error = None if future.cancelled() else future.exception()
                    if isinstance(error, CompareError):
                        faults.append(error)
                        for other in waiting:
                            other.cancel()
                    elif not future.cancelled():
                        job, facts, ended = futures[future][0], future.result(), ended + 1
                        logger.info(
                            "notebook %s: %.1f s", job.name, facts["seconds"],
                            extra={"notebook": job.name, "done": ended, "total": len(todo), **facts},
                        )  # fmt: skip
                        yield futures[future], facts
        except BaseException:
            from compare.runs.kernels import stop_kernels

            pool.shutdown(wait=False, cancel_futures=True)
            stop_kernels()
            raise
    _raise_all(faults)


def _keep(
    cache: Cache, building: Building, job: Job, key: str, made_of: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    """Keep an executed notebook for later runs."""
    aside = building.folder / f".{job.name}.json"
    write_json(aside, dict(facts))
    executed = building.folder / "notebooks" / f"{job.name}.ipynb"
    cache.keep_notebook(job.name, key, {"notebook.ipynb": executed, "facts.json": aside}, dict(made_of))
    aside.unlink()


def _render(building: Building, jobs: list[Job]) -> dict[str, dict[str, Any]]:
    """Return what the index reads of the executed notebooks by the address of their brief, after each brief was written."""
    briefs: dict[str, dict[str, Any]] = {}
    for job in jobs:
        if job.brief is None:
            continue
        notebook = _executed(building, job)
        if job.name not in building.pages:
            _write_page(building, job, notebook)
        briefs[f"briefs/{job.brief}.html"] = _answering(notebook)
    return briefs


def _write_page(building: Building, job: Job, notebook: dict[str, Any]) -> None:
    """Write the brief that an executed notebook makes; pages of hundreds of regions are not held in memory."""
    write_text(building.folder / "briefs" / f"{job.brief}.html", _page(building, job, notebook))
    building.pages.add(job.name)


def _answering(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return an executed notebook with the cells that display an answer, which is all that the index reads."""
    from compare.sections import MIME

    cells = [
        cell
        for cell in notebook["cells"]
        if any(output.get("data", {}).get(MIME, {}).get("kind") == "answer" for output in cell.get("outputs", ()))
    ]
    return {**notebook, "cells": cells}


def _executed(building: Building, job: Job) -> dict[str, Any]:
    """Return a job's executed notebook."""
    path = building.folder / "notebooks" / f"{job.name}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _page(building: Building, job: Job, notebook: dict[str, Any]) -> str:
    """Return the brief that an executed notebook makes."""
    from compare.briefs import render_brief

    try:
        return render_brief(notebook, run_id=building.fingerprint, ledgers=_ledgers(building, str(job.brief)))
    except CompareError as error:
        place = f"Brief '{job.brief}.html' of notebook '{job.name}.ipynb'"
        raise RunError(place, str(error).rstrip("."), "") from error


def _ledgers(building: Building, brief: str) -> dict[str, tuple[str, str]]:
    """Return by document the address of its page of restoration from a brief, in the brief's language where there is one."""
    spoken = "en" if brief.endswith(".en") or building.inputs["parameters"]["language"] == "en" else "zh"
    pages = [page for page in building.ledgers if page.language == spoken]
    return {page.document_id: (f"../{page.address}", page.label) for page in pages}


def _print(building: Building, addresses: list[str]) -> None:
    """Print each brief to PDF beside it where a browser is found and nobody said no; many pages only when asked for."""
    from compare.runs.paper import MOST, find_browser, print_pages

    if building.pdf is False or (building.pdf is None and len(addresses) > MOST) or find_browser() is None:
        return
    with building.step("pdf"):
        print_pages([building.folder / address for address in addresses])


def _raise_all(faults: list[CompareError]) -> None:
    """Raise the one fault, or one error that names them all."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise RunError(f"{len(faults)} faults", "; ".join(str(fault) for fault in faults), "Mend each and run again.")
