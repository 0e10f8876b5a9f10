"""Which pairs of texts are worth laying side by side: those that share a rare run, found without trying every pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

COMMON = 50
"""Texts beyond which a run is common property: from there on it links each text to the next one only."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_BLOCK = 2000
"""Rows of the sparse product that are held at once."""


@dataclass(frozen=True)
class Runs:
    """The runs of ``length`` characters of some texts, as 64-bit numbers: equal runs have equal numbers.

    ``runs[i][j]`` is the number of the run that starts at character ``j`` of text ``i``; 0 where it leaves its sentence.
    """

    texts: Sequence[str]
    length: int
    runs: tuple[Numbers, ...]

    @cached_property
    def distinct(self) -> tuple[Numbers, ...]:
        """Return each text's distinct runs in order."""
        return tuple(np.unique(run[run != 0]) for run in self.runs)

    @cached_property
    def held(self) -> tuple[Numbers, Places]:
        """Return all texts' distinct runs in order, and beside each the text that holds it."""
        if not self.texts:
            return np.empty(0, np.uint64), np.empty(0, np.int64)
        keys = np.concatenate(self.distinct)
        texts = np.repeat(np.arange(len(self.texts)), [len(own) for own in self.distinct])
        order = np.argsort(keys, kind="stable")
        return keys[order], texts[order]

    def holders(self, text: int, start: int, size: int) -> list[int]:
        """Return the texts that hold the words of a text from ``start`` on, ``size`` characters long."""
        keys, texts = self.held
        own = self.runs[text][start : start + size - self.length + 1]
        low, high = np.searchsorted(keys, own, "left"), np.searchsorted(keys, own, "right")
        rarest = int(np.argmin(high - low))
        words = self.texts[text][start : start + size]
        return [int(other) for other in texts[low[rarest] : high[rarest]] if words in self.texts[other]]

    def shared(self, one: int, other: int) -> Places:
        """Return where in the other text runs start that the one holds too."""
        both = np.intersect1d(self.distinct[one], self.distinct[other], assume_unique=True)
        return np.flatnonzero(np.isin(self.runs[other], both))


def find_runs(texts: Sequence[str], length: int, ends: str = "") -> Runs:
    """Return the runs of ``length`` characters of each text that hold none of the characters ``ends``."""
    return Runs(texts, length, tuple(_number(text, length, ends) for text in texts))


def _number(text: str, length: int, ends: str) -> Numbers:
    """Return the number of each run: a polynomial of its characters modulo 2^64, then mixed; 0 where it holds an end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    size = max(0, len(codes) - length + 1)
    found = np.zeros(size, np.uint64)
    for offset in range(length):
        found = found * _BASE + codes[offset : offset + size]
    found ^= found >> np.uint64(29)
    before = np.concatenate([[0], np.cumsum(np.isin(codes, [ord(end) for end in ends]))])
    found[before[length:][:size] != before[:size]] = 0
    return found


def candidate_pairs(runs: Runs, *, common: int = COMMON) -> list[tuple[int, int]]:
    """Return the pairs of texts, smaller index first and in order, that may share words.

    A run that at most ``common`` texts hold makes every two of them a pair. A run that more texts hold is common property
    (a national formula): it makes each text a pair with the next one that holds it, so that the run is still found, in a
    number of pairs that grows with the texts and not with their square. Up to ``common`` texts nothing is left out: the
    pairs are all that share a run. The product of the sparse matrix of texts by runs with itself, its columns cut by
    document frequency as TF-IDF would weigh them down; MinHash would not do, because two texts that share one clause of
    5,000 characters are alike by 0.002.

    Args:
        runs: What ``find_runs`` returns.
        common: Texts beyond which a run links neighbours only.
    """
    keys, texts = runs.held
    first = np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1))) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(first, append=len(keys))
    column = np.repeat(np.arange(len(first)), sizes)
    rare = np.repeat((sizes > 1) & (sizes <= common), sizes)
    wide = np.repeat(sizes > common, sizes)
    pairs = _multiplied(texts[rare], column[rare], len(runs.texts), len(first))
    follows = wide[1:] & (column[1:] == column[:-1])
    pairs.append(texts[:-1][follows] * len(runs.texts) + texts[1:][follows])
    found = np.unique(np.concatenate(pairs))
    return [divmod(int(pair), len(runs.texts)) for pair in found]


def _multiplied(texts: Places, columns: Places, height: int, width: int) -> list[Places]:
    """Return the pairs of texts that share a column, as ``one * height + other`` with one before other."""
    from scipy.sparse import csr_array

    matrix = csr_array((np.ones(len(texts), np.int32), (texts, columns)), shape=(height, width))
    across = matrix.T.tocsr()
    pairs = [np.empty(0, np.int64)]
    for start in range(0, height, _BLOCK):
        product = (matrix[start : start + _BLOCK] @ across).tocoo()
        one, other = product.coords[0].astype(np.int64) + start, product.coords[1].astype(np.int64)
        pairs.append((one * height + other)[one < other])
    return pairs
