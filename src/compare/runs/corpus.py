"""Many documents to one set of tables: each document on its own, side by side, the corpus tables last."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from compare.errors import CompareError, RunError
from compare.review.corrections import Correction
from compare.runs.attempt import Outcome, attempt_one
from compare.runs.workers import default_jobs, make_pool
from compare.sources.files import Source
from compare.tables import COMPARISONS, DOCUMENT_PAIRS, DOCUMENT_TABLES, TABLES, TARGETS

logger = logging.getLogger(__name__)

Attempt = Callable[[Source], Outcome]

_WORTH_A_PROCESS = 300_000
"""Characters of text that repay the start of another process: two seconds of work, and as much for its imports."""


@dataclass(frozen=True)
class Extracted:
    """Tables by name (none where no document could be read), and what went wrong with documents that are not in them."""

    frames: dict[str, pl.DataFrame]
    problems: list[CompareError] = field(default_factory=list)


def extract_sources(
    sources: Sequence[Source], jobs: int | None = None, corrections: Sequence[Correction] = ()
) -> Extracted:
    """Return the tables of all documents; a document that fails is named and stops no other.

    Args:
        sources: Opened documents; the tables keep their order.
        jobs: Processes to use; None takes as many as there are processors.
        corrections: Rows of the corrections file that are in force.
    """
    outcomes = extract_each(sources, jobs, corrections)
    frames = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    problems = [outcome for outcome in outcomes if isinstance(outcome, CompareError)]
    return Extracted(combine(frames) if frames else {}, problems)


def extract_each(
    sources: Sequence[Source], jobs: int | None = None, corrections: Sequence[Correction] = ()
) -> list[Outcome]:
    """Return each document's tables, or the reason why there are none, in order."""
    wanted = min(jobs or default_jobs(), len(sources), 1 + sum(len(s.raw) for s in sources) // _WORTH_A_PROCESS)
    attempt = partial(attempt_one, corrections=tuple(corrections))
    return _extract_aside(sources, wanted, attempt) if wanted > 1 else [attempt(source) for source in sources]


def combine(documents: Iterable[dict[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    """Return the tables of all documents one below the other, and the tables made of them together."""
    from compare.align import compare_statements, indicators, pair_documents
    from compare.regions import regions_table

    parts = list(documents)
    frames = {
        table.name: pl.concat([part[table.name] for part in parts], how="vertical") if parts else table.empty()
        for table in DOCUMENT_TABLES
    }
    for name, frame in frames.items():
        TABLES[name].check(frame)
    codes = frames["documents"]["region_code"].drop_nulls().unique(maintain_order=True).to_list()
    frames["regions"] = regions_table(codes)
    frames["indicators"] = indicators()
    frames["comparisons"] = COMPARISONS.check(compare_statements(frames[TARGETS.name], frames["documents"]))
    frames["document_pairs"] = DOCUMENT_PAIRS.check(pair_documents(frames["documents"], frames["measures"]))
    return frames


def _extract_aside(sources: Sequence[Source], workers: int, attempt: Attempt = attempt_one) -> list[Outcome]:
    """Return every document's outcome in order, worked out by processes of their own, the longest text first.

    Where a worker dies, the documents that went down with it are tried again, each alone, so that the one at fault is told.
    """
    order = sorted(range(len(sources)), key=lambda index: (-len(sources[index].raw), index))
    outcomes = _in_pool(sources, order, workers, attempt)
    for index in [index for index, outcome in outcomes.items() if outcome is None]:
        alone = _in_pool(sources, [index], 1, attempt)[index]
        outcomes[index] = _death_of(sources[index]) if alone is None else alone
    return [outcome for _, outcome in sorted(outcomes.items()) if outcome is not None]


def _in_pool(
    sources: Sequence[Source], order: Sequence[int], workers: int, attempt: Attempt
) -> dict[int, Outcome | None]:
    """Return outcomes by the documents' places; nothing for those whose worker died."""
    found: dict[int, Outcome | None] = {}
    with make_pool(workers) as pool:
        futures = {index: pool.submit(attempt, sources[index]) for index in order}
        for index, future in futures.items():
            try:
                while not future.done():
                    wait([future], timeout=0.2)  # short, so that an interrupt is noticed
                found[index] = future.result()
            except BrokenProcessPool:
                found[index] = None
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return found


def _death_of(source: Source) -> RunError:
    """Return the fault of a document over which a worker died."""
    return RunError(
        f"Document '{source.document_id}' ({source.source_file})",
        "the process that worked on it died (out of memory?)",
        "Give the machine more memory, or take the document off the list.",
    )
