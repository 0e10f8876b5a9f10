"""Character n-grams of spans of a text as packed numbers, found for a whole document at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LENGTHS = (2, 3)
"""Lengths of the n-grams; nearly every word jieba finds in policy texts is one of these or made of them."""

Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]

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


def extract(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Rows, Keys]:
    """Return all n-grams of the spans: which span each is of, and its number; repeats included.

    Args:
        text: The whole text.
        spans: Start and end of each span, in order and apart from each other.
    """
    points = encode(text)
    row_of = np.full(len(points) + 1, -1, dtype=np.int64)
    end_of = np.zeros(len(points) + 1, dtype=np.int64)
    for row, (start, end) in enumerate(spans):
        row_of[start:end] = row
        end_of[start:end] = end
    rows, keys = [], []
    places = np.flatnonzero(row_of >= 0)
    for length in LENGTHS:
        inside = places[places + length <= end_of[places]]
        packed = np.zeros(len(inside), dtype=np.uint64)
        for offset in range(length):
            packed |= points[inside + offset] << np.uint64(16 * offset)
        rows.append(row_of[inside])
        keys.append(packed)
    return np.concatenate(rows), np.concatenate(keys)
