"""Evidence of a document's clauses: terms and model scores, of the clause itself, its headings and its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from compare.coding.facets import facets
from compare.coding.lexicon import GAP, WEIGHTS, Hit, lexicon
from compare.coding.linear import LinearModel
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.knowledge import load_yaml
from compare.structure import Clause

Scores = NDArray[np.float64]

_SCOPES = "coding/scopes.yml"

KINDS = (
    "terms", "heading_terms", "section_terms", "model", "heading_model", "section_model",
    "open_heading_terms", "open_heading_model", "open_item_model", "list", "decisive",
)  # fmt: skip
"""Kinds of evidence, in the order of the blend's weights."""

BASE, PER_CHARACTER = 0.7, 0.1
"""A longer term is a more specific one: its weight grows with its characters, up to eight."""

TELLING = 3.0
"""Score of terms from which a clause names its own topic, so that its item no longer decides."""

LISTED, LISTED_LEAST = 3, 2.0
"""Domains that make a noun list a general aim, and the weight a term must have to count for its domain."""

FADING = 0.6
"""What each further term of a topic counts beside the one before, so that a long clause does not outshout every sign."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per clause the terms found and the topics' scores they add up to; per kind the scores by clause and code."""

    hits: list[list[Hit]]
    tallies: list[dict[int, float]]
    kinds: dict[str, Scores]
    signs: tuple[list[int], list[int]]


def gather(text: str, clauses: Sequence[Clause], model: LinearModel, region_code: str | None = None) -> Evidence:
    """Return all evidence for each clause; rows stand in the order of ``clauses``.

    Args:
        text: The restored text.
        clauses: The clauses.
        model: The linear model.
        region_code: The region that speaks, where known: some words mean another thing in a county.
    """
    hits = _hits_by_clause(text, clauses, county_votes() if is_county(region_code) else {})
    own = np.zeros((len(clauses), len(codes())))
    decisive = np.zeros_like(own)
    tallies = [tally(found) for found in hits]
    least = WEIGHTS["decisive"]
    for row, (found, scored) in enumerate(zip(hits, tallies, strict=True)):
        for _, _, _, votes in found:
            for topic, weight in votes:
                if weight >= least:
                    decisive[row, topic] = 1.0
        for topic, weight in scored.items():
            own[row, topic] = weight
    scores = model.score(text, [(clause.start, clause.end) for clause in clauses])
    kinds = {"terms": own, "model": scores, "list": _lists(text, clauses, hits), "decisive": decisive}
    _add_headings(clauses, kinds, model)
    left_open = np.clip(1.0 - own[:, :-1].max(axis=1, initial=0.0) / TELLING, 0.0, 1.0)[:, None]
    kinds |= {f"open_{kind}": left_open * kinds[kind] for kind in ("heading_terms", "heading_model")}
    kinds["open_item_model"] = left_open * _item_means(clauses, scores)
    return Evidence(hits, tallies, kinds, facets().scan(text))


def _lists(text: str, clauses: Sequence[Clause], hits: Sequence[Sequence[Hit]]) -> Scores:
    """Return a mark for ``Z`` where a clause only lists nouns of three domains or more."""
    known = codes()
    marks = np.zeros((len(clauses), len(known)))
    for row, clause in enumerate(clauses):
        joints = text.count("、", clause.start, clause.end)
        if joints < LISTED - 1:
            continue
        domains: dict[int, str] = {}
        for hit in hits[row]:
            best = max(hit.votes, key=lambda vote: vote[1])
            if best[1] >= LISTED_LEAST and known[best[0]] != NO_MEASURE:
                domains[text.count("、", clause.start, hit.start)] = known[best[0]][0]
        count = len(set(domains.values()))
        marks[row, known.index(NO_MEASURE)] = max(0, count - LISTED + 1)
    return marks


def is_county(region_code: str | None) -> bool:
    """Return whether a region is a county, a district or a city at county level.

    >>> is_county("330681"), is_county("440900"), is_county(None)
    (True, False, False)
    """
    return region_code is not None and not region_code.endswith("00")


@cache
def county_votes() -> dict[str, tuple[tuple[int, float], ...]]:
    """Return by term the votes it has in a county's text beside its own."""
    index = {code: place for place, code in enumerate(codes())}
    return {
        term: ((index[code], WEIGHTS["decisive"]),)
        for code, terms in load_yaml(_SCOPES)["county"].items()
        for term in terms.split()
    }


