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


class Join(NamedTuple):
    """A pattern found: where its first part starts and stops, where its second part starts and ends, its number."""

    opened: int
    stop: int
    start: int
    end: int
    term: int


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
    finds = finds.take(np.flatnonzero(np.concatenate(([True], ends[1:] != ends[:-1]))))
    earliest = np.minimum.accumulate(finds.starts[::-1])[::-1]
    return finds.take(np.flatnonzero(np.concatenate((finds.starts[:-1] < earliest[1:], [True]))))


def join_parts(text: str, finds: Finds, links: Links) -> list[Join]:
    """Return the patterns whose second part follows within reach of the last place of the first, inside one clause."""
    starts, ends, words = finds
    size = len(words)
    openers = links.opens[words]
    opening = np.flatnonzero(openers >= 0)
    closing = np.flatnonzero(links.counts[words])
    if not len(opening) or not len(closing):
        return []
    opened = np.sort(openers[opening] * size + opening)
    owners, rows = expand(links.first[words[closing]], links.counts[words[closing]])
    closers, wanted = closing[owners], links.opener[rows] * size
    last = opened[np.searchsorted(opened, wanted + closers) - 1] - wanted
    # An opener that was not yet seen shows the place of another one, which lies outside 0 to the closer's own place.
    seen = np.flatnonzero((last >= 0) & (last < closers))
    last, closers = last[seen], closers[seen]
    gaps = starts[closers] - ends[last]
    near = np.flatnonzero((gaps >= 0) & (gaps <= GAP_REACH))
    last, closers, patterns = last[near], closers[near], links.pattern[rows[seen[near]]]
    columns = (starts[last], ends[last], starts[closers], ends[closers], patterns)
    joins = map(Join._make, zip(*(column.tolist() for column in columns), strict=True))
    return [join for join in joins if _PARTS.search(text, join.stop, join.start) is None]


def drop_covered(finds: Finds, joins: list[Join], heaviest: NDArray[np.float64], size: int) -> Finds:
    """Return the finds without those that a pattern's part holds, or overlaps and outweighs.

    Args:
        finds: Terms of a text of ``size`` characters.
        joins: The patterns found in it.
        heaviest: The heaviest vote of each term.
        size: Characters of the text.
    """
    part_at = np.zeros(size, dtype=np.int64)
    weight_at = np.zeros(size)
    for number, join in enumerate(joins, start=1):
        for part, span in ((2 * number, slice(join.opened, join.stop)), (2 * number + 1, slice(join.start, join.end))):
            part_at[span] = part
            weight_at[span] = heaviest[join.term]
    first, last = finds.starts, finds.ends - 1
    held = (part_at[first] > 0) & (part_at[first] == part_at[last])
    own = heaviest[finds.terms]
    outweighed = (own > 0) & (own < np.maximum(weight_at[first], weight_at[last]))
    return finds.take(np.flatnonzero(~(held | outweighed)))
