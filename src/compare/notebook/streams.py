"""Sections across regions on numbers and on what flows between texts: targets, deadlines, origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from compare.charts import deadlines, origin_bars
from compare.charts.targets import Due
from compare.notebook import numbers
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across
from compare.notebook.display import Shown
from compare.notebook.dues import is_past, spoken_date, year_place
from compare.notebook.evidence import evidence, quotable_rows
from compare.notebook.judged import origins
from compare.notebook.labels import in_sentence
from compare.notebook.numbers import shared_indicators, targets_section
from compare.notebook.parameters import EmphasisParameters
from compare.overlap import ORIGINS
from compare.sections import Column, Row


def across_targets(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return a panel per indicator that regions can be compared on."""
    desk = Across(corpus, parameters)
    ids = shared_indicators(desk)[:6]
    if not ids:
        return desk.section("targets", "finding", title=desk.say("numbers.across_empty"))
    facts = {"n": str(len(ids))}
    title = desk.say("targets.across", n=("facts", "n"))
    if len(ids) == 1:
        rows = [row for row in numbers.statements(desk) if row["indicator_id"] == ids[0]]
        alike = [row for row in rows if row["target_id"] in corpus.compared.ranked(corpus.document)]
        facts = {
            "k": str(len({row["region_code"] for row in rows})),
            "m": str(len({row["region_code"] for row in alike})),
            "indicator": in_sentence(desk.labels.indicator(rows[0])),
        }
        title = desk.say("targets.one", **{name: ("facts", name) for name in facts})
    return targets_section(desk, ids, title, facts, desk.palette)


