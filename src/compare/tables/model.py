"""The table as a promise: its columns, how rows become a frame of it, and the check that a frame keeps it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from compare.errors import TableError, examples

DECIMALS = 6
"""Decimals to which stored floats are rounded, so that equal inputs give equal bytes."""


@dataclass(frozen=True)
class Column:
    """One declared column: its type, its meaning, whether it may be null, its closed list of values."""

    dtype: pl.DataType
    comment: str
    nullable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table we promise to produce: its columns in order, their types, its row key."""

    name: str
    comment: str
    key: tuple[str, ...]
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Return the column types in declared order."""
        return {name: column.dtype for name, column in self.columns.items()}

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=self.schema)

    def build(self, rows: list[dict[str, object]]) -> pl.DataFrame:
        """Return ``rows`` as a checked frame: floats rounded, sorted by nothing, columns in order.

        Args:
            rows: One mapping per row; a missing key is null.

        Raises:
            TableError: A row has an undeclared key, or a rule of the table is broken.
        """
        unknown = sorted(set().union(*rows) - set(self.columns))
        if unknown:
            raise TableError(
                f"Table '{self.name}'", f"undeclared columns {examples(unknown)}", "Declare them in compare.tables."
            )
        frame = pl.from_dicts(rows, schema=self.schema) if rows else self.empty()
        return self.check(self.rounded(frame))

    def rounded(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return ``frame`` with its floats at the declared decimals."""
        floats = [name for name, column in self.columns.items() if column.dtype == pl.Float64 and name in frame.columns]
        return frame.with_columns(pl.col(name).round(DECIMALS) for name in floats) if floats else frame

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return ``frame`` untouched, or raise on the first broken promise."""
        place = f"Table '{self.name}'"
        if list(frame.columns) != list(self.columns):
            missing = [name for name in self.columns if name not in frame.columns]
            extra = [name for name in frame.columns if name not in self.columns]
            raise TableError(
                place, f"columns differ: missing {missing}, undeclared {extra}", "Select the declared columns in order."
            )
        for name, column in self.columns.items():
            series = frame[name]
            if series.dtype != column.dtype:
                raise TableError(
                    place, f"column '{name}' is {series.dtype}, declared {column.dtype}", "Cast it before the check."
                )
            if not column.nullable and series.null_count():
                raise TableError(
                    place, f"column '{name}' has {series.null_count()} nulls", "Fill it, or declare it nullable."
                )
            if column.values:
                strange = sorted(set(series.to_list()) - {None, *column.values})
                if strange:
                    raise TableError(
                        place, f"column '{name}' holds {examples(strange)}", f"Allowed: {', '.join(column.values)}."
                    )
        keys = list(zip(*(frame[name].to_list() for name in self.key), strict=True))
        if len(set(keys)) != len(
            keys
        ):  # plain sets: quicker than a parallel search in the small frames of one document
            twice = [key for key, count in Counter(keys).items() if count > 1]
            raise TableError(place, f"key {self.key} repeats: {examples(twice)}", "One row per key.")
        return frame
