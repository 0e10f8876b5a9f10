"""Sentences to candidate clauses: the smallest spans with a verb and an object of their own."""

from __future__ import annotations

import re

from compare.structure.aims import mark_aims
from compare.structure.lexicon import lexicon
from compare.structure.members import split_members
from compare.structure.parts import Part, kind_of
from compare.structure.sentences import Shelter, split_commas, trim

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+是要?|[一二三四五六七八九十]+要|第[一二三四五六七八九十]+[，,是]|首先[，,]?|其次[，,]?)"
)
_ORDINAL_FIRSTS = frozenset("一二三四五六七八九十第首其")


def split_clauses(text: str, start: int, end: int, shelter: Shelter) -> list[tuple[int, int]]:
    """Return the candidate clauses of one sentence as trimmed spans, in order.

    Parts between commas are clauses where they have a verb of their own; leading adverbials go to the next clause,
    fragments and closing aims to the one before. A match: 推进改革、完善制度 is two; a non-match: 优化老年护理、康复服务.
    """
    words = lexicon()
    start, end = trim(text, skip_ordinal(text, *trim(text, start, end)), end)
    if start >= end:
        return []
    parts = [
        Part(a, b, kind_of(text, a, b, words))
        for a, b in (trim(text, a, b) for a, b in split_commas(text, start, end, shelter))
        if a < b
    ]
    mark_aims(text, parts, words)
    clauses: list[tuple[int, int]] = []
    for first, last in _assemble(parts):
        clauses += split_members(text, first, last, shelter, words)
    return clauses


def skip_ordinal(text: str, start: int, end: int) -> int:
    """Return the place after 一是, 第二, 首先, or ``start`` where the span opens otherwise."""
    if text[start : start + 1] not in _ORDINAL_FIRSTS:
        return start
    ordinal = _ORDINAL.match(text, start, end)
    return ordinal.end() if ordinal and ordinal.end() < end else start


def _assemble(parts: list[Part]) -> list[tuple[int, int]]:
    """Return the spans of clauses: each opens at its leading parts and closes before the next clause opens."""
    spans: list[list[int]] = []
    opening: int | None = None
    for part in parts:
        if part.kind in ("verb", "subject"):
            spans.append([part.start if opening is None else opening, part.end])
            opening = None
        elif part.kind == "lead" or opening is not None or not spans:
            opening = part.start if opening is None else opening
        else:
            spans[-1][1] = part.end
    if opening is not None:
        if spans:
            spans[-1][1] = parts[-1].end
        else:
            spans.append([opening, parts[-1].end])
    return [(first, last) for first, last in spans]
