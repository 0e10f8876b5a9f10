"""Checks written by hand from the raw files: what a stretch of raw text must become, and how sure the repair is."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path

import pytest

from compare.restore import Restoration, restore

ROOT = Path(__file__).parents[1]
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
ROWS = list(csv.DictReader(io.StringIO((ROOT / "tests/data/restoration_checks.csv").read_text(encoding="utf-8"))))
FEWEST_CHECKS = 150
KINDS = {"pinyin", "variant", "mojibake", "lost", "layout", "contact", "censored", "injected", "furniture", "spun"}


def unescape(text: str) -> str:
    """Control marks stand escaped in the file, so that editors keep them."""
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


@cache
def raw_text(document: str) -> str:
    return (ROOT / f"data/raw/{document}.txt").read_bytes().decode("utf-8")


@cache
def restored(document: str) -> Restoration:
    return restore(raw_text(document))


def test_there_are_enough_checks_of_every_kind() -> None:
    assert len(ROWS) >= FEWEST_CHECKS
    assert {row["kind"] for row in ROWS} >= KINDS | {"kept", "bom", "control"}


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['check']}-{row['kind']}") for row in ROWS])
def test_check(row: dict[str, str]) -> None:
    snippet = unescape(row["raw"])
    raw = raw_text(row["document"]) if row["document"] else snippet
    result = restored(row["document"]) if row["document"] else restore(snippet)
    start = raw.index(snippet)
    end = start + len(snippet)
    text_start, text_end = result.text_span(start, end)
    assert result.text[text_start:text_end] == unescape(row["restored"])
    touching = [repair for repair in result.repairs if repair.raw_start < end and repair.raw_end > start]
    if row["kind"] == "kept":
        assert not [repair for repair in touching if repair.kind not in {"variant", "pinyin"}]
    elif row["certainty"]:
        assert row["certainty"] in {repair.certainty for repair in touching}
