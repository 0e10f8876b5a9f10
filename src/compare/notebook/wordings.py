"""The section on terms: what a text says more often than texts of its kind, each term leading to its sentences."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.notebook import profile
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.parameters import EmphasisParameters
from compare.overlap import coded, distinctive_terms, permutation
from compare.overlap.chance import LEVEL
from compare.overlap.terms import FEWEST, terms
from compare.sections import Row

EACH = 6
"""Terms shown per text."""
SENTENCES = 3
"""Sentences a term leads to."""
ROUNDS = 999
"""Deals of the permutation test; there are hundreds of terms."""
REST = "\x00"
"""Bucket of the terms too rare to be tested."""


def across_terms(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the terms that each text uses more than texts of its kind, with their sentences; told apart or not."""
    desk = Across(corpus, parameters)
    chosen = profile.settings(desk)
    measures = coded(
        corpus.measures, exclude_domains=chosen["exclude_domains"], stance=chosen["stance"], document_ids=desk.texts
    )
    kin = {d: profile.of_one_kind(corpus, d, [o for o in desk.texts if o != d]) for d in desk.texts}
    against = {d: found or [o for o in desk.texts if o != d] for d, found in kin.items()}
    frame = distinctive_terms(measures, against)
    counts = _counted(measures)
    rows, records, told = [], [], 0
    for document_id in desk.texts:
        best = frame.filter(pl.col("document_id") == document_id).head(EACH)
        tested = _tested(counts, document_id, kin[document_id]) if best.height else {}
        for row in best.iter_rows(named=True):
            p = tested.get(row["term"])
            told += p is not None and p <= LEVEL
            found = [
                evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"]))
                for m in quotable_rows(corpus, (corpus.measure[i] for i in row["measure_ids"]), SENTENCES)
            ]
            records += found
            rows.append(
                Row(
                    id=f"{document_id}-{row['term']}",
                    evidence=tuple(record.id for record in found),
                    cells=_cells(desk, row, p, bool(kin[document_id])),
                )
            )
    if not rows:
        return desk.section("terms", "note", title=desk.say("terms.empty"), brief=False)
    facts = {"n": str(len(rows)), "told": str(told)}
    return desk.section(
        "terms",
        "finding",
        title=desk.say("terms.title", **{name: ("facts", name) for name in facts}),
        rows=rows,
        facts=facts,
        columns=desk.columns("terms", "text", "term", "own", "others", "z", "told", numeric=("own", "others", "z")),
        evidence=records,
        reading=desk.say("terms.reading"),
        covers=desk.texts,
        brief=False,
    )


def _counted(measures: pl.DataFrame) -> dict[str, Counter[str]]:
    """Return how often each text uses each term."""
    counts: dict[str, Counter[str]] = {}
    for document_id, text in measures.select("document_id", "text").iter_rows():
        counts.setdefault(document_id, Counter()).update(terms(text))
    return counts


def _tested(counts: dict[str, Counter[str]], document_id: str, kin: list[str]) -> dict[str, float]:
    """Return the adjusted p of each term against texts of one kind; terms too rare to be shown are tested as one."""
    if not kin:
        return {}
    own, rest = counts.get(document_id, Counter()), Counter[str]()
    for other in kin:
        rest.update(counts.get(other, {}))
    frequent = {term for term in own | rest if own[term] + rest[term] >= FEWEST}
    sides = []
    for side in (own, rest):
        shown = {term: side[term] for term in frequent if side[term]}
        sides.append({**shown, REST: sum(side.values()) - sum(shown.values())})
    return permutation(sides[0], sides[1], rounds=ROUNDS)


def _cells(desk: Across, row: Record, p: float | None, kin: bool) -> dict[str, str]:
    """Return a term's cells: both counts, its score, and whether it is told apart."""
    verdict = "none" if not kin or p is None else "yes" if p <= LEVEL else "no"
    return {
        "text": desk.labels.short_document(row["document_id"]),
        "term": row["term"],
        "own": str(row["count"]),
        "others": str(row["others"]),
        "z": f"{row['z']:.1f}",
        "told": desk.words(f"told.{verdict}").format(p=f"{p or 0:.2f}"),
    }
