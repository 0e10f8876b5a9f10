"""What several tables declare alike: types of columns, closed lists of values, the four offsets of a row that makes a claim."""

from __future__ import annotations

import polars as pl

from compare.tables.model import Column

TEXT = pl.String()
COUNT = pl.Int64()
NUMBER = pl.Float64()
FLAG = pl.Boolean()
WORDS = pl.List(pl.String())

STANCES = ("plan", "achieved", "background")
FIRMNESS = ("must", "plain", "strive", "explore")
STATEMENT_KINDS = ("target", "achieved", "baseline")
LEVELS = ("nation", "province", "prefecture", "county")

SPANS = {
    "text_start": Column(COUNT, "First character in the document's restored text."),
    "text_end": Column(COUNT, "End (exclusive) in the document's restored text."),
    "raw_start": Column(COUNT, "First code point in the raw file as decoded."),
    "raw_end": Column(COUNT, "End (exclusive) in the raw file as decoded."),
}
