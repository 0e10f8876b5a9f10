"""Clauses that two texts have in common, told from national boilerplate, with the numbers in which they differ."""

from __future__ import annotations

import re
from itertools import combinations

import polars as pl

SHORTEST = 10
"""Fewest characters of a shared wording; shorter runs are names and idioms."""

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_OUTER = " ，、。；：！,;:\n（）()“”"

SCHEMA = {
    "document_id_a": pl.String,
    "document_id_b": pl.String,
    "text_start_a": pl.Int64,
    "text_end_a": pl.Int64,
    "text_start_b": pl.Int64,
    "text_end_b": pl.Int64,
    "text_a": pl.String,
    "text_b": pl.String,
    "other_number": pl.Boolean,
    "documents": pl.Int64,
}


def shared_wording(documents: pl.DataFrame, *, shortest: int = SHORTEST) -> pl.DataFrame:
    """Return one row per maximal run of words that two documents share: both spans, both texts.

    ``other_number`` marks runs that are equal but for their numbers; ``documents`` counts the texts that hold the run (a
    run that most texts hold is boilerplate). Maximal exact matches by seed and extend, as in text-reuse research: Smith,
    Cordell and Dillon (2013), "Infectious Texts", *IEEE BigData*.

    Args:
        documents: A DOCUMENTS frame.
        shortest: Fewest characters of a run.
    """
    texts = {row["document_id"]: _flat(row["text"]) for row in documents.sort("document_id").iter_rows(named=True)}
    rows: list[tuple[object, ...]] = []
    for a, b in combinations(texts, 2):
        for start_a, start_b, length in _matches(texts[a][0], texts[b][0], shortest):
            flat = texts[a][0][start_a : start_a + length]
            span_a, span_b = _span(texts[a], start_a, length), _span(texts[b], start_b, length)
            words_a = texts[a][2][span_a[0] : span_a[1]]
            words_b = texts[b][2][span_b[0] : span_b[1]]
            held = sum(flat in flattened for flattened, _, _ in texts.values())
            differs = _DIGITS.findall(words_a) != _DIGITS.findall(words_b)
            rows.append((a, b, *span_a, *span_b, words_a, words_b, differs, held))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _flat(text: str) -> tuple[str, list[int], str]:
    """Return the text with numbers as ``#`` and full-width marks folded, the place of each kept character, the text."""
    kept: list[str] = []
    places: list[int] = []
    position = 0
    for match in _DIGITS.finditer(text):
        kept.extend(text[position : match.start()])
        places.extend(range(position, match.start()))
        kept.append("#")
        places.append(match.start())
        position = match.end()
    kept.extend(text[position:])
    places.extend(range(position, len(text)))
    places.append(len(text))
    return "".join(kept).translate(str.maketrans(",;:()", "，；：（）")), places, text


def _span(flat: tuple[str, list[int], str], start: int, length: int) -> tuple[int, int]:
    """Return the span in the text of a run in the flat form."""
    return flat[1][start], flat[1][start + length]


def _matches(a: str, b: str, shortest: int) -> list[tuple[int, int, int]]:
    """Return maximal common runs as (start in a, start in b, length), none inside another, trimmed of outer marks."""
    seeds: dict[str, list[int]] = {}
    for i in range(len(a) - shortest + 1):
        seeds.setdefault(a[i : i + shortest], []).append(i)
    found: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}
    for j in range(len(b) - shortest + 1):
        for i in seeds.get(b[j : j + shortest], ()):
            if reached.get(i - j, -1) >= i:
                continue
            length = shortest
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            reached[i - j] = i + length - 1
            run = a[i : i + length]
            left = len(run) - len(run.lstrip(_OUTER))
            size = len(run.strip(_OUTER))
            if size >= shortest and not re.search(r"[\n。]", run[left : left + size]):
                found.append((i + left, j + left, size))
    best: list[tuple[int, int, int]] = []
    for i, j, size in sorted(found, key=lambda run: (-run[2], run[1], run[0])):
        if not any(j < other + length and other < j + size for _, other, length in best):
            best.append((i, j, size))
    return sorted(best, key=lambda run: run[1])
