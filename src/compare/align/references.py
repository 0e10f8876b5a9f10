"""References: national (or any user's) targets and results by indicator, from rows of one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polars as pl

from compare.align.listing import by_id
from compare.align.match import match_words
from compare.errors import KnowledgeError, examples
from compare.tables import COUNT, NUMBER, TEXT, Column, Table

FIELDS = (
    "indicator",
    "kind",
    "comparator",
    "value",
    "unit",
    "denominator",
    "year",
    "firmness",
    "source",
    "issuer",
    "published",
)

REFERENCES = Table(
    "references",
    "One row per value of a nation, province or prefecture that others can be read against.",
    ("scope", "indicator", "kind", "year", "source"),
    {
        "scope": Column(TEXT, "Whose value it is: the reference file's stem, such as national."),
        "indicator": Column(TEXT, "Indicator as named in the source."),
        "indicator_id": Column(TEXT, "Indicator of the list, or null.", nullable=True),
        "kind": Column(TEXT, "Target or result.", values=("target", "achieved")),
        "comparator": Column(TEXT, "Relation to the value.", values=(">=", "<=", "=", ">", "<", "~")),
        "value": Column(NUMBER, "Value in the unit."),
        "unit": Column(TEXT, "Unit."),
        "denominator": Column(TEXT, "Denominator as the source defines it.", nullable=True),
        "definition": Column(TEXT, "Definition of the indicator in the list.", nullable=True),
        "year": Column(COUNT, "Year of the value."),
        "firmness": Column(TEXT, "How firmly a target is worded.", nullable=True),
        "source": Column(TEXT, "Document it stands in."),
        "issuer": Column(TEXT, "Who issued it.", nullable=True),
        "published": Column(TEXT, "When it was issued.", nullable=True),
    },
)


def reference_frame(rows: Iterable[Mapping[str, str]], scope: str = "national") -> pl.DataFrame:
    """Return the rows of one reference file as a checked frame; ``indicator_id`` is null where the list has none.

    Where two definitions differ (设立 against 规范设置老年医学科) they stay two series.

    Args:
        rows: Mappings with the columns indicator, kind, comparator, value, unit, denominator, year, firmness, source, issuer, published.
        scope: Whose values they are.

    Raises:
        KnowledgeError: A column is missing, or a value or year is no number.
    """
    built: list[dict[str, object]] = []
    for number, row in enumerate(rows, start=2):
        place = f"Reference '{scope}', line {number}"
        missing = [name for name in ("indicator", "kind", "value", "unit", "year", "source") if not row.get(name)]
        if missing:
            raise KnowledgeError(place, f"no {examples(missing)}", f"Give the columns {', '.join(FIELDS)}.")
        found = match_words(row["indicator"], _type(row["unit"], row["indicator"]))
        built.append(
            {
                "scope": scope,
                "indicator": row["indicator"],
                "indicator_id": found,
                "kind": row["kind"],
                "comparator": row.get("comparator") or "=",
                "value": _number(row["value"], place, "value"),
                "unit": row["unit"],
                "denominator": row.get("denominator") or None,
                "definition": by_id()[found].definition if found else None,
                "year": int(_number(row["year"], place, "year")),
                "firmness": row.get("firmness") or None,
                "source": row["source"],
                "issuer": row.get("issuer") or None,
                "published": row.get("published") or None,
            }
        )
    return REFERENCES.build(built)


def yardstick(references: pl.DataFrame, indicator_id: str, year: int, scope: str = "national") -> pl.DataFrame:
    """Return the result nearest to ``year`` and the first target at or after it (at most two rows) of one indicator."""
    rows = references.filter(pl.col("indicator_id") == indicator_id, pl.col("scope") == scope)
    results = rows.filter(pl.col("kind") == "achieved").with_columns((pl.col("year") - year).abs().alias("away"))
    nearest = results.sort("away", "year").drop("away").head(1)
    aims = rows.filter(pl.col("kind") == "target", pl.col("year") >= year).sort("year").head(1)
    return pl.concat([nearest, aims])


def _type(unit: str, words: str) -> str:
    if unit in {"‰", "/10万"} or re.search(r"每[十百千万\d]", words):
        return "rate"
    return {"%": "share", "天": "time", "分钟": "time", "岁": "time", "亿元": "money", "元": "money"}.get(unit, "count")


def _number(words: str, place: str, column: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise KnowledgeError(place, f"{column} {words!r}", "Write a plain number.") from None
