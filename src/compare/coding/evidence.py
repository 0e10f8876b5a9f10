"""Evidence of a document's clauses: terms and model scores, of the clause itself, its headings and its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from compare.coding.facets import facets
from compare.coding.lexicon import GAP, WEIGHTS, Hit, lexicon
from compare.coding.linear import LinearModel
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.knowledge import load_yaml
from compare.structure import Clause

Scores = NDArray[np.float64]
_Row = TypeVar("_Row", bound=Sequence[Hit] | dict[int, float])

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
    tallies = [tally(found) for found in hits]
    own = np.zeros((len(clauses), len(codes())))
    decisive = np.zeros_like(own)
    _enter(own, tallies, lambda scored: scored.items())
    _enter(decisive, hits, _decisive_topics)
    lines = _Headings.of(clauses)
    spans = [(clause.start, clause.end) for clause in clauses]
    both = model.score(f"{text}\n{lines.text}", spans + lines.spans(len(text) + 1))
    scores = both[: len(clauses)]
    above = np.vstack([np.zeros((1, own.shape[1])), both[len(clauses) :]])
    words = np.vstack([np.zeros(own.shape[1]), *(_score_heading(line) for line in lines.known)])
    left_open = np.clip(1.0 - own[:, :-1].max(axis=1, initial=0.0) / TELLING, 0.0, 1.0)[:, None]
    kinds = {
        "terms": own, "model": scores, "list": _lists(text, clauses, hits), "decisive": decisive,
        "heading_terms": words[lines.heading], "section_terms": words[lines.section],
        "heading_model": above[lines.heading], "section_model": above[lines.section],
    }  # fmt: skip
    kinds |= {f"open_{kind}": left_open * kinds[kind] for kind in ("heading_terms", "heading_model")}
    kinds["open_item_model"] = left_open * _item_means(clauses, scores)
    return Evidence(hits, tallies, kinds, facets().scan(text))


def _enter(table: Scores, rows: Sequence[_Row], pairs: Callable[[_Row], Iterable[tuple[int, float]]]) -> None:
    """Write the pairs of code and value of each row into a table, at once."""
    cells = [(place, topic, value) for place, row in enumerate(rows) if row for topic, value in pairs(row)]
    if cells:
        place, topic, value = zip(*cells, strict=True)
        table[place, topic] = value


def _decisive_topics(found: Sequence[Hit]) -> Iterable[tuple[int, float]]:
    least = WEIGHTS["decisive"]
    return [(topic, 1.0) for hit in found for topic, weight in hit.votes if weight >= least]


@dataclass(frozen=True, slots=True)
class _Headings:
    """The lines above the clauses of a document, each once, and which of them stands above which clause."""

    known: list[str]
    heading: list[int]
    section: list[int]

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> _Headings:
        """Return the headings and sections of clauses; 0 stands for none."""
        known: dict[str, int] = {}
        heading, section = [], []
        for clause in clauses:
            above = clause.section if clause.section != clause.heading else None
            heading.append(known.setdefault(clause.heading, len(known) + 1) if clause.heading else 0)
            section.append(known.setdefault(above, len(known) + 1) if above else 0)
        return cls(list(known), heading, section)

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.known)

    def spans(self, place: int) -> list[tuple[int, int]]:
        """Return the lines' spans in a text where they begin at ``place``."""
        spans = []
        for line in self.known:
            spans.append((place, place + len(line)))
            place += len(line) + 1
        return spans


def _lists(text: str, clauses: Sequence[Clause], hits: Sequence[Sequence[Hit]]) -> Scores:
    """Return a mark for ``Z`` where a clause only lists nouns of three domains or more."""
    known = codes()
    nothing = known.index(NO_MEASURE)
    marks = np.zeros((len(clauses), len(known)))
    for row, clause in enumerate(clauses):
        if len(hits[row]) < LISTED or text.count("、", clause.start, clause.end) < LISTED - 1:
            continue
        domains: dict[int, str] = {}
        for hit in hits[row]:
            best = max(hit.votes, key=_weight)
            if best[1] >= LISTED_LEAST and best[0] != nothing:
                domains[text.count("、", clause.start, hit.start)] = known[best[0]][0]
        marks[row, nothing] = max(0, len(set(domains.values())) - LISTED + 1)
    return marks


_weight = itemgetter(1)


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
    if not found:
        return {}
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
        scores[topic] = scores.get(topic, 0.0) + weight * _FADED[place if place < len(_FADED) else -1]
    return scores


_FADED = tuple(FADING**place for place in range(40))


def _by_weight(pair: tuple[tuple[int, str], float]) -> float:
    return -abs(pair[1])