def lint_scopes() -> list[str]:
    """Return every issue of the scopes: unknown topics, terms that the lexicon does not search for."""
    rows = load_yaml(_SCOPES)["county"]
    known = lexicon().terms
    issues = [f"{_SCOPES}: unknown topic {code}" for code in rows if code not in codes()]
    return issues + [
        f"{_SCOPES}: no topic of the lexicon has {term}"
        for terms in rows.values()
        for term in terms.split()
        if term not in known
    ]


def _hits_by_clause(
    text: str, clauses: Sequence[Clause], scoped: Mapping[str, tuple[tuple[int, float], ...]]
) -> list[list[Hit]]:
    starts = [clause.start for clause in clauses]
    found: list[list[Hit]] = [[] for _ in clauses]
    for hit in lexicon().scan(text):
        if hit.term in scoped:
            hit = hit._replace(votes=(*hit.votes, *scoped[hit.term]))
        place = bisect_right(starts, hit.start) - 1
        if place >= 0 and hit.start < clauses[place].end:
            found[place].append(hit)
    return found


def _item_means(clauses: Sequence[Clause], scores: Scores) -> Scores:
    """Return the mean scores of the other clauses of each clause's item; zeros outside items and where it is alone."""
    items = np.array([-1 if clause.item is None else clause.item for clause in clauses])
    sums = np.zeros((int(items.max(initial=-1)) + 2, scores.shape[1]))
    np.add.at(sums, items, scores)
    counts = np.bincount(items + 1, minlength=len(sums))[items + 1]
    others = (counts - 1)[:, None]
    means = np.where(others > 0, (sums[items] - scores) / np.maximum(others, 1), 0.0)
    return np.where((items >= 0)[:, None], means, 0.0)


def _add_headings(clauses: Sequence[Clause], kinds: dict[str, Scores], model: LinearModel) -> None:
    """Add the scores of the headings and sections above each clause."""
    known: dict[str, int] = {}
    for clause in clauses:
        for words in (clause.heading, clause.section):
            if words:
                known.setdefault(words, len(known) + 1)
    spans, place = [], 0
    for words in known:
        spans.append((place, place + len(words)))
        place += len(words) + 1
    width = len(codes())
    terms = np.vstack([np.zeros(width), *(_score_heading(words) for words in known)])
    scores = np.vstack([np.zeros((1, width)), model.score("\n".join(known), spans)])
    heading = np.array([known[clause.heading] if clause.heading else 0 for clause in clauses])
    section = np.array(
        [known[clause.section] if clause.section and clause.section != clause.heading else 0 for clause in clauses]
    )
    kinds |= {
        "heading_terms": terms[heading], "section_terms": terms[section],
        "heading_model": scores[heading], "section_model": scores[section],
    }  # fmt: skip


@lru_cache(maxsize=4096)
def _score_heading(words: str) -> Scores:
    """Return ``score_words``, remembered: headings come back in every clause below them."""
    return score_words(words)


def score_words(words: str) -> Scores:
    """Return the lexicon's scores of a few words, one per code."""
    scores = np.zeros(len(codes()))
    for topic, weight in tally(lexicon().scan(words)).items():
        scores[topic] = weight
    return scores


def tally(found: Sequence[Hit]) -> dict[int, float]:
    """Return the topics' scores of the terms found: each term once, the second and later ones for less."""
    terms: dict[tuple[int, str], float] = {}
    for start, end, term, votes in found:
        reach = end - start if GAP not in term else len(term)
        share = BASE + PER_CHARACTER * (reach if reach < 8 else 8)
        for topic, weight in votes:
            terms[topic, term] = weight * share
    if len(terms) == 1:
        return {topic: weight for (topic, _), weight in terms.items()}
    actors = lexicon().actors
    scores: dict[int, float] = {}
    counts: dict[int, int] = {}
    acting: set[int] = set()
    for (topic, term), weight in sorted(terms.items(), key=_by_weight):
        if term in actors:
            if topic in acting:
                continue
            acting.add(topic)
        place = counts.get(topic, 0)
        counts[topic] = place + 1
        scores[topic] = scores.get(topic, 0.0) + weight * FADING**place
    return scores


def _by_weight(pair: tuple[tuple[int, str], float]) -> float:
    return -abs(pair[1])
