"""How specific each text is, and what it leaves unsaid: shares of measures, and a matrix of states."""

from __future__ import annotations

from collections import Counter

import polars as pl

from compare.charts.states import Share, shares_beside, states_matrix
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across
from compare.notebook.display import Shown
from compare.notebook.judged import indicator_states
from compare.notebook.parameters import EmphasisParameters
from compare.sections import Column, Row
from compare.targets import states_deadline

COLUMNS = ("number", "deadline", "firm")
_BOILERPLATE = 0.9
"""Share of measures with a unit from which on naming one is the form of the text, not a choice."""
_MOST_ROWS = 30


def across_specifics(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return how specific each text is: shares of its measures with a number, a deadline, firm wording; units apart."""
    desk = Across(corpus, parameters)
    if not desk.texts:
        return desk.section("specifics", "note", title=desk.say("across.too_few"), brief=False)
    counts = {d: _counts(corpus, d) for d in desk.texts}
    rows, drawn = [], []
    for d in desk.texts:
        total = counts[d]["all"]
        cells = {
            "text": desk.labels.short_document(d),
            "n": str(total),
            **{key: _printed(counts[d][key], total) for key in COLUMNS},
            "units": _units(desk, counts[d]),
        }
        rows.append(Row(id=d, cells=cells))
        shares = [Share(key, counts[d][key] / total, _printed(counts[d][key], total)) for key in COLUMNS]
        drawn.append((desk.labels.short_document(d), desk.code(d), shares))
    named = [d for d in desk.texts if counts[d]["units"]]
    formal = [d for d in named if counts[d]["units"] >= _BOILERPLATE * counts[d]["all"]]
    facts = {"k": str(len(rows)), "formal": desk.join([desk.labels.short_document(d) for d in formal])}
    units = "specifics.form" if formal else "specifics.units" if named else "specifics.no_units"
    return desk.section(
        "specifics",
        "finding",
        title=desk.say("specifics.title", k=("facts", "k")),
        sentences=(desk.say(units, formal=("facts", "formal")) if formal else desk.say(units),),
        columns=desk.columns("specifics", "text", "n", *COLUMNS, "units", numeric=("n", *COLUMNS)),
        rows=rows,
        facts=facts,
        figure=shares_beside(drawn, [(key, desk.words(f"specifics.head_{key}")) for key in COLUMNS], desk.palette),
        reading=desk.say("specifics.reading"),
        notes=(desk.say("specifics.caveat"),),
        covers=desk.texts,
        brief=False,
    )


def across_states(corpus: Corpus, parameters: EmphasisParameters) -> Shown:
    """Return a matrix of what each text says of each indicator: stated, or which of the four kinds of silence."""
    desk = Across(corpus, parameters)
    own = corpus.targets.filter(pl.col("document_id").is_in(desk.texts))
    listed, said = indicator_states(corpus, desk.texts, own)
    if not listed:
        return desk.section("states", "note", title=desk.say("numbers.across_empty"), brief=False)
    loud = Counter(i for (_, i), state in said.items() if state != "not_mentioned")
    chosen = sorted(listed, key=lambda i: -loud[i])[:_MOST_ROWS]
    names = {i: desk.labels.indicator({"indicator_id": i, "indicator": i}) for i in chosen}
    states = {
        state: desk.words(f"state.{state}")
        for state in ("stated", "no_deadline", "no_number", "unreadable", "not_mentioned")
    }
    rows = [
        Row(
            id=i,
            cells={"indicator": names[i], **{_key(n): states[said[d, i]] for n, d in enumerate(desk.texts)}},
            lines=desk.labels.line(corpus.indicator[i]["topic"]),
        )
        for i in chosen
    ]
    heads = [desk.labels.short_document(d) for d in desk.texts]
    facts = {
        "n": str(len(chosen)),
        "all": str(len(listed)),
        "silent": str(sum(said[d, i] == "not_mentioned" for d in desk.texts for i in chosen)),
        "cells": str(len(desk.texts) * len(chosen)),
    }
    return desk.section(
        "states",
        "finding",
        title=desk.say("states.title", silent=("facts", "silent"), cells=("facts", "cells")),
        sentences=(desk.say("states.chosen", n=("facts", "n"), all=("facts", "all")),),
        columns=(
            *desk.columns("targets", "indicator"),
            *(Column(key=_key(n), label=head) for n, head in enumerate(heads)),
        ),
        rows=rows,
        facts=facts,
        figure=states_matrix(
            [(i, names[i]) for i in chosen],
            [(d, head, desk.code(d)) for d, head in zip(desk.texts, heads, strict=True)],
            said,
            states,
            desk.palette,
        ),
        reading=desk.say("states.reading"),
        covers=desk.texts,
        brief=False,
    )


def _key(number: int) -> str:
    return f"text{number}"


def _counts(corpus: Corpus, document_id: str) -> Counter[str]:
    """Return how many measures of a text state a number, a deadline, firm wording, a unit."""
    document = corpus.document[document_id]
    years = document["plan_year"], document["reports_year"]
    with_number = set(corpus.targets.filter(pl.col("document_id") == document_id)["measure_id"].drop_nulls())
    counts: Counter[str] = Counter()
    frame = corpus.measures.filter(pl.col("document_id") == document_id, pl.col("primary") != "Z")
    for row in frame.iter_rows(named=True):
        counts["all"] += 1
        counts["number"] += row["measure_id"] in with_number
        counts["deadline"] += states_deadline(row["text"], *years)
        counts["firm"] += row["firmness"] == "must"
        counts["units"] += bool(_named_units(row))
    return counts


def _named_units(row: Record) -> list[str]:
    return [*(row["lead_units"] or ()), *(row["responsible_units"] or ())]


def _printed(part: int, total: int) -> str:
    return f"{part}/{total}"


def _units(desk: Across, counts: Counter[str]) -> str:
    """Return how many measures name a unit; that the form gives one to each; or that the text's form has none."""
    if not counts["units"]:
        return desk.words("specifics.unit_none")
    words = "specifics.unit_all" if counts["units"] >= _BOILERPLATE * counts["all"] else "specifics.unit_some"
    return desk.words(words).format(share=_printed(counts["units"], counts["all"]))
