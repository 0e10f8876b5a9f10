"""Evidence of a document's clauses: terms and model scores, of the clause itself, its headings and its item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from compare.coding.facets import facets
from compare.coding.lexicon import WEIGHTS, Hit, Votes, lexicon, score_votes
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
    signs: list[set[int]]


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
    least = WEIGHTS["decisive"]
    own = _fill(tallies)
    decisive = np.zeros_like(own)
    width = own.shape[1]
    decisive.reshape(-1)[
        [row * width + at for row, found in enumerate(hits) for hit in found for at, vote in hit[3] if vote >= least]
    ] = 1.0
    lines = _Headings.of(clauses)
    spans = [(clause.start, clause.end) for clause in clauses]
    both = model.score(f"{text}\n{lines.text}", spans + lines.spans(len(text) + 1))
    scores = both[: len(clauses)]
    above = np.vstack([np.zeros((1, own.shape[1])), both[len(clauses) :]])
    words = _fill([{}, *map(_tally_heading, lines.known)])
    left_open = np.maximum(1.0 - own[:, :-1].max(axis=1, initial=0.0) / TELLING, 0.0)[:, None]
    kinds = {
        "terms": own, "model": scores, "list": _lists(text, clauses, hits), "decisive": decisive,
        "heading_terms": words[lines.heading], "section_terms": words[lines.section],
        "heading_model": above[lines.heading], "section_model": above[lines.section],
    }  # fmt: skip
    kinds |= {f"open_{kind}": left_open * kinds[kind] for kind in ("heading_terms", "heading_model")}
    kinds["open_item_model"] = left_open * _item_means(clauses, scores)
    return Evidence(hits, tallies, kinds, facets().scan(text, spans))


def _fill(rows: Sequence[Mapping[int, float]]) -> Scores:
    """Return a table of rows by code, of which each row says what it holds."""
    width = len(codes())
    table = np.zeros(len(rows) * width)
    places = [row * width + topic for row, scored in enumerate(rows) for topic in scored]
    table[places] = [value for scored in rows for value in scored.values()]
    return table.reshape(-1, width)


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
def county_votes() -> dict[str, Votes]:
    """Return by term the votes it has in a county's text in place of its own."""
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


def _hits_by_clause(text: str, clauses: Sequence[Clause], scoped: Mapping[str, Votes]) -> list[list[Hit]]:
    starts, ends = [clause.start for clause in clauses], [clause.end for clause in clauses]
    found: list[list[Hit]] = [[] for _ in clauses]
    for hit in lexicon().scan(text):
        start, _, term, _, _ = hit
        if term in scoped:
            hit = hit._replace(votes=scoped[term], scores=score_votes(term, scoped[term]))
        place = bisect_right(starts, start) - 1
        if place >= 0 and start < ends[place]:
            found[place].append(hit)
    return found


def _item_means(clauses: Sequence[Clause], scores: Scores) -> Scores:
    """Return the mean scores of the other clauses of each clause's item; zeros outside items and where it is alone."""
    items = np.array([-1 if clause.item is None else clause.item for clause in clauses])
    starts = np.flatnonzero(np.concatenate(([True], items[1:] != items[:-1])))
    if len(starts) == 1 and items[0] < 0:
        return np.zeros_like(scores)
    sums = np.zeros((int(items.max()) + 2, scores.shape[1]))
    runs = np.add.reduceat(scores, starts, axis=0)
    if len(set(items[starts].tolist())) == len(starts):
        sums[items[starts]] = runs
    else:
        np.add.at(sums, items[starts], runs)
    counts = np.bincount(items + 1, minlength=len(sums))[items + 1]
    means: Scores = sums[items]
    means -= scores
    means /= np.maximum(counts - 1, 1)[:, None]
    means[(items < 0) | (counts == 1)] = 0.0
    return means


@lru_cache(maxsize=4096)
def _tally_heading(words: str) -> dict[int, float]:
    """Return the topics' scores of a heading, remembered: the same headings stand in many documents."""
    return tally(lexicon().scan(words))


def score_words(words: str) -> Scores:
    """Return the lexicon's scores of a few words, one per code."""
    return _fill([tally(lexicon().scan(words))]).reshape(-1)


def tally(found: Sequence[Hit]) -> dict[int, float]:
    """Return the topics' scores of the terms found: each term once, the second and later ones of a topic for less."""
    if not found:
        return {}
    if len(found) == 1:
        return dict(found[0].scores)
    total: dict[int, float] = {}
    crowded = set()
    terms = {hit[2]: hit[4] for hit in found}
    for scores in terms.values():
        for topic, score in scores:
            if topic in total:
                crowded.add(topic)
            else:
                total[topic] = score
    if crowded:
        actors = lexicon().actors
        for crowd in crowded:
            total[crowd] = _fade(
                [(score, term in actors) for term, scores in terms.items() for topic, score in scores if topic == crowd]
            )
    return total


def _fade(terms: list[tuple[float, bool]]) -> float:
    """Return the score of one topic's terms, the weightiest first; of several actors only one counts."""
    total, place, acting = 0.0, 0, False
    for score, acts in sorted(terms, key=_by_weight):
        if acts and acting:
            continue
        acting = acting or acts
        total += score * FADING**place
        place += 1
    return total


def _by_weight(term: tuple[float, bool]) -> float:
    return -abs(term[0])
