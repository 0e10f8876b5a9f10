"""Terms in a text, the specific before the general; columns of numbers throughout, so that no term costs a step of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

GAP_REACH = 40
"""Characters between the parts of a pattern at most."""

_PARTS = re.compile("[，。；！？,;\n]")


class Finds(NamedTuple):
    """Terms found, a column each: where they start, where they end, their numbers in the lexicon."""

    starts: Ints
    ends: Ints
    terms: Ints

    def take(self, places: Ints) -> Finds:
        """Return the finds at some places."""
        return Finds(self.starts[places], self.ends[places], self.terms[places])


class Joins(NamedTuple):
    """Patterns found, a column each: the place of their first part, of their second part, their numbers."""

    opened: Ints
    stops: Ints
    starts: Ints
    ends: Ints
    terms: Ints


class Links(NamedTuple):
    """Which words open and close patterns.

    ``opens`` holds for each word its number as an opener, or -1. A word closes the rows of ``opener`` and ``pattern`` that
    begin at ``first``, as many as ``counts`` says.
    """

    opens: Ints
    first: Ints
    counts: Ints
    opener: Ints
    pattern: Ints


def expand(first: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Return the rows of several owners one after the other: the place of the owner of each, and the row.

    >>> [column.tolist() for column in expand(np.array([7, 2]), np.array([1, 3]))]
    [[0, 1, 1, 1], [7, 2, 3, 4]]
    """
    owners = np.repeat(np.arange(len(counts)), counts)
    return owners, np.arange(len(owners)) + (first - np.cumsum(counts) + counts)[owners]


def keep_longest(finds: Finds) -> Finds:
    """Return the finds that lie in no other one; they come and stay in order of their ends, the longer of one end first."""
    if not len(finds.starts):
        return finds
    ends = finds.ends
    finds = finds.take(np.concatenate(([True], ends[1:] != ends[:-1])).nonzero()[0])
    earliest = np.minimum.accumulate(finds.starts[::-1])[::-1]
    return finds.take(np.concatenate((finds.starts[:-1] < earliest[1:], [True])).nonzero()[0])


def join_parts(text: str, finds: Finds, links: Links) -> Joins | None:
    """Return the patterns, if any, whose second part follows within reach of the last place of the first, inside one clause."""
    starts, ends, words = finds
    size = len(words)
    openers = links.opens[words]
    opening = (openers >= 0).nonzero()[0]
    closing = links.counts[words].nonzero()[0]
    if not len(opening) or not len(closing):
        return None
    opened = np.sort(openers[opening] * size + opening)
    owners, rows = expand(links.first[words[closing]], links.counts[words[closing]])
    closers, wanted = closing[owners], links.opener[rows] * size
    last = opened[np.searchsorted(opened, wanted + closers) - 1] - wanted
    # An opener that was not yet seen shows the place of another one, which lies outside 0 to the closer's own place.
    seen = ((last >= 0) & (last < closers)).nonzero()[0]
    last, closers = last[seen], closers[seen]
    gaps = starts[closers] - ends[last]
    near = ((gaps >= 0) & (gaps <= GAP_REACH)).nonzero()[0]
    stops, begins = ends[last[near]], starts[closers[near]]
    between = zip(stops.tolist(), begins.tolist(), strict=True)
    near = near[[_PARTS.search(text, stop, begin) is None for stop, begin in between]]
    if not len(near):
        return None
    last, closers, patterns = last[near], closers[near], links.pattern[rows[seen[near]]]
    return Joins(starts[last], ends[last], starts[closers], ends[closers], patterns)


def drop_covered(finds: Finds, joins: Joins, heaviest: NDArray[np.float64], size: int) -> Finds:
    """Return the finds without those that a pattern's part holds, or overlaps and outweighs.

    Args:
        finds: Terms of a text of ``size`` characters.
        joins: The patterns found in it.
        heaviest: The heaviest vote of each term.
        size: Characters of the text.
    """
    part_at = np.zeros(size, dtype=np.int64)
    weight_at = np.zeros(size)
    # The two parts of each pattern one after the other: of parts that overlap, the later one holds the letters.
    begins = np.stack((joins.opened, joins.starts), axis=1).reshape(-1)
    stops = np.stack((joins.stops, joins.ends), axis=1).reshape(-1)
    parts, letters = expand(begins, stops - begins)
    part_at[letters] = parts + 1
    weight_at[letters] = heaviest[joins.terms][parts >> 1]
    first, last = finds.starts, finds.ends - 1
    held = (part_at[first] > 0) & (part_at[first] == part_at[last])
    own = heaviest[finds.terms]
    outweighed = (own > 0) & (own < np.maximum(weight_at[first], weight_at[last]))
    return finds.take((~(held | outweighed)).nonzero()[0])
