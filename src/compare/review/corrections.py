"""A person's corrections: keyed by document, raw span and a hash of the raw words; checked, then laid over the machine."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from compare.coding.taxonomy import is_code
from compare.errors import CorrectionError
from compare.restore import Restoration
from compare.spans import Edit, apply_edits, ledger
from compare.tables import FIRMNESS, MEASURES, STANCES, TARGETS, Table

COLUMNS = ("document_id", "raw_start", "raw_end", "sha256", "field", "old", "new", "reason", "reviewer", "date")

MEASURE_FIELDS = ("primary", "secondary", "stance", "firmness")
TARGET_FIELDS = (
    "indicator", "indicator_id", "value", "value_max", "unit", "comparator", "kind", "measure_type", "change",
    "accumulation", "stage", "denominator", "population", "place", "deadline", "period", "quality",
)  # fmt: skip
REPAIR_FIELD = "restored"
"""Corrects the restored words themselves; everything after is read anew from them."""

PERSON_SHARE = 0.05
"""Hand codes test the machine; they may not replace it: at most this share of a corpus's measures."""

_DATE = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row of the corrections file; ``line`` is its place in the file."""

    document_id: str
    raw_start: int
    raw_end: int
    sha256: str
    field: str
    old: str
    new: str
    reason: str
    reviewer: str
    date: str
    line: int = 0

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Return what the correction is about."""
        return self.document_id, self.raw_start, self.raw_end, self.field

    @property
    def place(self) -> str:
        """Return where a reader finds the row."""
        return f"Corrections, line {self.line} ({self.document_id} [{self.raw_start}, {self.raw_end}) {self.field})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What one correction changed: the row, its words, the value before and after, the topics whose charts it moves."""

    correction: Correction
    table: str
    row_id: str
    words: str
    before: str
    after: str
    topics: tuple[str, ...]


def hash_words(words: str) -> str:
    """Return the hash by which a correction knows the raw words it speaks of."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def parse_corrections(words: str) -> tuple[list[Correction], list[str]]:
    """Return the rows of a corrections file, and every issue of rows that cannot be read."""
    reader = csv.DictReader(io.StringIO(words.removeprefix("\ufeff")))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        return [], [f"Corrections: columns missing: {', '.join(missing)}. Declare: {','.join(COLUMNS)}."]
    found, issues = [], []
    for line, row in enumerate(reader, start=2):
        try:
            start, end = int(row["raw_start"]), int(row["raw_end"])
        except (TypeError, ValueError):
            issues.append(f"Corrections, line {line}: raw_start and raw_end are no numbers. Mend the row.")
            continue
        rest = {name: (row[name] or "").strip() for name in COLUMNS if name not in ("raw_start", "raw_end")}
        found.append(Correction(raw_start=start, raw_end=end, line=line, **rest))
    return found, issues


def format_correction(correction: Correction) -> str:
    """Return the correction as one line to append to the file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([getattr(correction, name) for name in COLUMNS])
    return out.getvalue()


def lint_corrections(corrections: Sequence[Correction]) -> list[str]:
    """Return every issue: unknown fields, codes and values, rows without reason or reviewer, reviewers in conflict."""
    issues = [f"{correction.place}: {found}" for correction in corrections for found in _faults(correction)]
    for rows in _by_key(corrections).values():
        last: dict[str, Correction] = {row.reviewer: row for row in rows}
        if len({row.new for row in last.values()}) > 1:
            said = "; ".join(f"{row.reviewer}: {row.new} (line {row.line})" for row in last.values())
            issues.append(f"{rows[-1].place}: reviewers in conflict: {said}. Settle it and add a row for each.")
    return issues


def _faults(correction: Correction) -> list[str]:
    found = [f"no {name}" for name in ("document_id", "sha256", "reason", "reviewer") if not getattr(correction, name)]
    if not _DATE.fullmatch(correction.date):
        found.append(f"date '{correction.date}' is not YYYY-MM-DD")
    if not 0 <= correction.raw_start < correction.raw_end:
        found.append("the raw span is empty or reversed")
    known = (*MEASURE_FIELDS, *TARGET_FIELDS, REPAIR_FIELD)
    if correction.field not in known:
        return [*found, f"unknown field '{correction.field}'; use one of {', '.join(known)}"]
    for name, values in (("stance", STANCES), ("firmness", FIRMNESS)):
        if correction.field == name and correction.new not in values:
            found.append(f"unknown {name} '{correction.new}'; use one of {', '.join(values)}")
    if correction.field in ("primary", "secondary"):
        given = correction.new.split("|") if correction.field == "secondary" and correction.new else [correction.new]
        found += [
            f"unknown code '{code}'"
            for code in given
            if (correction.new or correction.field == "primary") and not is_code(code)
        ]
        if len(given) > (2 if correction.field == "secondary" else 1):
            found.append("more than two secondary codes")
    if correction.field in ("value", "value_max") and correction.new:
        try:
            float(correction.new)
        except ValueError:
            found.append(f"'{correction.new}' is no number")
    if correction.field in TARGET_FIELDS:
        allowed = TARGETS.columns[correction.field].values
        if allowed and correction.new and correction.new not in allowed:
            found.append(f"unknown {correction.field} '{correction.new}'; use one of {', '.join(allowed)}")
    return found


def _by_key(corrections: Iterable[Correction]) -> dict[tuple[str, int, int, str], list[Correction]]:
    groups: dict[tuple[str, int, int, str], list[Correction]] = defaultdict(list)
    for correction in corrections:
        groups[correction.key].append(correction)
    return groups


