"""The section on what a region's text writes more on than texts of its kind: topics, as far as chance and coding allow."""

from __future__ import annotations

import polars as pl

from compare.charts import share_pairs
from compare.charts.emphasis import Series
from compare.notebook import profile
from compare.notebook.corpus import Corpus
from compare.notebook.desks import THIN, Region
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.parameters import RegionParameters
from compare.overlap import coded, log_odds
from compare.sections import Evidence, Row

MOST = 6
"""Most topics shown."""
FEWEST = 3
"""Fewest measures on a topic for it to be shown as stressed."""


def region_distinctive(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on topics that the main document writes on more than texts of its kind, told apart or not."""
    desk = Region(corpus, parameters)
    facts = {"region": desk.labels.short(desk.code)}
    region = {"region": ("facts", "region")}
    thin = corpus.count(desk.main, desk.exclude()) < THIN
    alike = [] if thin else profile.of_one_kind(corpus, desk.main, desk.others)
    found = profile.series(desk, [desk.main, *alike], level="topic")
    if thin or len(found) < 2 or found[0].document_id != desk.main:
        key = "distinctive.thin" if thin else "distinctive.no_kin"
        return desk.section("distinctive", "finding", title=desk.say(key, **region), facts=facts, brief=False)
    own, kin = found[0], found[1:]
    counts = profile.together(kin)
    base = sum(counts.values())
    rest = Series(desk.words("distinctive.rest"), "", base, {code: n / base for code, n in counts.items()}, counts)
    scores = log_odds(own.counts, counts)
    codes = [
        code
        for code in sorted(scores, key=lambda code: (-scores[code], code))
        if scores[code] > 0 and own.counts.get(code, 0) >= FEWEST and code[0] != profile.APART
    ][:MOST]
    facts["kin"] = desk.join([s.label for s in kin])
    kin_cell = {"kin": ("facts", "kin")}
    if not codes:
        return desk.section(
            "distinctive", "finding", title=desk.say("distinctive.same", **region, **kin_cell), facts=facts
        )
    differ = profile.differing(own, kin, level="topic")
    told = [code for code in codes if differ[code][1]]
    rows, records = _rows(desk, codes, own, rest, differ)
    names = {code: desk.labels.topic(code) for code in codes}
    title = desk.say("distinctive.same", **region, **kin_cell)
    if told:
        facts["topics"] = desk.join([names[code] for code in told[:3]])
        title = desk.say("distinctive.title", topics=("facts", "topics"), **region, **kin_cell)
    return desk.section(
        "distinctive",
        "finding",
        title=title,
        columns=desk.columns(
            "distinctive", "topic", "own", "rest", "measures", "others", "told",
            numeric=("own", "rest", "measures", "others"),
        ),
        rows=rows,
        figure=share_pairs(
            Series(facts["region"], desk.code, own.base, own.shares), rest, codes, names, desk.palette,
            {code: desk.words(f"told.mark_{'yes' if code in told else 'no'}") for code in codes},
        ),
        facts=facts,
        evidence=records,
        reading=desk.say("distinctive.reading"),
        covers=[desk.main, *alike],
    )  # fmt: skip


def _rows(
    desk: Region, codes: list[str], own: Series, rest: Series, differ: dict[str, tuple[float, bool]]
) -> tuple[list[Row], list[Evidence]]:
    """Return a row per topic with both shares, both numbers and the verdict, and the sentences behind it."""
    rows, records = [], []
    for code in codes:
        sample = coded(desk.corpus.measures, document_ids=(desk.main,)).filter(pl.col("primary") == code)
        ordered = sample.sort("confidence", "measure_id", descending=[True, False]).iter_rows(named=True)
        found = [
            evidence(desk.corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(code))
            for m in quotable_rows(desk.corpus, ordered, 2)
        ]
        records += found
        p, apart = differ[code]
        cells = {
            "topic": desk.labels.topic(code),
            "own": profile.percent(own.shares.get(code, 0.0)),
            "rest": profile.percent(rest.shares.get(code, 0.0)),
            "measures": str(own.counts.get(code, 0)),
            "others": str(rest.counts.get(code, 0)),
            "told": desk.words("told.yes" if apart else "told.no").format(p=f"{p:.2f}"),
        }
        evidence_ids = tuple(record.id for record in found)
        rows.append(Row(id=code, evidence=evidence_ids, lines=desk.labels.line(code), cells=cells))
    return rows, records
