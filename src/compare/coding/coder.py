"""A parsed text to its measures: codes, confidence and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import itemgetter

import numpy as np

from compare.coding.blend import Blend, packaged_blend
from compare.coding.evidence import Evidence, gather
from compare.coding.facets import choose_secondary
from compare.coding.linear import LinearModel, linear_model
from compare.coding.model import Measure, Reason
from compare.coding.pieces import Piece, cut
from compare.coding.tally import Scores
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.coding.units import (
    group_sentences,
    is_opener,
    is_remark,
    label_sentence,
    lean_cost,
    merge_labels,
    weigh_clauses,
)
from compare.structure import Clause, Structure

_RULE_LEAST = 2.0
"""Score of terms from which a code that leads in terms is the rule's; below, the model decided."""

_REASONS, _REASON_LEAST = 6, 0.1
_SCOPES = (("heading_terms", "heading"), ("section_terms", "section"), ("model", "model"))
_STANCE_RANK = {"plan": 0, "achieved": 1, "background": 2}
_FIRMNESS_RANK = {"must": 0, "strive": 1, "explore": 2, "plain": 3}


Unit = tuple[list[int], int]
"""The rows of a unit's clauses, and the index of its code."""


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
    logs = coder.blend.log_probabilities(evidence.kinds)
    sheet = _Sheet(clauses, evidence, logs, *_two_likeliest(logs))
    return _measure(sheet, _divide(text, pieces, sheet), coder.blend)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The clauses of a document, their evidence, their log-probabilities, their likeliest codes."""

    clauses: Sequence[Clause]
    evidence: Evidence
    logs: Scores
    first: list[int]
    second: list[int]


def _two_likeliest(logs: Scores) -> tuple[list[int], list[int]]:
    """Return the likeliest and the second likeliest code of each clause."""
    first = logs.argmax(axis=1)
    others = logs.copy()
    others[np.arange(len(first)), first] = -np.inf
    return first.tolist(), others.argmax(axis=1).tolist()


def _divide(text: str, pieces: Sequence[Piece], sheet: _Sheet) -> list[Unit]:
    """Return the units of a document: the rows of their clauses, and the index of their code."""
    clauses, leading = sheet.clauses, sheet.first
    own = sheet.evidence.kinds["terms"].max(axis=1).tolist()
    decisive = (sheet.evidence.kinds["decisive"].max(axis=1) > 0).tolist()
    nothing = codes().index(NO_MEASURE)
    log = sheet.logs.item
    units: list[Unit] = []
    for rows in group_sentences(clauses):
        if is_frame(clauses[rows[0]]):
            units += [([row], nothing) for row in rows]
            continue
        pool = sorted({leading[row] for row in rows})
        if len(pool) == 1:
            units.append((rows, pool[0]))
            continue
        words = [text[clauses[row].start : clauses[row].end] for row in rows]
        shares = weigh_clauses([own[row] for row in rows], [*map(is_opener, words)], [*map(is_remark, words)])
        costs = [lean_cost(text, *pieces[row], own[row], decisive[row]) for row in rows]
        labels = label_sentence([[log(row, topic) for topic in pool] for row in rows], pool, shares, costs)
        units += [(rows[first:end], label) for first, end, label in merge_labels(labels, nothing)]
    return units


def is_frame(clause: Clause) -> bool:
    """Return whether a clause frames the document and carries no measure whatever it says."""
    return clause.role in ("preamble", "mechanics") or clause.stance == "background"


def _measure(sheet: _Sheet, units: Sequence[Unit], blend: Blend) -> tuple[Measure, ...]:
    """Return the measures that the clauses of each unit make under its label."""
    if not units:
        return ()
    labels = [label for _, label in units]
    flat = [row for rows, _ in units for row in rows]
    sizes = np.array([len(rows) for rows, _ in units])
    begins = np.cumsum(sizes) - sizes
    terms = np.add.reduceat(sheet.evidence.kinds["terms"][flat], begins, axis=0)
    own = terms[np.arange(len(units)), labels]
    by_rule = (own >= _RULE_LEAST) & (own >= terms.max(axis=1))
    odds = np.maximum.reduceat(sheet.logs[flat, np.repeat(labels, sizes)], begins)
    columns = (blend.confidences(np.exp(odds)), by_rule)
    scored: list[dict[int, float]] = [{} for _ in units]
    found, topics = np.nonzero(terms)
    for unit, topic, score in zip(found.tolist(), topics.tolist(), terms[found, topics].tolist(), strict=True):
        scored[unit][topic] = score
    return tuple(
        _make(sheet, rows, label, *values)
        for (rows, label), *values in zip(units, scored, *(column.tolist() for column in columns), strict=True)
    )


def _make(
    sheet: _Sheet, rows: Sequence[int], label: int, terms: dict[int, float], confidence: float, by_rule: bool
) -> Measure:
    """Return the measure of one unit."""
    known = codes()
    first = sheet.clauses[rows[0]]
    stance, firmness, end = first.stance, first.firmness, first.end
    loudest, signs = rows[0], sheet.evidence.signs[rows[0]]
    if len(rows) > 1:
        clauses = [sheet.clauses[row] for row in rows]
        end = clauses[-1].end
        stance = min({clause.stance for clause in clauses}, key=_STANCE_RANK.__getitem__)
        firmness = min({clause.firmness for clause in clauses}, key=_FIRMNESS_RANK.__getitem__)
        loudest = max(rows, key=lambda row: sheet.logs.item(row, label))
        signs = set().union(*[sheet.evidence.signs[row] for row in rows])
    runner_up = sheet.second[loudest] if sheet.first[loudest] == label else sheet.first[loudest]
    frames = is_frame(first)
    primary = known[label]
    return Measure(
        start=first.start,
        end=end,
        item=first.item,
        section=first.section,
        heading=first.heading,
        stance=stance,
        firmness=firmness,
        primary=primary,
        secondary=choose_secondary(terms, signs, label) if primary != NO_MEASURE else (),
        confidence=1.0 if frames else round(confidence, 4),
        coded_by="rule" if by_rule else "model",
        runner_up=None if frames else known[runner_up],
        explain=partial(_reasons, rows, sheet.evidence, label),
    )


def _reasons(rows: Sequence[int], evidence: Evidence, label: int) -> tuple[Reason, ...]:
    """Return what spoke for a label, the weightiest first: terms with their places, headings, the model."""
    found: list[tuple[float, int | None, int | None, str, str]] = [
        (-weight, start, end, term, "clause")
        for row in rows
        for start, end, term, votes in evidence.terms.hits(row)
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
