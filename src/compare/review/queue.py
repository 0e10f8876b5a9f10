"""The review queue: the least certain measures first, with evidence marked and codes suggested; what was decided."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from compare.coding.evidence import score_words
from compare.coding.lexicon import lexicon
from compare.coding.taxonomy import NO_MEASURE, codes, label
from compare.errors import CorrectionError
from compare.review.corrections import Correction, hash_words

DECISIONS = ("accept", "change", "skip")
LOG_COLUMNS = ("document_id", "raw_start", "raw_end", "sha256", "decision", "code", "reviewer", "date")
SUGGESTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One measure offered for review: its words, code, confidence, the words' hash, and codes that may fit better."""

    measure_id: str
    document_id: str
    raw_start: int
    raw_end: int
    sha256: str
    text: str
    heading: str
    primary: str
    confidence: float
    suggestions: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Return what a decision is remembered by: the document and the words' hash with their place."""
        return self.document_id, f"{self.raw_start}-{self.raw_end}-{self.sha256}"


def list_doubts(
    measures: pl.DataFrame, raws: Mapping[str, tuple[str, int]], decided: Iterable[tuple[str, str]] = ()
) -> list[Doubt]:
    """Return the measures that nobody has decided on, the least certain first.

    Args:
        measures: A MEASURES frame; units that people have coded and background are left out.
        raws: Raw text of each document, and where it starts in its file.
        decided: Keys of decisions made before, as ``read_log`` returns them.

    Raises:
        CorrectionError: A measure's document is not among the raw texts.
    """
    done = set(decided)
    doubts = []
    open_rows = measures.filter((pl.col("coded_by") != "person") & (pl.col("stance") != "background"))
    for row in open_rows.sort("confidence", "measure_id").iter_rows(named=True):
        if row["document_id"] not in raws:
            raise CorrectionError(
                f"Document '{row['document_id']}'", "its raw text is not at hand", "Review documents of the register."
            )
        doubt = _doubt(row, *raws[row["document_id"]])
        if doubt.key not in done:
            doubts.append(doubt)
    return doubts


def _doubt(row: Mapping[str, Any], raw: str, base: int) -> Doubt:
    words = raw[row["raw_start"] - base : row["raw_end"] - base]
    return Doubt(
        measure_id=row["measure_id"], document_id=row["document_id"], raw_start=row["raw_start"], raw_end=row["raw_end"],
        sha256=hash_words(words), text=row["text"], heading=row["heading"] or "", primary=row["primary"],
        confidence=row["confidence"], suggestions=suggest(row["text"], row["heading"] or "", row["primary"]),
    )  # fmt: skip


def suggest(text: str, heading: str, primary: str) -> tuple[str, ...]:
    """Return the machine's code and the codes that the words or the heading speak for, the likeliest first."""
    scores = score_words(text) + 0.4 * score_words(heading)
    order = sorted(range(len(codes())), key=lambda place: (-scores[place], place))
    likely = [codes()[place] for place in order if scores[place] > 0 and codes()[place] != primary]
    return (primary, *likely[: SUGGESTIONS - 1], *((NO_MEASURE,) if primary != NO_MEASURE else ()))


def mark_evidence(text: str, code: str) -> str:
    """Return the words as HTML, with the terms that speak for ``code`` marked.

    >>> mark_evidence("推进普惠托育服务", "C3")
    '推进<mark>普惠托育</mark><mark>服务</mark>'
    """
    place = codes().index(code)
    marks = sorted(
        (hit.start, hit.end) for hit in lexicon().scan(text) if any(t == place and w > 0 for t, w in hit.votes)
    )
    parts, done = [], 0
    for start, end in marks:
        start = max(start, done)
        if start < end:
            parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
            done = end
    return "".join([*parts, escape(text[done:])])


def correct(doubt: Doubt, code: str, reason: str, reviewer: str, date: str) -> Correction:
    """Return the correction that gives the measure another code."""
    return Correction(
        document_id=doubt.document_id, raw_start=doubt.raw_start, raw_end=doubt.raw_end, sha256=doubt.sha256,
        field="primary", old=doubt.primary, new=code, reason=reason, reviewer=reviewer, date=date,
    )  # fmt: skip


def format_decision(doubt: Doubt, decision: str, code: str, reviewer: str, date: str) -> str:
    """Return one line for the log of decisions."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        [doubt.document_id, doubt.raw_start, doubt.raw_end, doubt.sha256, decision, code, reviewer, date]
    )
    return out.getvalue()


def read_log(words: str) -> list[tuple[str, str]]:
    """Return the keys of the decisions in a log; skipped measures come back in a later session and are left out."""
    rows = csv.DictReader(io.StringIO(words.removeprefix("\ufeff")))
    return [
        (row["document_id"], f"{row['raw_start']}-{row['raw_end']}-{row['sha256']}")
        for row in rows
        if row.get("decision") in ("accept", "change")
    ]


def progress(done: int, left: Sequence[Doubt]) -> str:
    """Return how far the review has come, in words."""
    return f"{done} / {done + len(left)}"


def name_code(code: str, language: str = "zh") -> str:
    """Return a code with its label."""
    return f"{code} {label(code, language)}"
