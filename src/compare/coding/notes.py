"""What stands beside the taxonomy: definitions with example and counter-example, crosswalks, and their lint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.coding.taxonomy import NO_MEASURE, codes
from compare.knowledge import load_csv, load_yaml

_NOTES = ("taxonomy/notes_1.yml", "taxonomy/notes_2.yml", "taxonomy/notes_3.yml")
_CROSSWALKS = "taxonomy/crosswalks.csv"

SCHEMES = {
    "WHO": "WHO health-system building blocks",
    "SDG": "Targets of Sustainable Development Goal 3",
    "CAP": "Comparative Agendas Project, health subtopics",
}
"""Other schemes that topics are laid beside."""

RELATIONS = ("broad", "related")

LEVELS = ("national", "province", "prefecture", "county")
"""Who can issue a named programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a topic means: a definition, an example, and what looks like it but is coded ``counter_to``."""

    code: str
    definition: str
    example: str
    counter: str
    counter_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """One topic's counterpart in another scheme."""

    topic: str
    scheme: str
    target: str
    target_en: str
    relation: str


@cache
def notes() -> dict[str, Note]:
    """Return the notes by topic code, in the taxonomy's order."""
    rows = _note_rows()
    return {code: Note(code=code, **rows[code]) for code in codes() if code in rows}


@cache
def crosswalks() -> tuple[Crosswalk, ...]:
    """Return the counterparts of topics in other schemes."""
    return tuple(Crosswalk(**row) for row in load_csv(_CROSSWALKS))


def _note_rows() -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for name in _NOTES:
        rows |= load_yaml(name)
    return rows


def lint_notes() -> list[str]:
    """Return every issue: topics without a note, counter-examples that point nowhere, crosswalks of unknown topics."""
    rows = _note_rows()
    issues = [f"{code} has no definition and examples" for code in codes() if code not in rows]
    issues += [f"a note speaks of {code}, which is no topic" for code in rows if code not in codes()]
    for code, row in rows.items():
        if row.get("counter_to") not in codes() or row.get("counter_to") == code:
            issues.append(f"{code}: the counter-example points to {row.get('counter_to')}, which is no other code")
        issues += [f"{code} has no {name}" for name in ("definition", "example", "counter") if not row.get(name)]
    for place, line in enumerate(load_csv(_CROSSWALKS), start=2):
        if line["topic"] not in codes() or line["scheme"] not in SCHEMES or line["relation"] not in RELATIONS:
            issues.append(f"{_CROSSWALKS}, line {place}: unknown topic, scheme or relation")
    known = {line["topic"] for line in load_csv(_CROSSWALKS)}
    issues += [f"{code} has no counterpart in any scheme" for code in codes() if code not in known | {NO_MEASURE}]
    return issues


def lint_programmes() -> list[str]:
    """Return every issue of the list of named programmes: ids or terms twice, unknown topics or levels, no terms, odd years."""
    rows = load_csv("programmes.csv")
    ids = [row["programme_id"] for row in rows]
    issues = [f"programmes.csv: {one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    terms = [term for row in rows for term in row["terms"].split("|")]
    issues += [
        f"programmes.csv: {one} names two programmes" for one in sorted({t for t in terms if terms.count(t) > 1})
    ]
    for row in rows:
        if row["level"] not in LEVELS:
            issues.append(f"programmes.csv: {row['programme_id']} has the unknown level {row['level']}")
        if row["topic"] not in codes() or row["topic"] == NO_MEASURE:
            issues.append(f"programmes.csv: {row['programme_id']} has the unknown topic {row['topic']}")
        if not all(row["terms"].split("|")):
            issues.append(f"programmes.csv: {row['programme_id']} has an empty term")
        if row["year"] and not (row["year"].isdigit() and 1949 <= int(row["year"]) <= 2100):
            issues.append(f"programmes.csv: {row['programme_id']} has the odd year {row['year']}")
    return issues
