"""Evidence of a document's clauses: the terms in each, in its headings, and the scores they add up to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.coding.lexicon import Hit, lexicon
from compare.coding.taxonomy import codes
from compare.structure import Clause

Scores = NDArray[np.float64]

HEADING_SHARE = 0.45
SECTION_SHARE = 0.2
"""How much the words of an item's or section's heading count beside a clause's own."""

EVIDENCE_CAP = 8.0
"""Terms of one topic add up to this at most, so that a long clause does not outshout every other sign."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per clause: the terms found in it, its own scores, and the scores of its headings."""

    hits: list[list[Hit]]
    own: Scores
    context: Scores


def gather(text: str, clauses: Sequence[Clause]) -> Evidence:
    """Return the lexicon's evidence for each clause; rows stand in the order of ``clauses``."""
    hits = _hits_by_clause(text, clauses)
    width = len(codes())
    own = np.zeros((len(clauses), width))
    for row, found in enumerate(hits):
        for hit in found:
            for topic, weight in hit.votes:
                own[row, topic] += weight
    np.minimum(own, EVIDENCE_CAP, out=own)
    return Evidence(hits, own, _context(clauses, width))


def _hits_by_clause(text: str, clauses: Sequence[Clause]) -> list[list[Hit]]:
    starts = [clause.start for clause in clauses]
    found: list[list[Hit]] = [[] for _ in clauses]
    for hit in lexicon().scan(text):
        place = bisect_right(starts, hit.start) - 1
        if place >= 0 and hit.start < clauses[place].end:
            found[place].append(hit)
    return found


def _context(clauses: Sequence[Clause], width: int) -> Scores:
    """Return the scores of the headings above each clause."""
    cache: dict[str | None, Scores] = {None: np.zeros(width)}
    context = np.zeros((len(clauses), width))
    for row, clause in enumerate(clauses):
        for words in (clause.heading, clause.section):
            if words not in cache:
                cache[words] = score_words(words or "", width)
        context[row] = HEADING_SHARE * cache[clause.heading] + SECTION_SHARE * cache[clause.section]
        if clause.heading == clause.section:
            context[row] = HEADING_SHARE * cache[clause.heading]
    return context


def score_words(words: str, width: int | None = None) -> Scores:
    """Return the lexicon's scores of a few words, one per code."""
    scores = np.zeros(width or len(codes()))
    for hit in lexicon().scan(words):
        for topic, weight in hit.votes:
            scores[topic] += weight
    return np.minimum(scores, EVIDENCE_CAP)
