"""Corrections in a run: which are in force, whether they apply, and what they moved."""

from __future__ import annotations

from pathlib import Path

from compare.errors import CompareError, CorrectionsError
from compare.review.corrections import Correction, live, raise_all
from compare.review.files import find_strangers, read_corrections
from compare.sources import load_register, open_registered

RAW = Path("data/raw")


def read_in_force(root: Path) -> tuple[Correction, ...]:
    """Return the rows of the project's corrections file that nobody took back.

    Raises:
        CorrectionError: The file has an issue; every one is named.
    """
    rows, issues = read_corrections(root)
    register = load_register(root / RAW) if rows else None
    strangers = find_strangers(live(rows), (entry.id for entry in register.documents)) if register else []
    raise_all([*issues, *strangers])
    return tuple(live(rows))


def find_issues(root: Path) -> list[str]:
    """Return every issue of the corrections file: by itself, against the register, and against what the machine says."""
    from compare.runs.corpus import extract_each

    rows, issues = read_corrections(root)
    found = [str(issue) for issue in issues]
    if not rows:
        return found
    sources = []
    try:
        register = load_register(root / RAW)
        found += map(str, find_strangers(live(rows), (entry.id for entry in register.documents)))
        spoken_of = {row.document_id for row in live(rows)}
        sources = [open_registered(root / RAW, entry) for entry in register.documents if entry.id in spoken_of]
    except CompareError:
        return found  # an issue of the register, which names it itself
    for outcome in extract_each(sources, corrections=live(rows)):
        if isinstance(outcome, CompareError):
            parts = outcome.issues if isinstance(outcome, CorrectionsError) else (outcome,)
            found += [str(part) for part in parts if str(part) not in found]
    return found
