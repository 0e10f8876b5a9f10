"""Sections on what texts share: sets of topics, and how alike each pair is at equal length."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.charts import similarity_heatmap, upset
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable
from compare.notebook.parameters import EmphasisParameters
from compare.notebook.profile import ALIKE
from compare.overlap import coded, presence, shared_sets, similarity
from compare.sections import Evidence, Row

DRAWN = 12
"""Sets drawn, largest first."""
QUOTED = 3
"""Texts of a set that are quoted."""


def across_shared(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the UpSet plot: which topics just which texts share."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("shared", "note", title=desk.say("across.too_few"))
    present = presence(corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    sets = shared_sets(present)
    shown = sets.head(DRAWN).iter_rows(named=True)
    surest = _surest(desk)
    figure_sets, rows, records = [], [], []
    for number, row in enumerate(sets.iter_rows(named=True)):
        members = tuple(d for d in desk.texts if d in row["document_ids"])
        names = desk.join([desk.labels.short_document(d) for d in members])
        topics = desk.join([desk.labels.topic(code) for code in row["topics"]])
        found = _sentences(desk, members, row["topics"][0], surest) if number < DRAWN else []
        records += found
        cells = {"texts": names, "n": str(row["size"]), "topics": topics}
        rows.append(Row(id=f"set{number}", cells=cells, evidence=tuple(record.id for record in found)))
    for row in shown:
        members = tuple(d for d in desk.texts if d in row["document_ids"])
        hover = f"{desk.join([desk.labels.short_document(d) for d in members])}<br>{'<br>'.join(desk.labels.topic(c) for c in row['topics'][:12])}"
        figure_sets.append((members, row["size"], hover))
    held = Counter(present["topic"].to_list())
    facts = {
        "topics": str(len(held)),
        "four": str(sum(n >= 4 for n in held.values())),
        "all": str(len(desk.texts)),
        "single": str(sum(n == 1 for n in held.values())),
        "least": str(min(4, len(desk.texts))),
    }
    names_ = ("topics", "four", "least", "single")
    return desk.section(
        "shared",
        "finding",
        title=desk.say("shared.title", **{name: ("facts", name) for name in names_}),
        rows=rows,
        facts=facts,
        evidence=records,
        columns=desk.columns("shared", "texts", "n", "topics", numeric=("n",)),
        reading=desk.say("shared.reading"),
        covers=desk.texts,
        figure=upset(figure_sets, [(d, desk.labels.short_document(d), desk.code(d)) for d in desk.texts], desk.palette),
    )


def _surest(desk: Across) -> dict[tuple[str, str], Record]:
    """Return the surest quotable measure of each text on each topic."""
    found: dict[tuple[str, str], Record] = {}
    frame = coded(desk.corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    for row in frame.sort("confidence", "measure_id", descending=[True, False]).iter_rows(named=True):
        key = (row["document_id"], row["primary"])
        if key not in found and quotable(desk.corpus, row):
            found[key] = row
    return found


def _sentences(
    desk: Across, members: tuple[str, ...], topic: str, surest: dict[tuple[str, str], Record]
) -> list[Evidence]:
    """Return a sentence of each of a set's texts, as many as are quoted, on its first topic."""
    rows = [surest[d, topic] for d in members if (d, topic) in surest][:QUOTED]
    return [evidence(desk.corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(topic)) for m in rows]


def across_pairs(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how alike each pair of texts is in topics, cut to equal length, peers marked."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 2:
        return desk.section("pairs", "note", title=desk.say("across.too_few"), brief=False)
    frame = similarity(corpus.measures.filter(pl.col("document_id").is_in(desk.texts)), exclude_domains=desk.exclude)
    values, marks, rows = {}, {}, []
    place = {d: number for number, d in enumerate(desk.texts)}
    for row in frame.iter_rows(named=True):
        a, b = sorted((row["document_id_a"], row["document_id_b"]), key=lambda d: place[d])
        verdict = corpus.pair(a, b)[0]
        values[place[b], place[a]] = row["rarefied"]
        marks[place[b], place[a]] = "*" if verdict == "peer" else ""
        cells = {
            "pair": f"{desk.labels.short_document(a)}—{desk.labels.short_document(b)}",
            "rarefied": f"{100 * row['rarefied']:.0f}%",
            "jaccard": f"{100 * row['jaccard']:.0f}%",
            "cosine": f"{row['cosine']:.2f}",
            "shared": f"{row['shared']}/{row['union']}",
            "bases": f"{row['base_a']}/{row['base_b']}",
            "verdict": desk.words(f"verdict.{verdict}"),
        }
        rows.append(Row(id=f"pair{place[a]}-{place[b]}", cells=cells))
    if not rows:
        return desk.section("pairs", "finding", title=desk.say("pairs.none"), covers=desk.texts, brief=False)
    rows.sort(key=lambda r: (-int(r.cells["rarefied"].rstrip("%")), r.id))
    alike = {desk.words(f"verdict.{verdict}") for verdict in ALIKE}
    top = next((row.id for row in rows if row.cells["verdict"] in alike), rows[0].id)
    return desk.section(
        "pairs",
        "finding",
        title=desk.say("pairs.title", pair=(top, "pair"), share=(top, "rarefied"), verdict=(top, "verdict")),
        rows=rows,
        columns=desk.columns(
            "pairs",
            "pair",
            "rarefied",
            "jaccard",
            "cosine",
            "shared",
            "bases",
            "verdict",
            numeric=("rarefied", "jaccard", "cosine", "shared", "bases"),
        ),
        figure=similarity_heatmap([desk.labels.short_document(d) for d in desk.texts], values, marks),
        brief=False,
        reading=desk.say("pairs.reading"),
        covers=desk.texts,
    )
