"""How a section is made and shown: one call builds it checked, Jupyter shows words, chart and table."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go
import polars as pl
from markupsafe import escape

from compare.notebook.browse import Browse
from compare.notebook.corpus import Corpus
from compare.notebook.labels import Labels, in_sentence
from compare.notebook.outputs import send
from compare.notebook.parameters import Parameters
from compare.sections import MIME, Cell, Column, Kind, Row, Section, Sentence
from compare.words import Words, agree

BROWSED = 8
"""Rows from which a table can be searched, sorted and exported; a shorter one is read at a glance."""
SENTENCES = "sentences"
"""Key of the column with the sentences behind a row."""
PLOTLY = "application/vnd.plotly.v1+json"


class Shown(Section):
    """A section that shows itself in Jupyter: title and sentences, then the chart, then the table."""

    def _ipython_display_(self) -> None:
        """Send the section's outputs to the notebook."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        send({MIME: data, "text/html": self._words(), "text/plain": self.plain(self.title)})
        if self.figure:
            send({PLOTLY: self.figure, "text/plain": self.plain(self.alternative or self.title)})
        shown = sum(not row.hidden for row in self.rows)
        if shown >= BROWSED:
            self.browsed()._ipython_display_()
        elif shown:
            send({"text/html": self._table(), "text/plain": f"{shown} rows"})
        if self.evidence:
            send({"text/html": self._evidence(), "text/plain": f"{len(self.evidence)} sentences"})

    def browsed(self) -> Browse:
        """Return the table to search, sort and export, each row with the sentences behind it."""
        words = Words(self.language)
        quotes = {record.id: f"{record.quote}（{record.document}）" for record in self.evidence}
        columns: dict[str, str] = {}
        for column in self.columns:
            taken = column.label in columns.values()
            columns[column.key] = f"{column.label} ({column.key})" if taken else column.label
        rows = [
            {**row.cells, SENTENCES: "\n".join(quotes[key] for key in row.evidence)}
            for row in self.rows
            if not row.hidden
        ]
        if quotes:
            columns[SENTENCES] = words("browse.sentences")
        return Browse(f"{self.id}-table", columns, rows)

    def _evidence(self) -> str:
        """Return the source sentences as HTML, escaped and folded, each with document, date and place."""
        items = "".join(
            f"<li>{escape(record.quote)}<br><small>{escape(record.document)} · {escape(record.date)} · "
            f"{escape(record.source_file)} [{record.raw_start}:{record.raw_end}]</small></li>"
            for record in self.evidence
        )
        return f"<details><summary>{escape(Words(self.language)('page.evidence'))} {len(self.evidence)}</summary><ol>{items}</ol></details>"

    def _words(self) -> str:
        """Return title and sentences as HTML, escaped."""
        lines = [
            f"<h3>{escape(self.plain(self.title))}</h3>",
            *(f"<p>{escape(self.plain(s))}</p>" for s in self.sentences),
        ]
        small = [s for s in (self.reading, *self.notes, self.coverage) if s is not None]
        return "\n".join([*lines, *(f"<p><small>{escape(self.plain(s))}</small></p>" for s in small)])

    def _table(self) -> str:
        """Return the table as HTML, escaped, with the sentence behind each row."""
        quotes = {record.id: record.quote for record in self.evidence}
        head = "".join(f"<th>{escape(column.label)}</th>" for column in self.columns)
        lines = []
        for row in self.rows:
            if row.hidden:
                continue
            hover = escape(" / ".join(quotes[key] for key in row.evidence))
            cells = "".join(f"<td>{escape(row.cells.get(column.key, ''))}</td>" for column in self.columns)
            lines.append(f'<tr title="{hover}">{cells}</tr>')
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


