"""The section on the cascade: what lower texts do with the named programmes and topics that a superior's text plans."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.charts import cascade_matrix, origin_bars
from compare.charts.matrix import MANY
from compare.charts.style import quoted
from compare.coding import taxonomy
from compare.notebook import numbers
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across, clause
from compare.notebook.display import Shown
from compare.notebook.evidence import evidence, quotable
from compare.notebook.parameters import EmphasisParameters
from compare.overlap import cascade, programme
from compare.sections import Evidence, Row

DRAWN = 24
"""Most subjects drawn, so that the figure fits a page of paper."""
QUIET = ("silent", "not_judged")


def across_cascade(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return what each lower text does with what its superior's text plans, named programmes first, then topics."""
    desk = Across(corpus, parameters)
    inside = pl.col("document_id").is_in(desk.texts)
    frame = cascade(corpus.measures.filter(inside), corpus.documents.filter(inside), corpus.targets).filter(
        ~pl.col("subject").str.slice(0, 1).is_in(list(desk.exclude)) | (pl.col("subject_kind") == "programme"),
    )
    if not frame.height:
        return desk.section("cascade", "note", title=desk.say("cascade.empty"), brief=False)
    superior = _superior(corpus, frame)
    own = frame.filter(pl.col("superior_id") == superior)
    lower = [d for d in desk.texts if d in set(own["lower_id"].to_list())]
    cells = {(row["subject"], row["lower_id"]): row for row in own.iter_rows(named=True)}
    programmes, topics = (_subjects(own, kind) for kind in ("programme", "topic"))
    loud = {s for (s, _), row in cells.items() if row["status"] not in QUIET}
    drawn = _most_taken(cells, loud)
    rows, records = _rows(desk, cells, [s for s in (*programmes, *topics) if s in loud], lower)
    both = [row for row in cells.values() if row["superior_target_id"] and row["lower_target_id"]]
    judged = {row["lower_id"] for row in cells.values() if row["status"] != "not_judged"} and any(
        row["status"] == "silent" for row in cells.values()
    )
    facts = {
        "superior": desk.labels.short_document(superior),
        "n": str(len(topics)),
        "taken": str(len(loud & set(topics))),
        "p": str(len(programmes)),
        "named": str(len(loud & set(programmes))),
        "lower": str(len(lower)),
        "both": str(len(both)),
        "drawn": str(len(drawn)),
    }
    notes = [desk.say("cascade.numbers", both=("facts", "both")) if both else desk.say("cascade.no_numbers")]
    notes += [] if judged else [desk.say("cascade.not_said")]
    notes += [desk.say("cascade.cut", drawn=("facts", "drawn"))] if len(drawn) < len(loud) else []
    return desk.section(
        "cascade",
        "finding",
        title=desk.say("cascade.title", **{name: ("facts", name) for name in facts if name not in ("both", "drawn")}),
        columns=desk.columns("cascade", "topic", "text", "status", "above", "below"),
        rows=rows,
        facts=facts,
        evidence=records,
        figure=_figure(desk, cells, programmes, topics, drawn, lower) if drawn else None,
        reading=desk.say("cascade.reading"),
        notes=tuple(notes),
        covers=[superior, *lower],
    )


def _superior(corpus: Corpus, frame: pl.DataFrame) -> str:
    """Return the superior's text to show: an annual one before a long-term one, then that of most lower texts."""
    below = dict(frame.group_by("superior_id").agg(pl.col("lower_id").n_unique()).iter_rows())
    return str(min(below, key=lambda d: (corpus.long_term(d), -below[d], d)))


def _subjects(own: pl.DataFrame, kind: str) -> list[str]:
    """Return the subjects of a kind: topics in the taxonomy's order, programmes by the topic they belong to."""
    found = set(own.filter(pl.col("subject_kind") == kind)["subject"].to_list())
    order = {code: number for number, code in enumerate(taxonomy.codes())}
    if kind == "topic":
        return [code for code in order if code in found]
    return sorted(found, key=lambda name: (order.get(programme(name)["topic"], len(order)), name))


