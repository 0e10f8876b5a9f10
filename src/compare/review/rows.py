"""Measures and statements that people add or take away, before single fields are put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from compare.errors import CorrectionError
from compare.review.corrections import Correction
from compare.review.fields import ADDED, REMOVED, read_statement, read_value, show_row
from compare.review.words import take_back
from compare.tables import COMMITMENTS, MEASURES, NUMERALS, TARGETS

Frames = dict[str, pl.DataFrame]
Row = dict[str, Any]
Span = tuple[int, int]

_RATES = ("‰", "/10万")


def change_rows(
    frames: Frames, corrections: Sequence[Correction], text_span: Callable[[int, int], Span],
    raw_span: Callable[[int, int], Span],
) -> tuple[Frames, list[CorrectionError]]:  # fmt: skip
    """Return a document's tables after people added and removed rows, and an issue for each decision that does not apply.

    To split a measure is to remove it and to add its parts; to merge two is to remove both and to add the whole.
    Statements, commitments and numerals follow the measures and statements they belong to.

    Args:
        frames: The tables of one document.
        corrections: Its rows of the corrections file, in order, their words known to stand.
        text_span: Returns the span of the restored text that a raw span became.
        raw_span: Returns the raw span of a span of the restored text.
    """
    own = [row for row in corrections if row.field in (ADDED, REMOVED)]
    if not own:
        return frames, []
    desk = _Desk(frames, text_span, raw_span)
    issues = []
    for row in sorted(own, key=lambda row: (row.table != MEASURES.name, row.field != REMOVED, row.correction_id)):
        issue = (desk.remove if row.field == REMOVED else desk.add)(row)
        issues += [issue] if issue else []
    return desk.frames(), issues


class _Desk:
    """The rows of one document while decisions are applied to them."""

    def __init__(
        self, frames: Frames, text_span: Callable[[int, int], Span], raw_span: Callable[[int, int], Span]
    ) -> None:
        self.old = frames
        self.text_span = text_span
        self.raw_span = raw_span
        self.rows: dict[str, list[Row]] = {
            table: frames[table].rows(named=True) for table in (MEASURES.name, TARGETS.name)
        }
        self.gone: dict[str, list[Row]] = {MEASURES.name: [], TARGETS.name: []}
        self.document: Row = frames["documents"].rows(named=True)[0]
        self.text = str(self.document["text"])

    def remove(self, row: Correction) -> CorrectionError | None:
        """Take a row away; nothing to do where the machine no longer makes one of these words."""
        rows = self.rows[row.table]
        exact = [one for one in rows if self._span(row.table, one) == (row.raw_start, row.raw_end)]
        if exact:
            held = [one for one in exact if show_row(row.table, one) == row.old_value]
            if not held:
                now = show_row(row.table, exact[0])
                found = f"the old value '{row.old_value}' no longer holds: the row to be removed says '{now}'"
                return CorrectionError(row.place, found, take_back(row, f"append one from '{now}'"))
            rows.remove(held[0])
            self.gone[row.table].append(held[0])
            return None
        touched = [one for one in rows if _overlap(self._span(row.table, one), (row.raw_start, row.raw_end))]
        if not touched:
            return None
        shown = ", ".join("{}-{}".format(*self._span(row.table, one)) for one in touched[:5])
        found = f"no row of {row.table} is made of just these words any more; rows there: {shown}"
        return CorrectionError(row.place, found, take_back(row, "append rows for what stands there now"))

    def add(self, row: Correction) -> CorrectionError | None:
        """Add a row, unless the machine has come to make the same one."""
        rows = self.rows[row.table]
        span = (row.raw_start, row.raw_end)
        exact = [one for one in rows if self._span(row.table, one) == span]
        if exact:
            if _same(row, exact[0]):
                return None
            found = (
                f"a row of {row.table} stands at {span[0]}-{span[1]} already, it says '{show_row(row.table, exact[0])}'"
            )
            return CorrectionError(row.place, found, take_back(row, "correct that row's fields"))
        start, end = self.text_span(*span)
        words = self.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if end <= start:
            found = f"nothing is left of the words {span[0]}-{span[1]} in the restored text"
            return CorrectionError(row.place, found, take_back(row, "put the repair right first"))
        if row.table == MEASURES.name:
            return self._add_measure(row, start, end)
        rows.append(self._statement(row, start, end))
        return None

    def _add_measure(self, row: Correction, start: int, end: int) -> CorrectionError | None:
        span = (row.raw_start, row.raw_end)
        rows = self.rows[MEASURES.name]
        crossed = [one for one in rows if _overlap((one["raw_start"], one["raw_end"]), span)]
        if crossed:
            shown = ", ".join(f"{one['measure_id']} ({one['raw_start']}-{one['raw_end']})" for one in crossed[:5])
            found = f"its words are part of other measures: {shown}"
            return CorrectionError(row.place, found, take_back(row, "remove these measures first"))
        codes = read_value(MEASURES.name, "secondary", row.new_value)
        primary, *secondary = codes if isinstance(codes, tuple) else ()
        near = self._nearest(start, end)
        rows.append({
            **{name: near.get(name) for name in ("section", "item_no", "heading")},
            **{name: near.get(name) or [] for name in ("lead_units", "responsible_units")},
            "stance": near.get("stance") or "plan", "firmness": near.get("firmness") or "plain",
            "measure_id": _free(f"{row.document_id}:{row.raw_start}", [one["measure_id"] for one in rows]),
            "document_id": row.document_id, "region_code": self.document["region_code"], "text": self.text[start:end],
            "text_start": start, "text_end": end, "raw_start": row.raw_start, "raw_end": row.raw_end,
            "primary": primary, "secondary": list(secondary), "confidence": 1.0, "coded_by": "person",
        })  # fmt: skip
        return None

    def _nearest(self, start: int, end: int) -> Row:
        """Return the measure, removed ones first, that shares most with a span, else the item around it."""
        for rows in (self.gone[MEASURES.name], self.rows[MEASURES.name], self.old["items"].rows(named=True)):
            found = _most_shared(rows, start, end)
            if found:
                return found
        return {}

    def _statement(self, row: Correction, start: int, end: int) -> Row:
        """Return a statement of a person, its quote the measure around the number's words."""
        said = read_statement(row.new_value)
        around = next(
            (one for one in self.rows[MEASURES.name] if one["text_start"] <= start and end <= one["text_end"]), None
        )
        first, last = (around["text_start"], around["text_end"]) if around else (start, end)
        raw_start, raw_end = self.raw_span(first, last)
        unit = said.get("unit")
        blank: Row = dict.fromkeys(TARGETS.columns)
        return blank | {
            "comparator": None if said.get("quality") == "corrupt" else "=", "kind": "target",
            "measure_type": _type_of(str(unit or "")), "change": "level", "accumulation": "unknown",
            "firmness": around["firmness"] if around else "plain", "quality": "ok",
        } | said | {
            "target_id": _free(f"{row.document_id}:t{row.raw_start}", [o["target_id"] for o in self.rows[TARGETS.name]]),
            "measure_id": around["measure_id"] if around else None, "document_id": row.document_id,
            "region_code": self.document["region_code"], "quote": self.text[first:last], "text_start": first,
            "text_end": last, "raw_start": raw_start, "raw_end": raw_end, "value_text_start": start, "value_text_end": end,
        }  # fmt: skip

    def _span(self, table: str, row: Row) -> Span:
        """Return by which raw span a row is known: a measure by its own, a statement by its number's."""
        if table == MEASURES.name:
            return row["raw_start"], row["raw_end"]
        return self.raw_span(row["value_text_start"], row["value_text_end"])

    def frames(self) -> Frames:
        """Return the tables, everything that speaks of measures and statements pointed to those there are now."""
        measures = sorted(self.rows[MEASURES.name], key=lambda one: (one["text_start"], one["text_end"]))
        targets = sorted(self.rows[TARGETS.name], key=lambda one: (one["value_text_start"], one["target_id"]))
        known = {one["measure_id"] for one in measures}
        targets = [_point(one, "value_text_start", "value_text_end", measures, known) for one in targets]
        commitments = [
            _point(one, "text_start", "text_end", measures, known)
            for one in self.old[COMMITMENTS.name].iter_rows(named=True)
        ]
        numerals = [_fate(one, targets) for one in self.old[NUMERALS.name].iter_rows(named=True)]
        return self.old | {
            MEASURES.name: MEASURES.build(measures), TARGETS.name: TARGETS.build(targets),
            COMMITMENTS.name: COMMITMENTS.build(commitments), NUMERALS.name: NUMERALS.build(numerals),
        }  # fmt: skip


