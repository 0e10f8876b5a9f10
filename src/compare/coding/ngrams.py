"""Character n-grams of spans of a text as packed numbers, found for a whole document at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LENGTHS = (2, 3)
"""Lengths of the n-grams; nearly every word jieba finds in policy texts is one of these or made of them."""

Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]

Spans = Sequence[tuple[int, int]] | NDArray[np.int64]
"""Start and end of each span, as pairs or as the rows of an array."""

_DIGIT = ord("0")


def encode(text: str) -> NDArray[np.uint64]:
    """Return the characters as numbers of 16 bits: digits all alike, characters beyond the basic plane all alike."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = np.where((points >= _DIGIT) & (points <= _DIGIT + 9), _DIGIT, points)
    return np.minimum(points, 0xFFFF).astype(np.uint64)


def pack(gram: str) -> int:
    """Return the number that stands for an n-gram of at most four characters."""
    packed = 0
    for place, point in enumerate(encode(gram).tolist()):
        packed |= int(point) << (16 * place)
    return packed


def unpack(key: int) -> str:
    """Return the n-gram that ``pack`` made the number of.

    >>> unpack(pack("医院"))
    '医院'
    """
    letters = []
    while key:
        letters.append(chr(key & 0xFFFF))
        key >>= 16
    return "".join(letters)


def extract(text: str, spans: Spans) -> tuple[Rows, Keys]:
    """Return all n-grams of the spans: which span each is of, and its number; repeats included.

    Args:
        text: The whole text.
        spans: Start and end of each span, in order and apart from each other.
    """
    points = encode(text)
    bounds = np.concatenate(([0], np.array(spans, dtype=np.int64).reshape(-1), [len(points)]))
    lengths = bounds[1:] - bounds[:-1]
    names = np.full(len(lengths), -1, dtype=np.int64)
    names[1::2] = np.arange(len(spans))
    row_of = np.repeat(names, lengths)
    rows, keys = [], []
    packed = points
    for length in range(2, max(LENGTHS) + 1):
        packed = packed[:-1] | points[length - 1 :] << np.uint64(16 * (length - 1))
        if length in LENGTHS:
            begins = row_of[: len(packed)]
            inside = ((begins >= 0) & (begins == row_of[length - 1 :])).nonzero()[0]
            rows.append(begins[inside])
            keys.append(packed[inside])
    return np.concatenate(rows), np.concatenate(keys)
