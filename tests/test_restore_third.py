"""Passages of other regions with fifty kinds of damage, written before any rule read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from compare.restore import restore

STILL_WEAK = {
    "big5-as-gbk": 0.72,
    "gbk-as-big5": 0.9,
    "utf8-as-gb18030": 0.98,
}
"""Bytes that a wrong reader has dropped are gone: the rest comes back, the places are marked."""


def _passages() -> dict[str, tuple[str, str]]:
    """Return damaged and standard lines by the name of their damage."""
    text = (Path(__file__).parent / "data" / "voices_third.txt").read_bytes().decode()
    found = {}
    for block in text.split("\n## ")[1:]:
        name, rest = block.split("\n", 1)
        damaged, standard = rest.split("\n--\n")
        found[name] = (damaged, standard.strip("\n"))
    return found


PASSAGES = _passages()


def _shown(text: str) -> str:
    """Return ``text`` without empty lines."""
    return "\n".join(line for line in text.split("\n") if line.strip()).strip()


@pytest.mark.parametrize("name", PASSAGES)
def test_a_damaged_passage_comes_back(name: str) -> None:
    damaged, standard = PASSAGES[name]
    result = restore(damaged)
    share = 1 - Levenshtein.distance(_shown(result.text), standard) / len(standard)
    assert share >= STILL_WEAK.get(name, 1.0), result.text
    assert restore(result.text).text == result.text


@pytest.mark.parametrize("name", PASSAGES)
def test_every_character_of_the_source_is_accounted_for(name: str) -> None:
    damaged, _ = PASSAGES[name]
    result = restore(damaged)
    for repair in result.repairs:
        assert result.text[repair.text_start : repair.text_end] == repair.restored
        if "＊" not in repair.raw:
            assert damaged[repair.raw_start : repair.raw_end] == repair.raw


@pytest.mark.parametrize("name", PASSAGES)
def test_the_standard_passage_passes_unchanged(name: str) -> None:
    standard = PASSAGES[name][1]
    changed = [repair for repair in restore(standard).repairs if repair.kind not in ("lost", "contact")]
    assert restore(standard).text == standard
    assert changed == []
