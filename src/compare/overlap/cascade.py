"""What lower regions say on what a superior's text sets: done, specified, repeated, continued, not mentioned, not judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from compare.overlap.emphasis import coded
from compare.overlap.origin import programme, programmes_named
from compare.overlap.silence import FEWEST, OTHERS
from compare.regions import lineage

SCHEMA = {
    "superior_id": pl.String,
    "lower_id": pl.String,
    "subject_kind": pl.String,
    "subject": pl.String,
    "status": pl.String,
    "superior_number": pl.Boolean,
    "lower_number": pl.Boolean,
    "superior_measure_id": pl.String,
    "lower_measure_id": pl.String,
    "superior_target_id": pl.String,
    "lower_target_id": pl.String,
}


@dataclass
class _Said:
    """What a text says on a subject: its first measure per stance, and its first number per stance."""

    measures: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


def cascade(measures: pl.DataFrame, documents: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Return one row per superior text, lower text and topic or named programme that the superior plans.

    ``status``: ``done`` (the lower text reports results for the superior's year or later), ``specifies`` (a plan of the same
    year with a number of its own), ``repeats`` (a plan of the same year without one), ``continues`` (a plan of a later year:
    continuity only), ``silent`` (本文本未提及), ``not_judged`` (not mentioned in a text with fewer than 40 plan measures, a
    summary or an excerpt, or on a topic that another authority owns: nothing is said). Tasks of a year are set against results
    of that year. ``superior_number`` and ``lower_number`` tell whether either side has a number; numbers are set side by side
    only where both have one. After the top-down study of implementation: Pressman and Wildavsky (1973), *Implementation*.

    Args:
        measures: A MEASURES frame.
        documents: A DOCUMENTS frame.
        targets: A TARGETS frame.
    """
    facts = {row["document_id"]: row for row in documents.iter_rows(named=True)}
    known = targets.filter(pl.col("value").is_not_null(), pl.col("kind") != "baseline").sort("text_start", "target_id")
    numbered: dict[str, str] = {}
    for measure_id, target_id in known.select("measure_id", "target_id").drop_nulls().iter_rows():
        numbered.setdefault(measure_id, target_id)
    plans = dict(coded(measures, stance=("plan",)).group_by("document_id").len().iter_rows())
    subjects = {d: _subjects(measures, d, numbered) for d in facts}
    rows = []
    for superior in sorted(facts):
        for lower in sorted(facts):
            if not _below(facts[lower]["region_code"], facts[superior]["region_code"]):
                continue
            for subject, found in sorted(subjects[superior].items()):
                if "plan" not in found.measures:
                    continue
                own = subjects[lower].get(subject, _Said())
                status = _status(own, facts[superior], facts[lower])
                if status == "silent" and _unjudged(subject, facts[lower], plans.get(lower, 0)):
                    status = "not_judged"
                stance = "achieved" if status == "done" else "plan"
                above, below = found.numbers.get("plan"), own.numbers.get(stance)
                measure = own.measures.get(stance) if status not in ("silent", "not_judged") else None
                numbers = above is not None, below is not None
                rows.append(
                    (superior, lower, *subject, status, *numbers, found.measures["plan"], measure, above, below)
                )
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _below(code: str | None, above: str | None) -> bool:
    """Return whether ``code`` lies under ``above``."""
    return bool(code and above) and above in {region.region_code for region in lineage(str(code))[1:]}


def _subjects(measures: pl.DataFrame, document_id: str, numbered: dict[str, str]) -> dict[tuple[str, str], _Said]:
    """Return each topic and programme of a document with the first measure and the first number per stance."""
    found: dict[tuple[str, str], _Said] = {}
    for row in coded(measures, document_ids=(document_id,)).sort("text_start").iter_rows(named=True):
        subjects = [("topic", row["primary"]), *(("programme", name) for name in programmes_named(row["text"]))]
        for subject in subjects:
            said = found.setdefault(subject, _Said())
            said.measures.setdefault(row["stance"], row["measure_id"])
            if row["measure_id"] in numbered:
                said.numbers.setdefault(row["stance"], numbered[row["measure_id"]])
    return found


def _status(own: _Said, superior: dict[str, Any], lower: dict[str, Any]) -> str:
    """Return what the lower text does with a subject; results of years before the superior's do not answer its tasks."""
    year = superior["plan_year"] or 0
    if "achieved" in own.measures and (lower["reports_year"] or year) >= year:
        return "done"
    if "plan" not in own.measures:
        return "silent"
    if (lower["plan_year"] or 0) > year:
        return "continues"
    return "specifies" if "plan" in own.numbers else "repeats"


def _unjudged(subject: tuple[str, str], lower: dict[str, Any], plans: int) -> bool:
    """Return whether nothing may be said on what a text does not mention."""
    topic = programme(subject[1])["topic"] if subject[0] == "programme" else subject[1]
    foreign = topic in OTHERS and lower["authority"] != "party_government"
    return plans < FEWEST or lower["completeness"] != "full" or foreign
