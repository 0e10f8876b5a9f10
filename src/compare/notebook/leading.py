"""The section on a region's shares of text: what its text writes most on, where coding error can tell."""

from __future__ import annotations

import polars as pl

from compare.charts import emphasis_strip
from compare.charts.emphasis import Series
from compare.notebook import profile
from compare.notebook.corpus import Corpus
from compare.notebook.desks import THIN, Region
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.parameters import RegionParameters
from compare.overlap import coded
from compare.sections import Column, Sentence

MOST_TOGETHER = 4
"""Most domains named as leading together; more of them are no lead."""
FEW = 3
"""Fewest measures on which a share may be called higher."""


def region_emphasis(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on shares of text: own main document among all others, a row per domain."""
    desk = Region(corpus, parameters)
    texts = profile.series(desk, [desk.main, *(d for d in desk.own if d != desk.main), *desk.others])
    codes = profile.domain_codes(desk)
    names = profile.labels_of(desk, codes)
    if not corpus.count(desk.main, desk.exclude()):
        facts = {"region": desk.labels.region(desk.code)}
        return desk.section(
            "emphasis", "note", title=desk.say("emphasis.none", region=("facts", "region")), facts=facts
        )
    own, rest = texts[0], texts[1:]
    judged = [code for code in codes if code != profile.APART]
    ranked = sorted(judged, key=lambda code: (-own.shares.get(code, 0.0), code))
    highest = (
        _highest(own, [s for s in rest if s.base >= THIN and s.region_code != desk.code], ranked)
        if own.base >= THIN
        else []
    )
    rows = profile.share_rows(desk, texts, codes)
    records = []
    sample = coded(corpus.measures, exclude_domains=desk.exclude(), document_ids=(desk.main,)).sort(
        "confidence", "measure_id", descending=[True, False]
    )
    with_evidence = []
    for row in rows:
        found = quotable_rows(corpus, sample.filter(pl.col("domain") == row.id).iter_rows(named=True), 2)
        own_records = (
            [evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"])) for m in found]
            if row.id in ranked[:3]
            else []
        )
        records += own_records
        with_evidence.append(row.model_copy(update={"evidence": tuple(r.id for r in own_records)}))
    first = ranked[0]
    facts = {
        "region": desk.labels.short(desk.code),
        "leading": desk.join([names[code] for code in _leading(own, ranked)]),
        "more": desk.join([names[code] for code in highest[:3]]),
        "base": str(own.base),
    }
    lead = {"region": ("facts", "region"), "topic": (first, "topic"), "share": (first, "d0")}
    sentences: list[Sentence] = (
        [desk.say("emphasis.more", region=("facts", "region"), more=("facts", "more"))] if highest else []
    )
    columns = (*desk.columns("emphasis", "topic"), *_text_columns(texts))
    return desk.section(
        "emphasis",
        "finding",
        title=_emphasis_title(desk, own, ranked, lead),
        sentences=tuple(sentences),
        columns=columns,
        rows=with_evidence,
        figure=emphasis_strip(own, rest, codes, names, desk.palette),
        alternative=desk.say("emphasis.alternative", **lead),
        evidence=records,
        facts=facts,
        reading=desk.say("emphasis.reading"),
        covers=[desk.main, *desk.others],
    )


def _leading(own: Series, ranked: list[str]) -> list[str]:
    """Return the domains whose share coding error does not tell apart from the largest one."""
    return [code for code in ranked if code == ranked[0] or not profile.clearly_apart(own, ranked[0], own, code)]


def _emphasis_title(desk: Region, own: Series, ranked: list[str], lead: dict[str, tuple[str, str]]) -> Sentence:
    """Return the finding: the leading domain, those that lead together, or that none does."""
    together = len(_leading(own, ranked))
    region, base = {"region": ("facts", "region")}, ("facts", "base")
    if own.base < THIN:
        return (
            desk.say("emphasis.title_thin", base=base, **lead)
            if together == 1
            else desk.say("emphasis.title_thin_even", base=base, **region)
        )
    if together == 1:
        return desk.say("emphasis.title", **lead)
    if together <= MOST_TOGETHER:
        return desk.say("emphasis.title_close", leading=("facts", "leading"), **region)
    return desk.say("emphasis.title_even", **region)


def _highest(own: Series, others: list[Series], codes: list[str]) -> list[str]:
    """Return the codes on which a text's share is clearly above each other text's; none where there is no other."""
    if not others:
        return []
    return [
        code
        for code in codes
        if own.shares.get(code, 0.0) * own.base >= FEW
        and all(
            own.shares[code] > s.shares.get(code, 0.0) and profile.clearly_apart(own, code, s, code) for s in others
        )
    ]


def _text_columns(texts: list[Series]) -> tuple[Column, ...]:
    """Return one numeric column per text."""
    return tuple(Column(key=f"d{i}", label=s.label, numeric=True) for i, s in enumerate(texts))
