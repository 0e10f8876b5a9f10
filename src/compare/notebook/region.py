"""Sections of the first screen of a region's brief: answer, texts, numbers, practices, what to check, what not to compare."""

from __future__ import annotations

import polars as pl

from compare.notebook import numbers, profile
from compare.notebook.common import texts_section
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Region, clause, line_of
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable
from compare.notebook.parameters import RegionParameters
from compare.overlap import coded, presence
from compare.sections import Row

LOW_CONFIDENCE = 0.5
"""Confidence below which a code is called doubtful."""


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


def region_practices(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return up to three measures of peers with number, unit and sentence, on topics the own texts give no number for."""
    desk = Region(corpus, parameters)
    own_numbers = _numbered_topics(desk, desk.own)
    own_topics = set(presence(corpus.measures, document_ids=desk.own)["topic"].to_list())
    found: list[tuple[tuple[object, ...], str, Record, Record]] = []
    for row in corpus.targets.filter(pl.col("document_id").is_in(desk.others)).iter_rows(named=True):
        measure = corpus.measure.get(row["measure_id"] or "")
        if (
            measure is None
            or not quotable(corpus, row)
            or not _telling(row, measure, desk.exclude())
            or measure["primary"] in own_numbers
        ):
            continue
        verdict, _ = corpus.pair(desk.main, row["document_id"])
        level = corpus.region[row["region_code"]]["admin_level"] == corpus.region[desk.code]["admin_level"]
        rank = (
            verdict != "peer",
            not level,
            verdict == "other kind",
            measure["primary"] not in own_topics,
            row["indicator_id"] is None,
            row["kind"] != "achieved",
            measure["confidence"] < LOW_CONFIDENCE,
            row["measure_type"] not in ("share", "rate"),
            -measure["confidence"],
            row["target_id"],
        )
        found.append((rank, verdict, row, measure))
    rows, records, topics = [], [], set()
    for _, verdict, row, measure in sorted(found, key=lambda item: item[0]):
        if measure["primary"] in topics:
            continue
        topics.add(measure["primary"])
        record = evidence(corpus, desk.labels, row, row["target_id"], gloss=desk.labels.topic(measure["primary"]))
        records.append(record)
        rows.append(
            Row(
                id=row["target_id"],
                evidence=(record.id,),
                lines=desk.labels.line(measure["primary"]),
                cells={
                    "topic": desk.labels.topic(measure["primary"]),
                    "region": f"{desk.labels.region(row['region_code'])} · {desk.words(f'verdict.{verdict}')}",
                    "practice": clause(measure["text"]),
                    "number": numbers.shown(desk, row),
                },
            )
        )
        if len(rows) == 3:
            break
    if not rows:
        return desk.section("practices", "practices", title=desk.say("practices.empty"))
    return desk.section(
        "practices",
        "practices",
        title=desk.say("practices.title", n=("facts", "n")),
        facts={"n": str(len(rows))},
        columns=desk.columns("practices", "topic", "region", "practice", "number"),
        rows=rows,
        evidence=records,
        notes=(desk.say("practices.note"),),
    )


def _telling(row: Record, measure: Record, excluded: tuple[str, ...]) -> bool:
    """Return whether a peer's number is worth showing: readable, a measure of the house, no rank, no money total."""
    return (
        row["quality"] == "ok"
        and row["kind"] != "baseline"
        and row["measure_type"] in ("share", "rate", "ratio", "count")
        and measure["primary"] != "Z"
        and measure["primary"][0] not in (*excluded, "X", "E")
    )


def _numbered_topics(desk: Region, document_ids: list[str]) -> set[str]:
    """Return the topics on which documents state a number."""
    own = desk.corpus.targets.filter(pl.col("document_id").is_in(document_ids), pl.col("kind") != "baseline")[
        "measure_id"
    ].drop_nulls()
    return {desk.corpus.measure[measure_id]["primary"] for measure_id in own if measure_id in desk.corpus.measure}


def region_checks(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return what to check before quoting: unreadable numbers, inferred words, doubtful codes, unofficial copies."""
    desk = Region(corpus, parameters)
    rows, records = [], []
    corrupt = corpus.targets.filter(pl.col("document_id").is_in(desk.own), pl.col("quality") == "corrupt")
    for row in corrupt.iter_rows(named=True):
        record = evidence(corpus, desk.labels, row, row["target_id"], gloss=desk.words("checks.corrupt"))
        records.append(record)
        cells = {"what": desk.words("checks.corrupt"), "where": desk.labels.indicator(row)}
        rows.append(Row(id=row["target_id"], evidence=(record.id,), lines=line_of(desk, row), cells=cells))
    for document_id in desk.own:
        repairs = corpus.repairs.filter(pl.col("document_id") == document_id)
        inferred = repairs.filter(pl.col("certainty") == "inferred").height
        lost = repairs.filter(pl.col("certainty") == "unrecoverable").height
        if inferred or lost:
            words = desk.words("checks.repaired").format(inferred=inferred, lost=lost)
            rows.append(
                Row(
                    id=f"repairs-{document_id}", cells={"what": words, "where": f"《{desk.labels.title(document_id)}》"}
                )
            )
        doubtful = (
            coded(corpus.measures, document_ids=(document_id,)).filter(pl.col("confidence") < LOW_CONFIDENCE).height
        )
        if doubtful:
            words = desk.words("checks.doubtful").format(n=doubtful)
            rows.append(
                Row(id=f"codes-{document_id}", cells={"what": words, "where": f"《{desk.labels.title(document_id)}》"})
            )
    facts = {"n": str(corrupt.height), "items": str(len(rows))}
    if not rows:
        return desk.section("verify", "verify", title=desk.say("checks.empty"))
    key = "checks.title" if corrupt.height else "checks.title_plain"
    title = desk.say(key, **({"n": ("facts", "n")} if corrupt.height else {"items": ("facts", "items")}))
    return desk.section(
        "verify",
        "verify",
        title=title,
        facts=facts,
        columns=desk.columns("checks", "what", "where"),
        rows=rows[:6],
        evidence=records[:6] if len(records) > 6 else records,
    )


def region_limits(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return what cannot be compared: each other document with the verdict and its reason."""
    desk = Region(corpus, parameters)
    rows = []
    peers = 0
    for document_id in desk.others:
        verdict, _ = corpus.pair(desk.main, document_id)
        peers += verdict == "peer"
        cells = {
            "document": desk.labels.short_document(document_id),
            "verdict": desk.words(f"verdict.{verdict}"),
            "reason": _why(desk, document_id),
        }
        rows.append(Row(id=document_id, cells=cells))
    facts = {"peers": str(peers), "others": str(len(rows) - peers)}
    key = "limits.title" if peers else "limits.title_none"
    places = ("peers", "others") if peers else ("others",)
    return desk.section(
        "limits",
        "limits",
        title=desk.say(key, **{name: ("facts", name) for name in places}),
        facts=facts,
        columns=desk.columns("limits", "document", "verdict", "reason"),
        rows=rows,
        notes=(desk.say("limits.note"),),
    )


def _why(desk: Region, document_id: str) -> str:
    """Return in words where two documents differ: as the tables say it, or by the facts that differ."""
    reason = desk.corpus.pair(desk.main, document_id)[1]
    if reason and not desk.labels.english:
        return reason
    a, b = desk.corpus.document[desk.main], desk.corpus.document[document_id]
    differ = [name for name in ("admin_level", "kind", "plan_year", "completeness") if a[name] != b[name]]
    return desk.join([desk.words(f"differs.{name}") for name in differ]) or desk.words("differs.nothing")
