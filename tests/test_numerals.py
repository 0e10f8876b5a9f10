"""The ledger of numerals: every number of every document has one fate, and few are left over."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from compare.restore import restore
from compare.sources import load_register, open_registered
from compare.structure import parse
from compare.tables import FATES
from compare.targets import read_targets
from compare.targets.model import Numeral

RAW = Path(__file__).parents[1] / "data" / "raw"
UNSEEN = Path(__file__).parent / "data" / "unseen"
MOST_LEFT_OVER = 0.02


def registered() -> dict[str, str]:
    sources = [open_registered(RAW, entry) for entry in load_register(RAW).documents]
    return {source.document_id: restore(source.raw, base=source.base).text for source in sources}


def unseen() -> dict[str, str]:
    paths = sorted(path for path in UNSEEN.glob("*.txt") if ".damaged" not in path.name)
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


@cache
def ledgers() -> dict[str, tuple[str, tuple[Numeral, ...]]]:
    texts = registered() | unseen()
    return {name: (text, read_targets(text, parse(text)).numerals) for name, text in texts.items()}


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in (*registered(), *unseen())])
def test_every_arabic_digit_has_one_fate(name: str) -> None:
    text, numerals = ledgers()[name]
    covered = Counter(at for numeral in numerals for at in range(numeral.start, numeral.end))
    assert [
        text[max(0, at - 6) : at + 6] for at, mark in enumerate(text) if mark.isdecimal() and covered[at] != 1
    ] == []
    assert {numeral.fate for numeral in numerals} <= set(FATES)
    assert all(text[numeral.start : numeral.end] == numeral.text for numeral in numerals)


@pytest.mark.parametrize(
    "texts", [pytest.param(registered, id="six-regions"), pytest.param(unseen, id="other-regions")]
)
def test_few_numerals_are_left_over(texts: object) -> None:
    names = texts()  # type: ignore[operator]
    fates = Counter(numeral.fate for name in names for numeral in ledgers()[name][1])
    assert fates["other"] <= MOST_LEFT_OVER * sum(fates.values())


def test_counts_per_fate_of_the_six_regions() -> None:
    fates = Counter(numeral.fate for name in registered() for numeral in ledgers()[name][1])
    assert fates["list_number"] >= 190, "100 items and 12 sections of Guizhou, 41 and 21 headings, ten tasks"
    assert fates["document_number"] == 1, "国发〔2022〕2号"
    assert fates["age"] == 13
    assert fates["target"] + fates["achieved"] + fates["baseline"] >= 100
    assert fates["other"] == 0
