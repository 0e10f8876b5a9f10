"""A run under construction: where it is built, what it is made of, what it has cost so far, and its faults."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compare.errors import CompareError, RunError
from compare.runs.ledgers import LedgerPage

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


def raise_all(faults: list[CompareError]) -> None:
    """Raise the one fault, or one error that names them all."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise RunError(f"{len(faults)} faults", "; ".join(str(fault) for fault in faults), "Mend each and run again.")
