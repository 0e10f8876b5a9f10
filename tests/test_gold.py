"""The hand coding stands on the documents' words, uses the taxonomy's codes and settles every difference."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from compare.coding.taxonomy import is_code
from compare.restore import restore
from compare.sources.files import open_registered
from compare.sources.register import load_register

ROOT = Path(__file__).parents[1]
CODING = ROOT / "data" / "coding"
RAW = ROOT / "data" / "raw"
REWORDED = "guangdong-2023-ten-key-tasks"
DOCUMENTS = [entry.id for entry in load_register(RAW).documents]


def rows(name: str) -> list[dict[str, str]]:
    with (CODING / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def text_of(document_id: str) -> str:
    """Return the restored text; of the reworded document the reference restoration, which the quotes follow."""
    if document_id == REWORDED:
        return (ROOT / "tests/data/reference/guangdong_2023_ten_key_tasks.txt").read_text(encoding="utf-8")
    entry = next(entry for entry in load_register(RAW).documents if entry.id == document_id)
    source = open_registered(RAW, entry)
    return restore(source.raw, base=source.base).text


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_units_stand_in_the_text_one_after_another(document_id: str) -> None:
    text, end = text_of(document_id), 0
    for unit in (row for row in rows("units.csv") if row["document_id"] == document_id):
        start = text.find(unit["quote"], end)
        assert start >= 0, f"{unit['unit_id']} is not in the text after the unit before it: {unit['quote'][:40]}"
        assert text[:start].count(unit["quote"]) + 1 == int(unit["occurrence"]), unit["unit_id"]
        end = start + len(unit["quote"])


@pytest.mark.parametrize("name", ["pass_1.csv", "pass_2.csv", "settled.csv"])
def test_each_coding_covers_every_unit_with_known_codes(name: str) -> None:
    coded = rows(name)
    assert [row["unit_id"] for row in coded] == [unit["unit_id"] for unit in rows("units.csv")]
    for row in coded:
        others = row["secondary"].split("|") if row["secondary"] else []
        assert len(others) <= 2, row
        assert row["primary"] not in others, row
        assert all(is_code(code) and len(code) <= 2 for code in [row["primary"], *others]), row


def test_units_are_unique_and_labelled_in_the_contracts_words() -> None:
    units = rows("units.csv")
    assert max(Counter(unit["unit_id"] for unit in units).values()) == 1
    assert {unit["stance"] for unit in units} == {"plan", "achieved", "background"}
    assert {unit["firmness"] for unit in units} == {"must", "plain", "strive", "explore"}
    assert all("牵头单位" not in unit["quote"] for unit in units)


def test_every_difference_of_the_passes_is_settled_with_a_reason() -> None:
    first, second, settled = rows("pass_1.csv"), rows("pass_2.csv"), rows("settled.csv")
    for one, two, final in zip(first, second, settled, strict=True):
        codings = {(row["primary"], row["secondary"]) for row in (one, two, final)}
        assert len(codings) == 1 or final["reason"], final


def test_background_carries_no_measure() -> None:
    codes = {row["unit_id"]: row["primary"] for row in rows("settled.csv")}
    assert {codes[unit["unit_id"]] for unit in rows("units.csv") if unit["stance"] == "background"} == {"Z"}
