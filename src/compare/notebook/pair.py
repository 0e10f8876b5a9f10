"""Sections on two documents: whether they are peers, what both write on, wording and numbers they share."""

from __future__ import annotations

import polars as pl

from compare.charts import Palette, share_pairs
from compare.errors import ParameterError, examples
from compare.notebook import numbers, profile
from compare.notebook.corpus import Corpus
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import quotable_text
from compare.notebook.lens import lens_shares
from compare.notebook.parameters import PairParameters
from compare.overlap import coded, presence, shared_wording, similarity
from compare.sections import Row


class Pair(Desk):
    """A desk for two documents; those not named are the first peers of the corpus, else its first two."""

    def __init__(self, corpus: Corpus, parameters: PairParameters) -> None:
        super().__init__(corpus, parameters)
        self.a, self.b = _documents(corpus, parameters)
        self.palette = Palette(tuple(corpus.region_codes))

    def names(self) -> dict[str, str]:
        """Return the two texts' names as facts."""
        return {"a": self.labels.short_document(self.a), "b": self.labels.short_document(self.b)}


def _documents(corpus: Corpus, parameters: PairParameters) -> tuple[str, str]:
    """Return the two document ids, empty where the corpus holds no two texts, or raise where one named does not fit."""
    wanted = (parameters.document_id_a, parameters.document_id_b)
    for name, value in zip(("document_id_a", "document_id_b"), wanted, strict=True):
        if value and value not in corpus.document:
            known = f"The corpus holds {examples(corpus.ordered, limit=12)}."
            raise ParameterError(f"Parameter '{name}'", f"no document '{value}'", known)
    spoken = set(coded(corpus.measures)["document_id"].unique().to_list())
    held = [document_id for document_id in corpus.ordered if document_id in spoken]
    first, second = ([document_id for document_id in held if value in ("", document_id)] for value in wanted)
    fitting = [(a, b) for a in first for b in second if a != b]
    if not fitting and not any(wanted):
        return "", ""
    if not fitting:
        raise ParameterError(
            "Parameters", f"no two texts for {wanted}", "Name two different documents that hold measures."
        )
    return next(((a, b) for a, b in fitting if corpus.pair(a, b)[0] == "peer"), fitting[0])


def pair_answer(corpus: Corpus, parameters: PairParameters) -> Shown:
    """Return the verdict on the two and how much of their topics they share, cut to equal length."""
    desk = Pair(corpus, parameters)
    if not desk.a:
        return desk.section("answer", "answer", title=desk.say("across.too_few"))
    frame = similarity(corpus.measures.filter(pl.col("document_id").is_in([desk.a, desk.b])), exclude_domains=("G",))
    row = frame.row(0, named=True) if frame.height else {"shared": 0, "union": 0, "rarefied": 0.0}
    verdict, reason = corpus.pair(desk.a, desk.b)
    facts = {
        **desk.names(),
        "shared": str(row["shared"]),
        "union": str(row["union"]),
        "rarefied": profile.percent(row["rarefied"]),
        "verdict": desk.words(f"verdict.{verdict}"),
        "reason": reason or desk.words("differs.nothing"),
    }
    names = ("a", "b", "shared", "union", "rarefied", "verdict")
    return desk.section(
        "answer",
        "answer",
        title=desk.say("pair.answer", **{name: ("facts", name) for name in names}),
        sentences=(desk.say("pair.reason", reason=("facts", "reason")),),
        facts=facts,
    )


def pair_emphasis(corpus: Corpus, parameters: PairParameters) -> Shown:
    """Return the two texts' shares by domain, a dumbbell each."""
    desk = Pair(corpus, parameters)
    if not desk.a:
        return desk.section("emphasis", "note", title=desk.say("across.too_few"))
    texts = profile.series(desk, [desk.a, desk.b])
    codes = profile.domain_codes(desk)
    names = profile.labels_of(desk, codes)
    own, other = texts
    alike = corpus.pair(desk.a, desk.b)[0] in profile.ALIKE
    differ = profile.differing(own, [other]) if alike else {}
    told = [code for code in codes if differ.get(code, (1.0, False))[1]]
    widest = max(told or codes, key=lambda code: (abs(own.shares.get(code, 0.0) - other.shares.get(code, 0.0)), code))
    (own, other), lenses = lens_shares(desk, texts)
    sides = {"a": own, "b": other}
    rows = [
        Row(
            id=code,
            cells={"topic": label, **{side: profile.percent(s.shares.get(code, 0.0)) for side, s in sides.items()}},
        )
        for code, label in [*((code, names[code]) for code in codes), *lenses.items()]
    ]
    cells = {
        "topic": (widest, "topic"),
        "a": ("facts", "a"),
        "b": ("facts", "b"),
        "x": (widest, "a"),
        "y": (widest, "b"),
    }
    return desk.section(
        "emphasis",
        "finding",
        title=desk.say("pair.emphasis", **cells) if told else desk.say("pair.same" if alike else "pair.no_kin"),
        facts=desk.names(),
        rows=rows,
        columns=desk.columns("pair", "topic", "a", "b", numeric=("a", "b")),
        figure=share_pairs(
            own,
            other,
            [*codes, *lenses],
            names | lenses,
            desk.palette,
            {c: desk.words(f"told.mark_{'yes' if c in told else 'no'}") for c in codes},
        ),
        notes=(desk.say("lens.note"),) if lenses else (),
        reading=desk.say("pair.reading"),
        covers=[desk.a, desk.b],
    )


