"""What a run moved: the rows that corrections decided, and the charts and sentences that read otherwise since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from compare.align import indicators
from compare.coding.taxonomy import is_code, label
from compare.errors import CompareError
from compare.review.apply import find_rows
from compare.review.corrections import Correction, latest
from compare.review.fields import ADDED, REMOVED
from compare.sections import MIME, Section
from compare.store import read_table
from compare.words import Words

_SHOWN = 8
_LONGEST = 40


def decided(rows: Sequence[Correction], tables: Path) -> list[dict[str, Any]]:
    """Return what each correction in force decided: the rows it holds for, their words, the value before and after.

    Args:
        rows: Corrections in force, in order.
        tables: Folder of the tables made with them.
    """
    frames = {name: read_table(tables, name) for name in ("measures", "targets", "repairs")} if rows else {}
    found = []
    for row in latest(rows).values():
        held = _rows_of(row, frames[row.table])
        topics = (
            {row.old_value, row.new_value.split("|")[0]} - {""}
            if row.table == "measures" and row.field in ("primary", ADDED, REMOVED)
            else {r["primary"] for r in held if "primary" in r}
        )
        found.append({
            "correction_id": row.correction_id, "document_id": row.document_id, "table": row.table, "field": row.field,
            "before": row.old_value, "after": row.new_value, "reviewer": row.reviewer, "reason": row.reason,
            "rows": [r.get("measure_id") if row.table == "measures" else r.get("target_id") for r in held if "document_id" in r],
            "words": next((str(r.get("text") or r.get("quote") or r.get("restored")) for r in held), ""),
            "topics": sorted(topics),
        })  # fmt: skip
    return found


def _rows_of(row: Correction, frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table that a correction holds for; a removed one leaves those that share its words."""
    own = frame.filter(pl.col("document_id") == row.document_id).rows(named=True)
    if row.table == "targets":
        start = f"{row.document_id}:t{row.raw_start}"
        return [r for r in own if r["target_id"] == start or r["target_id"].startswith(f"{start}-")]
    return [
        own[index] for index in find_rows([(r["raw_start"], r["raw_end"]) for r in own], (row.raw_start, row.raw_end))
    ]


def changed_sections(last: Path, now: Path) -> list[dict[str, Any]]:
    """Return the sections of the executed notebooks that read otherwise in two runs.

    Args:
        last: Folder of executed notebooks of the last run.
        now: That of this run.

    Returns:
        One mapping per section: ``notebook``, ``section``, whether its ``chart``, its ``words`` or its ``table`` differ,
        and its title ``before`` and ``after`` (null where there was none).
    """
    found = []
    for path in sorted(now.glob("*.ipynb")):
        if not (last / path.name).is_file():
            continue
        before, after = _sections(last / path.name), _sections(path)
        for section_id in dict.fromkeys([*before, *after]):
            old, new = before.get(section_id), after.get(section_id)
            if old != new:
                found.append({"notebook": path.stem, "section": section_id, **_difference(old, new)})
    return found


