"""A parsed text to its measures: codes, confidence and reasons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from compare.coding.blend import Blend, packaged_blend
from compare.coding.evidence import Evidence, Scores, gather
from compare.coding.facets import choose_secondary, read_signs
from compare.coding.linear import LinearModel, linear_model
from compare.coding.model import Measure, Reason
from compare.coding.pieces import cut
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.coding.units import group_sentences, is_opener, label_sentence, lean_cost, merge_labels, temper_logs
from compare.structure import Clause, Structure

_RULE_LEAST = 2.0
"""Score of terms from which a code that leads in terms is the rule's; below, the model decided."""

_REASONS, _REASON_LEAST = 6, 0.1
_SCOPES = (("heading_terms", "heading"), ("section_terms", "section"), ("model", "model"))
_STANCE_RANK = {"plan": 0, "achieved": 1, "background": 2}
_FIRMNESS_RANK = {"must": 0, "strive": 1, "explore": 2, "plain": 3}
_BACKGROUND = 30.0
"""Logit that ``Z`` gains in preambles, mechanics and background."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Everything that decides codes: the linear model and the blend; the lexicon is the packaged one."""

    model: LinearModel
    blend: Blend


@cache
def packaged_coder() -> Coder:
    """Return the coder as shipped."""
    return Coder(linear_model(), packaged_blend())


def code(text: str, structure: Structure, coder: Coder | None = None) -> tuple[Measure, ...]:
    """Return the units of a restored text in text order, each with its codes; units without a measure get ``Z``.

    Args:
        text: The restored text.
        structure: What ``compare.structure.parse`` returned for it.
        coder: Another coder than the packaged one, such as one trained without a region.
    """
    coder = coder or packaged_coder()
    pieces = cut(text, structure.clauses)
    if not pieces:
        return ()
    clauses = [clause for clause, _ in pieces]
    evidence = gather(text, clauses, coder.model, structure.facts.region_code)
    own = [max(tally.values(), default=0.0) for tally in evidence.tallies]
    decisive = evidence.kinds["decisive"].any(axis=1).tolist()
    costs = [
        lean_cost(text, clause, is_soft, score, marked)
        for (clause, is_soft), score, marked in zip(pieces, own, decisive, strict=True)
    ]
    logs = coder.blend.log_probabilities(evidence.kinds)
    measures: list[Measure] = []
    nothing = codes().index(NO_MEASURE)
    for rows in group_sentences(clauses):
        if is_frame(clauses[rows[0]]):
            measures += [_unit(clauses, [row], evidence, logs, nothing, coder.blend) for row in rows]
            continue
        openers = [is_opener(text[clauses[row].start : clauses[row].end]) for row in rows]
        tempered = temper_logs(logs[rows], [own[row] for row in rows], openers)
        for first, end, label in merge_labels(label_sentence(tempered, [costs[row] for row in rows]), nothing):
            measures.append(_unit(clauses, rows[first:end], evidence, logs, label, coder.blend))
    return tuple(measures)


def is_frame(clause: Clause) -> bool:
    """Return whether a clause frames the document and carries no measure whatever it says."""
    return clause.role in ("preamble", "mechanics") or clause.stance == "background"


def _unit(
    clauses: Sequence[Clause], rows: Sequence[int], evidence: Evidence, logs: Scores, label: int, blend: Blend
) -> Measure:
    """Return the measure that the clauses ``rows`` make under one label."""
    first, last = clauses[rows[0]], clauses[rows[-1]]
    primary = codes()[label]
    terms = _sum(evidence.tallies, rows)
    own = terms.get(label, 0.0)
    confidence = 1.0 if is_frame(first) else blend.confidence(math.exp(max(logs.item(row, label) for row in rows)))
    return Measure(
        start=first.start,
        end=last.end,
        item=first.item,
        section=first.section,
        heading=first.heading,
        stance=min({clauses[row].stance for row in rows}, key=_STANCE_RANK.__getitem__),
        firmness=min({clauses[row].firmness for row in rows}, key=_FIRMNESS_RANK.__getitem__),
        primary=primary,
        secondary=choose_secondary(terms, read_signs(evidence.signs, first.start, last.end), label) if primary != NO_MEASURE else (),
        confidence=round(confidence, 4),
        coded_by="rule" if own >= _RULE_LEAST and own >= max(terms.values()) else "model",
        reasons=_reasons(rows, evidence, label),
        runner_up=None if is_frame(first) else _runner_up(rows, logs, label),
    )


def _runner_up(rows: Sequence[int], logs: Scores, label: int) -> str:
    """Return the second likeliest code of the clause that speaks loudest for the label."""
    values: list[float] = logs[max(rows, key=lambda row: logs.item(row, label))].tolist()
    values[label] = -math.inf
    return codes()[values.index(max(values))]


def _sum(tallies: Sequence[dict[int, float]], rows: Sequence[int]) -> dict[int, float]:
    """Return the topics' scores of several clauses together."""
    if len(rows) == 1:
        return tallies[rows[0]]
    total: dict[int, float] = {}
    for row in rows:
        for topic, weight in tallies[row].items():
            total[topic] = total.get(topic, 0.0) + weight
    return total


def _reasons(rows: Sequence[int], evidence: Evidence, label: int) -> tuple[Reason, ...]:
    """Return what spoke for a label, the weightiest first: terms with their places, headings, the model."""
    found: list[tuple[float, int | None, int | None, str, str]] = [
        (-weight, start, end, term, "clause")
        for row in rows
        for start, end, term, votes in evidence.hits[row]
        for topic, weight in votes
        if topic == label
    ]
    for kind, scope in _SCOPES:
        scores = evidence.kinds[kind]
        weight = round(max(scores.item(row, label) for row in rows), 2)
        if weight > _REASON_LEAST:
            found.append((-weight, None, None, "", scope))
    found.sort(key=itemgetter(0))
    primary = codes()[label]
    return tuple(
        Reason(code=primary, term=term, weight=-weight, scope=scope, start=start, end=end)
        for weight, start, end, term, scope in found[:_REASONS]
    )
