"""The linear model at run time: n-gram weights shipped as plain data, scores of a whole document at once."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from compare.coding.ngrams import Keys, extract, pack, unpack
from compare.coding.taxonomy import codes
from compare.errors import KnowledgeError
from compare.knowledge import open_bytes

WEIGHTS_FILE = "coding/model/weights.csv.gz"
DECIMALS = 2

_SIEVE_BITS = 18
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number of 64 bits that spreads the n-grams over the slots of the sieve (the golden ratio's)."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """N-grams in order of their numbers, one row of weights per n-gram and one bias per code."""

    keys: Keys
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    sieve: NDArray[np.bool_] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Mark the slots of the known n-grams, so that most of the unknown ones need no search."""
        sieve = np.zeros(1 << _SIEVE_BITS, dtype=np.bool_)
        sieve[_slots(self.keys)] = True
        object.__setattr__(self, "sieve", sieve)

    def score(self, text: str, spans: Sequence[tuple[int, int]]) -> Matrix:
        """Return one score per span and code: each span is a vector of unit length over the known n-grams."""
        rows, grams = extract(text, spans)
        likely = np.flatnonzero(self.sieve[_slots(grams)])
        matrix = index_grams(self.keys, rows[likely], grams[likely], len(spans))
        return np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias


def _slots(keys: Keys) -> Keys:
    """Return for each n-gram its slot in the sieve."""
    return (keys * _SPREAD) >> np.uint64(64 - _SIEVE_BITS)


def index_grams(keys: Keys, rows: NDArray[np.int64], grams: Keys, height: int) -> csr_matrix:
    """Return n-grams as a matrix of presence, each row scaled to length one; unknown n-grams are left out."""
    if not len(keys):
        return csr_matrix((height, 0), dtype=np.float32)
    places = np.minimum(np.searchsorted(keys, grams), len(keys) - 1)
    known = keys[places] == grams
    cells = np.sort(rows[known] * np.int64(len(keys)) + places[known])
    cells = cells[np.concatenate(([True], cells[1:] != cells[:-1]))] if len(cells) else cells
    row = cells // len(keys)
    counts = np.bincount(row, minlength=height)
    values = np.repeat((1.0 / np.sqrt(np.maximum(counts, 1))).astype(np.float32), counts)
    starts = np.concatenate(([0], np.cumsum(counts)))
    return csr_matrix((values, cells - row * len(keys), starts), shape=(height, len(keys)))


@cache
def linear_model() -> LinearModel:
    """Return the packaged model.

    Raises:
        KnowledgeError: The weights name a code that the taxonomy does not have.
    """
    return read_weights(gzip.decompress(open_bytes(WEIGHTS_FILE)).decode("utf-8"))


def read_weights(words: str) -> LinearModel:
    """Return the model written by ``write_weights``."""
    index = {code: place for place, code in enumerate(codes())}
    rows = list(csv.reader(io.StringIO(words)))
    bias = np.zeros(len(index), dtype=np.float32)
    keys = np.zeros(max(len(rows) - 1, 0), dtype=np.uint64)
    weights = np.zeros((len(keys), len(index)), dtype=np.float32)
    for place, (gram, packed) in enumerate(rows):
        pairs = (pair.split(":") for pair in packed.split())
        try:
            values = {index[code]: int(value) / 10**DECIMALS for code, value in pairs}
        except KeyError as error:
            raise KnowledgeError(
                f"Knowledge file '{WEIGHTS_FILE}'", f"unknown code {error}", "Train the coder anew."
            ) from error
        row = bias if place == 0 else weights[place - 1]
        row[list(values)] = list(values.values())
        if place:
            keys[place - 1] = pack(gram)
    order = np.argsort(keys, kind="stable")
    return LinearModel(keys[order], weights[order], bias)


def write_weights(model: LinearModel) -> str:
    """Return the model as CSV: one n-gram a line with its rounded weights per code, the bias first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", _packed(model.bias)])
    for key, row in zip(model.keys.tolist(), model.weights, strict=True):
        packed = _packed(row)
        if packed:
            writer.writerow([unpack(key), packed])
    return out.getvalue()


def _packed(row: Iterable[float]) -> str:
    values = (round(float(value) * 10**DECIMALS) for value in row)
    return " ".join(f"{code}:{value}" for code, value in zip(codes(), values, strict=True) if abs(value) >= 8)
