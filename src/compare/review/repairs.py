"""Corrections of repairs: what a person says a raw span held, as edits that overrule the machine's."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from compare.errors import CorrectionError
from compare.restore import Restoration
from compare.restore.forced import cut_edits
from compare.review.corrections import Correction
from compare.review.walk import Key, Walk
from compare.review.words import take_back
from compare.spans import Edit

_CONFIDENCE = {"certain": 1.0, "inferred": None, "unrecoverable": None}


def correct_repairs(
    raw: str, restoration: Restoration, corrections: Sequence[Correction]
) -> tuple[list[Edit], list[CorrectionError]]:
    """Return the edits by which people overrule the restoration, and an issue for each that does not apply.

    Args:
        raw: The document's part of the raw file.
        restoration: What the machine alone makes of it.
        corrections: The document's rows, in order, their words known to stand.
    """
    walk = Walk()
    machine: dict[Key, object] = {}
    issues: list[CorrectionError] = []
    for row in (row for row in corrections if row.table == "repairs"):
        span = (row.raw_start - restoration.base, row.raw_end - restoration.base)
        inside = cut_edits(restoration.spans.edits, *span)
        if inside is None:
            issues.append(_straddled(row, restoration))
            continue
        if any(edit.kind == "contact" for edit in inside):
            found = "its span holds a contact person, who stays masked"
            issues.append(CorrectionError(row.place, found, take_back(row, "leave the person out of the span")))
            continue
        key: Hashable = span
        said = _text(raw, inside, span) if row.field == "restored" else _certainty(inside)
        machine[key, row.field] = said
        walk.step(row, {key: said})
    edits: dict[tuple[int, int], list[Edit]] = {}
    for (key, field), value in sorted(walk.values.items(), key=lambda item: item[0][1], reverse=True):
        if isinstance(key, tuple):
            edits[key] = _edits(raw, edits.get(key), restoration, key, field, str(value))
    placed = sorted((edit for made in edits.values() for edit in made), key=lambda edit: (edit.start, edit.end))
    return placed, [*issues, *walk.issues(machine), *_overlaps(list(edits), corrections, restoration.base)]


def _edits(
    raw: str, made: list[Edit] | None, restoration: Restoration, span: tuple[int, int], field: str, value: str
) -> list[Edit]:
    """Return the edits of one span after one corrected field."""
    start, end = span
    if field == "restored":
        return [Edit(start, end, value, "person", "certain", 1.0)]
    held = made if made is not None else cut_edits(restoration.spans.edits, start, end) or []
    return [edit._replace(certainty=value, confidence=_CONFIDENCE[value]) for edit in held]


def _text(raw: str, edits: Sequence[Edit], span: tuple[int, int]) -> str:
    """Return what the machine makes of a raw span."""
    parts, place = [], span[0]
    for edit in edits:
        parts += [raw[place : edit.start], edit.new]
        place = edit.end
    return "".join([*parts, raw[place : span[1]]])


def _certainty(edits: Sequence[Edit]) -> str:
    """Return how sure the machine is of the repairs of a span, the least sure of several."""
    order = ("unrecoverable", "inferred", "certain")
    return min((edit.certainty for edit in edits), key=order.index, default="")


def _straddled(row: Correction, restoration: Restoration) -> CorrectionError:
    """Return the issue that a repair now reaches beyond the correction's span."""
    start, end = row.raw_start - restoration.base, row.raw_end - restoration.base
    touched = [edit for edit in restoration.spans.edits if edit.start < end and start < edit.end]
    shown = ", ".join(f"{edit.start + restoration.base}-{edit.end + restoration.base}" for edit in touched[:5])
    found = f"the repairs at {row.raw_start}-{row.raw_end} of {row.document_id} reach beyond it: {shown}"
    return CorrectionError(row.place, found, take_back(row, "append one whose span holds these repairs whole"))


def _overlaps(spans: Sequence[tuple[int, int]], corrections: Sequence[Correction], base: int) -> list[CorrectionError]:
    """Return the issues of corrected repairs that overlap without being of one span."""
    issues = []
    ordered = sorted(spans)
    for (_, end), (start, after) in pairwise(ordered):
        if start < end:
            row = next(row for row in corrections if (row.raw_start - base, row.raw_end - base) == (start, after))
            found = f"its span overlaps another corrected repair that ends at {end + base}"
            issues.append(CorrectionError(row.place, found, take_back(row, "append one whose span stands apart")))
    return issues
