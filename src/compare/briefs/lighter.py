"""A page that would be too large, made lighter step by step; each step says on the page what it left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from compare.sections import Cell, Row, Section, Sentence
from compare.words import Words

KEPT = 40
"""Rows that a table keeps at the last step."""
_FIRST = ("answer", "texts", "numbers", "practices", "verify", "limits", "method")
"""Kinds of section that stay whole: the first screen, and the method."""


def lighter(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """Yield the sections ever lighter, what the prose points to and the first screen always whole.

    In this order: one source sentence a row; charts without words over their marks; only the sentences that the prose
    points to; tables of ``KEPT`` rows.
    """
    for step in (_one_sentence, _no_hover, _pointed_sentences, _fewer_rows):
        sections = tuple(section if section.kind in _FIRST else step(section) for section in sections)
        yield sections


def _pointed(section: Section) -> set[str]:
    """Return the rows that the section's prose points to."""
    return {cell.row for sentence in section.prose() for cell in sentence.values.values()}


def _one_sentence(section: Section) -> Section:
    """Return the section with the first source sentence of each row."""
    return _with_rows(section, lambda row: row.model_copy(update={"evidence": row.evidence[:1]}))


def _pointed_sentences(section: Section) -> Section:
    """Return the section with the source sentences of those rows that its prose points to."""
    pointed = _pointed(section)
    return _with_rows(section, lambda row: row if row.id in pointed else row.model_copy(update={"evidence": ()}))


def _with_rows(section: Section, change: Callable[[Row], Row]) -> Section:
    """Return the section with changed rows and the source sentences they still name, what is gone counted in a note."""
    rows = tuple(change(row) for row in section.rows)
    named = {key for row in rows for key in row.evidence}
    kept = tuple(record for record in section.evidence if record.id in named)
    return _noted(section, "sentences", len(section.evidence) - len(kept), rows=rows, evidence=kept)


def _no_hover(section: Section) -> Section:
    """Return the section with its chart without the words over its marks; the table holds them."""
    traces: list[dict[str, Any]] = (section.figure or {}).get("data", [])
    words = sum(bool(trace.get("customdata")) for trace in traces)
    if not words:
        return section
    bare = [
        {key: value for key, value in trace.items() if key not in ("customdata", "hovertemplate")}
        | {"hoverinfo": "skip"}
        for trace in traces
    ]
    return _noted(section, "hover", words, figure={**(section.figure or {}), "data": bare})


def _fewer_rows(section: Section) -> Section:
    """Return the section with its first rows and those that its prose points to."""
    pointed, shown = _pointed(section), 0
    rows = []
    for row in section.rows:
        shown += not row.hidden
        if row.hidden or shown <= KEPT or row.id in pointed:
            rows.append(row)
    named = {key for row in rows for key in row.evidence}
    kept = tuple(record for record in section.evidence if record.id in named)
    return _noted(section, "rows", len(section.rows) - len(rows), rows=tuple(rows), evidence=kept)


def _noted(section: Section, name: str, number: int, **update: Any) -> Section:
    """Return the section changed, with a note on what was left out; nothing left out: as it was."""
    if not number:
        return section
    place = f"lighter-{name}"
    before = next((int(row.facts["n"]) for row in section.rows if row.id == place), 0)
    rows = tuple(row for row in update.pop("rows", section.rows) if row.id != place)
    fact = Row(id=place, cells={}, hidden=True, facts={"n": str(before + number)})
    note = Sentence(template=Words(section.language)(f"lighter.{name}"), values={"n": Cell(row=place, column="n")})
    notes = section.notes if before else (*section.notes, note)
    return section.model_copy(update={**update, "rows": (*rows, fact), "notes": notes})
