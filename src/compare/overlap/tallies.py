"""Tallies over a store of any size: what many regions write about and which numbers they set, read batch by batch."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from compare.overlap.emphasis import Frame, coded, gather


def tally_topics(
    measures: Frame, *, by: str = "region_code", exclude_domains: Sequence[str] = (), stance: Sequence[str] = ()
) -> pl.DataFrame:
    """Return one row per region and topic: ``documents`` that mention it, their ``measures``, the ``share`` of the region's.

    Measures of documents whose region is not known stand under a null. Shares are of primary codes, as in ``emphasis``.

    Args:
        measures: A MEASURES frame, lazy for any number of documents.
        by: Column to group by beside the topic: ``region_code`` or ``document_id``.
        exclude_domains: Domain letters to leave out.
        stance: Stances to keep; none named: plan and achieved.
    """
    frame = coded(measures.lazy(), exclude_domains=exclude_domains, stance=stance)
    counted = frame.group_by(by, pl.col("primary").alias("topic")).agg(
        pl.col("document_id").n_unique().cast(pl.Int64).alias("documents"), pl.len().cast(pl.Int64).alias("measures")
    )
    share = pl.col("measures") / pl.col("measures").sum().over(by)
    return gather(counted.with_columns(share.alias("share")).sort(by, "topic"))


def tally_numbers(targets: Frame) -> pl.DataFrame:
    """Return one row per indicator, kind, unit and year: ``statements``, ``documents``, ``regions``, the values' spread.

    ``least``, ``median`` and ``greatest`` are of the values as stated; only statements of one definition, unit, measure
    type, kind and year stand in one row. Statements without an indicator or a readable value are left out.

    Args:
        targets: A TARGETS frame, lazy for any number of documents.
    """
    known = targets.lazy().filter(pl.col("indicator_id").is_not_null(), pl.col("value").is_not_null())
    year = pl.col("deadline").str.slice(0, 4).alias("year")
    keys = ["indicator_id", "kind", "measure_type", "change", "unit", "denominator", year]
    counted = known.group_by(keys).agg(
        pl.len().cast(pl.Int64).alias("statements"),
        pl.col("document_id").n_unique().cast(pl.Int64).alias("documents"),
        pl.col("region_code").drop_nulls().n_unique().cast(pl.Int64).alias("regions"),
        pl.col("value").min().alias("least"),
        pl.col("value").median().alias("median"),
        pl.col("value").max().alias("greatest"),
    )
    names = ["indicator_id", "kind", "measure_type", "change", "unit", "denominator", "year"]
    return gather(counted.sort(names, nulls_last=True))


def tally_documents(documents: Frame, *, by: Sequence[str] = ("admin_level", "plan_year", "kind")) -> pl.DataFrame:
    """Return one row per level, year and kind: ``documents`` and ``regions``; nulls are what the texts do not say.

    Args:
        documents: A DOCUMENTS frame, lazy for any number of documents.
        by: Columns to group by.
    """
    counted = (
        documents.lazy()
        .group_by(list(by))
        .agg(
            pl.len().cast(pl.Int64).alias("documents"),
            pl.col("region_code").drop_nulls().n_unique().cast(pl.Int64).alias("regions"),
        )
    )
    return gather(counted.sort(list(by), nulls_last=True))
