"""The way of one number from the raw file to the page, step by step."""

from __future__ import annotations

from compare.notebook import numbers
from compare.notebook.corpus import Corpus, Record
from compare.notebook.display import Desk, Shown
from compare.notebook.evidence import evidence, raw_sentence
from compare.notebook.parameters import Parameters
from compare.sections import Row


def trace_number(corpus: Corpus, parameters: Parameters) -> Shown:
    """Return the steps from raw words to a compared number, for the statement that others can best be set beside."""
    desk = Desk(corpus, parameters)
    row = _example(desk)
    if row is None:
        return desk.section("trace", "note", title=desk.say("numbers.across_empty"))
    record = evidence(corpus, desk.labels, row, row["target_id"])
    measure = corpus.measure.get(row["measure_id"] or "")
    place = f"{record.source_file} [{record.raw_start}:{record.raw_end}]"
    peers, _ = numbers.peers_cell(desk, row)
    nation = numbers.nearest_national(desk, row)
    compared = [peers] if peers else []
    if nation is not None:
        compared.append(numbers.named(desk, nation))
    steps = {
        "raw": f"{place} {raw_sentence(corpus, row)}",
        "restored": record.quote,
        "measure": f"{measure['text']} → {measure['primary']} {desk.labels.topic(measure['primary'])}"
        if measure
        else "",
        "number": f"{desk.labels.indicator(row)} {numbers.shown(desk, row)}",
        "compared": desk.words("list.semicolon").join(compared) or desk.words("numbers.none"),
    }
    rows = [
        Row(id=step, cells={"step": desk.words(f"trace.{step}"), "words": words}, evidence=(record.id,))
        for step, words in steps.items()
    ]
    facts = {
        "indicator": desk.labels.indicator(row),
        "value": numbers.shown(desk, row),
        "text": desk.labels.short_document(row["document_id"]),
    }
    return desk.section(
        "trace",
        "finding",
        title=desk.say("trace.title", **{name: ("facts", name) for name in facts}),
        facts=facts,
        rows=rows,
        columns=desk.columns("trace", "step", "words"),
        evidence=[record],
        reading=desk.say("trace.reading"),
    )


def _example(desk: Desk) -> Record | None:
    """Return the statement with most others to be set beside, the first of equals."""
    rows = numbers.statements(desk)
    weights = [2 * len(numbers.comparable_with(desk, row)) + bool(numbers.nearest_national(desk, row)) for row in rows]
    return rows[weights.index(max(weights))] if rows else None
