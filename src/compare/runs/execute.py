"""Notebooks of a run side by side: kept results where nothing they are made of has changed, each page written as one ends."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from compare.errors import CompareError
from compare.runs.building import Building, raise_all
from compare.runs.cache import Cache
from compare.runs.inputs import checksum, code_key, digest
from compare.runs.pages import read_executed, write_brief
from compare.runs.plan import Job, longest_first
from compare.runs.workers import default_jobs
from compare.store import make_folder, write_json

logger = logging.getLogger(__name__)


def execute_jobs(building: Building, cache: Cache, jobs: list[Job], home: Path) -> None:
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
                write_brief(building, job, read_executed(building, job))
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
    raise_all(faults)


def _keep(
    cache: Cache, building: Building, job: Job, key: str, made_of: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    """Keep an executed notebook for later runs."""
    aside = building.folder / f".{job.name}.json"
    write_json(aside, dict(facts))
    executed = building.folder / "notebooks" / f"{job.name}.ipynb"
    cache.keep_notebook(job.name, key, {"notebook.ipynb": executed, "facts.json": aside}, dict(made_of))
    aside.unlink()
