"""The section on practices to look at: measures of peers with number, unit and sentence."""

from __future__ import annotations

import polars as pl

from compare.notebook import numbers
from compare.notebook.checks import LOW_CONFIDENCE
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Region, clause_around
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable
from compare.notebook.parameters import RegionParameters
from compare.overlap import presence
from compare.sections import Evidence, Row


def region_practices(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return up to three measures of peers with number, unit and sentence, on topics the own texts give no number for."""
    desk = Region(corpus, parameters)
    rows, records, topics = [], [], set()
    for verdict, row, measure in _candidates(desk):
        if measure["primary"] in topics:
            continue
        topics.add(measure["primary"])
        record = evidence(corpus, desk.labels, row, row["target_id"], gloss=desk.labels.topic(measure["primary"]))
        records.append(record)
        rows.append(_practice(desk, verdict, row, measure, record))
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


def _candidates(desk: Region) -> list[tuple[str, Record, Record]]:
    """Return other texts' statements on topics for which the region states no number, the nearest first.

    Each comes with the verdict on its text and with its measure.
    """
    corpus = desk.corpus
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
            row["measure_type"] == "count" and row["value"] == 1,
            row["indicator_id"] is None,
            row["kind"] != "achieved",
            measure["confidence"] < LOW_CONFIDENCE,
            row["measure_type"] not in ("share", "rate"),
            -measure["confidence"],
            row["target_id"],
        )
        found.append((rank, verdict, row, measure))
    return [(verdict, row, measure) for _, verdict, row, measure in sorted(found, key=lambda item: item[0])]


def _practice(desk: Region, verdict: str, row: Record, measure: Record, record: Evidence) -> Row:
    """Return a statement of another text as a row: topic, whose, the words around it, its number."""
    cells = {
        "topic": desk.labels.topic(measure["primary"]),
        "region": f"{desk.labels.region(row['region_code'])} · {desk.words(f'verdict.{verdict}')}",
        "practice": clause_around(measure, row),
        "number": desk.words("practices.number").format(
            indicator=desk.labels.indicator(row), cell=numbers.shown(desk, row)
        ),
    }
    return Row(id=row["target_id"], evidence=(record.id,), lines=desk.labels.line(measure["primary"]), cells=cells)


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
