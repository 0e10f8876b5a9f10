"""Sections on what to check before quoting: copies, unreadable numbers, inferred words, doubtful codes."""

from __future__ import annotations

import polars as pl

from compare.notebook.common import copies_key
from compare.notebook.corpus import Corpus
from compare.notebook.desks import Across, Region, line_of
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import evidence
from compare.notebook.parameters import EmphasisParameters, RegionParameters
from compare.overlap import coded
from compare.sections import Evidence, Row

LOW_CONFIDENCE = 0.5
"""Confidence below which a code is called doubtful."""

MOST = 6
"""Most unreadable numbers named one by one; the rest are counted in the title."""


def region_checks(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return what to check before quoting: unreadable numbers, inferred words, doubtful codes, unofficial copies."""
    desk = Region(corpus, parameters)
    rows, records = _unreadable(desk)
    found = len(rows)
    for document_id in desk.own:
        rows += _of_document(desk, document_id)
    facts = {"n": str(found), "items": str(len(rows))}
    if not rows:
        return desk.section("verify", "verify", title=desk.say("checks.empty"))
    key, name = ("checks.title", "n") if found else ("checks.title_plain", "items")
    return desk.section(
        "verify",
        "verify",
        title=desk.say(key, **{name: ("facts", name)}),
        facts=facts,
        columns=desk.columns("checks", "what", "where"),
        rows=[*rows[: min(found, MOST)], *rows[found:]],
        evidence=records[:MOST],
    )


def _unreadable(desk: Region) -> tuple[list[Row], list[Evidence]]:
    """Return a row and an evidence per number of the region's texts that cannot be read."""
    rows, records = [], []
    corrupt = desk.corpus.targets.filter(pl.col("document_id").is_in(desk.own), pl.col("quality") == "corrupt")
    for row in corrupt.iter_rows(named=True):
        record = evidence(desk.corpus, desk.labels, row, row["target_id"], gloss=desk.words("checks.corrupt"))
        records.append(record)
        cells = {"what": desk.words("checks.corrupt"), "where": desk.labels.indicator(row)}
        rows.append(Row(id=row["target_id"], evidence=(record.id,), lines=line_of(desk, row), cells=cells))
    return rows, records


def _of_document(desk: Desk, document_id: str) -> list[Row]:
    """Return what to check about one text as a whole: its copy, its title, its repairs, its doubtful codes."""
    document, counts = desk.corpus.document[document_id], counted(desk, document_id)
    said: list[tuple[str, str]] = []
    if not document["is_official_copy"]:
        kind = "unknown" if document["is_official_copy"] is None else "repost"
        said.append(("copy", desk.words(f"checks.copy_{kind}")))
    if document["title_from"] == "register":
        said.append(("title", desk.words("checks.title_register")))
    if counts["inferred"] or counts["lost"]:
        said.append((
            "repairs", desk.words.fill("checks.repaired", inferred=counts["inferred"], lost=counts["lost"]),
        ))  # fmt: skip
    if counts["doubtful"]:
        said.append(("codes", desk.words.fill("checks.doubtful", n=counts["doubtful"])))
    where = f"《{desk.labels.title(document_id)}》"
    return [Row(id=f"{name}-{document_id}", cells={"what": words, "where": where}) for name, words in said]


def counted(desk: Desk, document_id: str) -> dict[str, int]:
    """Return how many numbers of a text are unreadable, repairs inferred or lost, codes doubtful."""
    corpus = desk.corpus
    repairs = corpus.repairs.filter(pl.col("document_id") == document_id)["certainty"].to_list()
    targets = corpus.targets.filter(pl.col("document_id") == document_id, pl.col("quality") == "corrupt")
    doubtful = coded(corpus.measures, document_ids=(document_id,)).filter(pl.col("confidence") < LOW_CONFIDENCE)
    return {
        "unreadable": targets.height, "inferred": repairs.count("inferred"), "lost": repairs.count("unrecoverable"),
        "doubtful": doubtful.height,
    }  # fmt: skip


def across_checks(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return what to check before quoting any text: a row per text with what is unreadable, inferred, lost or doubtful."""
    desk = Across(corpus, parameters)
    names = ("unreadable", "inferred", "lost", "doubtful")
    rows, total = [], 0
    for document_id in desk.texts:
        counts = counted(desk, document_id)
        total += counts["unreadable"]
        cells = {"text": desk.labels.short_document(document_id), **{name: str(counts[name]) for name in names}}
        rows.append(Row(id=document_id, cells=cells))
    facts = {
        "texts": str(len(desk.texts)),
        "unofficial": str(sum(not corpus.document[d]["is_official_copy"] for d in desk.texts)),
        "n": str(total),
    }
    return desk.section(
        "verify",
        "verify",
        title=desk.say(copies_key("checks.across_title", corpus, desk.texts), **{name: ("facts", name) for name in facts}),
        facts=facts,
        columns=desk.columns("checks", "text", *names, numeric=names),
        rows=rows,
        folded=True,
    )
