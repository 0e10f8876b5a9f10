"""Whose idea a measure is: the nation's, a superior's, one shared with others, or seen only in this text."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import polars as pl

from compare import knowledge
from compare.overlap.emphasis import coded
from compare.overlap.wording import shared_wording
from compare.regions import lineage

ORIGINS = ("national", "superior", "shared", "only")
"""Origins in order of precedence: a measure takes the first that holds."""


@cache
def _programmes() -> tuple[dict[str, str], ...]:
    """Return the named programmes that texts refer to."""
    return knowledge.load_csv("programmes.csv")


def programmes_named(text: str) -> tuple[str, ...]:
    """Return the ids of the programmes that ``text`` names, in the list's order.

    >>> programmes_named("推进“千县工程”项目医院建设")
    ('thousand_counties',)
    """
    return tuple(row["programme_id"] for row in _programmes() if any(term in text for term in row["terms"].split("|")))


def programme(programme_id: str) -> dict[str, str]:
    """Return a named programme's row: ``name_zh``, ``name_en``, ``level``, ``topic``, ``source``, ``year``."""
    return next(row for row in _programmes() if row["programme_id"] == programme_id)


def handed_down(documents: pl.DataFrame, document_ids: Collection[str] | None = None) -> pl.DataFrame:
    """Return the wording that documents share with those of regions above them, as ``shared_wording`` has it.

    Args:
        documents: A DOCUMENTS frame.
        document_ids: Documents whose superiors are looked at; none: all.
    """
    region_of = dict(documents.select("document_id", "region_code").iter_rows())
    chosen = region_of if document_ids is None else document_ids
    pairs = {(min(d, other), max(d, other)) for d in chosen for other in _superiors(d, region_of)}
    return shared_wording(documents, pairs=pairs)


def origin(
    measures: pl.DataFrame,
    documents: pl.DataFrame,
    wording: pl.DataFrame,
    document_ids: Collection[str] | None = None,
) -> pl.DataFrame:
    """Return one row per coded measure with ``origin`` and ``because`` (programme id, document id or null).

    ``national``: it names a national programme. ``superior``: it names a programme, or holds wording, of a text of a region
    above it. ``shared``: another text has a measure on its topic. ``only``: no other text of this corpus mentions the topic,
    which says nothing about who was first. After the sources of policy adoption in Shipan and Volden (2008), *AJPS* 52(4):
    pressure from above, imitation of others, own making.

    Args:
        measures: A MEASURES frame.
        documents: A DOCUMENTS frame.
        wording: What ``shared_wording`` or ``handed_down`` returns.
        document_ids: Documents whose measures are looked at; none: all.
    """
    level = {row["programme_id"]: row["level"] for row in _programmes()}
    region_of = dict(documents.select("document_id", "region_code").iter_rows())
    chosen = list(region_of if document_ids is None else document_ids)
    above = {d: _superiors(d, region_of) for d in chosen}
    every = coded(measures)
    spoken: dict[str, set[str]] = {}
    for document_id, topic in every.select("document_id", "primary").unique().iter_rows():
        spoken.setdefault(topic, set()).add(document_id)
    frame = every.filter(pl.col("document_id").is_in([*chosen, *set().union(*above.values())])).with_columns(
        pl.col("text")
        .map_elements(lambda text: list(programmes_named(text)), return_dtype=pl.List(pl.String))
        .alias("programmes")
    )
    named: dict[str, set[str]] = {}
    for document_id, programmes in frame.select("document_id", "programmes").iter_rows():
        for programme in programmes:
            named.setdefault(programme, set()).add(document_id)
    spans = _spans(wording)
    rows = []
    for row in frame.filter(pl.col("document_id").is_in(chosen)).iter_rows(named=True):
        document_id = row["document_id"]
        national = next((p for p in row["programmes"] if level[p] == "national"), None)
        handed = next((d for p in row["programmes"] for d in sorted(named[p] & above[document_id])), None) or next(
            (
                d
                for start, end, d in spans.get(document_id, ())
                if d in above[document_id] and start < row["text_end"] and row["text_start"] < end
            ),
            None,
        )
        if national:
            found, because = "national", national
        elif handed:
            found, because = "superior", handed
        elif spoken[row["primary"]] - {document_id}:
            found, because = "shared", None
        else:
            found, because = "only", None
        rows.append((row["measure_id"], document_id, row["primary"], found, because))
    schema = {
        "measure_id": pl.String,
        "document_id": pl.String,
        "topic": pl.String,
        "origin": pl.String,
        "because": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _superiors(document_id: str, region_of: dict[str, str | None]) -> set[str]:
    """Return the documents of regions above a document's own."""
    code = region_of[document_id]
    above = {region.region_code for region in lineage(code)[1:]} if code else set()
    return {other for other, other_code in region_of.items() if other_code in above}


def _spans(wording: pl.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    """Return each document's shared runs as (start, end, other document)."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for row in wording.iter_rows(named=True):
        a, b = row["document_id_a"], row["document_id_b"]
        spans.setdefault(a, []).append((row["text_start_a"], row["text_end_a"], b))
        spans.setdefault(b, []).append((row["text_start_b"], row["text_end_b"], a))
    return spans
