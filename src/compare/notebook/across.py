"""Sections of the first screen across regions: answer, numbers, limits; and how texts overlap."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import polars as pl

from compare.charts import emphasis_heatmap
from compare.charts.emphasis import Series
from compare.coding import taxonomy
from compare.notebook import numbers, profile
from compare.notebook.corpus import Corpus
from compare.notebook.desks import THIN, Across
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.hovers import hover_sentences
from compare.notebook.lens import lens_rows, lens_shares
from compare.notebook.numbers import shared_indicators
from compare.notebook.parameters import EmphasisParameters
from compare.notebook.profile import ALIKE
from compare.overlap import coded, presence
from compare.overlap.chance import LEVEL
from compare.sections import Column, Row

_PAIRS_TESTED = 40
"""Gaps tested, widest first; of more texts than these the chart says that none is told apart."""

_PAIRS_NAMED = 12
"""Pairs of texts named under one verdict; forty texts make 780."""


def across_answer(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the answer in one sentence: what all texts share, what most share, which indicators can be compared."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("answer", "answer", title=desk.say("across.too_few"))
    present = presence(corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    held = Counter(present["topic"].to_list())
    most = [code for code, number in held.most_common() if number == max(held.values())]
    facts = {
        "regions": str(len({desk.code(d) for d in desk.texts})),
        "documents": str(len(desk.texts)),
        "common": str(sum(number == len(desk.texts) for number in held.values())),
        "held": str(max(held.values(), default=0)),
        "most": desk.join([desk.labels.topic(code) for code in sorted(most)[:3]]),
        "comparable": str(len(shared_indicators(desk))),
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


def across_numbers(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return at most five indicators with every region's number and the nation's."""
    desk = Across(corpus, parameters)
    shared = shared_indicators(desk)
    chosen = shared[:5]
    rows, records, left_out = [], [], 0
    ranked = corpus.compared.ranked(corpus.document)
    for indicator_id in chosen:
        stated = [
            row
            for row in numbers.statements(desk)
            if row["indicator_id"] == indicator_id and row["target_id"] in ranked
        ]
        own = numbers.nearest(desk, stated, numbers.EACH)
        left_out += len(stated) - len(own)
        nation = numbers.nearest_national(desk, own[0])
        found = [numbers.statement_evidence(desk, row) for row in own]
        records += found
        cells = {
            "indicator": desk.labels.indicator(own[0]),
            "regions": desk.words("list.semicolon").join(numbers.named(desk, row) for row in own),
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
        title=desk.say("numbers.across", n=("facts", "n"))
        if len(shared) == len(rows)
        else desk.say("numbers.across_first", n=("facts", "n"), every=("facts", "every")),
        facts={"n": str(len(rows)), "every": str(len(shared)), **numbers.left_out_facts(left_out)},
        columns=desk.columns("numbers", "indicator", "regions", "nation"),
        rows=rows,
        evidence=records,
        notes=(desk.say("numbers.note"), *numbers.left_out_notes(desk, left_out)),
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
                "pairs": _name_pairs(desk, [pair for pair in pairs if corpus.pair(*pair)[0] == verdict]),
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


def _name_pairs(desk: Across, pairs: list[tuple[str, str]]) -> str:
    """Return pairs of texts in words; of many, the first ones."""
    named = [f"{desk.labels.short_document(a)}—{desk.labels.short_document(b)}" for a, b in pairs[:_PAIRS_NAMED]]
    return desk.words("list.semicolon").join(named) + ("…" if len(pairs) > _PAIRS_NAMED else "")


def across_emphasis(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the heat map of texts by domain, the domain that most texts write on most in its title."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("emphasis", "note", title=desk.say("across.too_few"))
    texts = profile.series(desk, desk.texts)
    if desk.group:
        return _heaps(desk, "emphasis", "domain")
    codes = profile.domain_codes(desk)
    judged = [code for code in codes if code != profile.APART]
    found = _widest(desk, texts, judged)
    widest = found[0] if found else max(judged, key=lambda code: (max(s.shares.get(code, 0.0) for s in texts), code))
    rows = profile.share_rows(desk, texts, codes)
    seen, lenses = lens_shares(desk, texts)
    records = []
    frame = coded(corpus.measures, document_ids=tuple(desk.texts)).filter(pl.col("domain") == widest)
    for document_id in desk.texts:
        best = frame.filter(pl.col("document_id") == document_id).sort(
            "confidence", "measure_id", descending=[True, False]
        )
        records += [
            evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.labels.topic(m["primary"]))
            for m in quotable_rows(corpus, best.iter_rows(named=True), 1)
        ]
    rows = [
        row.model_copy(update={"evidence": tuple(r.id for r in records)}) if row.id == widest else row for row in rows
    ]
    places = {s.label: f"d{i}" for i, s in enumerate(texts)}
    facts: dict[str, str] = {}
    title = desk.say("emphasis.across_plain", topic=(widest, "named"))
    if found:
        facts = {"high": found[1].label, "low": found[2].label}
        cells = {"most": (widest, places[found[1].label]), "least": (widest, places[found[2].label])}
        named = {name: ("facts", name) for name in facts}
        title = desk.say("emphasis.across", topic=(widest, "named"), **named, **cells)
    return desk.section(
        "emphasis",
        "finding",
        title=title,
        rows=[*rows, *lens_rows(seen, lenses)],
        facts=facts,
        columns=(
            *desk.columns("emphasis", "topic"),
            *(Column(key=f"d{i}", label=f"{s.label} n={s.base}", numeric=True) for i, s in enumerate(texts)),
        ),
        figure=emphasis_heatmap(
            seen, [*codes, *lenses], profile.labels_of(desk, codes) | lenses, THIN, hover_sentences(desk, "domain")
        ),
        evidence=records,
        notes=(desk.say("lens.note"),) if lenses else (),
        reading=desk.say("emphasis.across_reading"),
        covers=desk.texts,
    )


def _heaps(desk: Across, section_id: str, level: str) -> Shown:
    """Return the heat map of groups of texts, each cell the median share of the group's texts."""
    texts = profile.series(desk, desk.all_texts, level=level)
    heaps = profile.grouped(texts, [desk.heap(s.document_id, desk.group) for s in texts])
    held = {code for s in heaps for code in s.shares}
    codes = profile.domain_codes(desk) if level == "domain" else [code for code in taxonomy.codes() if code in held]
    names = profile.labels_of(desk, codes) if level == "domain" else {code: desk.labels.topic(code) for code in codes}
    facts = {"n": str(len(texts)), "k": str(len(heaps))}
    return desk.section(
        section_id,
        "finding",
        title=desk.say("emphasis.grouped", **{name: ("facts", name) for name in facts}),
        facts=facts,
        rows=profile.share_rows(desk, heaps, codes),
        columns=profile.share_columns(desk, heaps),
        figure=emphasis_heatmap(heaps, codes, names, 1),
        reading=desk.say("emphasis.grouped_reading"),
        covers=desk.all_texts,
    )


def _widest(desk: Across, texts: list[Series], codes: list[str]) -> tuple[str, Series, Series] | None:
    """Return the code on which two texts of one kind and year differ most, with both, the larger share first.

    Texts of other kinds differ by their kind already; thin ones by chance; small gaps by coding error. A gap counts where a
    permutation test, corrected for the pairs of one kind (Bonferroni), and coding error both tell it. Null where none does.
    """
    by_label = {s.label: s for s in texts if s.base >= THIN}
    known = [(d, by_label[label]) for d in desk.texts if (label := desk.labels.short_document(d)) in by_label]
    families: dict[str | None, list[tuple[Series, Series]]] = {}
    for (a, s), (b, t) in combinations(known, 2):
        if desk.corpus.pair(a, b)[0] in ALIKE:
            families.setdefault(desk.corpus.document[a]["kind"], []).append((s, t))
    gaps = sorted(
        (
            (abs(s.shares.get(c, 0.0) - t.shares.get(c, 0.0)), c, len(pairs), s, t)
            for pairs in families.values()
            for s, t in pairs
            for c in codes
            if profile.clearly_apart(s, c, t, c)
        ),
        key=lambda gap: (-gap[0], gap[1], gap[3].label, gap[4].label),
    )
    for _, code, tests, s, t in gaps[:_PAIRS_TESTED]:
        if profile.differing(s, [t])[code][0] * tests <= LEVEL:
            return (code, s, t) if s.shares.get(code, 0.0) >= t.shares.get(code, 0.0) else (code, t, s)
    return None


def across_topics(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the heat map of texts by topic, all topics that any text writes on."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("topics", "note", title=desk.say("across.too_few"))
    if desk.group:
        return _heaps(desk, "topics", "topic")
    texts = profile.series(desk, desk.texts, level="topic")
    held = Counter({code: sum(code in s.shares for s in texts) for s in texts for code in s.shares})
    codes = [code for code in taxonomy.codes() if held[code]]
    names = {code: desk.labels.topic(code) for code in codes}
    seen, lenses = lens_shares(desk, texts)
    rows = [*profile.share_rows(desk, texts, codes), *lens_rows(seen, lenses)]
    counts = Counter(coded(corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)["primary"].to_list())
    most = max(codes, key=lambda code: (counts[code], code))
    return desk.section(
        "topics",
        "finding",
        title=desk.say("topics.title", topic=(most, "named"), n=("facts", "n")),
        facts={"n": str(counts[most])},
        rows=rows,
        columns=profile.share_columns(desk, texts),
        figure=emphasis_heatmap(seen, [*codes, *lenses], names | lenses, THIN, hover_sentences(desk, "primary")),
        notes=(desk.say("lens.note"),) if lenses else (),
        reading=desk.say("emphasis.across_reading"),
        covers=desk.texts,
    )
