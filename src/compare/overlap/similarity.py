"""How alike two texts are in topics: overlap of what is mentioned, cosine of how much, both fair to unlike lengths."""

from __future__ import annotations

from itertools import combinations
from math import comb, sqrt

import polars as pl

from compare.overlap.emphasis import coded
from compare.overlap.presence import presence


def similarity(
    measures: pl.DataFrame, *, exclude_domains: tuple[str, ...] = (), stance: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Return one row per pair of documents: ``jaccard``, ``rarefied``, ``cosine``, ``shared``, ``union``, ``base_a``, ``base_b``.

    Jaccard (1912) on topics mentioned; cosine on shares of measures. ``rarefied`` is the Jaccard expected when both texts
    are cut to the shorter one's number of measures (Hurlbert 1971, *Ecology* 52; see ``rarefied_jaccard``): a long text
    mentions more topics only because it is long. A policy text is a census of itself, so no interval is given.

    Args:
        measures: A MEASURES frame.
        exclude_domains: Domain letters to leave out.
        stance: Stances to keep; results and plans are best looked at apart.
    """
    frame = coded(measures, exclude_domains=exclude_domains, stance=stance)
    mentioned = presence(measures, exclude_domains=exclude_domains, stance=stance)
    topics: dict[str, set[str]] = {}
    for document_id, topic in mentioned.select("document_id", "topic").iter_rows():
        topics.setdefault(document_id, set()).add(topic)
    counts: dict[str, dict[str, int]] = {}
    for document_id, topic, number in (
        frame.group_by("document_id", "primary").len().sort("document_id", "primary").iter_rows()
    ):
        counts.setdefault(document_id, {})[topic] = number
    rows = [
        {
            "document_id_a": a,
            "document_id_b": b,
            "jaccard": len(topics[a] & topics[b]) / len(topics[a] | topics[b]),
            "rarefied": rarefied_jaccard(counts[a], counts[b]),
            "cosine": _cosine(counts[a], counts[b]),
            "shared": len(topics[a] & topics[b]),
            "union": len(topics[a] | topics[b]),
            "base_a": sum(counts[a].values()),
            "base_b": sum(counts[b].values()),
        }
        for a, b in combinations(sorted(counts), 2)
    ]
    numbers = dict.fromkeys(("jaccard", "rarefied", "cosine"), pl.Float64)
    whole = dict.fromkeys(("shared", "union", "base_a", "base_b"), pl.Int64)
    return pl.DataFrame(rows, schema={"document_id_a": pl.String, "document_id_b": pl.String, **numbers, **whole})


def rarefied_jaccard(a: dict[str, int], b: dict[str, int]) -> float:
    """Return the ratio of expected shared to expected mentioned topics when both are drawn at the smaller size.

    A topic with ``k`` of ``n`` measures is missed by a draw of ``m`` with probability ``C(n-k, m) / C(n, m)`` (Hurlbert 1971).

    >>> round(rarefied_jaccard({"A1": 1, "B1": 1}, {"A1": 2}), 3)
    0.5
    """
    size = min(sum(a.values()), sum(b.values()))
    if not size:
        return 0.0
    p, q = _drawn(a, size), _drawn(b, size)
    codes = sorted(set(p) | set(q))
    both = sum(p.get(code, 0.0) * q.get(code, 0.0) for code in codes)
    either = sum(p.get(code, 0.0) + q.get(code, 0.0) for code in codes) - both
    return both / either


def _drawn(counts: dict[str, int], size: int) -> dict[str, float]:
    """Return each topic's probability to be in a draw of ``size`` measures without replacement."""
    total = sum(counts.values())
    return {code: 1 - comb(total - number, size) / comb(total, size) for code, number in counts.items()}


def _cosine(a: dict[str, int], b: dict[str, int]) -> float:
    """Return the cosine of two count vectors."""
    dot = sum(number * b.get(code, 0) for code, number in a.items())
    norms = sqrt(sum(n * n for n in a.values())) * sqrt(sum(n * n for n in b.values()))
    return dot / norms if norms else 0.0
