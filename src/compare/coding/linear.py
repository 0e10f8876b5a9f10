"""The linear model at run time: n-gram weights shipped as plain data, scores of a whole document at once."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse._sparsetools import csr_matvecs

from compare.coding.ngrams import Keys, Spans, extract, pack, unpack
from compare.coding.taxonomy import codes
from compare.errors import KnowledgeError
from compare.knowledge import open_bytes

WEIGHTS_FILE = "coding/model/weights.csv.gz"
DECIMALS = 2

_SLOT_BITS = 18
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number of 64 bits that spreads the n-grams over the slots (the golden ratio's)."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """N-grams in order of their numbers, one row of weights per n-gram and one bias per code.

    ``first`` holds for each slot the place of its first n-gram, ``follow`` for each n-gram the next one of its slot;
    -1 stands for none. Looking a slot up takes a tenth of the time of searching the ordered n-grams.
    """

    keys: Keys
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    first: NDArray[np.int32] = field(init=False, repr=False)
    follow: NDArray[np.int32] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the n-grams into their slots."""
        first = np.full(1 << _SLOT_BITS, -1, dtype=np.int32)
        follow = np.full(len(self.keys), -1, dtype=np.int32)
        for place, slot in enumerate(_slots(self.keys).tolist()):
            follow[place], first[slot] = first[slot], place
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "follow", follow)

    def score(self, text: str, spans: Spans) -> Matrix:
        """Return one score per span and code: each span is a vector of unit length over the known n-grams."""
        rows, grams = extract(text, spans)
        places = self.find(grams)
        known = (places >= 0).nonzero()[0]
        height, width = len(spans), len(self.bias)
        starts, columns, values = _presence(rows[known], places[known], (height, len(self.keys)))
        sums = np.zeros((height, width), dtype=np.float32)
        # What a csr_matrix times the weights does, without its checks, which take longer than the product.
        csr_matvecs(
            height, len(self.keys), width, starts, columns, values, self.weights.reshape(-1), sums.reshape(-1)
        )
        return np.asarray(sums, dtype=np.float64) + self.bias

    def find(self, grams: Keys) -> NDArray[np.int32]:
        """Return for each n-gram its place among the model's, or -1."""
        places = self.first[_slots(grams)]
        tried = (places >= 0).nonzero()[0]
        while len(tried):
            here = places[tried]
            other = (self.keys[here] != grams[tried]).nonzero()[0]
            tried, here = tried[other], self.follow[here[other]]
            places[tried] = here
            tried = tried[here >= 0]
        return places


def _slots(keys: Keys) -> Keys:
    """Return for each n-gram its slot."""
    return (keys * _SPREAD) >> np.uint64(64 - _SLOT_BITS)


def index_grams(keys: Keys, rows: NDArray[np.int64], grams: Keys, height: int) -> csr_matrix:
    """Return n-grams as a matrix of presence, each row scaled to length one; unknown n-grams are left out."""
    if not len(keys):
        return csr_matrix((height, 0), dtype=np.float32)
    places = np.minimum(np.searchsorted(keys, grams), len(keys) - 1)
    known = keys[places] == grams
    starts, columns, values = _presence(rows[known], places[known], (height, len(keys)))
    return csr_matrix((values, columns, starts), shape=(height, len(keys)))


def _presence(
    rows: NDArray[np.int64], places: NDArray[np.integer[Any]], shape: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return a matrix of presence in the given rows and places, each row scaled to length one.

    Returns:
        Where each row's cells begin, the columns of the cells, their values, as sparse matrices hold them.
    """
    height, width = shape
    cells = np.sort(rows * width + places)
    cells = cells[np.concatenate(([True], cells[1:] != cells[:-1]))] if len(cells) else cells
    row = cells // width
    counts = np.bincount(row, minlength=height)
    values = np.repeat((1.0 / np.sqrt(np.maximum(counts, 1))).astype(np.float32), counts)
    starts = np.concatenate(([0], np.cumsum(counts)))
    return starts, cells - row * width, values


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
