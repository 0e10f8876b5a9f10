"""Share of text that documents give to domains and topics (着墨占比): how much is written, nothing about effort."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import polars as pl

from compare.errors import ParameterError

Frame = pl.DataFrame | pl.LazyFrame
"""A table in memory, or one that is read from its store as far as it is needed."""

_Same = TypeVar("_Same", pl.DataFrame, pl.LazyFrame)

LEVELS = ("domain", "topic")
WEIGHTS = ("measures", "characters")


def coded(
    measures: _Same,
    *,
    exclude_domains: Sequence[str] = (),
    stance: Sequence[str] = (),
    document_ids: Sequence[str] = (),
) -> _Same:
    """Return the MEASURES rows that carry a measure, with ``domain`` and ``characters``, filtered as asked.

    Args:
        measures: A MEASURES frame, lazy or not; so is what is returned.
        exclude_domains: Domain letters to leave out.
        stance: Stances to keep; none named: plan and achieved (background carries no measure).
        document_ids: Documents to keep; none named: all.
    """
    frame = measures.with_columns(
        pl.col("primary").str.slice(0, 1).alias("domain"),
        (pl.col("text_end") - pl.col("text_start")).alias("characters"),
    ).filter(
        pl.col("primary") != "Z",
        pl.col("stance").is_in(list(stance) or ["plan", "achieved"]),
        ~pl.col("domain").is_in(list(exclude_domains)),
    )
    return frame.filter(pl.col("document_id").is_in(list(document_ids))) if document_ids else frame


def emphasis(
    measures: Frame,
    *,
    level: str = "domain",
    exclude_domains: Sequence[str] = (),
    stance: Sequence[str] = (),
    document_ids: Sequence[str] = (),
    weight: str = "measures",
) -> pl.DataFrame:
    """Return one row per document and code: ``measures``, ``characters``, ``base`` and ``share`` of the base.

    Only primary codes count, so that the shares of a document sum to 1. The share of quasi-sentences is the salience
    measure of manifesto research: Budge, Klingemann, Volkens, Bara and Tanenbaum (2001), *Mapping Policy Preferences*.

    Args:
        measures: A MEASURES frame; lazy, as ``compare.store.scan_table`` gives it, for any number of documents.
        level: ``domain`` or ``topic``.
        exclude_domains: Domain letters left out of share and base.
        stance: Stances to keep; none named: plan and achieved.
        document_ids: Documents to keep; none named: all.
        weight: What the base counts, ``measures`` or ``characters``.
    """
    for name, value, allowed in (("level", level, LEVELS), ("weight", weight, WEIGHTS)):
        if value not in allowed:
            raise ParameterError(f"Parameter '{name}'", f"'{value}'", f"Use one of {', '.join(allowed)}.")
    frame = coded(measures.lazy(), exclude_domains=exclude_domains, stance=stance, document_ids=document_ids)
    code = pl.col("domain" if level == "domain" else "primary").alias("code")
    counted = frame.group_by("document_id", code).agg(
        pl.len().cast(pl.Int64).alias("measures"), pl.col("characters").sum().cast(pl.Int64)
    )
    base = pl.col(weight).sum().over("document_id")
    shares = counted.with_columns(base.alias("base"), (pl.col(weight) / base).alias("share"))
    return gather(shares.sort("document_id", "code"))


def gather(frame: pl.LazyFrame) -> pl.DataFrame:
    """Return what a lazy frame comes to, worked out batch by batch where the engine can."""
    return frame.collect(engine="streaming")
