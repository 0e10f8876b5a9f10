"""Which topics a text mentions at all, and which sets of texts share them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from compare.overlap.emphasis import Frame, coded, gather


def presence(
    measures: Frame,
    *,
    exclude_domains: Sequence[str] = (),
    stance: Sequence[str] = (),
    document_ids: Sequence[str] = (),
    secondary: bool = True,
) -> pl.DataFrame:
    """Return one row per document and topic it mentions, with ``measures``; secondary codes count for presence too.

    Args:
        measures: A MEASURES frame, lazy for any number of documents.
        exclude_domains: Domain letters to leave out.
        stance: Stances to keep; none named: plan and achieved.
        document_ids: Documents to keep; none named: all.
        secondary: Whether secondary codes make a topic present.
    """
    frame = coded(measures.lazy(), stance=stance, document_ids=document_ids)
    primary = frame.select("document_id", "measure_id", pl.col("primary").alias("topic"))
    second = frame.select("document_id", "measure_id", pl.col("secondary").alias("topic")).explode("topic").drop_nulls()
    return gather(
        pl.concat([primary, second] if secondary else [primary])
        .filter(pl.col("topic") != "Z", ~pl.col("topic").str.slice(0, 1).is_in(list(exclude_domains)))
        .group_by("document_id", "topic")
        .agg(pl.col("measure_id").n_unique().cast(pl.Int64).alias("measures"))
        .sort("document_id", "topic")
    )


def shared_sets(present: pl.DataFrame) -> pl.DataFrame:
    """Return one row per exact set of documents: ``document_ids``, ``topics`` found in just these, ``size``; largest first.

    The exclusive intersections of an UpSet plot: Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), *IEEE TVCG* 20(12).
    """
    sets = present.sort("document_id").group_by("topic").agg(pl.col("document_id").alias("document_ids"))
    return (
        sets.group_by("document_ids")
        .agg(pl.col("topic").sort().alias("topics"))
        .with_columns(
            pl.col("topics").list.len().cast(pl.Int64).alias("size"),
            pl.col("document_ids").list.len().cast(pl.Int64).alias("degree"),
        )
        .sort("size", "degree", pl.col("document_ids").list.join("|"), descending=[True, True, False])
    )
