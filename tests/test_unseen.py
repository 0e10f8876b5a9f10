"""The documents of unseen regions are what their marked sources and the seeded damage make of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from compare.coding.taxonomy import is_code

UNSEEN = Path(__file__).parent / "data" / "unseen"
NAMES = sorted(path.stem for path in UNSEEN.glob("*.src"))


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"unseen_{name}", UNSEEN / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_twelve() -> None:
    assert len(NAMES) == 12


@pytest.mark.parametrize("name", NAMES)
def test_annotations_are_those_of_the_marked_source(name: str) -> None:
    text, notes = load("build").read((UNSEEN / f"{name}.src").read_text(encoding="utf-8"))
    assert text == (UNSEEN / f"{name}.txt").read_text(encoding="utf-8")
    assert notes == yaml.safe_load((UNSEEN / f"{name}.yml").read_text(encoding="utf-8"))
    assert all(text[unit["start"] : unit["end"]] == unit["quote"] for unit in notes["units"])
    assert all(text[target["start"] : target["end"]] == target["words"] for target in notes["targets"])
    assert all(is_code(unit["primary"]) for unit in notes["units"])
    assert all(numeral["words"] in text for numeral in notes["numerals"])


@pytest.mark.parametrize("name", NAMES)
def test_neighbouring_clauses_of_a_sentence_differ_in_topic(name: str) -> None:
    notes = yaml.safe_load((UNSEEN / f"{name}.yml").read_text(encoding="utf-8"))
    text = (UNSEEN / f"{name}.txt").read_text(encoding="utf-8")
    for one, two in zip(notes["units"], notes["units"][1:], strict=False):
        assert text[one["end"] : two["start"]] != "," or one["primary"] != two["primary"], two["quote"]


@pytest.mark.parametrize("name", NAMES)
def test_damage_is_the_same_each_time(name: str) -> None:
    notes = yaml.safe_load((UNSEEN / f"{name}.yml").read_text(encoding="utf-8"))
    clean = (UNSEEN / f"{name}.txt").read_text(encoding="utf-8")
    kinds = [kind.strip() for kind in notes["damage"].split(",")]
    assert load("damage").damage(name, clean, kinds) == (UNSEEN / f"{name}.damaged.txt").read_text(encoding="utf-8")
