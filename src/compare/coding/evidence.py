"""Evidence of a document's clauses: the terms in each, in its headings, and the scores they add up to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.coding.lexicon import GAP, Hit, lexicon
from compare.coding.taxonomy import codes
from compare.structure import Clause

Scores = NDArray[np.float64]

HEADING_SHARE = 0.45
SECTION_SHARE = 0.2
"""How much the words of an item's or section's heading count beside a clause's own."""

BASE, PER_CHARACTER = 0.7, 0.1
"""A longer term is a more specific one: its weight grows with its characters, up to eight."""

FADING = 0.6
"""What each further term of a topic counts beside the one before, so that a long clause does not outshout every sign."""


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
        for topic, weight in tally(found).items():
            own[row, topic] = weight
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
    for topic, weight in tally(lexicon().scan(words)).items():
        scores[topic] = weight
    return scores


def tally(found: Sequence[Hit]) -> dict[int, float]:
    """Return the topics' scores of the terms found: each term once, the second and later ones for less."""
    terms: dict[tuple[int, str], float] = {}
    for hit in found:
        reach = hit.end - hit.start if GAP not in hit.term else len(hit.term)
        for topic, weight in hit.votes:
            terms[topic, hit.term] = weight * (BASE + PER_CHARACTER * min(reach, 8))
    scores: dict[int, float] = {}
    counts: dict[int, int] = {}
    for (topic, _), weight in sorted(terms.items(), key=lambda pair: -abs(pair[1])):
        place = counts.get(topic, 0)
        counts[topic] = place + 1
        scores[topic] = scores.get(topic, 0.0) + weight * FADING**place
    return scores