def pair_topics(corpus: Corpus, parameters: PairParameters) -> Shown:
    """Return which topics both texts, or one of them, mention."""
    desk = Pair(corpus, parameters)
    if not desk.a:
        return desk.section("topics", "note", title=desk.say("across.too_few"))
    frame = presence(corpus.measures, document_ids=(desk.a, desk.b))
    held = {
        d: dict(frame.filter(pl.col("document_id") == d).select("topic", "measures").iter_rows())
        for d in (desk.a, desk.b)
    }
    codes = sorted(set(held[desk.a]) | set(held[desk.b]))
    silent = desk.words("cascade.silent")
    rows = [
        desk.topic_row(code, **{side: str(held[d].get(code, silent)) for side, d in (("a", desk.a), ("b", desk.b))})
        for code in codes
    ]
    both = sum(code in held[desk.a] and code in held[desk.b] for code in codes)
    facts = {**desk.names(), "both": str(both), "n": str(len(codes))}
    return desk.section(
        "topics",
        "finding",
        title=desk.say("pair.topics", both=("facts", "both"), n=("facts", "n"), a=("facts", "a"), b=("facts", "b")),
        facts=facts,
        rows=rows,
        columns=desk.columns("pair", "topic", "a", "b", numeric=("a", "b")),
        covers=[desk.a, desk.b],
    )


def pair_wording(corpus: Corpus, parameters: PairParameters) -> Shown:
    """Return the runs of words that the two share, those with other numbers first."""
    desk = Pair(corpus, parameters)
    if not desk.a:
        return desk.section("wording", "note", title=desk.say("across.too_few"))
    frame = shared_wording(corpus.documents, pairs=[(min(desk.a, desk.b), max(desk.a, desk.b))])
    found = [row for row in frame.iter_rows(named=True) if quotable_text(row["text_a"])]
    found.sort(key=lambda row: (not row["other_number"], row["documents"], -len(row["text_a"])))
    rows = [
        Row(id=f"run{n}", cells={"a": row["text_a"], "b": row["text_b"], "held": str(row["documents"])})
        for n, row in enumerate(found)
    ]
    facts = {"n": str(len(rows)), "numbers": str(sum(row["other_number"] for row in found))}
    return desk.section(
        "wording",
        "finding",
        title=desk.say("pair.wording", n=("facts", "n"), numbers=("facts", "numbers")),
        facts=facts,
        rows=rows,
        columns=desk.columns("pair", "a", "b", "held", numeric=("held",)),
        covers=[desk.a, desk.b],
    )


def pair_numbers(corpus: Corpus, parameters: PairParameters) -> Shown:
    """Return the two texts' numbers that the tables relate, with the verdict and its reason."""
    desk = Pair(corpus, parameters)
    if not desk.a:
        return desk.section("numbers", "note", title=desk.say("across.too_few"))
    rows, records = [], []
    for a, b, verdict, reason in corpus.comparisons.select(
        "target_id_a", "target_id_b", "verdict", "reason"
    ).iter_rows():
        pair = [corpus.target[key] for key in (a, b) if key in corpus.target]
        if {row["document_id"] for row in pair} != {desk.a, desk.b}:
            continue
        pair.sort(key=lambda row: row["document_id"] != desk.a)
        found = [numbers.statement_evidence(desk, row) for row in pair]
        records += found
        cells = {
            "topic": desk.labels.indicator(pair[0]),
            "a": numbers.shown(desk, pair[0]),
            "b": numbers.shown(desk, pair[1]),
            "verdict": desk.words(f"comparison.{verdict}"),
            "reason": reason,
        }
        rows.append(Row(id=f"{a}~{b}", cells=cells, evidence=tuple(r.id for r in found)))
    if not rows:
        return desk.section("numbers", "numbers", title=desk.say("pair.no_numbers"))
    comparable = sum(row.cells["verdict"] != desk.words("comparison.related") for row in rows)
    return desk.section(
        "numbers",
        "numbers",
        title=desk.say("pair.numbers", n=("facts", "n"), m=("facts", "m")),
        facts={"n": str(len(rows)), "m": str(comparable)},
        rows=rows,
        evidence=records,
        columns=desk.columns("pair", "topic", "a", "b", "verdict", "reason"),
    )
