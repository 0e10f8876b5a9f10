"""The content of a run, built in a folder of its own: tables, executed notebooks, briefs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compare.errors import CompareError
from compare.review.corrections import Correction
from compare.runs.building import Building, raise_all
from compare.runs.cache import Cache
from compare.runs.corpus import combine, extract_each
from compare.runs.corrections import read_in_force
from compare.runs.execute import execute_jobs
from compare.runs.inputs import RAW, digest, steps_key
from compare.runs.ledgers import write_ledgers
from compare.runs.pages import print_briefs, render_briefs
from compare.runs.plan import Job, plan_notebooks
from compare.sources import Source, load_register, open_registered
from compare.store import keep_read_texts, make_folder, write_tables

logger = logging.getLogger(__name__)


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
        execute_jobs(building, cache, jobs, home)
    with building.step("briefs"):
        briefs = render_briefs(building, jobs)
    print_briefs(building, list(briefs))
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
    raise_all(faults)
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
    raise_all(faults)
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
