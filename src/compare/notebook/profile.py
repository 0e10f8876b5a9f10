"""Shares of text of each document as figures and tables want them."""

from __future__ import annotations

from typing import Any

from compare.charts.emphasis import Series
from compare.coding import taxonomy
from compare.knowledge import load_yaml
from compare.notebook.display import Desk
from compare.notebook.parameters import EmphasisParameters
from compare.overlap import emphasis, told_apart
from compare.sections import Column, Row

APART = "E"
"""Domain shown apart: the epidemic transition of early 2023 sets its share."""


def settings(desk: Desk) -> dict[str, Any]:
    """Return the emphasis parameters of a desk, as the analytics take them."""
    parameters = desk.parameters
    if not isinstance(parameters, EmphasisParameters):
        return {"exclude_domains": ("G",), "stance": (), "weight": "measures"}
    return {
        "exclude_domains": tuple(parameters.exclude_domains),
        "stance": tuple(parameters.stance),
        "weight": parameters.weight,
    }


def series(desk: Desk, document_ids: list[str], level: str = "domain") -> list[Series]:
    """Return each document's shares by code, in the given order; a document without a measure is left out."""
    frame = emphasis(desk.corpus.measures, level=level, document_ids=document_ids, **settings(desk))
    made = []
    for document_id in document_ids:
        own = frame.filter(frame["document_id"] == document_id)
        if own.height:
            shares = dict(zip(own["code"].to_list(), own["share"].to_list(), strict=True))
            code = desk.corpus.document[document_id]["region_code"] or ""
            made.append(Series(desk.labels.short_document(document_id), code, int(own["measures"].sum()), shares))
    return made


def clearly_apart(a: Series, code_a: str, b: Series, code_b: str) -> bool:
    """Return whether two shares differ by more than the measured coding error of domains would make them differ."""
    error = 1.0 - float(load_yaml("accuracy.yml")["domain_right"])
    return told_apart(a.shares.get(code_a, 0.0), a.base, b.shares.get(code_b, 0.0), b.base, error=error)


def domain_codes(desk: Desk) -> list[str]:
    """Return the domains in the taxonomy's order without those excluded, the one shown apart last."""
    excluded = settings(desk)["exclude_domains"]
    codes = [
        domain.code for domain in taxonomy.taxonomy().domains if domain.code not in (*excluded, taxonomy.NO_MEASURE)
    ]
    return [code for code in codes if code != APART] + [code for code in codes if code == APART]


def labels_of(desk: Desk, codes: list[str]) -> dict[str, str]:
    """Return the label of each code, the domain shown apart marked."""
    return {code: desk.labels.topic(code) + (desk.words("emphasis.apart") if code == APART else "") for code in codes}


def percent(share: float) -> str:
    """Return a share as percent with one decimal."""
    return f"{100 * share:.1f}%"


def share_rows(desk: Desk, texts: list[Series], codes: list[str]) -> list[Row]:
    """Return a row per code with each text's share under ``d0``, ``d1`` and so on."""
    names = labels_of(desk, codes)
    return [
        Row(
            id=code,
            lines=(),
            cells={"topic": names[code], **{f"d{i}": percent(s.shares.get(code, 0.0)) for i, s in enumerate(texts)}},
        )
        for code in codes
    ]


def share_columns(desk: Desk, texts: list[Series]) -> tuple[Column, ...]:
    """Return the columns of ``share_rows``: the topic, then a text each with its base."""
    named = (Column(key=f"d{i}", label=f"{s.label} n={s.base}", numeric=True) for i, s in enumerate(texts))
    return (*desk.columns("emphasis", "topic"), *named)