def _point(row: Row, first: str, last: str, measures: Sequence[Row], known: set[str]) -> Row:
    """Return a row pointed to the measure that shares most with its words."""
    found = _most_shared(measures, row[first], row[last])
    if row["measure_id"] in known and not (found and found["coded_by"] == "person"):
        return row
    return {**row, "measure_id": found["measure_id"] if found else None}


def _most_shared(rows: Sequence[Row], start: int, end: int) -> Row | None:
    """Return the row that has most characters in common with a span, null where none has any."""
    shared = [(min(end, one["text_end"]) - max(start, one["text_start"]), -place) for place, one in enumerate(rows)]
    most, place = max(shared, default=(0, 0))
    return rows[-place] if most > 0 else None


def _fate(numeral: Row, targets: Sequence[Row]) -> Row:
    """Return a numeral with the statement it now belongs to, and the fate that statement gives it."""
    held = [one for one in targets if one["target_id"] == numeral["target_id"]]
    if held:
        return numeral
    inside = [
        one
        for one in targets
        if one["value_text_start"] <= numeral["text_start"] and numeral["text_end"] <= one["value_text_end"]
    ]
    if inside:
        return {**numeral, "target_id": inside[0]["target_id"], "fate": inside[0]["kind"]}
    return {**numeral, "target_id": None, "fate": "other"} if numeral["target_id"] else numeral


def _same(row: Correction, there: Row) -> bool:
    if row.table == MEASURES.name:
        return bool(row.new_value.split("|")[0] == there["primary"])
    said = read_statement(row.new_value)
    return all(there[name] == value for name, value in said.items() if name in ("value", "unit", "comparator", "kind"))


def _type_of(unit: str) -> str:
    """Return what sort of quantity a unit tells of.

    >>> _type_of("%"), _type_of("/10万"), _type_of("亿元"), _type_of("个")
    ('share', 'rate', 'money', 'count')
    """
    if unit == "%":
        return "share"
    if unit in _RATES:
        return "rate"
    return "money" if unit.endswith("元") else "count"


def _free(wanted: str, taken: Sequence[str]) -> str:
    """Return an id that no row has: the wanted one, else numbered from 2."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
