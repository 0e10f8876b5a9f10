"""Sections of one region's brief: answer, texts, numbers, practices, what to check, what cannot be compared, findings."""

from __future__ import annotations

import re

import polars as pl

from compare.charts import Palette, emphasis_strip, origin_bars, share_pairs, statements_dots
from compare.charts.emphasis import Series
from compare.coding import taxonomy
from compare.notebook import numbers, profile
from compare.notebook.common import texts_section
from compare.notebook.corpus import Corpus, Record
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import evidence
from compare.notebook.parameters import RegionParameters
from compare.overlap import coded, distinctive, origin, presence, silence
from compare.sections import Column, Row, Sentence

LOW_CONFIDENCE = 0.5


class Region(Desk):
    """A desk for one region: its documents, the main one first."""

    def __init__(self, corpus: Corpus, parameters: RegionParameters) -> None:
        super().__init__(corpus, parameters)
        self.code = parameters.region_code
        self.own = corpus.documents_of(self.code)
        self.main = corpus.main_document(self.code)
        self.palette = Palette(tuple(corpus.region_codes))
        self.others = [d for d in corpus.ordered if corpus.document[d]["region_code"] != self.code]

    def exclude(self) -> tuple[str, ...]:
        """Return the domains that the headline leaves out."""
        return tuple(self.parameters.exclude_domains)  # type: ignore[attr-defined]


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
    key = "answer.region" if facts["year"] else "answer.region_undated"
    places = ("region", "year", "measures", "top", "targets", "results")
    title = desk.say(key, **{name: ("facts", name) for name in places if name != "year" or facts["year"]})
    return desk.section("answer", "answer", title=title, facts=facts)


