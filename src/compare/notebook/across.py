"""Sections of the brief across regions: answer, texts, numbers, heat map, shared topics, pairs, cascade, origin, limits."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import polars as pl

from compare.charts import Palette, cascade_matrix, deadlines, emphasis_heatmap, origin_bars, similarity_heatmap, upset
from compare.charts.targets import Due
from compare.coding import taxonomy
from compare.notebook import numbers, profile
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import evidence
from compare.notebook.parameters import EmphasisParameters
from compare.notebook.region import targets_section
from compare.overlap import cascade, coded, origin, presence, shared_sets, similarity
from compare.sections import Column, Row

THIN = 20
"""Fewest measures for a text's shares to be coloured."""


class Across(Desk):
    """A desk for all texts, or those of the regions and documents that the parameters name."""

    def __init__(self, corpus: Corpus, parameters: EmphasisParameters) -> None:
        super().__init__(corpus, parameters)
        codes = list(getattr(parameters, "region_codes", ())) or corpus.region_codes
        named = list(parameters.document_ids)
        self.texts = [
            d
            for d in corpus.ordered
            if corpus.document[d]["region_code"] in codes and (not named or d in named) and corpus.count(d)
        ]
        self.exclude = tuple(parameters.exclude_domains)
        self.palette = Palette(tuple(corpus.region_codes))

    def code(self, document_id: str) -> str:
        """Return the region of a document."""
        return str(self.corpus.document[document_id]["region_code"])


