"""Hand-coded units laid over a restored text, and matched with the machine's units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

from compare.coding.model import Measure
from compare.structure import Structure

_FUZZY_LEAST = 80.0
"""Likeness below which a hand-made quote is taken as gone from the text."""

_BLANK = re.compile(r"[\s,，、。；;：:“”\"'’‘（）()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One document as the coder sees it, with the region that speaks in it."""

    document_id: str
    region: str
    text: str
    structure: Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One hand-coded unit and its place in the text."""

    unit_id: str
    document_id: str
    start: int
    end: int
    primary: str
    secondary: tuple[str, ...]
    stance: str
    heading: str


def place_units(
    texts: Sequence[Text], units: Iterable[Mapping[str, str]], settled: Mapping[str, Mapping[str, str]]
) -> tuple[list[Unit], list[str]]:
    """Return the hand-coded units with their spans, and the ids of those whose words are not in the text.

    Args:
        texts: The documents.
        units: Rows with ``unit_id``, ``document_id``, ``quote``, ``occurrence``, ``stance`` and ``heading``.
        settled: The code that holds by ``unit_id``: ``primary``, and ``secondary`` joined by ``|``.
    """
    by_id = {text.document_id: text for text in texts}
    placed, gone = [], []
    cursor: dict[str, int] = {}
    for row in units:
        document = by_id.get(row["document_id"])
        span = _find(document.text, row["quote"], cursor.get(row["document_id"], 0)) if document else None
        if span is None:
            gone.append(row["unit_id"])
            continue
        cursor[row["document_id"]] = span[0]
        held = settled[row["unit_id"]]
        secondary = tuple(code for code in (held.get("secondary") or "").split("|") if code)
        placed.append(Unit(unit_id=row["unit_id"], document_id=row["document_id"], start=span[0], end=span[1],
                           primary=held["primary"], secondary=secondary, stance=row["stance"],
                           heading=row["heading"] or ""))  # fmt: skip
    return placed, gone


def _find(text: str, quote: str, start: int) -> tuple[int, int] | None:
    """Return where the quote stands at or after ``start``: as it is, else without punctuation, else nearly so."""
    place = text.find(quote, start)
    if place >= 0:
        return place, place + len(quote)
    loose = r"[\s,，、。；;：:“”\"'’‘（）()]*".join(re.escape(sign) for sign in _BLANK.sub("", quote))
    found = re.compile(loose).search(text, start)
    if found:
        return found.span()
    likeness = partial_ratio_alignment(quote, text[start : start + 4000], score_cutoff=_FUZZY_LEAST)
    return (start + likeness.dest_start, start + likeness.dest_end) if likeness else None


def match(units: Sequence[Unit], measures: Sequence[Measure]) -> list[Measure | None]:
    """Return for each hand-coded unit of one document the machine's unit that shares most of its characters."""
    matched: list[Measure | None] = []
    for unit in units:
        shared = [(min(unit.end, m.end) - max(unit.start, m.start), -m.start, m) for m in measures]
        best = max(shared, key=lambda option: option[:2], default=None)
        matched.append(best[2] if best and best[0] > 0 else None)
    return matched