def region_texts(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return which texts were read, their dates and what kind of copy they are."""
    desk = Region(corpus, parameters)
    return texts_section(desk, desk.own)


def region_numbers(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return at most five numbers with own, peers' and national value, year and kind."""
    desk = Region(corpus, parameters)
    best: dict[str, tuple[int, Record, list[Record], Record | None]] = {}
    for row in numbers.statements(desk, desk.code):
        peers = numbers.comparable_with(desk, row)
        nation = numbers.nearest_national(desk, row)
        weight = 2 * bool(peers) + 2 * bool(nation) + (row["kind"] == "target")
        if row["indicator_id"] not in best or weight > best[row["indicator_id"]][0]:
            best[row["indicator_id"]] = (weight, row, peers, nation)
    chosen = sorted(best.values(), key=lambda found: -found[0])[:5]
    rows, records = [], []
    for _, row, peers, nation in chosen:
        record = [numbers.statement_evidence(desk, statement) for statement in (row, *peers[:3])]
        records += record
        rows.append(
            Row(
                id=row["target_id"],
                evidence=tuple(r.id for r in record),
                lines=_line(desk, row),
                cells={
                    "indicator": desk.labels.indicator(row),
                    "own": numbers.shown(desk, row),
                    "peers": "；".join(numbers.named(desk, peer) for peer in peers[:3]) or desk.words("numbers.none"),
                    "nation": numbers.shown(desk, nation) if nation else desk.words("numbers.none"),
                },
            )
        )
    if not rows:
        return desk.section(
            "numbers", "numbers", title=desk.say("numbers.empty"), notes=(desk.say("numbers.empty_note"),)
        )
    facts = {
        "n": str(len(rows)),
        "both": str(sum(bool(found[2]) for found in chosen)),
        "nation": str(sum(bool(found[3]) for found in chosen)),
    }
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


def _line(desk: Desk, row: Record) -> tuple[str, ...]:
    """Return the line of work of a statement: of its measure's topic, else of its indicator's."""
    measure = desk.corpus.measure.get(row["measure_id"] or "")
    listed = desk.corpus.indicator.get(row["indicator_id"] or "")
    code = measure["primary"] if measure and measure["primary"] != "Z" else listed["topic"] if listed else None
    return desk.labels.line(code) if code else ()


def region_practices(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return up to three measures of peers with number, unit and sentence, on topics the own texts give no number for."""
    desk = Region(corpus, parameters)
    own_numbers = _numbered_topics(desk, desk.own)
    own_topics = set(presence(corpus.measures, document_ids=desk.own)["topic"].to_list())
    found: list[tuple[tuple[object, ...], Record, Record]] = []
    for row in corpus.targets.filter(pl.col("document_id").is_in(desk.others)).iter_rows(named=True):
        measure = corpus.measure.get(row["measure_id"] or "")
        if measure is None or not _telling(row, measure, desk.exclude()) or measure["primary"] in own_numbers:
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
            row["measure_type"] not in ("share", "rate"),
            -measure["confidence"],
            row["target_id"],
        )
        found.append((rank, row, measure))
    rows, records, topics = [], [], set()
    for _, row, measure in sorted(found, key=lambda item: item[0]):
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
                    "region": desk.labels.region(row["region_code"]),
                    "practice": _clause(measure["text"]),
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
        and measure["confidence"] >= LOW_CONFIDENCE
    )


def _numbered_topics(desk: Desk, document_ids: list[str]) -> set[str]:
    """Return the topics on which documents state a number."""
    own = desk.corpus.targets.filter(pl.col("document_id").is_in(document_ids), pl.col("kind") != "baseline")[
        "measure_id"
    ].drop_nulls()
    return {desk.corpus.measure[measure_id]["primary"] for measure_id in own if measure_id in desk.corpus.measure}


def _clause(text: str, longest: int = 70) -> str:
    """Return a measure's words, cut at a comma where long, unreadable runs said in words."""
    text = re.sub(r"[?？]{2,}|\uFFFD+", "〔原文无法辨认〕", text).strip(" ，,。；;")
    if len(text) <= longest:
        return text
    cut = max(text.rfind(mark, 0, longest) for mark in "，,、；;")
    return f"{text[: cut if cut > longest // 2 else longest]}……"


def region_checks(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return what to check before quoting: unreadable numbers, inferred words, doubtful codes, unofficial copies."""
    desk = Region(corpus, parameters)
    rows, records = [], []
    corrupt = corpus.targets.filter(pl.col("document_id").is_in(desk.own), pl.col("quality") == "corrupt")
    for row in corrupt.iter_rows(named=True):
        record = evidence(corpus, desk.labels, row, row["target_id"], gloss=desk.words("checks.corrupt"))
        records.append(record)
        cells = {"what": desk.words("checks.corrupt"), "where": desk.labels.indicator(row)}
        rows.append(Row(id=row["target_id"], evidence=(record.id,), lines=_line(desk, row), cells=cells))
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
    cells = {"peers": ("facts", "peers"), "others": ("facts", "others")} if peers else {"others": ("facts", "others")}
    return desk.section(
        "limits",
        "limits",
        title=desk.say(key, **cells),
        facts=facts,
        columns=desk.columns("limits", "document", "verdict", "reason"),
        rows=rows,
        notes=(desk.say("limits.note"),),
    )


def _why(desk: Region, document_id: str) -> str:
    """Return in words where two documents differ: level, kind, year, completeness."""
    a, b = desk.corpus.document[desk.main], desk.corpus.document[document_id]
    differ = [name for name in ("admin_level", "kind", "plan_year", "completeness") if a[name] != b[name]]
    return desk.join([desk.words(f"differs.{name}") for name in differ]) or desk.words("differs.nothing")


def region_emphasis(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on shares of text: own main document among all others, a row per domain."""
    desk = Region(corpus, parameters)
    texts = profile.series(desk, [desk.main, *desk.others])
    codes = profile.domain_codes(desk)
    names = profile.labels_of(desk, codes)
    own, rest = texts[0], texts[1:]
    judged = [code for code in codes if code != profile.APART]
    ranked = sorted(judged, key=lambda code: (-own.shares.get(code, 0.0), code))
    highest = (
        [
            code
            for code in ranked
            if rest
            and own.shares.get(code, 0.0) > max(s.shares.get(code, 0.0) for s in rest if s.base >= 20 or len(rest) == 1)
        ]
        if any(s.base >= 20 for s in rest)
        else []
    )
    rows = profile.share_rows(desk, texts, codes)
    records = []
    sample = coded(corpus.measures, exclude_domains=desk.exclude(), document_ids=(desk.main,)).sort(
        "confidence", "measure_id", descending=[True, False]
    )
    with_evidence = []
    for row in rows:
        found = sample.filter(pl.col("domain") == row.id).head(2).iter_rows(named=True)
        own_records = (
            [evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"])) for m in found]
            if row.id in ranked[:3]
            else []
        )
        records += own_records
        with_evidence.append(row.model_copy(update={"evidence": tuple(r.id for r in own_records)}))
    first = ranked[0]
    facts = {"region": desk.labels.short(desk.code), "more": desk.join([names[code] for code in highest[:3]])}
    lead = {"region": ("facts", "region"), "topic": (first, "topic"), "share": (first, "d0")}
    sentences: list[Sentence] = (
        [desk.say("emphasis.more", region=("facts", "region"), more=("facts", "more"))] if highest else []
    )
    columns = (*desk.columns("emphasis", "topic"), *_text_columns(texts))
    return desk.section(
        "emphasis",
        "finding",
        title=desk.say("emphasis.title", **lead),
        sentences=tuple(sentences),
        columns=columns,
        rows=with_evidence,
        figure=emphasis_strip(own, rest, codes, names, desk.palette),
        alternative=desk.say("emphasis.alternative", **lead),
        evidence=records,
        facts=facts,
        reading=desk.say("emphasis.reading"),
        covers=[desk.main, *desk.others],
    )


def _text_columns(texts: list[Series]) -> tuple[Column, ...]:
    """Return one numeric column per text."""
    return tuple(Column(key=f"d{i}", label=s.label, numeric=True) for i, s in enumerate(texts))


def region_distinctive(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on topics that the main document writes on more than all others together."""
    desk = Region(corpus, parameters)
    found = distinctive(corpus.measures, exclude_domains=(*desk.exclude(), profile.APART)).filter(
        pl.col("document_id") == desk.main, pl.col("z") > 1.0, pl.col("measures") >= 2
    )
    codes = found["topic"].to_list()[:6]
    if not codes:
        return desk.section(
            "distinctive",
            "finding",
            title=desk.say("distinctive.empty", region=("facts", "region")),
            facts={"region": desk.labels.short(desk.code)},
        )
    own = profile.series(desk, [desk.main], level="topic")[0]
    frame = coded(corpus.measures, exclude_domains=desk.exclude()).filter(pl.col("document_id").is_in(desk.others))
    counts = dict(frame.group_by("primary").len().iter_rows())
    rest = Series(
        desk.words("distinctive.rest"), "", frame.height, {code: n / max(frame.height, 1) for code, n in counts.items()}
    )
    records, rows = [], []
    for code in codes:
        sample = (
            coded(corpus.measures, document_ids=(desk.main,))
            .filter(pl.col("primary") == code)
            .sort("confidence", "measure_id", descending=[True, False])
            .head(2)
        )
        own_records = [
            evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(code))
            for m in sample.iter_rows(named=True)
        ]
        records += own_records
        number = found.filter(pl.col("topic") == code)
        rows.append(
            Row(
                id=code,
                evidence=tuple(r.id for r in own_records),
                lines=desk.labels.line(code),
                cells={
                    "topic": desk.labels.topic(code),
                    "own": profile.percent(own.shares.get(code, 0.0)),
                    "rest": profile.percent(rest.shares.get(code, 0.0)),
                    "measures": str(number["measures"][0]),
                    "others": str(number["others"][0]),
                },
            )
        )
    facts = {
        "region": desk.labels.short(desk.code),
        "topics": desk.join([desk.labels.topic(code) for code in codes[:3]]),
    }
    names = {code: desk.labels.topic(code) for code in codes}
    title = desk.say("distinctive.title", region=("facts", "region"), topics=("facts", "topics"))
    return desk.section(
        "distinctive",
        "finding",
        title=title,
        columns=desk.columns(
            "distinctive", "topic", "own", "rest", "measures", "others", numeric=("own", "rest", "measures", "others")
        ),
        rows=rows,
        figure=share_pairs(
            Series(desk.labels.short(desk.code), desk.code, own.base, own.shares), rest, codes, names, desk.palette
        ),
        facts=facts,
        evidence=records,
        reading=desk.say("distinctive.reading"),
        covers=[desk.main, *desk.others],
    )


def region_targets(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on indicators that the region shares with the nation or with others, a panel each."""
    desk = Region(corpus, parameters)
    own = numbers.statements(desk, desk.code)
    shared = []
    for indicator_id in dict.fromkeys(row["indicator_id"] for row in own):
        others = [
            row
            for row in numbers.statements(desk)
            if row["indicator_id"] == indicator_id and row["region_code"] != desk.code
        ]
        if others or numbers.national(desk, indicator_id):
            shared.append((-len(others), indicator_id))
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


def targets_section(desk: Desk, ids: list[str], title: Sentence, facts: dict[str, str], palette: Palette) -> Shown:
    """Return a section with a panel per indicator, its statements as rows and their sentences as evidence."""
    rows, records = [], []
    for indicator_id in ids:
        for nation in numbers.national(desk, indicator_id):
            cells = {
                "indicator": desk.labels.indicator(nation),
                "region": desk.labels.short(numbers.NATION),
                "value": desk.labels.value(nation),
                "when": desk.labels.when(nation),
                "source": f"《{nation['source']}》{nation['issuer']} {nation['published']}",
            }
            rows.append(Row(id=nation["target_id"], cells=cells))
        for row in numbers.statements(desk):
            if row["indicator_id"] != indicator_id:
                continue
            record = numbers.statement_evidence(desk, row)
            records.append(record)
            cells = {
                "indicator": desk.labels.indicator(row),
                "region": desk.labels.short(row["region_code"]),
                "value": desk.labels.value(row),
                "when": desk.labels.when(row),
                "source": f"《{desk.labels.title(row['document_id'])}》",
            }
            rows.append(Row(id=row["target_id"], cells=cells, evidence=(record.id,), lines=_line(desk, row)))
    return desk.section(
        "targets",
        "finding",
        title=title,
        columns=desk.columns("targets", "indicator", "region", "value", "when", "source"),
        rows=rows,
        facts=facts,
        figure=statements_dots(numbers.panels(desk, ids), palette),
        evidence=records,
        reading=desk.say("targets.reading"),
        covers=desk.corpus.ordered,
    )


def region_origin(corpus: Corpus, parameters: RegionParameters) -> Shown:
    """Return the finding on whose idea the measures are, with the topics that only this region's texts mention."""
    desk = Region(corpus, parameters)
    found = origin(corpus.measures, corpus.documents, corpus.wording).filter(
        pl.col("document_id") == desk.main, ~pl.col("topic").str.slice(0, 1).is_in(list(desk.exclude()))
    )
    numbers_of = {
        name: found.filter(pl.col("origin") == name).height for name in ("national", "superior", "shared", "only")
    }
    only = found.filter(pl.col("origin") == "only")
    records, rows = [], []
    for name in ("national", "superior", "shared", "only"):
        sample = only if name == "only" else found.filter(pl.col("origin") == name)
        measures = [corpus.measure[m] for m in sample["measure_id"].to_list()[: (6 if name == "only" else 2)]]
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
    bars = origin_bars(
        [desk.labels.short(desk.code)], [(desk.words(f"origin.{name}"), [numbers_of[name]]) for name in numbers_of]
    )
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
    said = silence(corpus.measures, corpus.documents, codes)
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
    for document_id, topic, number in presence(corpus.measures, document_ids=desk.others).iter_rows():
        if number:
            others.setdefault(topic, []).append(desk.labels.short_document(document_id))
    unsaid = sorted(unsaid, key=lambda code: (-len(others.get(code, ())), code))
    rows = [
        Row(
            id=code,
            lines=desk.labels.line(code),
            cells={
                "topic": desk.labels.topic(code),
                "others": desk.join(others.get(code, [])) or desk.words("silence.nobody"),
            },
        )
        for code in unsaid
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
                "text": _clause(m["text"], 120),
                "place": str(m["item_no"] or ""),
                "document": desk.labels.short_document(m["document_id"]),
            },
        )
        for m in frame.iter_rows(named=True)
    ]
    title = desk.say("lines.title", region=("facts", "region"), n=("facts", "n"))
    return desk.section(
        "lines",
        "lines",
        title=title,
        facts={"region": desk.labels.short(desk.code), "n": str(len(rows))},
        columns=desk.columns("lines", "topic", "stance", "text", "place", "document"),
        rows=rows,
        reading=desk.say("lines.reading"),
    )
