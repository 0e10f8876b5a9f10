"""Shares of text of each document as figures and tables want them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from compare.charts.emphasis import Series
from compare.coding import taxonomy
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk
from compare.notebook.labels import in_sentence
from compare.notebook.parameters import EmphasisParameters
from compare.overlap import coding_intervals, distinguished, emphasis, told_apart
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
            counts = dict(zip(own["code"].to_list(), own["measures"].to_list(), strict=True))
            known = settings(desk)["weight"] == "measures"
            spans = coding_intervals(counts, level) if known else {}
            label = desk.labels.short_document(document_id)
            base = int(own["measures"].sum())
            made.append(Series(label, code, base, shares, counts, spans, document_id=document_id))
    return made


ALIKE = ("peer", "same kind, other level")
"""Verdicts under which texts are of one kind and year, so that their shares may be set against each other."""


def grouped(texts: Sequence[Series], heaps: Sequence[str]) -> list[Series]:
    """Return one series per heap of texts, its shares the median of its texts' shares; nothing is added up.

    Args:
        texts: The texts.
        heaps: The name of each text's heap.
    """
    made = []
    for name in dict.fromkeys(heaps):
        inside = [s for s, heap in zip(texts, heaps, strict=True) if heap == name]
        codes = dict.fromkeys(code for s in inside for code in s.shares)
        shares = {code: median(s.shares.get(code, 0.0) for s in inside) for code in codes}
        made.append(Series(name, inside[0].region_code, len(inside), shares))
    return made


def middle(texts: Sequence[Series], name: str) -> Series:
    """Return the median share of several texts by code, with the quartiles as its spans; nothing is added up."""
    codes = dict.fromkeys(code for s in texts for code in s.shares)
    found = {code: np.quantile([s.shares.get(code, 0.0) for s in texts], (0.25, 0.5, 0.75)).tolist() for code in codes}
    shares = {code: half for code, (_, half, _) in found.items()}
    return Series(name, "", len(texts), shares, {}, {code: (low, high) for code, (low, _, high) in found.items()})


def of_one_kind(corpus: Corpus, document_id: str, others: Sequence[str]) -> list[str]:
    """Return those of the other texts that are of one kind and year with a text: peers where there are any."""
    verdicts = {other: corpus.pair(document_id, other)[0] for other in others}
    peers = [other for other in others if verdicts[other] == ALIKE[0]]
    return peers or [other for other in others if verdicts[other] in ALIKE]


def marked(texts: Sequence[Series], alike: Sequence[str]) -> list[Series]:
    """Return the texts with those of one kind marked."""
    return [replace(s, alike=s.document_id in alike) for s in texts]


def together(texts: Sequence[Series]) -> dict[str, int]:
    """Return the measures by code of several texts of one kind."""
    counts: dict[str, int] = {}
    for s in texts:
        for code, number in s.counts.items():
            counts[code] = counts.get(code, 0) + number
    return counts


def differing(own: Series, others: Sequence[Series], level: str = "domain") -> dict[str, tuple[float, bool]]:
    """Return by code the p of the difference from texts of one kind, and whether it is beyond chance and coding error."""
    return distinguished(own.counts, together(others), level=level) if others else {}


def clearly_apart(a: Series, code_a: str, b: Series, code_b: str) -> bool:
    """Return whether two shares of domains differ by more than the measured confusion of codes would make them differ."""
    return told_apart(a.counts, code_a, b.counts, code_b)


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
            facts={"named": in_sentence(names[code])},
            cells={"topic": names[code], **{f"d{i}": percent(s.shares.get(code, 0.0)) for i, s in enumerate(texts)}},
        )
        for code in codes
    ]


def share_columns(desk: Desk, texts: list[Series]) -> tuple[Column, ...]:
    """Return the columns of ``share_rows``: the topic, then a text each with its base."""
    named = (Column(key=f"d{i}", label=f"{s.label} n={s.base}", numeric=True) for i, s in enumerate(texts))
    return (*desk.columns("emphasis", "topic"), *named)
