"""The corrections file: its rows, read and checked; a later row about a field overrules an earlier one."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from compare.errors import CorrectionError, CorrectionsError
from compare.review.fields import ADDED, CORRECTABLE, REMOVED, ROW_TABLES, allowed, find_fault

FILE = Path("data/corrections.csv")
WITHDRAWN = "withdrawn"
"""Field of a row that takes an earlier one back; its table is ``corrections``, its old value the earlier number."""

_Line = Field(min_length=1, max_length=500)


class Correction(BaseModel):
    """One decision of a reviewer about one field of one row, keyed by raw span and hash of the raw words."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    correction_id: int = Field(ge=1)
    document_id: str = Field(pattern=r"^[^\s/\\]{1,200}$")
    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=1)
    raw_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    table: Literal["measures", "targets", "repairs", "corrections"]
    field: str
    old_value: str
    new_value: str
    reason: str = _Line
    reviewer: str = _Line
    date: datetime.date

    @model_validator(mode="after")
    def _make_sense(self) -> Correction:
        """Return the row, or raise where its span is empty or its field cannot be corrected."""
        if self.raw_end <= self.raw_start:
            raise ValueError("raw_end must lie behind raw_start")
        fields = CORRECTABLE.get(self.table, (WITHDRAWN,))
        fields += (ADDED, REMOVED) if self.table in ROW_TABLES else ()
        if self.field not in fields:
            raise ValueError(f"field '{self.field}' of {self.table} cannot be corrected; allowed: {', '.join(fields)}")
        if self.field == WITHDRAWN and not (self.old_value.isdigit() and 0 < int(self.old_value) < self.correction_id):
            raise ValueError("old_value must be the number of an earlier row")
        if (self.field == ADDED and self.old_value) or (self.field == REMOVED and self.new_value):
            raise ValueError("a row that is added has no old value, one that is removed no new value")
        if self.old_value == self.new_value and self.field not in ("primary", "certainty"):
            raise ValueError("old and new value are the same; only a code or a certainty can be confirmed")
        return self

    @property
    def place(self) -> str:
        """Return the row's name in messages."""
        return f"Corrections file '{FILE.as_posix()}', row {self.correction_id}"

    @property
    def key(self) -> tuple[str, str, int, int, str]:
        """Return what the row decides about."""
        return self.document_id, self.table, self.raw_start, self.raw_end, self.field

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the row's content."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


COLUMNS = tuple(Correction.model_fields)


def hash_words(words: str) -> str:
    """Return the SHA-256 by which a row knows its raw words."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def read_rows(data: bytes) -> tuple[list[Correction], list[CorrectionError]]:
    """Return the rows of a corrections file that can be read, and every issue of the file taken by itself.

    Args:
        data: The file's bytes: CSV in UTF-8, with or without BOM, as editors and spreadsheets save it.
    """
    place = f"Corrections file '{FILE.as_posix()}'"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [CorrectionError(place, f"not UTF-8 (byte {error.start})", "Save it as 'CSV UTF-8'.")]
    lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in line)]
    if not lines or tuple(cell.strip() for cell in lines[0]) != COLUMNS:
        found = ",".join(lines[0])[:120] if lines else "nothing"
        return [], [CorrectionError(place, f"its first line is '{found}'", f"It must be {','.join(COLUMNS)}.")]
    rows: list[Correction] = []
    issues: list[CorrectionError] = []
    for number, line in enumerate(lines[1:], start=1):
        try:
            if len(line) != len(COLUMNS):
                raise ValueError(f"{len(line)} cells, {len(COLUMNS)} are expected")
            rows.append(Correction.model_validate(dict(zip(COLUMNS, map(_plain, line), strict=True))))
        except ValueError as error:
            issues.append(CorrectionError(f"{place}, row {line[0].strip() or number}", _words(error), "Mend the row."))
    return rows, [*issues, *_find_gaps(rows, len(lines) - 1), *_find_unknown(live(rows)), *_find_conflicts(live(rows))]


def raise_all(issues: Sequence[CorrectionError]) -> None:
    """Raise the one issue, or one error that names them all."""
    if len(issues) == 1:
        raise issues[0]
    if issues:
        raise CorrectionsError(issues)


def live(rows: Iterable[Correction]) -> list[Correction]:
    """Return the rows that nobody took back, in order."""
    listed = list(rows)
    gone = {int(row.old_value) for row in listed if row.field == WITHDRAWN}
    return [row for row in listed if row.field != WITHDRAWN and row.correction_id not in gone]


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that a spreadsheet needs before a sign."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _words(error: ValueError) -> str:
    """Return what a row's check found, one clause per fault."""
    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False)
    named = (f"{'.'.join(map(str, f['loc']))}: {f['msg'].removeprefix('Value error, ')}".lstrip(": ") for f in faults)
    return "; ".join(named)


def _find_gaps(rows: Sequence[Correction], lines: int) -> list[CorrectionError]:
    """Return where rows were removed, doubled or moved; the file only grows, numbered from 1."""
    numbers = [row.correction_id for row in rows]
    if len(rows) < lines or numbers == list(range(1, len(rows) + 1)):
        return []
    place = f"Corrections file '{FILE.as_posix()}'"
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if twice:
        found, remedy = f"numbers {twice} stand twice", "Give the later rows the next free numbers."
    elif missing:
        found, remedy = (
            f"numbers {missing} are missing: rows were removed",
            "Put them back; take one back by a new row.",
        )
    else:
        found, remedy = "rows are not in the order of their numbers", "Put them back in order."
    return [CorrectionError(place, found, remedy)]


def latest(rows: Iterable[Correction]) -> dict[tuple[str, str, int, int, str], Correction]:
    """Return the last row about each field."""
    return {row.key: row for row in rows}


def _find_unknown(rows: Sequence[Correction]) -> list[CorrectionError]:
    """Return the rows in force whose new value their field cannot take, such as a code that does not exist."""
    issues = []
    for row in latest(rows).values():
        fault = find_fault(row.table, row.field, row.new_value)
        if fault:
            remedy = f"Append a row whose old value is '{row.new_value}'. {allowed(row.table, row.field)}"
            issues.append(CorrectionError(row.place, fault, remedy))
    return issues


def _find_conflicts(rows: Sequence[Correction]) -> list[CorrectionError]:
    """Return where reviewers decided the same field differently and nobody settled it."""
    issues = []
    for last in latest(rows).values():
        for row in rows:
            is_other = row.key == last.key and row.correction_id < last.correction_id and row.reviewer != last.reviewer
            if is_other and row.old_value == last.old_value and row.new_value not in (last.new_value, last.old_value):
                issues.append(conflict(row, last))
    return issues


def conflict(first: Correction, second: Correction) -> CorrectionError:
    """Return the issue that two reviewers disagree."""
    found = (
        f"{second.reviewer} says '{second.new_value}' where row {first.correction_id} by {first.reviewer} says "
        f"'{first.new_value}' ({first.table}.{first.field}, {first.document_id} {first.raw_start}-{first.raw_end})"
    )
    remedy = f"Settle it together: append a row from '{first.new_value}' to what holds."
    return CorrectionError(second.place, found, remedy)