def across_answer(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the answer in one sentence: what all texts share, what most share, which indicators can be compared."""
    desk = Across(corpus, parameters)
    present = presence(corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    held = Counter(present["topic"].to_list())
    most = [code for code, number in held.most_common() if number == max(held.values())]
    facts = {
        "regions": str(len({desk.code(d) for d in desk.texts})),
        "documents": str(len(desk.texts)),
        "common": str(sum(number == len(desk.texts) for number in held.values())),
        "held": str(max(held.values(), default=0)),
        "most": desk.join([desk.labels.topic(code) for code in sorted(most)[:3]]),
        "comparable": str(len(_shared_indicators(desk))),
    }
    key = "answer.across" if facts["common"] != "0" else "answer.across_none"
    names = (
        ("regions", "documents", "common", "comparable")
        if facts["common"] != "0"
        else ("regions", "documents", "most", "held", "comparable")
    )
    return desk.section(
        "answer", "answer", title=desk.say(key, **{name: ("facts", name) for name in names}), facts=facts
    )


def _shared_indicators(desk: Across) -> list[str]:
    """Return indicators with statements that the tables call comparable between two regions, most statements first."""
    shared: Counter[str] = Counter()
    for row in numbers.statements(desk):
        if any(other["document_id"] in desk.texts for other in numbers.comparable_with(desk, row)):
            shared[row["indicator_id"]] += 1
    return [indicator_id for indicator_id, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))]


def across_numbers(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return at most five indicators with every region's number and the nation's."""
    desk = Across(corpus, parameters)
    chosen = _shared_indicators(desk)[:5]
    rows, records = [], []
    for indicator_id in chosen:
        own = [
            row
            for row in numbers.statements(desk)
            if row["indicator_id"] == indicator_id and numbers.comparable_with(desk, row)
        ]
        nation = numbers.nearest_national(desk, own[0])
        found = [numbers.statement_evidence(desk, row) for row in own]
        records += found
        cells = {
            "indicator": desk.labels.indicator(own[0]),
            "regions": "；".join(numbers.named(desk, row) for row in own),
            "nation": numbers.shown(desk, nation) if nation else desk.words("numbers.none"),
        }
        topic = corpus.indicator[indicator_id]["topic"]
        rows.append(
            Row(id=indicator_id, cells=cells, evidence=tuple(r.id for r in found), lines=desk.labels.line(topic))
        )
    if not rows:
        return desk.section("numbers", "numbers", title=desk.say("numbers.across_empty"))
    return desk.section(
        "numbers",
        "numbers",
        title=desk.say("numbers.across", n=("facts", "n")),
        facts={"n": str(len(rows))},
        columns=desk.columns("numbers", "indicator", "regions", "nation"),
        rows=rows,
        evidence=records,
        notes=(desk.say("numbers.note"),),
    )


def across_limits(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return what cannot be compared: how many pairs are peers, and why the others are not."""
    desk = Across(corpus, parameters)
    pairs = list(combinations(desk.texts, 2))
    verdicts = Counter(corpus.pair(a, b)[0] for a, b in pairs)
    order = ("peer", "same kind, other level", "other year", "other kind")
    rows = [
        Row(
            id=verdict.replace(" ", "-").replace(",", ""),
            cells={
                "verdict": desk.words(f"verdict.{verdict}"),
                "n": str(verdicts[verdict]),
                "pairs": "；".join(
                    f"{desk.labels.short_document(a)}—{desk.labels.short_document(b)}"
                    for a, b in pairs
                    if corpus.pair(a, b)[0] == verdict
                ),
            },
        )
        for verdict in order
        if verdicts[verdict]
    ]
    facts = {"peers": str(verdicts["peer"]), "pairs": str(len(pairs))}
    title = desk.say("limits.across", peers=("facts", "peers"), pairs=("facts", "pairs"))
    return desk.section(
        "limits",
        "limits",
        title=title,
        facts=facts,
        columns=desk.columns("limits", "verdict", "n", "pairs", numeric=("n",)),
        rows=rows,
        notes=(desk.say("limits.note"),),
    )


def across_emphasis(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the heat map of texts by domain, the domain that most texts write on most in its title."""
    desk = Across(corpus, parameters)
    texts = profile.series(desk, desk.texts)
    codes = profile.domain_codes(desk)
    judged = [code for code in codes if code != profile.APART]
    judged_texts = [s for s in texts if s.base >= THIN] or texts
    spread = {code: [s.shares.get(code, 0.0) for s in judged_texts] for code in judged}
    widest = max(judged, key=lambda code: (max(spread[code]) - min(spread[code]), code))
    low = min(judged_texts, key=lambda s: (s.shares.get(widest, 0.0), s.label))
    high = max(judged_texts, key=lambda s: (s.shares.get(widest, 0.0), s.label))
    rows = profile.share_rows(desk, texts, codes)
    records = []
    frame = coded(corpus.measures, document_ids=tuple(desk.texts)).filter(pl.col("domain") == widest)
    for document_id in desk.texts:
        best = (
            frame.filter(pl.col("document_id") == document_id)
            .sort("confidence", "measure_id", descending=[True, False])
            .head(1)
        )
        records += [
            evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"]))
            for m in best.iter_rows(named=True)
        ]
    rows = [
        row.model_copy(update={"evidence": tuple(r.id for r in records)}) if row.id == widest else row for row in rows
    ]
    places = {s.label: f"d{i}" for i, s in enumerate(texts)}
    cells = {
        "topic": (widest, "topic"),
        "high": ("facts", "high"),
        "low": ("facts", "low"),
        "most": (widest, places[high.label]),
        "least": (widest, places[low.label]),
    }
    return desk.section(
        "emphasis",
        "finding",
        title=desk.say("emphasis.across", **cells),
        rows=rows,
        facts={"high": high.label, "low": low.label},
        columns=(
            *desk.columns("emphasis", "topic"),
            *(Column(key=f"d{i}", label=f"{s.label} n={s.base}", numeric=True) for i, s in enumerate(texts)),
        ),
        figure=emphasis_heatmap(texts, codes, profile.labels_of(desk, codes), THIN),
        evidence=records,
        reading=desk.say("emphasis.across_reading"),
        covers=desk.texts,
    )


def across_shared(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the UpSet plot: which topics just which texts share."""
    desk = Across(corpus, parameters)
    present = presence(corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    sets = shared_sets(present)
    shown = sets.head(12).iter_rows(named=True)
    figure_sets, rows = [], []
    for number, row in enumerate(sets.iter_rows(named=True)):
        members = [d for d in desk.texts if d in row["document_ids"]]
        names = desk.join([desk.labels.short_document(d) for d in members])
        topics = desk.join([desk.labels.topic(code) for code in row["topics"]])
        rows.append(Row(id=f"set{number}", cells={"texts": names, "n": str(row["size"]), "topics": topics}))
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
        columns=desk.columns("shared", "texts", "n", "topics", numeric=("n",)),
        reading=desk.say("shared.reading"),
        covers=desk.texts,
        figure=upset(figure_sets, [(d, desk.labels.short_document(d), desk.code(d)) for d in desk.texts], desk.palette),
    )


def across_pairs(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how alike each pair of texts is in topics, cut to equal length, peers marked."""
    desk = Across(corpus, parameters)
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
    rows.sort(key=lambda r: (-int(r.cells["rarefied"].rstrip("%")), r.id))
    top = rows[0].id
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
        reading=desk.say("pairs.reading"),
        covers=desk.texts,
    )


def across_targets(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return a panel per indicator that regions can be compared on."""
    desk = Across(corpus, parameters)
    ids = _shared_indicators(desk)[:6]
    if not ids:
        return desk.section("targets", "finding", title=desk.say("numbers.across_empty"))
    facts = {"n": str(len(ids))}
    return targets_section(desk, ids, desk.say("targets.across", n=("facts", "n")), facts, desk.palette)


def across_deadlines(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the time line: for which years each text states targets and results."""
    desk = Across(corpus, parameters)
    frame = corpus.targets.filter(
        pl.col("kind") != "baseline", pl.col("deadline").is_not_null(), pl.col("document_id").is_in(desk.texts)
    )
    counted = Counter(
        (row["document_id"], int(row["deadline"][:4]), row["kind"]) for row in frame.iter_rows(named=True)
    )
    dues = [
        Due(desk.code(d), desk.labels.short_document(d), year, counted[d, year, kind], kind == "target")
        for d in desk.texts
        for (found, year, kind) in sorted(counted)
        if found == d
    ]
    rows = [
        Row(
            id=f"due{number}",
            cells={
                "text": due.label,
                "year": str(due.year),
                "kind": desk.words("stance.plan" if due.target else "stance.achieved"),
                "n": str(due.number),
            },
        )
        for number, due in enumerate(dues)
    ]
    silent = [
        desk.labels.short_document(d) for d in desk.texts if d not in {document_id for document_id, _, _ in counted}
    ]
    facts = {
        "n": str(sum(due.number for due in dues if due.target)),
        "m": str(sum(due.number for due in dues if not due.target)),
        "silent": desk.join(silent),
    }
    title = desk.say("deadlines.title", n=("facts", "n"), m=("facts", "m"))
    if not dues:
        return desk.section("deadlines", "finding", title=desk.say("numbers.across_empty"))
    return desk.section(
        "deadlines",
        "finding",
        title=title,
        sentences=(desk.say("deadlines.silent", silent=("facts", "silent")),) if silent else (),
        rows=rows,
        facts=facts,
        columns=desk.columns("deadlines", "text", "year", "kind", "n", numeric=("n",)),
        figure=deadlines(dues, desk.palette),
        reading=desk.say("deadlines.reading"),
        covers=desk.texts,
    )


def across_cascade(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return what each lower text does with what its superior's text plans, topics and named programmes."""
    desk = Across(corpus, parameters)
    frame = cascade(corpus.measures, corpus.documents, corpus.targets).filter(
        pl.col("lower_id").is_in(desk.texts),
        pl.col("superior_id").is_in(desk.texts),
        ~pl.col("subject").str.slice(0, 1).is_in(list(desk.exclude)) | (pl.col("subject_kind") == "programme"),
    )
    if not frame.height:
        return desk.section("cascade", "note", title=desk.say("cascade.empty"), brief=False)
    counts = frame.group_by("superior_id").len().sort("len", "superior_id", descending=[True, False])
    superior = min(counts["superior_id"].to_list(), key=lambda d: (corpus.long_term(d), d))
    own = frame.filter(pl.col("superior_id") == superior, pl.col("subject_kind") == "topic")
    lower = [d for d in desk.texts if d in set(own["lower_id"].to_list())]
    status = {(s, d): said for s, d, said in own.select("subject", "lower_id", "status").iter_rows()}
    subjects = [code for code in taxonomy.codes() if any((code, d) in status for d in lower)]
    loud = [code for code in subjects if any(status.get((code, d)) != "silent" for d in lower)]
    records, rows = [], []
    for row in own.iter_rows(named=True):
        keys = [key for key in (row["superior_measure_id"], row["lower_measure_id"]) if key]
        if row["status"] == "silent":
            keys = []
        found = [
            evidence(corpus, desk.labels, corpus.measure[key], key, gloss=desk.labels.topic(row["subject"]))
            for key in keys
        ]
        records += found
        cells = {
            "topic": desk.labels.topic(row["subject"]),
            "text": desk.labels.short_document(row["lower_id"]),
            "status": desk.words(f"cascade.{row['status']}"),
        }
        rows.append(
            Row(
                id=f"{row['subject']}-{row['lower_id']}",
                cells=cells,
                evidence=tuple(r.id for r in found),
                lines=desk.labels.line(row["subject"]),
            )
        )
    silent_all = len(subjects) - len(loud)
    facts = {
        "superior": desk.labels.short_document(superior),
        "n": str(len(subjects)),
        "taken": str(len(loud)),
        "unsaid": str(silent_all),
        "lower": str(len(lower)),
    }
    title = desk.say(
        "cascade.title",
        superior=("facts", "superior"),
        n=("facts", "n"),
        taken=("facts", "taken"),
        lower=("facts", "lower"),
    )
    both = own.filter(pl.col("superior_number"), pl.col("lower_number")).height
    note = desk.say("cascade.numbers" if both else "cascade.no_numbers")
    return desk.section(
        "cascade",
        "finding",
        title=title,
        columns=desk.columns("cascade", "topic", "text", "status"),
        rows=rows,
        facts=facts,
        evidence=records,
        figure=cascade_matrix(
            [(code, desk.labels.topic(code)) for code in loud],
            [(d, desk.labels.short(desk.code(d)), desk.code(d)) for d in lower],
            status,
            desk.palette,
        ),
        reading=desk.say("cascade.reading"),
        notes=(note,),
        covers=[superior, *lower],
    )


def across_origin(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return whose idea each text's measures are, one stacked bar per text."""
    desk = Across(corpus, parameters)
    found = origin(corpus.measures, corpus.documents, corpus.wording).filter(
        pl.col("document_id").is_in(desk.texts), ~pl.col("topic").str.slice(0, 1).is_in(list(desk.exclude))
    )
    counts = Counter(found.select("document_id", "origin").iter_rows())
    names = ("national", "superior", "shared", "only")
    groups = [(desk.words(f"origin.{name}"), [counts[d, name] for d in desk.texts]) for name in names]
    columns = (
        *desk.columns("deadlines", "text"),
        *(Column(key=name, label=desk.words(f"origin.{name}"), numeric=True) for name in names),
    )
    rows = [
        Row(id=d, cells={"text": desk.labels.short_document(d), **{name: str(counts[d, name]) for name in names}})
        for d in desk.texts
    ]
    facts = {"national": str(sum(counts[d, "national"] for d in desk.texts)), "total": str(found.height)}
    return desk.section(
        "origin",
        "finding",
        title=desk.say("origin.across", national=("facts", "national"), total=("facts", "total")),
        rows=rows,
        columns=columns,
        facts=facts,
        figure=origin_bars([desk.labels.short_document(d) for d in desk.texts], groups),
        reading=desk.say("origin.reading"),
        covers=desk.texts,
    )