def settle(corrections: Sequence[Correction]) -> list[Correction]:
    """Return the corrections that hold: the last row of each key.

    Raises:
        CorrectionError: The rows have issues; the first is named with their number.
    """
    issues = lint_corrections(corrections)
    if issues:
        raise CorrectionError("Corrections", f"{len(issues)} issues: {issues[0]}", "Run policy-compare check for all.")
    return [rows[-1] for rows in _by_key(corrections).values()]


def hold_words(corrections: Iterable[Correction], raw: str, base: int = 0) -> None:
    """Do nothing if every correction's words still stand at its span of ``raw``.

    Args:
        corrections: Corrections of one document.
        raw: The document's part of its raw file.
        base: Where that part starts in the file.

    Raises:
        CorrectionError: The words are gone or are others.
    """
    for correction in corrections:
        words = raw[max(correction.raw_start - base, 0) : max(correction.raw_end - base, 0)]
        if hash_words(words) != correction.sha256:
            raise CorrectionError(
                correction.place, f"its words are gone: the span now holds '{words[:40]}'",
                "The source file changed. Look the words up again and append a row for their new place.",
            )  # fmt: skip


def correct_text(restoration: Restoration, raw: str, corrections: Sequence[Correction]) -> Restoration:
    """Return the restoration with the words a person put right, its ledger and offsets anew."""
    edits = []
    for correction in sorted(corrections, key=lambda row: row.raw_start):
        if correction.field == REPAIR_FIELD:
            start, end = restoration.text_span(correction.raw_start, correction.raw_end)
            kind = next((r.kind for r in restoration.repairs if r.text_start < end and start < r.text_end), "lost")
            edits.append(Edit(start, end, correction.new, kind))
    if not edits:
        return restoration
    spans = restoration.spans.then(edits)
    hidden = [
        (r.raw_start - restoration.base, r.raw_end - restoration.base)
        for r in restoration.repairs
        if r.kind == "contact"
    ]
    return replace(
        restoration, text=apply_edits(restoration.text, edits), spans=spans,
        repairs=ledger(raw, spans, hidden, restoration.base),
    )  # fmt: skip


def correct_tables(
    tables: Mapping[str, pl.DataFrame], corrections: Sequence[Correction]
) -> tuple[dict[str, pl.DataFrame], list[Moved]]:
    """Return the tables with the corrections laid over them, and what each correction moved.

    Args:
        tables: Tables by name; ``measures`` and ``targets`` are looked at.
        corrections: Settled corrections whose words were held to the source.

    Raises:
        CorrectionError: No row of the table stands at a correction's span.
    """
    made = dict(tables)
    moved: list[Moved] = []
    jobs: tuple[tuple[Table, tuple[str, ...], Callable[[Any, Correction], None]], ...] = (
        (MEASURES, MEASURE_FIELDS, _set_measure),
        (TARGETS, TARGET_FIELDS, _set_target),
    )
    for table, fields, put in jobs:
        own = [correction for correction in corrections if correction.field in fields]
        if not own:
            continue
        rows = made[table.name].rows(named=True)
        topics = {row["measure_id"]: row["primary"] for row in made["measures"].iter_rows(named=True)}
        for correction in own:
            row = _row_at(rows, correction, table.name)
            before = dict(row)
            put(row, correction)
            touched = {before.get("primary"), row.get("primary"), topics.get(row.get("measure_id"))} - {None}
            moved.append(Moved(
                correction=correction, table=table.name, row_id=str(row[table.key[0]]),
                words=str(row["text" if table is MEASURES else "quote"]),
                before=_shown(before[correction.field]), after=_shown(row[correction.field]),
                topics=tuple(sorted(str(topic) for topic in touched)),
            ))  # fmt: skip
        made[table.name] = table.build(rows)
    return made, moved


def _shown(value: object) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _row_at(rows: Sequence[dict[str, Any]], correction: Correction, table: str) -> dict[str, Any]:
    """Return the row that shares most raw characters with the correction; of equals the shortest."""
    shared = [
        (
            min(row["raw_end"], correction.raw_end) - max(row["raw_start"], correction.raw_start),
            row["raw_start"] - row["raw_end"],
            place,
        )
        for place, row in enumerate(rows)
        if row["document_id"] == correction.document_id
    ]
    best = max(shared, default=(0, 0, 0))
    if best[0] <= 0:
        raise CorrectionError(
            correction.place, f"no row of '{table}' stands at its span any more",
            "Look at the document anew; append a row for the place that is meant.",
        )  # fmt: skip
    return rows[best[2]]


def _set_measure(row: dict[str, Any], correction: Correction) -> None:
    if correction.field == "secondary":
        row["secondary"] = [code for code in correction.new.split("|") if code]
    else:
        row[correction.field] = correction.new
    if correction.field == "primary":
        row["secondary"] = [code for code in row["secondary"] if code != correction.new]
    if correction.field in ("primary", "secondary"):
        row["coded_by"], row["confidence"] = "person", 1.0


def _set_target(row: dict[str, Any], correction: Correction) -> None:
    value: object = correction.new or None
    if correction.field in ("value", "value_max") and correction.new:
        value = float(correction.new)
    row[correction.field] = value


def check_share(measures: pl.DataFrame) -> list[str]:
    """Return an issue if people coded more of the measures than they may."""
    persons = measures.filter(pl.col("coded_by") == "person").height
    if persons <= PERSON_SHARE * max(measures.height, 1):
        return []
    return [f"Corrections: {persons} of {measures.height} measures are coded by people, more than {PERSON_SHARE:.0%}. "
            "Train the coder on them instead."]  # fmt: skip
