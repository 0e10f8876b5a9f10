"""A decision about one row of the tables, written down as a row of the corrections file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from compare.errors import CorrectionError, ParameterError
from compare.review.corrections import FILE, WITHDRAWN, Correction, hash_words, live, raise_all
from compare.review.fields import ADDED, CORRECTABLE, REMOVED, allowed, find_fault, show_row, show_value
from compare.review.files import append_correction, read_corrections
from compare.sources import load_register, open_registered
from compare.spans import SpanMap
from compare.store import read_table

RAW = Path("data/raw")
_IDS = {"measures": "measure_id", "targets": "target_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row of a table stands in its raw file, and what the table says of the field."""

    table: str
    document_id: str
    raw_start: int
    raw_end: int
    said: str


def decide(
    root: Path,
    tables: Path,
    row_id: str,
    field: str,
    new_value: str,
    *,
    reason: str,
    reviewer: str,
    date: datetime.date,
) -> Correction:
    """Return the row that was added to the project's corrections file for a decision.

    Args:
        root: The project's root.
        tables: Folder of the tables in which the row was seen.
        row_id: ``measure_id``, ``target_id``, or for a repair or a row to be added ``document_id:raw_start-raw_end``;
            for a row to be added also ``document_id:words``, the words as the restored text has them, once; the number
            of a row of the corrections file that is to be taken back.
        field: Field of the row, see ``compare.review.fields.CORRECTABLE``; ``added`` or ``removed`` for a whole row;
            ``withdrawn`` to take a correction back.
        new_value: What holds; lists joined by ``|``, nothing for null.
        reason: Why, in a sentence.
        reviewer: Who decides.
        date: The day of the decision.

    Raises:
        ParameterError: There is no such row or field.
        CorrectionError: The value cannot be, or the decision contradicts another reviewer's.
    """
    if field == WITHDRAWN:
        return take_back(root, _numbered(root, row_id), reviewer=reviewer, date=date, reason=reason)
    place = find_place(root, tables, row_id, field, new_value)
    fault = find_fault(place.table, field, new_value)
    if fault:
        raise CorrectionError(f"Correction of {row_id}", fault, allowed(place.table, field))
    words = _raw_words(root, place)

    def draft(rows: list[Correction]) -> Correction:
        try:
            return Correction.model_validate({
                "correction_id": len(rows) + 1, "document_id": place.document_id, "table": place.table, "field": field,
                "raw_start": place.raw_start, "raw_end": place.raw_end, "raw_sha256": hash_words(words),
                "old_value": _now(place, field, live(rows)), "new_value": new_value,
                "reason": reason, "reviewer": reviewer, "date": date,
            })  # fmt: skip
        except ValidationError as error:
            first = error.errors()[0]
            found = first["msg"].removeprefix("Value error, ")
            name = ".".join(map(str, first["loc"]))
            raise CorrectionError(f"Correction of {row_id}", f"{name}: {found}".lstrip(": "), "Mend it.") from error

    return append_correction(root, draft)


def take_back(root: Path, row: Correction, *, reviewer: str, date: datetime.date, reason: str = "撤回") -> Correction:
    """Return the row that takes an earlier one back, after it was added."""
    return append_correction(
        root,
        lambda rows: row.model_copy(update={
            "correction_id": len(rows) + 1, "table": "corrections", "field": WITHDRAWN, "old_value": str(row.correction_id),
            "new_value": "", "reason": reason, "reviewer": reviewer, "date": date,
        }),
    )  # fmt: skip


def _numbered(root: Path, number: str) -> Correction:
    """Return the correction in force that has a number.

    Raises:
        CorrectionError: The file has an issue.
        ParameterError: No row in force has the number.
    """
    rows, issues = read_corrections(root)
    if not rows:
        raise_all(issues)
    found = [row for row in live(rows) if str(row.correction_id) == number]
    if not found:
        numbers = ", ".join(str(row.correction_id) for row in live(rows)) or "none"
        raise ParameterError(
            "Row", f"no correction in force has the number '{number}'", f"Use one of {FILE.as_posix()}: {numbers}."
        )
    return found[0]


def find_place(root: Path, tables: Path, row_id: str, field: str, new_value: str = "") -> Place:
    """Return where a row stands and what its field says.

    Raises:
        ParameterError: There is no such row or field.
    """
    if field == ADDED:
        return _words_to_add(root, tables, row_id, "targets" if "=" in new_value else "measures")
    for table, key in _IDS.items():
        frame = read_table(tables, table)
        rows = frame.filter(frame[key] == row_id).rows(named=True)
        if rows:
            if field not in (*CORRECTABLE[table], REMOVED):
                raise ParameterError("Field", f"'{field}' of {table}", f"Use one of {', '.join(CORRECTABLE[table])}.")
            return _place_of(root, tables, table, rows[0], field)
    return _repair(tables, row_id, field)