def _label(desk: Across, subject: str) -> str:
    """Return a subject's name: a topic's label, or a programme's."""
    if subject in taxonomy.codes():
        return desk.labels.topic(subject)
    row = programme(subject)
    return row["name_en"] if desk.labels.english else row["name_zh"]


def _rows(
    desk: Across, cells: dict[tuple[str, str], Record], subjects: list[str], lower: list[str]
) -> tuple[list[Row], list[Evidence]]:
    """Return a row per subject and lower text, numbers only where both sides state one, and the sentences behind it."""
    rows, records = [], []
    for subject in subjects:
        for document_id in lower:
            row = cells[subject, document_id]
            topic = subject if subject in taxonomy.codes() else programme(subject)["topic"]
            keys = () if row["status"] in QUIET else (row["superior_measure_id"], row["lower_measure_id"])
            measures = [desk.corpus.measure[key] for key in keys if key]
            found = [
                evidence(desk.corpus, desk.labels, m, m["measure_id"], gloss=_label(desk, subject))
                for m in measures
                if quotable(desk.corpus, m)
            ]
            records += found
            stated = [desk.corpus.target.get(row[f"{side}_target_id"] or "") for side in ("superior", "lower")]
            said = {
                name: f"{desk.labels.indicator(number)} {numbers.shown(desk, number)}" if number and all(stated) else ""
                for name, number in zip(("above", "below"), stated, strict=True)
            }
            rows.append(
                Row(
                    id=f"{subject}-{document_id}",
                    evidence=tuple(record.id for record in found),
                    lines=desk.labels.line(topic),
                    cells={
                        "topic": _label(desk, subject),
                        "text": desk.labels.short_document(document_id),
                        "status": desk.words(f"cascade.{row['status']}"),
                        **said,
                    },
                )
            )
    return rows, records


def _most_taken(cells: dict[tuple[str, str], Record], loud: set[str]) -> set[str]:
    """Return the subjects that most lower texts take up, as many as a page holds."""
    taken = Counter(subject for (subject, _), row in cells.items() if row["status"] not in QUIET)
    return set(sorted(loud, key=lambda subject: (-taken[subject], subject))[:DRAWN])


def _figure(
    desk: Across,
    cells: dict[tuple[str, str], Record],
    programmes: list[str],
    topics: list[str],
    loud: set[str],
    lower: list[str],
) -> object:
    """Return the matrix: programmes under their heading, topics under theirs, each cell with the sentence over it."""
    rows: list[tuple[str, str]] = []
    for heading, subjects in (("cascade.programmes", programmes), ("cascade.topics", topics)):
        named = [(subject, _label(desk, subject)) for subject in subjects if subject in loud]
        rows += [("", desk.words(heading)), *named] if named else []
    hover = {
        key: f"{_label(desk, key[0])} · {desk.labels.short_document(key[1])} · {desk.words('cascade.' + row['status'])}"
        + (f"<br>{quoted(clause(measure['text'], 90))}" if quotable(desk.corpus, measure) else "")
        for key, row in cells.items()
        if (measure := desk.corpus.measure.get(row["lower_measure_id"] or "")) is not None
    }
    if len(lower) > MANY:
        return _bars(desk, cells, [row for row in rows if row[0]])
    columns = [(d, desk.labels.short(desk.code(d)), desk.code(d)) for d in lower]
    status = {key: str(row["status"]) for key, row in cells.items()}
    return cascade_matrix(rows, columns, status, desk.palette, hover)


def _bars(desk: Across, cells: dict[tuple[str, str], Record], rows: list[tuple[str, str]]) -> object:
    """Return, where lower texts are many, a bar per subject: how many report results, plan, continue, or leave it out."""
    counts = Counter((subject, row["status"]) for (subject, _), row in cells.items())
    parts = (("done",), ("specifies", "repeats"), ("continues",), ("silent",))
    groups = [
        (desk.words(f"cascade.{names[-1]}"), [sum(counts[subject, name] for name in names) for subject, _ in rows])
        for names in parts
    ]
    return origin_bars([label for _, label in rows], groups)
