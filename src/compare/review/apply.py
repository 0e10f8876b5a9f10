"""Corrections laid over the tables of one document: codes and quantified statements."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import polars as pl

from compare.coding.taxonomy import NO_MEASURE
from compare.errors import CorrectionError
from compare.review.corrections import Correction
from compare.review.fields import ADDED, REMOVED
from compare.review.rows import change_rows
from compare.review.walk import Key, Walk
from compare.review.words import take_back
from compare.tables import MEASURES, NUMERALS, TARGETS

Frames = dict[str, pl.DataFrame]
Row = dict[str, Any]
Span = tuple[int, int]

PERSON_SHARE = 0.05
"""Largest share of measures that people may decide; where they decide more, the coder wants training."""

_LIKE = 0.5
"""Share of the joint span that a row must have in common with a correction when the machine now cuts differently."""


def correct_frames(
    frames: Frames, corrections: Sequence[Correction], raw_span: Callable[[int, int], Span],
    text_span: Callable[[int, int], Span] | None = None,
) -> tuple[Frames, list[CorrectionError]]:  # fmt: skip
    """Return the tables with the corrections in force, and an issue for each that does not apply.

    A corrected code is the person's: ``coded_by`` is ``person``, ``confidence`` 1; a confirmed one stays the machine's and
    is sure. A statement whose kind changes takes its numerals with it.

    Args:
        frames: The tables of one document.
        corrections: Its rows of the corrections file, in order, their words known to stand.
        raw_span: Returns the raw span of a span of the restored text.
        text_span: Returns the span of the restored text that a raw span became; needed where rows are added.
    """
    frames, first = change_rows(frames, corrections, text_span or raw_span, raw_span)
    corrections = [row for row in corrections if row.field not in (ADDED, REMOVED)]
    own = {table: [row for row in corrections if row.table == table] for table in ("measures", "targets")}
    if not any(own.values()):
        return frames, first
    measures, issues = _correct(frames[MEASURES.name], own["measures"], lambda row: (row["raw_start"], row["raw_end"]))
    targets, more = _correct(
        frames[TARGETS.name], own["targets"], lambda row: raw_span(row["value_text_start"], row["value_text_end"])
    )
    kinds = {row["target_id"]: row["kind"] for row in targets}
    numerals = [_follow(row, kinds) for row in frames[NUMERALS.name].iter_rows(named=True)]
    corrected = {
        MEASURES.name: MEASURES.build(measures), TARGETS.name: TARGETS.build(targets), NUMERALS.name: NUMERALS.build(numerals),
    }  # fmt: skip
    return frames | corrected, [*first, *issues, *more]


def _correct(
    frame: pl.DataFrame, corrections: Sequence[Correction], span: Callable[[Row], Span]
) -> tuple[list[Row], list[CorrectionError]]:
    """Return a table's rows after the corrections, and the issues of those that do not apply."""
    rows = frame.rows(named=True)
    spans = [span(row) for row in rows] if corrections else []
    walk = Walk()
    machine: dict[Key, object] = {}
    issues: list[CorrectionError] = []
    for correction in corrections:
        candidates = find_rows(spans, (correction.raw_start, correction.raw_end))
        if not candidates:
            issues.append(_cut_otherwise(correction, spans))
            continue
        said: dict[Hashable, object] = {index: rows[index][correction.field] for index in candidates}
        machine |= {(index, correction.field): value for index, value in said.items()}
        walk.step(correction, said)
    for (index, field), value in walk.values.items():
        if isinstance(index, int):
            rows[index] = _changed(rows[index], field, value)
    return rows, [*issues, *walk.issues(machine)]


def person_share(measures: pl.DataFrame) -> str | None:
    """Return a warning where people decided more of the measures than the machine's scores can bear.

    >>> person_share(pl.DataFrame({"coded_by": ["person", "rule", "model"]}))
    'people coded 1 of 3 measures, more than 5%: train the coder on them instead'
    """
    persons = measures.filter(pl.col("coded_by") == "person").height
    if persons <= PERSON_SHARE * measures.height:
        return None
    return f"people coded {persons} of {measures.height} measures, more than {PERSON_SHARE:.0%}: train the coder on them instead"


def find_rows(spans: Sequence[Span], wanted: Span) -> list[int]:
    """Return the rows at a span, else the one that shares most with it where that is at least half of both together.

    >>> find_rows([(0, 4), (4, 10), (4, 10)], (4, 10)), find_rows([(0, 4), (5, 10)], (4, 10)), find_rows([(0, 4)], (3, 9))
    ([1, 2], [1], [])
    """
    exact = [index for index, span in enumerate(spans) if span == wanted]
    if exact:
        return exact
    shares = [
        (min(end, wanted[1]) - max(start, wanted[0])) / (max(end, wanted[1]) - min(start, wanted[0]))
        for start, end in spans
    ]
    best = max(shares, default=0.0)
    return [index for index, share in enumerate(shares) if share == best] if best >= _LIKE else []


def _cut_otherwise(correction: Correction, spans: Sequence[Span]) -> CorrectionError:
    """Return the issue that the words are there but no row of the table is made of them any more."""
    touched = sorted({s for s in spans if s[0] < correction.raw_end and correction.raw_start < s[1]})
    shown = ", ".join(f"{start}-{end}" for start, end in touched[:5]) or "none"
    found = (
        f"no row of {correction.table} is made of the words {correction.document_id} "
        f"{correction.raw_start}-{correction.raw_end} any more; rows there: {shown}"
    )
    return CorrectionError(correction.place, found, take_back(correction, "append rows for what stands there now"))


def _changed(row: Row, field: str, value: object) -> Row:
    """Return a row with one field corrected, and what follows from it."""
    new = {**row, field: list(value) if isinstance(value, tuple) else value}
    if field == "primary":
        kept = [code for code in new["secondary"] if code != value and value != NO_MEASURE]
        new |= {"secondary": kept, "confidence": 1.0}
        new |= {"coded_by": "person"} if row["primary"] != value else {}
    if field in ("value", "value_max") and value is not None:
        new |= {"quality": "ok"}
    if field == "secondary":
        new |= {"secondary": [code for code in new["secondary"] if code != new["primary"]]}
    return new


def _follow(row: Row, kinds: dict[str, str]) -> Row:
    """Return a numeral with the fate that its statement's kind gives it."""
    kind = kinds.get(row["target_id"] or "")
    return {**row, "fate": kind} if kind and row["fate"] in ("target", "achieved", "baseline") else row
