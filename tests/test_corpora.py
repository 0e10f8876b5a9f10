"""Every notebook over corpora of unusual shape: one text, a text without measures, facts unknown, many regions."""

from __future__ import annotations

import time

import factory
import polars as pl
import pytest
from pages import NOTEBOOKS, run_cells

from compare.briefs import render_brief
from compare.notebook import Corpus
from compare.regions import all_regions, regions_table
from compare.tables import DOCUMENTS, MEASURES

STEMS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def with_frames(corpus, **frames):
    """Return the corpus with some of its tables replaced."""
    names = Corpus.__dataclass_fields__
    return Corpus(**{name: frames.get(name, getattr(corpus, name)) for name in names})


def only(corpus, keep):
    """Return the corpus with one document's rows."""
    own = ("documents", "repairs", "items", "measures", "targets", "commitments", "numerals")
    frames = {name: getattr(corpus, name).filter(pl.col("document_id") == keep) for name in own}
    pairs = {name: getattr(corpus, name).clear() for name in ("comparisons", "document_pairs")}
    return with_frames(corpus, **frames, **pairs)


def without_measures(corpus, *document_ids):
    """Return the corpus without some documents' measures and numbers."""
    frames = {
        name: getattr(corpus, name).filter(~pl.col("document_id").is_in(document_ids))
        for name in ("measures", "targets")
    }
    return with_frames(corpus, **frames, comparisons=corpus.comparisons.clear())


def nowhere(corpus, document_id):
    """Return the corpus with the region of one document unknown."""
    known = pl.when(pl.col("document_id") != document_id).then(pl.col("region_code"))
    frames = {
        name: getattr(corpus, name).with_columns(region_code=known) for name in ("documents", "measures", "targets")
    }
    return with_frames(corpus, **frames)


UNKNOWN = dict.fromkeys(("plan_year", "issued", "title", "kind", "completeness", "issuer"))
CORPORA = {
    "one-text": (only(factory.corpus(), "county"), "330681"),
    "a-text-without-measures": (without_measures(factory.corpus(), "city"), "520300"),
    "no-measure-at-all": (without_measures(factory.corpus(), "province", "city", "county"), "520300"),
    "a-text-of-no-region": (nowhere(factory.corpus(), "city"), "520000"),
    "facts-unknown": (factory.corpus(province=UNKNOWN), "520000"),
}


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("shape", CORPORA)
def test_every_notebook_runs_over_every_shape(shape, stem):
    corpus, code = CORPORA[shape]
    book = run_cells(stem, corpus, **({"region_code": code} if stem == "05_region" else {}))
    if stem in ("05_region", "07_across_regions"):
        assert render_brief(book)


def test_forty_regions_fit_on_one_page():
    codes = [code for code, region in sorted(all_regions().items()) if region.admin_level == "prefecture"][:40]
    topics = ("R1", "C3", "T1", "M1", "H1", "P3", "W2", "A1", "D1", "L2")
    documents = [factory.document(f"d{code}", code, "推进建设，提升能力。" * 30) for code in codes]
    measures = [
        factory.measure(f"d{code}", code, 10 * n, "推进建设", topics[(n * (place + 1)) % 10], "plan")
        for place, code in enumerate(codes)
        for n in range(25)
    ]
    empty = without_measures(factory.corpus(), "province", "city", "county")
    corpus = with_frames(
        empty,
        regions=regions_table(codes),
        documents=DOCUMENTS.build(documents),
        measures=MEASURES.build(measures),
        document_pairs=empty.document_pairs.clear(),
    )
    started = time.perf_counter()
    assert render_brief(run_cells("07_across_regions", corpus))
    assert render_brief(run_cells("05_region", corpus, region_code=codes[7]))
    assert time.perf_counter() - started < 60
