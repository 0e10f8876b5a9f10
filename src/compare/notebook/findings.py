"""Sections of a region's findings: shares of text, distinctive topics, numbers, origin, silence, all measures."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.charts import counts_bars
from compare.coding import taxonomy
from compare.notebook import numbers, profile
from compare.notebook.corpus import Corpus
from compare.notebook.desks import Region, clause
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows, quotable_text
from compare.notebook.judged import origins
from compare.notebook.numbers import targets_section
from compare.notebook.parameters import RegionParameters
from compare.overlap import ORIGINS, coded, presence, silence
from compare.sections import Row


def region_targets(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on indicators that the region shares with the nation or with others, a panel each."""
    desk = Region(corpus, parameters)
    own = [row for row in numbers.statements(desk, desk.code) if row["measure_type"] in numbers.RATES]
    elsewhere = Counter(row["indicator_id"] for row in numbers.statements(desk) if row["region_code"] != desk.code)
    shared = [
        (-elsewhere[indicator_id], indicator_id)
        for indicator_id in dict.fromkeys(row["indicator_id"] for row in own)
        if elsewhere[indicator_id] or numbers.national(desk, indicator_id)
    ]
    ids = [indicator_id for _, indicator_id in sorted(shared)][:6]
    facts = {
        "region": desk.labels.short(desk.code),
        "n": str(len(ids)),
        "all": str(len({row["indicator_id"] for row in own})),
    }
    if not ids:
        return desk.section(
            "targets", "finding", title=desk.say("targets.empty", region=("facts", "region")), facts=facts
        )
    return targets_section(
        desk, ids, desk.say("targets.region", region=("facts", "region"), n=("facts", "n")), facts, desk.palette
    )


def region_origin(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on whose idea the measures are, with the topics that only this region's texts mention."""
    desk = Region(corpus, parameters)
    found = origins(corpus, [desk.main], desk.exclude())
    numbers_of = {
        name: found.filter(pl.col("origin") == name).height for name in ORIGINS
    }
    only = found.filter(pl.col("origin") == "only")
    records, rows = [], []
    for name in ORIGINS:
        sample = only if name == "only" else found.filter(pl.col("origin") == name)
        measures = quotable_rows(corpus, (corpus.measure[m] for m in sample["measure_id"]), 6 if name == "only" else 2)
        own_records = [
            evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"])) for m in measures
        ]
        records += own_records
        rows.append(
            Row(
                id=name,
                evidence=tuple(r.id for r in own_records),
                cells={
                    "origin": desk.words(f"origin.{name}"),
                    "n": str(numbers_of[name]),
                    "share": profile.percent(numbers_of[name] / max(found.height, 1)),
                },
            )
        )
    topics = [desk.labels.topic(code) for code in dict.fromkeys(only["topic"].to_list())]
    facts = {"region": desk.labels.short(desk.code), "topics": desk.join(topics[:4]), "total": str(found.height)}
    bars = counts_bars([(desk.words(f"origin.{name}"), number) for name, number in numbers_of.items()])
    title = desk.say("origin.title", region=("facts", "region"), national=("national", "n"), total=("facts", "total"))
    more = (desk.say("origin.only_topics", topics=("facts", "topics")),) if topics else ()
    return desk.section(
        "origin",
        "finding",
        title=title,
        sentences=more,
        columns=desk.columns("origin", "origin", "n", "share", numeric=("n", "share")),
        rows=rows,
        facts=facts,
        figure=bars if found.height else None,
        evidence=records,
        reading=desk.say("origin.reading"),
        covers=corpus.ordered,
    )


def region_silence(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on topics that other texts mention and this one does not (本文本未提及)."""
    desk = Region(corpus, parameters)
    codes = [code for code in taxonomy.codes() if code != taxonomy.NO_MEASURE and code[0] not in desk.exclude()]
    said = silence(corpus.whole.measures, corpus.documents, codes)
    own = said.filter(pl.col("document_id") == desk.main)
    unsaid = own.filter(pl.col("said") == "not_mentioned")["topic"].to_list()
    facts = {"region": desk.labels.short(desk.code)}
    if not unsaid:
        judged = (
            own.filter(pl.col("reason") == "few_measures").height == 0
            and own.filter(pl.col("reason") == "not_full").height == 0
        )
        key = "silence.none" if judged else "silence.not_judged"
        return desk.section(
            "silence", "note", title=desk.say(key, region=("facts", "region")), facts=facts, brief=judged
        )
    others: dict[str, list[str]] = {}
    for document_id, topic, number in presence(corpus.whole.measures, document_ids=desk.others).iter_rows():
        if number:
            others.setdefault(topic, []).append(desk.labels.short_document(document_id))
    unsaid = sorted(unsaid, key=lambda code: (-len(others.get(code, ())), code))
    rows = [
        desk.topic_row(code, others=desk.some(others.get(code, [])) or desk.words("silence.nobody")) for code in unsaid
    ]
    facts |= {
        "n": str(len(unsaid)),
        "topics": desk.join([desk.labels.topic(code) for code in unsaid[:3] if others.get(code)]),
    }
    title = desk.say("silence.title", region=("facts", "region"), n=("facts", "n"))
    return desk.section(
        "silence",
        "note",
        title=title,
        columns=desk.columns("silence", "topic", "others"),
        rows=rows,
        facts=facts,
        reading=desk.say("silence.reading"),
    )


def region_lines(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return every measure of the region's documents with its topic and line of work, to be filtered."""
    desk = Region(corpus, parameters)
    frame = coded(corpus.measures, document_ids=tuple(desk.own)).sort("primary", "document_id", "text_start")
    rows = [
        Row(
            id=m["measure_id"],
            lines=desk.labels.line(m["primary"]),
            cells={
                "topic": desk.labels.topic(m["primary"]),
                "stance": desk.words(f"stance.{m['stance']}"),
                "text": clause(m["text"], 120),
                "place": str(m["item_no"] or ""),
                "document": desk.labels.short_document(m["document_id"]),
            },
        )
        for m in frame.iter_rows(named=True)
        if quotable_text(m["text"]) and quotable_text(clause(m["text"], 120))
    ]
    left_out = frame.height - len(rows)
    facts = {"region": desk.labels.short(desk.code), "n": str(frame.height), "left_out": str(left_out)}
    return desk.section(
        "lines",
        "lines",
        title=desk.say("lines.title", region=("facts", "region"), n=("facts", "n")),
        facts=facts,
        columns=desk.columns("lines", "topic", "stance", "text", "place", "document"),
        rows=rows,
        reading=desk.say("lines.reading"),
        notes=(desk.say("lines.left_out", n=("facts", "left_out")),) if left_out else (),
    )
