"""Sections of the first screen of a region's brief: answer, texts, numbers, practices, what to check, what not to compare."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.notebook import numbers, profile
from compare.notebook.common import texts_section
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Region, line_of
from compare.notebook.display import Shown
from compare.notebook.parameters import RegionParameters
from compare.sections import Row


def region_answer(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the answer in one sentence: how much the main text writes, on what most, with how many numbers."""
    desk = Region(corpus, parameters)
    texts = profile.series(desk, [desk.main])
    total = corpus.count(desk.main, desk.exclude())
    shares = texts[0].shares if texts else {}
    top = sorted((code for code in shares if code != profile.APART), key=lambda code: (-shares[code], code))[:3]
    stated = corpus.targets.filter(pl.col("document_id") == desk.main, pl.col("kind") != "baseline")
    targets, results = (stated.filter(pl.col("kind") == kind).height for kind in ("target", "achieved"))
    facts = {
        "region": desk.labels.region(desk.code),
        "year": str(corpus.document[desk.main]["plan_year"] or ""),
        "measures": str(total),
        "top": desk.join([desk.labels.topic(code) for code in top]),
        "targets": str(targets),
        "results": str(results),
    }
    if desk.exclude():
        facts["left_out"] = desk.join([desk.labels.topic(code) for code in desk.exclude()])
    key = "answer.region" + ("" if facts["year"] else "_undated") + ("" if desk.exclude() else "_all")
    tail = ("both" if results else "targets") if targets else ("results" if results else "none")
    if not facts["top"]:
        key = "answer.no_measures"
    template = desk.words(key) + desk.words(f"answer.tail_{tail}")
    title = desk.bind(template, **{name: ("facts", name) for name in facts if f"{{{name}}}" in template})
    return desk.section("answer", "answer", title=title, facts=facts)


def region_texts(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return which texts were read, their dates and what kind of copy they are."""
    desk = Region(corpus, parameters)
    return texts_section(desk, desk.own)


def region_numbers(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return at most five numbers with own, peers' and national value, year and kind."""
    desk = Region(corpus, parameters)
    best: dict[str, tuple[int, Record]] = {}
    for row in numbers.statements(desk, desk.code):
        weight = 3 * bool(numbers.comparable_with(desk, row)) + 2 * bool(numbers.nearest_national(desk, row))
        weight += bool(numbers.related_with(desk, row)) + (row["measure_type"] in numbers.RATES)
        if row["indicator_id"] not in best or weight > best[row["indicator_id"]][0]:
            best[row["indicator_id"]] = (weight, row)
    chosen = [row for weight, row in sorted(best.values(), key=lambda found: -found[0]) if weight > 1][:5]
    rows, records, both, nations = [], [], 0, 0
    for row in chosen:
        peers, found = numbers.peers_cell(desk, row)
        nation = numbers.nearest_national(desk, row)
        both += bool(peers)
        nations += nation is not None
        record = [numbers.statement_evidence(desk, statement) for statement in (row, *found)]
        records += record
        cells = {
            "indicator": desk.labels.indicator(row),
            "own": numbers.shown(desk, row),
            "peers": peers or desk.words("numbers.none"),
            "nation": numbers.shown(desk, nation) if nation else desk.words("numbers.none"),
        }
        evidence_ids = tuple(r.id for r in record)
        rows.append(Row(id=row["target_id"], evidence=evidence_ids, lines=line_of(desk, row), cells=cells))
    if not rows:
        return desk.section(
            "numbers", "numbers", title=desk.say("numbers.empty"), notes=(desk.say("numbers.empty_note"),)
        )
    facts = {"n": str(len(rows)), "both": str(both), "nation": str(nations)}
    return desk.section(
        "numbers",
        "numbers",
        title=desk.say("numbers.title", n=("facts", "n"), both=("facts", "both"), nation=("facts", "nation")),
        columns=desk.columns("numbers", "indicator", "own", "peers", "nation"),
        rows=rows,
        facts=facts,
        evidence=records,
        notes=(desk.say("numbers.note"),),
    )


def region_limits(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return what cannot be compared: each other document with the verdict and its reason."""
    desk = Region(corpus, parameters)
    rows = []
    verdicts = {document_id: corpus.pair(desk.main, document_id)[0] for document_id in desk.others}
    peers = list(verdicts.values()).count("peer")
    for document_id in desk.beside:
        verdict = verdicts[document_id]
        cells = {
            "document": desk.labels.short_document(document_id),
            "verdict": desk.words(f"verdict.{verdict}"),
            "reason": _why(desk, document_id),
        }
        rows.append(Row(id=document_id, cells=cells))
    rest = Counter(verdict for document_id, verdict in verdicts.items() if document_id not in set(desk.beside))
    for verdict, number in sorted(rest.items()):
        cells = {
            "document": desk.words("limits.rest").format(n=number),
            "verdict": desk.words(f"verdict.{verdict}"),
            "reason": desk.words("limits.rest_reason"),
        }
        rows.append(Row(id=f"rest-{verdict.replace(' ', '-').replace(',', '')}", cells=cells))
    facts = {"peers": str(peers), "others": str(len(desk.others) - peers), "beside": str(len(desk.beside))}
    key = "limits.title" if peers else "limits.title_none"
    places = ("peers", "others") if peers else ("others",)
    return desk.section(
        "limits",
        "limits",
        title=desk.say(key, **{name: ("facts", name) for name in places}),
        facts=facts,
        columns=desk.columns("limits", "document", "verdict", "reason"),
        rows=rows,
        notes=(
            desk.say("limits.note"),
            *((desk.say("limits.beside", beside=("facts", "beside")),) if rest else ()),
        ),
    )


def _why(desk: Region, document_id: str) -> str:
    """Return in words where two documents differ: as the tables say it, or by the facts that differ."""
    reason = desk.corpus.pair(desk.main, document_id)[1]
    if reason and not desk.labels.english:
        return reason
    a, b = desk.corpus.document[desk.main], desk.corpus.document[document_id]
    differ = [name for name in ("admin_level", "kind", "plan_year", "completeness") if a[name] != b[name]]
    return desk.join([desk.words(f"differs.{name}") for name in differ]) or desk.words("differs.nothing")
