"""The section: what a notebook cell displays and a brief is made of; text in it is plain, never markup."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

MIME = "application/vnd.policy-compare.section+json"
"""MIME type under which a notebook cell carries its section."""

Kind = Literal[
    "answer", "texts", "numbers", "practices", "verify", "limits", "finding", "lines", "reliability", "method", "note"
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(_Model):
    """Where a value of the prose comes from: a row of the section's table and one of its columns."""

    row: str
    column: str


class Sentence(_Model):
    """One sentence: words with ``{name}`` places, each filled from a table row; the words hold no number themselves."""

    template: str
    values: dict[str, Cell] = Field(default_factory=dict)


class Column(_Model):
    """One column of the section's table."""

    key: str
    label: str
    numeric: bool = False


class Row(_Model):
    """One row: cells as displayed, the ids of its evidence, the lines of work (``line_zh``) it concerns.

    ``facts`` are values of the row that the prose may point to beside the displayed cells, such as a total.
    """

    id: str
    cells: dict[str, str]
    facts: dict[str, str] = Field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    hidden: bool = False


class Evidence(_Model):
    """One source sentence. ``mark_start`` to ``mark_end`` is the record's own span within ``quote``."""

    id: str
    quote: str
    mark_start: int
    mark_end: int
    document_id: str
    document: str
    date: str
    place: str = ""
    gloss: str = ""
    source_file: str
    raw_start: int
    raw_end: int
    inferred: bool = False
    raw: str = ""


class Section(_Model):
    """One section: a finding with its figure, its table, its evidence and its coverage."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    kind: Kind
    language: Literal["zh", "en"] = "zh"
    title: Sentence
    sentences: tuple[Sentence, ...] = ()
    reading: Sentence | None = None
    coverage: Sentence | None = None
    notes: tuple[Sentence, ...] = ()
    figure: dict[str, Any] | None = None
    alternative: Sentence | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    folded: bool = True
    brief: bool = True

    @model_validator(mode="after")
    def _complete(self) -> Section:
        """Return the section, or raise where a row repeats, or names a column or an evidence that is not here."""
        ids = [row.id for row in self.rows]
        known_columns = {column.key for column in self.columns}
        known_evidence = {record.id for record in self.evidence}
        faults = [f"row '{row_id}' repeats" for row_id in sorted({i for i in ids if ids.count(i) > 1})]
        for row in self.rows:
            faults += [f"row '{row.id}' names column '{key}'" for key in row.cells if key not in known_columns]
            faults += [f"row '{row.id}' names evidence '{key}'" for key in row.evidence if key not in known_evidence]
        if faults:
            raise ValueError(f"section '{self.id}': {'; '.join(faults[:5])}")
        return self

    def prose(self) -> tuple[Sentence, ...]:
        """Return every sentence of the section in reading order."""
        optional = (self.reading, self.coverage, self.alternative)
        return (self.title, *self.sentences, *(s for s in optional if s is not None), *self.notes)

    def value(self, cell: Cell) -> str | None:
        """Return the displayed value a cell points to, or null where there is no such record."""
        for row in self.rows:
            if row.id == cell.row:
                return row.cells.get(cell.column) or row.facts.get(cell.column)
        return None

    def plain(self, sentence: Sentence) -> str:
        """Return the sentence as plain text, filled from the table."""
        filled = {name: self.value(cell) or "" for name, cell in sentence.values.items()}
        return sentence.template.format_map(filled)
