"""The list of indicators: entries with their match rules, checked on first use, and the INDICATORS frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.tables import INDICATORS

FILE = "align/indicators.yml"
_REQUIRED = {"id", "zh", "en", "definition", "unit", "denominator", "direction", "topic", "aliases", "all"}
_OPTIONAL = {"any", "none", "types", "family"}
_TYPES = {
    "%": ("share",), "‰": ("rate",), "/10万": ("rate",), "亿元": ("money",), "万元": ("money",), "元": ("money",), "亩": ("area",),
    "天": ("time",), "分钟": ("time",), "岁": ("time", "count"), "比": ("ratio",), "名": ("count",),
}  # fmt: skip
MEASURE_TYPES = {"share", "rate", "ratio", "count", "money", "area", "time", "frequency", "rank"}

Terms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with its match rules: alternatives of which one must stand, words that must not, measure types."""

    id: str
    zh: str
    en: str
    definition: str
    unit: str
    denominator: str | None
    direction: str
    topic: str
    aliases: tuple[str, ...]
    all: Terms
    any: tuple[str, ...]
    none: tuple[str, ...]
    types: tuple[str, ...]
    family: str


def indicators() -> pl.DataFrame:
    """Return the INDICATORS frame: one row per indicator of the list, in its order."""
    return INDICATORS.build(
        [
            {
                "indicator_id": entry.id,
                "name_zh": entry.zh,
                "name_en": entry.en,
                "definition": entry.definition,
                "unit": entry.unit,
                "denominator": entry.denominator,
                "direction": entry.direction,
                "topic": entry.topic,
            }
            for entry in entries()
        ]
    )


@cache
def entries() -> tuple[Indicator, ...]:
    """Return the indicators with their match rules.

    Raises:
        KnowledgeError: The list breaks its schema.
    """
    data = load_yaml(FILE)
    problems = lint(data)
    if problems:
        raise KnowledgeError(f"Knowledge file '{FILE}'", problems[0], f"Correct it ({len(problems)} findings).")
    return tuple(_entry(row) for row in data)


@cache
def by_id() -> dict[str, Indicator]:
    """Return the indicators by their id."""
    return {entry.id: entry for entry in entries()}


def lint(data: Any) -> list[str]:
    """Return every finding on the content of the list; empty where it is sound."""
    if not isinstance(data, list):
        return ["is no list"]
    found: list[str] = []
    seen: set[str] = set()
    names: set[str] = set()
    for row in data:
        place = f"indicator {row.get('id')!r}"
        missing, extra = _REQUIRED - set(row), set(row) - _REQUIRED - _OPTIONAL
        if missing or extra:
            found.append(f"{place}: missing {sorted(missing)}, unknown {sorted(extra)}")
            continue
        if row["id"] in seen:
            found.append(f"{place} stands twice")
        if row["zh"] in names:
            found.append(f"{place}: the name {row['zh']} stands twice")
        if row["direction"] not in {"more", "less", "none"}:
            found.append(f"{place}: direction {row['direction']!r}")
        if not row["all"]:
            found.append(f"{place} has no words to match")
        strange = set(row.get("types", [])) - MEASURE_TYPES
        if strange:
            found.append(f"{place}: types {sorted(strange)}")
        seen.add(row["id"])
        names.add(row["zh"])
    return found


def _entry(row: dict[str, Any]) -> Indicator:
    per_head = str(row["denominator"] or "").endswith(("千人口", "万人口", "10万人口", "千名儿童"))
    types = tuple(row.get("types") or (("rate",) if per_head else _TYPES.get(row["unit"], ("count",))))
    return Indicator(
        id=row["id"],
        zh=row["zh"],
        en=row["en"],
        definition=row["definition"],
        unit=str(row["unit"]),
        denominator=row["denominator"],
        direction=row["direction"],
        topic=row["topic"],
        aliases=tuple(map(str, row["aliases"])),
        all=tuple(tuple(str(term).split("|")) for term in row["all"]),
        any=tuple(word for term in row.get("any", ()) for word in str(term).split("|")),
        none=tuple(map(str, row.get("none", ()))),
        types=types,
        family=row.get("family", row["id"]),
    )
