"""One screen on one extracted document: how it was read, what is damaged, what was found, how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import polars as pl

from compare.knowledge import load_yaml
from compare.regions import Region, full_name
from compare.sources import Source

_STYLES = (
    ("第一条", re.compile(r"第[一二三四五六七八九十百\d]+[条章节]")),
    ("一、", re.compile(r"[一二三四五六七八九十百]+\s*[、．.]")),
    ("（一）", re.compile(r"[（(][一二三四五六七八九十百]+[)）]")),
    ("1.", re.compile(r"\d+\s*[.．、]")),
    ("（1）", re.compile(r"[（(]\d+[)）]")),
    ("①", re.compile(r"[①-⑳]")),
)


def screen(source: Source, frames: dict[str, pl.DataFrame], region: Region) -> list[tuple[str, str]]:
    """Return the report on a document as pairs of a label and a line."""
    row = frames["documents"].row(0, named=True)
    return [
        ("region", f"{region.region_code} {full_name(region)} ({region.admin_level})"),
        ("title", row["title"] or "none found"),
        ("issuer", row["issuer"] or "none found"),
        ("dates", _dates(row)),
        ("kind", f"{row['kind'] or 'not told'}, plan year {row['plan_year'] or 'none'}"),
        ("encoding", source.encoding + ("" if source.form == "text" else f", read as {source.form}")),
        ("damage", _damage(frames["repairs"])),
        ("numbering", _numbering(frames["items"], row["text"])),
        ("measures", _measures(frames["measures"])),
        ("numerals", _numerals(frames["numerals"], row["text"])),
        ("unreadable", _unreadable(frames["targets"])),
        ("expect", _expected()),
    ]


def _dates(row: dict[str, Any]) -> str:
    found = [f"{name} {row[name]}" for name in ("issued", "published", "reports_year", "horizon") if row[name]]
    return ", ".join(found) or "none found"


def _damage(repairs: pl.DataFrame) -> str:
    """Return how many runs of each kind of damage were repaired or set aside, and how many stay unreadable."""
    kinds = Counter(repairs["kind"].to_list())
    lost = repairs.filter(pl.col("certainty") == "unrecoverable").height
    shown = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return f"{shown}; {lost} unrecoverable" if kinds else "none found"


def _numbering(items: pl.DataFrame, text: str) -> str:
    """Return the style of the numbers before items and how many items and sections there are."""
    styles = Counter(_style(text[start : start + 12].lstrip()) for start in items["text_start"])
    if not styles:
        return "no numbered items"
    sections = items["section"].drop_nulls().n_unique()
    return f"{styles.most_common(1)[0][0]} ({items.height} items in {sections} sections)"


def _style(words: str) -> str:
    return next((name for name, pattern in _STYLES if pattern.match(words)), "other")


def _measures(measures: pl.DataFrame) -> str:
    coded = measures.filter(pl.col("primary") != "Z")
    if not coded.height:
        return "none found"
    doubtful = coded.filter(pl.col("confidence") < 0.5).height
    return f"{coded.height} coded in {coded['primary'].n_unique()} topics, {doubtful} of them with confidence below 0.5"


def _numerals(numerals: pl.DataFrame, text: str) -> str:
    """Return how many numbers there are, by fate, and whether each digit of the text is in one of them."""
    covered = {place for start, end in numerals.select("text_start", "text_end").rows() for place in range(start, end)}
    missed = sum(found.start() not in covered for found in re.finditer(r"[0-9０-９]+", text))
    fates = ", ".join(f"{fate} {count}" for fate, count in Counter(numerals["fate"].to_list()).most_common(5))
    return f"{numerals.height}, {'each accounted for' if not missed else f'{missed} not accounted for'}" + (
        f" ({fates})" if fates else ""
    )


def _unreadable(targets: pl.DataFrame) -> str:
    corrupt = targets.filter(pl.col("quality") == "corrupt").height
    return f"{corrupt} of {targets.height} quantified statements have a number that the source lost"


def _expected() -> str:
    """Return what was measured on documents of regions that the rules had not seen."""
    known = load_yaml("accuracy.yml")
    return (
        f"topic right {known['topic_right']:.0%}, targets found {known['targets_found']:.0%}, complete "
        f"{known['targets_complete']:.0%} (on {known['measured_on']})"
    )
