"""Sections on one region over time: its texts in order of year, shares of text in each, numbers by year."""

from __future__ import annotations

from collections import Counter

from compare.charts import Palette, emphasis_heatmap
from compare.notebook import numbers, profile
from compare.notebook.browse import Browse
from compare.notebook.common import texts_section
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk, Shown
from compare.notebook.lens import lens_rows, lens_shares
from compare.notebook.parameters import SeriesParameters


class Series(Desk):
    """A desk for one region's texts in order of year."""

    def __init__(self, corpus: Corpus, parameters: SeriesParameters) -> None:
        super().__init__(corpus, parameters)
        held = Counter(row["region_code"] for row in corpus.document.values())
        code = parameters.region if held[parameters.region] else max(corpus.region_codes, key=lambda c: (held[c], c))
        self.code = code
        self.texts = sorted(corpus.documents_of(code), key=lambda d: (corpus.document[d]["plan_year"] or 0, d))
        self.palette = Palette(tuple(corpus.region_codes))


def series_texts(corpus: Corpus, parameters: SeriesParameters) -> Shown:
    """Return the region's texts with dates and status."""
    desk = Series(corpus, parameters)
    return texts_section(desk, desk.texts)


def series_emphasis(corpus: Corpus, parameters: SeriesParameters) -> Shown:
    """Return the shares of text of a region's texts side by side, never added up."""
    desk = Series(corpus, parameters)
    texts = profile.series(desk, desk.texts)
    if not texts:
        facts = {"region": desk.labels.region(desk.code)}
        return desk.section("series", "note", title=desk.say("emphasis.none", region=("facts", "region")), facts=facts)
    codes = profile.domain_codes(desk)
    names = profile.labels_of(desk, codes)
    rows = profile.share_rows(desk, texts, codes)
    seen, lenses = lens_shares(desk, texts)
    facts = {"region": desk.labels.short(desk.code), "n": str(len(texts))}
    return desk.section(
        "series",
        "finding",
        title=desk.say("series.title", region=("facts", "region"), n=("facts", "n")),
        facts=facts,
        rows=[*rows, *lens_rows(seen, lenses)],
        columns=profile.share_columns(desk, texts),
        figure=emphasis_heatmap(seen, [*codes, *lenses], names | lenses),
        notes=(desk.say("lens.note"),) if lenses else (),
        reading=desk.say("series.reading"),
        covers=desk.texts,
    )


def series_numbers(corpus: Corpus, parameters: SeriesParameters) -> Browse:
    """Return a region's numbers by indicator and year."""
    desk = Series(corpus, parameters)
    rows = [
        {
            "indicator": desk.labels.indicator(row),
            "when": desk.labels.when(row),
            "value": desk.labels.value(row),
            "text": desk.labels.short_document(row["document_id"]),
            "quote": row["quote"],
        }
        for row in sorted(
            numbers.statements(desk, desk.code), key=lambda r: (r["indicator_id"], r["deadline"] or "", r["target_id"])
        )
    ]
    return Browse(
        "series", {key: desk.words(f"browse.{key}") for key in ("indicator", "when", "value", "text", "quote")}, rows
    )
