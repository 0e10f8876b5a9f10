"""Coded clauses to units: neighbours on one topic merge, general clauses join the measure beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from compare.coding.evidence import Scores
from compare.structure import Clause

SWITCH_COST = 2.0
"""Log-probability that a change of topic inside a sentence costs, so that weak clauses follow their neighbours."""

SOFT_COST = 3.5
"""What it costs more where no new clause begins, only a piece of one."""

CANDIDATES = 5
"""Topics per clause that the search considers."""


def group_sentences(clauses: Sequence[Clause]) -> list[list[int]]:
    """Return the rows of the clauses of each sentence, headings left out."""
    rows = [row for row, clause in enumerate(clauses) if clause.role != "heading"]
    return [list(group) for _, group in groupby(rows, key=lambda row: (clauses[row].sentence_start, clauses[row].role))]


def label_sentence(logs: Scores, soft: Sequence[bool]) -> list[int]:
    """Return the best topic index of each clause of one sentence.

    Args:
        logs: Log-probabilities by clause and topic.
        soft: Whether a clause is only a piece of the clause before.
    """
    leading = logs.argmax(axis=1).tolist()
    if len(set(leading)) == 1:
        return [int(label) for label in leading]
    options = np.argsort(-logs, axis=1, kind="stable")[:, :CANDIDATES].tolist()
    pool = sorted({option for row in options for option in row})
    table = logs[:, pool].tolist()
    best = list(table[0])
    back: list[list[int]] = []
    for row, is_soft in zip(table[1:], soft[1:], strict=True):
        top = max(range(len(pool)), key=lambda place: best[place])
        switch = best[top] - SWITCH_COST - (SOFT_COST if is_soft else 0.0)
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
