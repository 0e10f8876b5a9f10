"""Clauses that two texts have in common, told from national boilerplate, with the numbers in which they differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter

import polars as pl

from compare.overlap.candidates import COMMON, candidate_pairs, find_runs

SHORTEST = 10
"""Fewest characters of a shared wording; shorter runs are names and idioms."""

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ENDS = "\n。"
_SENTENCE = re.compile(r"[^\n。]+")
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


def shared_wording(
    documents: pl.DataFrame,
    *,
    shortest: int = SHORTEST,
    common: int = COMMON,
    pairs: Collection[tuple[str, str]] | None = None,
) -> pl.DataFrame:
    """Return one row per maximal run of words that two documents share: both spans, both texts.

    A run stays within a sentence. ``other_number`` marks runs that are equal but for their numbers; ``documents`` counts the
    texts that hold the run (a run that most texts hold is boilerplate). Maximal exact matches by seed and extend, as in
    text-reuse research: Smith, Cordell and Dillon (2013), "Infectious Texts", *IEEE BigData*. Only pairs that share a run
    are laid side by side (``candidate_pairs``): up to ``common`` documents these are all, beyond it wording that more
    documents hold is shown between neighbours only.

    Args:
        documents: A DOCUMENTS frame.
        shortest: Fewest characters of a run.
        common: Documents beyond which a run is common property.
        pairs: Pairs of ids, the smaller one first, that alone are looked at, whatever they share; none: all that share a run.
    """
    rows: list[tuple[object, ...]] = []
    for part in _shared(documents, shortest, common, pairs):
        rows += part
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _shared(
    documents: pl.DataFrame, shortest: int, common: int, chosen: Collection[tuple[str, str]] | None
) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of one pair of documents after the other."""
    sources = documents.select("document_id", "text").sort("document_id")
    names = sources["document_id"].to_list()
    texts = [_flat(text) for text in sources["text"]]
    runs = find_runs([flat for flat, _, _ in texts], shortest, _ENDS)
    counts: dict[str, int] = {}
    place = {name: index for index, name in enumerate(names)}
    candidates = (
        candidate_pairs(runs, common=common)
        if chosen is None
        else sorted((place[one], place[other]) for one, other in chosen if one != other)
    )
    for one, pairs in groupby(candidates, key=itemgetter(0)):
        seeds = _seeds(texts[one][0], shortest)
        for _, other in pairs:
            rows: list[tuple[object, ...]] = []
            places = runs.shared(one, other).tolist()
            for start_a, start_b, length in _matches(texts[one][0], texts[other][0], seeds, places, shortest):
                flat = texts[one][0][start_a : start_a + length]
                span_a, span_b = _span(texts[one], start_a, length), _span(texts[other], start_b, length)
                words_a = texts[one][2][span_a[0] : span_a[1]]
                words_b = texts[other][2][span_b[0] : span_b[1]]
                if flat not in counts:
                    counts[flat] = len(runs.holders(one, start_a, length))
                differs = _DIGITS.findall(words_a) != _DIGITS.findall(words_b)
                rows.append((names[one], names[other], *span_a, *span_b, words_a, words_b, differs, counts[flat]))
            yield rows


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


def _seeds(text: str, shortest: int) -> dict[str, list[int]]:
    """Return where each run of ``shortest`` characters starts that stays within a sentence."""
    seeds: dict[str, list[int]] = {}
    for start, end in _sentences(text):
        for i in range(start, end - shortest + 1):
            seeds.setdefault(text[i : i + shortest], []).append(i)
    return seeds


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between full stops and ends of lines."""
    return (match.span() for match in _SENTENCE.finditer(text))


def _matches(
    a: str, b: str, seeds: dict[str, list[int]], places: list[int], shortest: int
) -> list[tuple[int, int, int]]:
    """Return maximal common runs as (start in a, start in b, length), none inside another, trimmed of outer marks.

    Args:
        a: One text.
        b: The other text.
        seeds: What ``_seeds`` returns for ``a``.
        places: Where in ``b`` runs start that ``a`` may hold, in order.
        shortest: Fewest characters of a run.
    """
    found: list[tuple[int, int, int]] = []
    reached: dict[int, int] = {}
    for j in places:
        for i in seeds.get(b[j : j + shortest], ()):
            if reached.get(i - j, -1) >= i:
                continue
            length = shortest
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length] not in _ENDS:
                length += 1
            reached[i - j] = i + length - 1
            run = a[i : i + length]
            left = len(run) - len(run.lstrip(_OUTER))
            size = len(run.strip(_OUTER))
            if size >= shortest:
                found.append((i + left, j + left, size))
    best: list[tuple[int, int, int]] = []
    for i, j, size in sorted(found, key=lambda run: (-run[2], run[1], run[0])):
        if not any(j < other + length and other < j + size for _, other, length in best):
            best.append((i, j, size))
    return sorted(best, key=lambda run: run[1])
