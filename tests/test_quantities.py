"""Quantities: every numeral is read once, with the value the text states."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from compare.quantities import read_quantities

CASES = Path(__file__).parent / "data" / "quantities.csv"


def cases() -> list[object]:
    with CASES.open(encoding="utf-8", newline="") as handle:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(handle)]


def number(words: str) -> object:
    return pytest.approx(float(words), rel=1e-5) if words else None


@pytest.mark.parametrize("row", cases())
def test_table_of_constructs(row: dict[str, str]) -> None:
    found = {quantity.text: quantity for quantity in read_quantities(row["text"])}
    assert row["part"] in found, list(found)
    quantity = found[row["part"]]
    assert quantity.kind == row["kind"]
    assert row["text"][quantity.start : quantity.end] == row["part"]
    if row["kind"] in ("quantity", "rank", "age", "duration", "frequency") and row["value"] + row["unit"]:
        assert quantity.value == number(row["value"])
        assert quantity.value_max == number(row["value_max"])
        assert quantity.unit == (row["unit"] or None)
        assert quantity.comparator == (row["comparator"] or "=") or quantity.corrupt
        assert quantity.denominator == (row["denominator"] or None)
    assert quantity.corrupt == (row["quality"] == "corrupt")