def across_yardsticks(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return a panel per indicator that a region and the nation (or a reference file) state: targets, results, yardsticks."""
    desk = Across(corpus, parameters)
    stated = Counter(
        row["indicator_id"] for row in numbers.statements(desk) if row["measure_type"] in numbers.RATES_AND_TIMES
    )
    measured = [i for i in stated if numbers.national(desk, i) or numbers.others_stated(desk, i)]
    ids = sorted(measured, key=lambda i: (-stated[i], corpus.indicators["indicator_id"].to_list().index(i)))
    if not ids:
        return desk.section("yardsticks", "note", title=desk.say("numbers.across_empty"), brief=False)
    shared = shared_indicators(desk)
    facts = {
        "n": str(len(ids)),
        "m": str(len(shared)),
        "indicator": in_sentence(desk.labels.indicator({"indicator_id": shared[0], "indicator": ""})) if shared else "",
    }
    title = desk.say("yardstick.title", n=("facts", "n"))
    key = "yardstick.only" if len(shared) == 1 else "yardstick.none" if not shared else "yardstick.several"
    said = {"yardstick.only": ("indicator",), "yardstick.several": ("m",)}.get(key, ())
    section = targets_section(desk, ids, title, facts, desk.palette)
    return section.model_copy(
        update={
            "id": "yardsticks",
            "brief": False,
            "sentences": (desk.say(key, **{name: ("facts", name) for name in said}), desk.say("yardstick.judging")),
        }
    )


def across_deadlines(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return the time line: for which years each text states targets and results."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("deadlines", "note", title=desk.say("across.too_few"), brief=False)
    frame = corpus.targets.filter(
        pl.col("kind") != "baseline", pl.col("deadline").is_not_null(), pl.col("document_id").is_in(desk.texts)
    )
    as_of = spoken_date(corpus, parameters, desk.texts)
    dues = _dues(desk, list(frame.iter_rows(named=True)), as_of)
    rows = [
        Row(
            id=f"due{number}",
            cells={
                "text": due.label,
                "year": str(due.year),
                "kind": desk.words("stance.plan" if due.target else "stance.achieved"),
                "n": str(due.number),
                "due": _due_words(desk, due) if due.target and as_of else "",
            },
        )
        for number, due in enumerate(dues)
    ]
    silent = [desk.labels.short_document(d) for d in desk.texts if d not in set(frame["document_id"])]
    facts = {
        "n": str(sum(due.number for due in dues if due.target)),
        "m": str(sum(due.number for due in dues if not due.target)),
        "silent": desk.join(silent),
        "past": str(sum(due.past for due in dues)),
        "as_of": as_of,
    }
    dated = desk.say("deadlines.past", as_of=("facts", "as_of"), past=("facts", "past"), n=("facts", "n"))
    title = desk.say("deadlines.title", n=("facts", "n"), m=("facts", "m"))
    if not dues:
        return desk.section("deadlines", "finding", title=desk.say("numbers.across_empty"), brief=False)
    return desk.section(
        "deadlines",
        "finding",
        title=title,
        sentences=(
            *((dated,) if as_of else ()),
            *((desk.say("deadlines.silent", silent=("facts", "silent")),) if silent else ()),
        ),
        rows=rows,
        facts=facts,
        columns=desk.columns("deadlines", "text", "year", "kind", "n", "due", numeric=("n",)),
        figure=deadlines(
            dues, desk.palette, as_of=_mark(desk, as_of), past=desk.words("due.past"), some=desk.words("due.some")
        ),
        brief=False,
        reading=desk.say("deadlines.reading"),
        covers=desk.texts,
    )


def _dues(desk: Across, stated: list[Record], as_of: str) -> list[Due]:
    """Return how many of the statements fall in each year, by text in order, and how many of these are past."""

    def year_of(row: Record) -> tuple[str, int, str]:
        return row["document_id"], int(row["deadline"][:4]), row["kind"]

    counted = Counter(map(year_of, stated))
    gone = Counter(year_of(row) for row in stated if is_past(row, as_of))
    place = {document_id: number for number, document_id in enumerate(desk.texts)}
    return [
        Due(
            desk.code(d),
            desk.labels.short_document(d),
            year,
            counted[d, year, kind],
            kind == "target",
            gone[d, year, kind],
        )
        for d, year, kind in sorted(counted, key=lambda key: (place[key[0]], *key))
    ]


def _due_words(desk: Across, due: Due) -> str:
    """Return how many of a year's targets are past due: none, some of them, all."""
    if 0 < due.past < due.number:
        return desk.words("due.some").format(past=due.past)
    return desk.words("due.past" if due.past else "due.ahead")


def _mark(desk: Across, as_of: str) -> tuple[float, str] | None:
    """Return where a date stands on the time line, and its words."""
    return (year_place(as_of), desk.words("due.as_of").format(date=as_of)) if as_of else None


def across_origin(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return whose idea each text's measures are, one stacked bar per text."""
    desk = Across(corpus, parameters)
    if len(desk.texts) < 1:
        return desk.section("origin", "note", title=desk.say("across.too_few"))
    found = origins(corpus, desk.texts, desk.exclude)
    counts = Counter(found.select("document_id", "origin").iter_rows())
    groups = [(desk.words(f"origin.{name}"), [counts[d, name] for d in desk.texts]) for name in ORIGINS]
    columns = (
        *desk.columns("deadlines", "text"),
        *(Column(key=name, label=desk.words(f"origin.{name}"), numeric=True) for name in ORIGINS),
    )
    rows, records = [], []
    for d in desk.texts:
        quotes = [
            evidence(corpus, desk.labels, m, m["measure_id"], gloss=desk.words(f"origin.{name}"))
            for name in ORIGINS
            if name != "shared"
            for m in quotable_rows(corpus, _of_origin(corpus, found, d, name), 1)
        ]
        records += quotes
        cells = {"text": desk.labels.short_document(d), **{name: str(counts[d, name]) for name in ORIGINS}}
        rows.append(Row(id=d, cells=cells, evidence=tuple(record.id for record in quotes)))
    facts = {"national": str(sum(counts[d, "national"] for d in desk.texts)), "total": str(found.height)}
    return desk.section(
        "origin",
        "finding",
        title=desk.say("origin.across", national=("facts", "national"), total=("facts", "total")),
        rows=rows,
        columns=columns,
        facts=facts,
        figure=origin_bars([desk.labels.short_document(d) for d in desk.texts], groups),
        evidence=records,
        reading=desk.say("origin.reading"),
        covers=desk.texts,
    )


def _of_origin(corpus: Corpus, found: pl.DataFrame, document_id: str, name: str) -> Iterator[Record]:
    """Yield a text's measures of one origin."""
    chosen = found.filter(pl.col("document_id") == document_id, pl.col("origin") == name)
    return (corpus.measure[measure_id] for measure_id in chosen["measure_id"])
