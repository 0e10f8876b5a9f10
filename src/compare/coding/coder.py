"""A parsed text to its measures: codes, confidence and reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.coding.evidence import Evidence, Scores, gather
from compare.coding.model import Measure, Reason
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.coding.units import group_sentences, label_sentence, merge_labels
from compare.structure import Clause, Structure

_SECONDARY_LEAST = 2.0
_SECONDARY_SHARE = 0.5
_REASONS = 6
_NOTHING_SCORE = 0.6
"""Score of ``Z`` where nothing speaks for or against a measure."""

_STANCE_RANK = {"plan": 0, "achieved": 1, "background": 2}
_FIRMNESS_RANK = {"must": 0, "strive": 1, "explore": 2, "plain": 3}


def code(text: str, structure: Structure) -> tuple[Measure, ...]:
    """Return the units of a restored text in text order, each with its codes; units without a measure get ``Z``.

    Args:
        text: The restored text.
        structure: What ``compare.structure.parse`` returned for it.
    """
    clauses = structure.clauses
    if not clauses:
        return ()
    evidence = gather(text, clauses)
    logs = _log_probabilities(evidence, clauses)
    measures: list[Measure] = []
    nothing = codes().index(NO_MEASURE)
    for rows in group_sentences(clauses):
        if clauses[rows[0]].role in ("preamble", "mechanics"):
            measures += [_unit(clauses, [row], evidence, logs, nothing) for row in rows]
            continue
        for first, end, label in merge_labels(label_sentence(logs[rows]), nothing):
            measures.append(_unit(clauses, rows[first:end], evidence, logs, label))
    return tuple(measures)


def _log_probabilities(evidence: Evidence, clauses: Sequence[Clause]) -> Scores:
    scores = evidence.own + evidence.context
    nothing = codes().index(NO_MEASURE)
    scores[:, nothing] = evidence.own[:, nothing] + _NOTHING_SCORE
    for row, clause in enumerate(clauses):
        if clause.role in ("preamble", "mechanics") or clause.stance == "background":
            scores[row, nothing] += 12.0
    scores -= scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _unit(clauses: Sequence[Clause], rows: Sequence[int], evidence: Evidence, logs: Scores, label: int) -> Measure:
    """Return the measure that the clauses ``rows`` make under one label."""
    first, last = clauses[rows[0]], clauses[rows[-1]]
    own = evidence.own[rows].sum(axis=0)
    known = codes()
    secondary: list[str] = []
    if known[label] != NO_MEASURE:
        least = max(_SECONDARY_LEAST, _SECONDARY_SHARE * own[label])
        order = np.argsort(-own, kind="stable")[:3]
        secondary = [known[topic] for topic in order if topic != label and own[topic] >= least]
    return Measure(
        start=first.start,
        end=last.end,
        item=first.item,
        section=first.section,
        heading=first.heading,
        stance=min((clauses[row].stance for row in rows), key=_STANCE_RANK.__getitem__),
        firmness=min((clauses[row].firmness for row in rows), key=_FIRMNESS_RANK.__getitem__),
        primary=known[label],
        secondary=tuple(topic for topic in secondary if topic != NO_MEASURE)[:2],
        confidence=round(float(np.exp(max(logs[row, label] for row in rows))), 4),
        coded_by="rule",
        reasons=_reasons(rows, evidence, known[label], label),
    )


def _reasons(rows: Sequence[int], evidence: Evidence, primary: str, label: int) -> tuple[Reason, ...]:
    found = [
        Reason(code=primary, term=hit.term, weight=weight, scope="clause", start=hit.start, end=hit.end)
        for row in rows
        for hit in evidence.hits[row]
        for topic, weight in hit.votes
        if topic == label
    ]
    context = float(max(evidence.context[row, label] for row in rows))
    if context > 0:
        found.append(Reason(code=primary, term="", weight=round(context, 3), scope="heading"))
    return tuple(sorted(found, key=lambda reason: -reason.weight)[:_REASONS])
