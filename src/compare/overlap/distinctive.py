"""What one text stresses beyond the others: log-odds ratios with an informative prior."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

import polars as pl

from compare.overlap.emphasis import coded


def log_odds(own: Mapping[str, int], others: Mapping[str, int], *, strength: float = 10.0) -> dict[str, float]:
    """Return each feature's z-score: its log-odds in ``own`` against ``others``, shrunk towards both together.

    Monroe, Colaresi and Quinn (2008), "Fightin' Words", *Political Analysis* 16(4), equations 16, 19 and 22: Dirichlet prior
    proportional to the pooled counts, ``strength`` pseudo-counts in all.

    Args:
        own: Counts of the features in one text.
        others: Counts in the texts it is set against.
        strength: Sum of the prior's pseudo-counts.
    """
    codes = sorted(set(own) | set(others))
    pooled = {code: own.get(code, 0) + others.get(code, 0) for code in codes}
    total = sum(pooled.values())
    n_own, n_others = sum(own.values()), sum(others.values())
    if not n_own or not n_others:
        return {}
    scores = {}
    for code in codes:
        prior = strength * pooled[code] / total
        y, z = own.get(code, 0) + prior, others.get(code, 0) + prior
        delta = log(y / (n_own + strength - y)) - log(z / (n_others + strength - z))
        scores[code] = delta / sqrt(1 / y + 1 / z)
    return scores


def distinctive(
    measures: pl.DataFrame, *, exclude_domains: tuple[str, ...] = ("G",), stance: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Return one row per document and topic: ``measures``, ``others``, ``z``; a text is set against all others together.

    Args:
        measures: A MEASURES frame.
        exclude_domains: Domain letters to leave out.
        stance: Stances to keep; none named: plan and achieved.
    """
    frame = coded(measures, exclude_domains=exclude_domains, stance=stance)
    counts: dict[str, dict[str, int]] = {}
    for document_id, topic, number in (
        frame.group_by("document_id", "primary").len().sort("document_id", "primary").iter_rows()
    ):
        counts.setdefault(document_id, {})[topic] = number
    rows = []
    for document_id, own in counts.items():
        others: dict[str, int] = {}
        for other, found in counts.items():
            if other != document_id:
                for topic, number in found.items():
                    others[topic] = others.get(topic, 0) + number
        for topic, z in log_odds(own, others).items():
            rows.append((document_id, topic, own.get(topic, 0), others.get(topic, 0), z))
    schema = {"document_id": pl.String, "topic": pl.String, "measures": pl.Int64, "others": pl.Int64, "z": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(
        "document_id", "z", "topic", descending=[False, True, False]
    )