def _place_of(root: Path, tables: Path, table: str, row: dict[str, Any], field: str) -> Place:
    """Return the place of a measure or of a statement, which is known by the raw span of its number."""
    start, end = row["raw_start"], row["raw_end"]
    said = show_row(table, row) if field == REMOVED else show_value(row[field])
    if table == "targets":
        spans, base = _span_map(root, tables, row["document_id"])
        start, end = (base + at for at in spans.raw_span(row["value_text_start"], row["value_text_end"]))
    return Place(table=table, document_id=row["document_id"], raw_start=start, raw_end=end, said=said)


def _words_to_add(root: Path, tables: Path, row_id: str, table: str) -> Place:
    """Return the place of words that are to become a row: named by their raw span, or by the words themselves."""
    document_id, _, named = row_id.partition(":")
    start, _, end = named.partition("-")
    if not (start.isdigit() and end.isdigit()):
        documents = read_table(tables, "documents")
        texts = documents.filter(documents["document_id"] == document_id)["text"].to_list()
        count = texts[0].count(named) if texts and named else 0
        if count != 1:
            raise ParameterError(
                "Row", f"the words '{named[:40]}' stand {count} times in '{document_id}'",
                "Name a registered document and a colon, then words that stand in its text once, or raw_start-raw_end.",
            )  # fmt: skip
        spans, base = _span_map(root, tables, document_id)
        at = texts[0].index(named)
        start, end = (str(base + place) for place in spans.raw_span(at, at + len(named)))
    return Place(table=table, document_id=document_id, raw_start=int(start), raw_end=int(end), said="")


def _repair(tables: Path, row_id: str, field: str) -> Place:
    """Return the place of a repair named by its raw span."""
    document_id, _, span = row_id.rpartition(":")
    start, _, end = span.partition("-")
    if not (start.isdigit() and end.isdigit()):
        raise ParameterError(
            "Row", f"'{row_id}' is in no table", "Name a measure_id, a target_id, or document:start-end."
        )
    if field not in CORRECTABLE["repairs"]:
        raise ParameterError("Field", f"'{field}' of repairs", f"Use one of {', '.join(CORRECTABLE['repairs'])}.")
    repairs = read_table(tables, "repairs")
    inside = repairs.filter(
        (repairs["document_id"] == document_id)
        & (repairs["raw_start"] == int(start))
        & (repairs["raw_end"] == int(end))
    )
    if inside.height != 1:
        raise ParameterError(
            "Row", f"no repair stands at '{row_id}'", "See the table repairs for raw_start and raw_end."
        )
    return Place(
        table="repairs", document_id=document_id, raw_start=int(start), raw_end=int(end), said=str(inside[field][0])
    )


def _now(place: Place, field: str, rows: Iterable[Correction]) -> str:
    """Return what holds of the field: the table's value after decisions that no run has seen yet."""
    now = place.said
    key = (place.document_id, place.table, place.raw_start, place.raw_end, field)
    for row in rows:
        if row.key == key and row.old_value == now:
            now = row.new_value
    return now


def _raw_words(root: Path, place: Place) -> str:
    """Return the raw words at a place.

    Raises:
        CorrectionError: The document is not registered.
    """
    raw, base = _raw(root, place.document_id)
    return raw[place.raw_start - base : place.raw_end - base]


@cache
def _raw(root: Path, document_id: str) -> tuple[str, int]:
    """Return a registered document's raw text and where it starts in its file."""
    for entry in load_register(root / RAW).documents:
        if entry.id == document_id:
            source = open_registered(root / RAW, entry)
            return source.raw, source.base
    found = f"document '{document_id}' is not registered"
    raise CorrectionError(f"Corrections file '{FILE.as_posix()}'", found, "Only registered documents can be corrected.")


def _span_map(root: Path, tables: Path, document_id: str) -> tuple[SpanMap, int]:
    """Return the offsets of a document as its repairs tell them."""
    from compare.spans import Edit

    raw, base = _raw(root, document_id)
    repairs = read_table(tables, "repairs")
    own = repairs.filter(repairs["document_id"] == document_id).sort("raw_start", "raw_end")
    edits = (
        Edit(r["raw_start"] - base, r["raw_end"] - base, r["restored"], r["kind"]) for r in own.iter_rows(named=True)
    )
    return SpanMap(edits, len(raw)), base
