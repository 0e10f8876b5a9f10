"""The linear model at run time: n-gram weights shipped as plain data, scores by one sparse product."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """N-grams in order of their numbers, one row of weights per n-gram and one bias per code."""

    keys: Keys
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def vectorize(self, text: str, spans: Sequence[tuple[int, int]]) -> csr_matrix:
        """Return the spans as rows of unit length over the known n-grams."""
        rows, grams = extract(text, spans)
        return index_grams(self.keys, rows, grams, len(spans))

    def score(self, text: str, spans: Sequence[tuple[int, int]]) -> Matrix:
        """Return one score per span and code."""
        return np.asarray(self.vectorize(text, spans) @ self.weights, dtype=np.float64) + self.bias


def index_grams(keys: Keys, rows: NDArray[np.int64], grams: Keys, height: int) -> csr_matrix:
    """Return n-grams as a matrix of presence, each row scaled to length one; unknown n-grams are left out."""
    return _matrix(np.searchsorted(keys, grams), keys, rows, grams, height)


def _matrix(places: NDArray[np.int64], keys: Keys, rows: NDArray[np.int64], grams: Keys, height: int) -> csr_matrix:
    """Return the matrix of ``index_grams``, given for each n-gram the one place where it can stand among the keys."""
    if not len(keys):
        return csr_matrix((height, 0), dtype=np.float32)
    places = np.minimum(places, len(keys) - 1)
    known = keys[places] == grams
    cells = np.sort(rows[known] * np.int64(len(keys)) + places[known])
    cells = cells[np.concatenate(([True], cells[1:] != cells[:-1]))] if len(cells) else cells
    row, column = np.divmod(cells, len(keys))
    counts = np.bincount(row, minlength=height)
    values = (1.0 / np.sqrt(np.maximum(counts, 1)))[row].astype(np.float32)
    return csr_matrix((values, column, np.concatenate(([0], np.cumsum(counts)))), shape=(height, len(keys)))


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