class Desk:
    """What building sections needs: tables, names and words of one language, and the checked parameters."""

    def __init__(self, corpus: Corpus, parameters: Parameters) -> None:
        self.corpus = corpus
        self.parameters = parameters
        self.words = Words(parameters.language)
        self.labels = Labels(corpus, self.words)

    def say(self, key: str, /, **cells: tuple[str, str]) -> Sentence:
        """Return the catalogue's sentence under ``key`` with each place bound to a (row, column)."""
        return self.bind(self.words(key), **cells)

    @staticmethod
    def bind(template: str, /, **cells: tuple[str, str]) -> Sentence:
        """Return a template with each place bound to a (row, column)."""
        return Sentence(template=template, values={name: Cell(row=r, column=c) for name, (r, c) in cells.items()})

    def columns(self, prefix: str, *keys: str, numeric: tuple[str, ...] = ()) -> tuple[Column, ...]:
        """Return columns labelled by the catalogue's ``prefix.col_key``."""
        return tuple(Column(key=key, label=self.words(f"{prefix}.col_{key}"), numeric=key in numeric) for key in keys)

    def topic_row(self, code: str, **cells: str) -> Row:
        """Return the row of a topic: its name under ``topic``, its line of work, and the other cells."""
        return Row(id=code, lines=self.labels.line(code), cells={"topic": self.labels.topic(code), **cells})

    def section(self, section_id: str, kind: Kind, **parts: Any) -> Shown:
        """Return the section in this language.

        ``facts`` become a row that only the prose points to; ``covers`` names the documents that the coverage line counts.
        """
        facts: dict[str, str] = parts.pop("facts", {})
        covers: list[str] = parts.pop("covers", [])
        rows = list(parts.pop("rows", ()))
        if facts:
            rows.append(Row(id="facts", cells={}, hidden=True, facts=facts))
        if covers:
            rows.append(Row(id="coverage", cells={}, hidden=True, facts=self.covered(covers)))
            parts["coverage"] = self.say(
                "coverage", **{n: ("coverage", n) for n in ("regions", "documents", "unreadable")}
            )
        figure = parts.pop("figure", None)
        if isinstance(figure, go.Figure):
            figure = json.loads(str(figure.to_json()))
        evidence = {record.id: record for record in parts.pop("evidence", ())}
        by_id = {row.id: row for row in rows}
        for name in ("title", "reading", "coverage", "alternative"):
            if parts.get(name) is not None:
                parts[name] = _agreeing(parts[name], by_id)
        for name in ("sentences", "notes"):
            parts[name] = tuple(_agreeing(sentence, by_id) for sentence in parts.get(name, ()))
        return Shown(
            id=section_id,
            kind=kind,
            language="en" if self.words.language == "en" else "zh",
            rows=tuple(rows),
            figure=figure,
            evidence=tuple(evidence.values()),
            **parts,
        )

    def covered(self, document_ids: list[str]) -> dict[str, str]:
        """Return how many regions and documents a figure stands on, and how many of their numbers cannot be read."""
        regions = {self.corpus.document[document_id]["region_code"] for document_id in document_ids}
        corrupt = self.corpus.targets.filter(pl.col("document_id").is_in(document_ids), pl.col("quality") == "corrupt")
        return {"regions": str(len(regions)), "documents": str(len(document_ids)), "unreadable": str(corrupt.height)}

    def join(self, names: list[str]) -> str:
        """Return names as the language lists them."""
        if self.words.language == "en":
            names = [in_sentence(name) for name in names]
            comma, last = ("; ", "; and ") if any(" and " in name for name in names) else (", ", " and ")
            return comma.join(names[:-1]) + (last if len(names) > 1 else "") + names[-1] if names else ""
        return "、".join(names)

    def some(self, names: list[str], most: int = 12) -> str:
        """Return the different names as the language lists them; of many the first ones, with the number of all."""
        names = list(dict.fromkeys(names))
        if len(names) <= most:
            return self.join(names)
        first = (", " if self.labels.english else "、").join(names[:most])
        return self.words("list.some").format(names=first, all=len(names))


def _agreeing(sentence: Sentence, rows: dict[str, Row]) -> Sentence:
    """Return the sentence with its numbers and nouns agreeing, as the rows it points to fill it."""
    values = {
        name: rows[cell.row].cells.get(cell.column) or rows[cell.row].facts.get(cell.column) or ""
        for name, cell in sentence.values.items()
        if cell.row in rows
    }
    template = agree(sentence.template, values)
    return sentence if template == sentence.template else sentence.model_copy(update={"template": template})
