"""Evidence of a document's clauses: terms and model scores, of the clause itself, its headings and its item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from compare.coding.facets import facets
from compare.coding.lexicon import WEIGHTS, Hit, lexicon
from compare.coding.linear import LinearModel
from compare.coding.search import Finds, Ints
from compare.coding.tally import Scores, mark, tally
from compare.coding.taxonomy import NO_MEASURE, codes
from compare.knowledge import load_yaml
from compare.structure import Clause

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

@dataclass(frozen=True, slots=True)
class Evidence:
    """Per kind the scores by clause and code; per clause the topics of its signs, and the terms found in it."""

    kinds: dict[str, Scores]
    signs: list[set[int]]
    terms: _Terms


def gather(text: str, clauses: Sequence[Clause], model: LinearModel, region_code: str | None = None) -> Evidence:
    """Return all evidence for each clause; rows stand in the order of ``clauses``.

    Args:
        text: The restored text.
        clauses: The clauses.
        model: The linear model.
        region_code: The region that speaks, where known: some words mean another thing in a county.
    """
    lines = _Headings.of(clauses)
    whole = f"{text}\n{lines.text}"
    spans = [(clause.start, clause.end) for clause in clauses]
    height, width = len(clauses), len(codes())
    places = np.array(spans + lines.spans(len(text) + 1), dtype=np.int64)
    terms = _find_by_row(whole, places, height if is_county(region_code) else 0)
    ballot = lexicon().ballot
    words = tally(ballot, terms.finds, terms.rows, (height + len(lines.known), width))
    both = model.score(whole, places)
    own, scores, none = words[:height], both[:height], np.zeros((1, width))
    words, above = np.vstack([none, words[height:]]), np.vstack([none, both[height:]])
    heading, section = np.array(lines.heading), np.array(lines.section)
    left_open = np.maximum(1.0 - own[:, :-1].max(axis=1, initial=0.0) / TELLING, 0.0)[:, None]
    kinds = {
        "terms": own, "model": scores, "list": _lists(text, clauses, terms),
        "decisive": mark(ballot, terms.finds, terms.rows, (height + len(lines.known), width), WEIGHTS["decisive"])[:height],
        "heading_terms": words.take(heading, axis=0), "section_terms": words.take(section, axis=0),
        "heading_model": above.take(heading, axis=0), "section_model": above.take(section, axis=0),
    }  # fmt: skip
    kinds |= {f"open_{kind}": left_open * kinds[kind] for kind in ("heading_terms", "heading_model")}
    kinds["open_item_model"] = left_open * _item_means(clauses, scores)
    return Evidence(kinds, facets().scan(text, spans), terms)


class _Terms(NamedTuple):
    """The terms found in a document in order of their rows, the row of each, and where each row's begin and end."""

    finds: Finds
    rows: Ints
    bounds: list[int]

    def hits(self, row: int) -> list[Hit]:
        """Return the terms found in one row in order of their ends."""
        here = slice(self.bounds[row], self.bounds[row + 1])
        return lexicon().read(Finds(*(column[here] for column in self.finds)))


def _find_by_row(text: str, spans: Ints, in_county: int) -> _Terms:
    """Return the terms that start in each of the spans; those of the first ``in_county`` rows vote as in a county."""
    known = lexicon()
    finds = known.find(text)
    starts, ends = spans.T
    rows = np.searchsorted(starts, finds.starts, side="right") - 1
    inside = np.flatnonzero((rows >= 0) & (finds.starts < ends[rows]))
    order = inside[np.argsort(rows[inside], kind="stable")]
    finds, rows = finds.take(order), rows[order]
    if in_county:
        finds = finds._replace(terms=np.where(rows < in_county, known.in_county[finds.terms], finds.terms))
    return _Terms(finds, rows, np.searchsorted(rows, np.arange(len(spans) + 1)).tolist())


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


def _lists(text: str, clauses: Sequence[Clause], terms: _Terms) -> Scores:
    """Return a mark for ``Z`` where a clause only lists nouns of three domains or more."""
    known = codes()
    nothing = known.index(NO_MEASURE)
    marks = np.zeros((len(clauses), len(known)))
    for row, clause in enumerate(clauses):
        if terms.bounds[row + 1] - terms.bounds[row] < LISTED or text.count("、", clause.start, clause.end) < LISTED - 1:
            continue
        domains: dict[int, str] = {}
        for hit in terms.hits(row):
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


def score_words(words: str) -> Scores:
    """Return the lexicon's scores of a few words, one per code."""
    finds = lexicon().find(words)
    rows = np.zeros(len(finds.starts), dtype=np.int64)
    return tally(lexicon().ballot, finds, rows, (1, len(codes()))).reshape(-1)
