"""Terms to the scores of topics: each term once in a row, the second and later ones of a topic for less."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compare.coding.search import Finds, Ints, expand

Scores = NDArray[np.float64]

FADING = 0.6
"""What each further term of a topic counts beside the one before, so that a long clause does not outshout every sign."""

_FADES = np.array([FADING**place for place in range(128)])
"""What the terms of a topic count by their order; the hundredth adds nothing any more."""

BASE, PER_CHARACTER, LONGEST = 0.7, 0.1, 8
"""A longer term is a more specific one: its weight grows with its characters, up to eight."""

Votes = tuple[tuple[int, float], ...]


class Ballot(NamedTuple):
    """The votes of all terms, a term's in the rows from ``first`` on; ``score`` is a vote's weight by the term's length."""

    first: Ints
    counts: Ints
    heaviest: Scores
    acts: NDArray[np.bool_]
    topic: Ints
    weight: Scores
    score: Scores


def collect(terms: Sequence[tuple[str, Votes]], actors: Iterable[str]) -> Ballot:
    """Return the votes of terms, which are numbered in their order.

    Args:
        terms: Each term with its votes.
        actors: Terms that name who acts, of which one counts for all.
    """
    acting = frozenset(actors)
    counts = np.array([len(votes) for _, votes in terms], dtype=np.int64)
    rows = [(topic, weight, weight * _share(term)) for term, votes in terms for topic, weight in votes]
    topic, weight, score = zip(*rows, strict=True) if rows else ((), (), ())
    return Ballot(
        first=np.cumsum(counts) - counts,
        counts=counts,
        heaviest=np.array([max((vote[1] for vote in votes), default=0.0) for _, votes in terms]),
        acts=np.array([term in acting for term, _ in terms], dtype=np.bool_),
        topic=np.array(topic, dtype=np.int64),
        weight=np.array(weight, dtype=np.float64),
        score=np.array(score, dtype=np.float64),
    )


def _share(term: str) -> float:
    return BASE + PER_CHARACTER * min(len(term), LONGEST)


def tally(ballot: Ballot, finds: Finds, rows: Ints, shape: tuple[int, int]) -> Scores:
    """Return the scores of topics by row; of several actors of one topic only the weightiest counts.

    Args:
        ballot: The votes.
        finds: The terms found.
        rows: The row that each find stands in.
        shape: Rows and topics.
    """
    height, width = shape
    _, once = np.unique(rows * len(ballot.counts) + finds.terms, return_index=True)
    once.sort()
    terms = finds.terms[once]
    owners, votes = expand(ballot.first[terms], ballot.counts[terms])
    cells = rows[once][owners] * width + ballot.topic[votes]
    scores = ballot.score[votes]
    order = np.lexsort((-np.abs(scores), cells))
    order = _one_actor(order, cells, ballot.acts[terms][owners])
    cells = cells[order]
    numbers = np.arange(len(cells))
    begins = np.where(np.concatenate(([True], cells[1:] != cells[:-1])), numbers, 0) if len(cells) else numbers
    places = numbers - np.maximum.accumulate(begins)
    faded = scores[order] * _FADES.take(places, mode="clip")
    total = np.bincount(cells, weights=faded, minlength=height * width)
    return np.asarray(total, dtype=np.float64).reshape(height, width)


def _one_actor(order: Ints, cells: Ints, acts: NDArray[np.bool_]) -> Ints:
    """Return the order of votes without the second and later actors of each cell."""
    acting = np.flatnonzero(acts[order])
    theirs = cells[order[acting]]
    again = acting[1:][theirs[1:] == theirs[:-1]]
    return np.delete(order, again) if len(again) else order


def mark(ballot: Ballot, finds: Finds, rows: Ints, shape: tuple[int, int], least: float) -> Scores:
    """Return 1 for each topic of a row for which a term votes with a weight of at least ``least``."""
    owners, votes = expand(ballot.first[finds.terms], ballot.counts[finds.terms])
    strong = np.flatnonzero(ballot.weight[votes] >= least)
    table = np.zeros(shape)
    table[rows[owners[strong]], ballot.topic[votes[strong]]] = 1.0
    return table