def _sections(path: Path) -> dict[str, Section]:
    """Return the sections of an executed notebook by their ids; none where it cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = [output.get("data", {}).get(MIME) for cell in cells for output in cell.get("outputs", ())]
        sections = [Section.model_validate(data) for data in outputs if data]
    except (OSError, ValueError, KeyError, CompareError):
        return {}
    return {section.id: section for section in sections}


def _difference(old: Section | None, new: Section | None) -> dict[str, Any]:
    """Return how a section differs from what it was."""
    titles = [section.plain(section.title) if section else None for section in (old, new)]
    if old is None or new is None:
        return {"chart": False, "words": True, "table": True, "before": titles[0], "after": titles[1]}
    said = [[section.plain(sentence) for sentence in section.prose()] for section in (old, new)]
    return {
        "chart": old.figure != new.figure, "words": said[0] != said[1], "table": old.rows != new.rows,
        "before": titles[0], "after": titles[1],
    }  # fmt: skip


def words(
    news: Iterable[Mapping[str, Any]], sections: Sequence[Mapping[str, Any]], *, alone: bool, language: str = "zh"
) -> list[str]:
    """Return what new corrections decided and what reads otherwise since, as sentences.

    Args:
        news: What ``decided`` returned for the corrections that are new or changed.
        sections: What ``changed_sections`` returned.
        alone: Whether all that moved has one cause.
        language: ``zh`` or ``en``.
    """
    english = language == "en"
    lines = [_said(entry, english) for entry in news]
    charts = [f"{entry['notebook']}/{entry['section']}" for entry in sections if entry["chart"]]
    titles = [entry for entry in sections if entry["before"] != entry["after"]]
    if not alone:
        lines.append("Other things changed too." if english else "同时还有其他变动，下列变化未必都因更正而起。")
    if charts:
        shown, more = ", ".join(charts[:_SHOWN]), len(charts) - _SHOWN
        rest = (f" and {more} more" if english else f" 等{len(charts)}幅") if more > 0 else ""
        lines.append(f"Charts moved: {shown}{rest}." if english else f"变动的图：{shown}{rest}。")
    for entry in titles[:_SHOWN]:
        place = f"{entry['notebook']}/{entry['section']}"
        if english:
            lines.append(f"Sentence moved in {place}: '{entry['before']}' became '{entry['after']}'.")
        else:
            lines.append(f"变动的句子（{place}）：“{entry['before']}”改为“{entry['after']}”。")
    if not charts and not titles:
        lines.append("No chart and no title moved." if english else "没有图或标题因此变动。")
    return lines


def _said(entry: Mapping[str, Any], english: bool) -> str:
    """Return one decision as a sentence."""
    language = "en" if english else "zh"
    told = entry["reason"] if entry["words"] in ("", entry["after"]) else entry["words"]
    quote = told[:_LONGEST] + ("……" if len(told) > _LONGEST else "")
    before, after = (_named(entry["field"], entry[side], language) for side in ("before", "after"))
    if entry["field"] in (ADDED, REMOVED) and not english:
        done = "新增" if entry["field"] == ADDED else "删去"
        return f"更正{entry['correction_id']}（{entry['reviewer']}）：{done} {entry['after'] or before}（{quote}）。"
    name = Words(language).group("field").get(entry["field"], entry["field"])
    if english:
        return f"Correction {entry['correction_id']} by {entry['reviewer']}: {name} {before} → {after} ({quote})."
    return f"更正{entry['correction_id']}（{entry['reviewer']}）：{name}由 {before} 改为 {after}（{quote}）。"


def _named(field: str, value: str, language: str) -> str:
    """Return a value as readers know it: a code with its label, an indicator by its name."""
    if field in ("primary", "secondary") and value:
        codes = value.split("|")
        return "、".join(f"{code} {label(code, language)}" if is_code(code) else code for code in codes)
    if field == "indicator_id" and value:
        listed = indicators().filter(pl.col("indicator_id") == value)
        return str(listed[f"name_{language}"][0]) if listed.height else value
    return value or "–"


def look(
    rows: Sequence[Correction], causes: Sequence[Mapping[str, str]], tables: Path, last: Path, now: Path
) -> dict[str, Any]:
    """Return what a run says of its causes: corrections in force, which of them are new, what reads otherwise since.

    Args:
        rows: Corrections in force.
        causes: What ``compare.runs.changes.why`` returned.
        tables: Folder of this run's tables.
        last: Folder of the last run's executed notebooks.
        now: Folder of this run's executed notebooks.
    """
    numbers = {cause["name"] for cause in causes if cause["kind"] == "corrections"}
    listed = decided(rows, tables)
    return {
        "decided": listed,
        "new": [entry["correction_id"] for entry in listed if str(entry["correction_id"]) in numbers],
        "alone": bool(numbers) and all(cause["kind"] == "corrections" for cause in causes),
        "moved": changed_sections(last, now) if causes else [],
    }
