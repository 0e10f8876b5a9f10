"""Coded clauses to units: neighbours on one topic merge, general clauses join the measure beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from compare.coding.evidence import Scores
from compare.structure import Clause
from compare.structure.lexicon import lexicon

SWITCH_COST = 2.0
"""Log-probability that a change of topic inside a sentence costs, so that weak clauses follow their neighbours."""

SOFT_COST = 3.5
"""What it costs more where no new clause begins, only a piece of one."""

FIGURE_COST = 2.0
"""What it costs more at a clause that begins without a verb and holds a figure."""

LEAN_COST, OWN_LEAST = 4.0, 2.5
"""What it costs more at a clause whose own terms score less than this."""

CANDIDATES = 5
"""Topics per clause that the search considers."""


def group_sentences(clauses: Sequence[Clause]) -> list[list[int]]:
    """Return the rows of the clauses of each sentence, headings left out."""
    rows = [row for row, clause in enumerate(clauses) if clause.role != "heading"]
    return [list(group) for _, group in groupby(rows, key=lambda row: (clauses[row].sentence_start, clauses[row].role))]


def lean_cost(text: str, clause: Clause, is_soft: bool, own: float) -> float:
    """Return what a change of topic costs more at a clause that leans on the one before it.

    A piece of a clause leans, and so does one that puts its neighbour in figures (年底前覆盖90%以上的县) or says little of its
    own: what stands before it in the sentence tells more than the heading does.

    Args:
        text: The restored text.
        clause: The clause.
        is_soft: Whether it is only a piece of the clause before.
        own: Score of the strongest topic in its own terms.
    """
    if own < OWN_LEAST:
        return LEAN_COST
    if is_soft:
        return SOFT_COST
    begins = lexicon().strict.at(text, clause.start) > 0
    return FIGURE_COST if not begins and any(map(str.isdigit, text[clause.start : clause.end])) else 0.0


def label_sentence(logs: Scores, costs: Sequence[float]) -> list[int]:
    """Return the best topic index of each clause of one sentence.

    Args:
        logs: Log-probabilities by clause and topic.
        costs: What a change of topic costs more at each clause.
    """
    leading = logs.argmax(axis=1).tolist()
    if len(set(leading)) == 1:
        return [int(label) for label in leading]
    options = np.argsort(-logs, axis=1, kind="stable")[:, :CANDIDATES].tolist()
    pool = sorted({option for row in options for option in row})
    table = logs[:, pool].tolist()
    best = list(table[0])
    back: list[list[int]] = []
    for row, cost in zip(table[1:], costs[1:], strict=True):
        top = max(range(len(pool)), key=lambda place: best[place])
        switch = best[top] - SWITCH_COST - cost
        came = [place if best[place] >= switch else top for place in range(len(pool))]
        best = [max(best[place], switch) + row[place] for place in range(len(pool))]
        back.append(came)
    place = max(range(len(pool)), key=lambda option: best[option])
    path = [place]
    for came in reversed(back):
        place = came[place]
        path.append(place)
    return [pool[place] for place in reversed(path)]


def merge_labels(labels: Sequence[int], nothing: int) -> list[tuple[int, int, int]]:
    """Return the units of one sentence as (first clause, end, label).

    A clause without a measure joins the coded clause before it; leading ones join the first coded one.

    >>> merge_labels([9, 1, 1, 9, 2], nothing=9)
    [(0, 4, 1), (4, 5, 2)]
    """
    units: list[tuple[int, int, int]] = []
    for place, label in enumerate(labels):
        if units and (label in (nothing, units[-1][2]) or units[-1][2] == nothing):
            first, _, before = units[-1]
            units[-1] = (first, place + 1, label if before == nothing else before)
        else:
            units.append((place, place + 1, label))
    return units
