"""What lower regions say on what a superior's text sets: done, put in numbers, taken up, continued, or not mentioned."""

from __future__ import annotations

import polars as pl

from compare.overlap.emphasis import coded
from compare.overlap.origin import programmes_named
from compare.regions import lineage

STATUSES = ("done", "number", "repeats", "continues", "silent")


def cascade(measures: pl.DataFrame, documents: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Return one row per superior text, lower text and topic or programme that the superior plans.

    ``status``: ``done`` (the lower text reports results on it for the superior's year or later), ``number`` (a plan with a
    number of its own), ``repeats`` (a plan of the same year), ``continues`` (a plan of a later year: continuity only),
    ``silent`` (本文本未提及). ``superior_number`` and ``lower_number`` tell whether either side has a number; numbers are set
    side by side only where both have one. After the top-down study of implementation: Pressman and Wildavsky (1973),
    *Implementation*.

    Args:
        measures: A MEASURES frame.
        documents: A DOCUMENTS frame.
        targets: A TARGETS frame.
    """
    facts = {row["document_id"]: row for row in documents.iter_rows(named=True)}
    numbered = set(targets.filter(pl.col("value").is_not_null())["measure_id"].drop_nulls().to_list())
    subjects = {d: _subjects(measures, d, numbered) for d in facts}
    rows = []
    for superior in sorted(facts):
        for lower in sorted(facts):
            if not _below(facts[lower]["region_code"], facts[superior]["region_code"]):
                continue
            later = (facts[lower]["plan_year"] or 0) > (facts[superior]["plan_year"] or 0)
            for subject, found in sorted(subjects[superior].items()):
                if "plan" not in found:
                    continue
                own = subjects[lower].get(subject, {})
                status = _status(own, later=later)
                has = "number" in found, "number" in own
                rows.append(
                    (superior, lower, *subject, status, *has, found["plan"], own.get("achieved") or own.get("plan"))
                )
    schema = {
        "superior_id": pl.String,
        "lower_id": pl.String,
        "subject_kind": pl.String,
        "subject": pl.String,
        "status": pl.String,
        "superior_number": pl.Boolean,
        "lower_number": pl.Boolean,
        "superior_measure_id": pl.String,
        "lower_measure_id": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _below(code: str | None, above: str | None) -> bool:
    """Return whether ``code`` lies under ``above``."""
    return bool(code and above) and above in {region.region_code for region in lineage(str(code))[1:]}


def _subjects(measures: pl.DataFrame, document_id: str, numbered: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Return each topic and programme of a document with the first measure per stance, and one that has a number."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in coded(measures, document_ids=(document_id,)).sort("text_start").iter_rows(named=True):
        subjects = [
            ("topic", row["primary"]),
            *(("programme", programme) for programme in programmes_named(row["text"])),
        ]
        for subject in subjects:
            entry = found.setdefault(subject, {})
            entry.setdefault(row["stance"], row["measure_id"])
            if row["measure_id"] in numbered and row["stance"] == "plan":
                entry.setdefault("number", row["measure_id"])
    return found


def _status(own: dict[str, str], *, later: bool) -> str:
    """Return what the lower text does with a subject."""
    if "achieved" in own:
        return "done"
    if "number" in own:
        return "number" if not later else "continues"
    if "plan" in own:
        return "continues" if later else "repeats"
    return "silent"
