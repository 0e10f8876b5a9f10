"""Sentences to candidate clauses."""

import re
from pathlib import Path

import pytest
import yaml

from compare.structure.clauses import split_clauses
from compare.structure.sentences import Shelter

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/clauses.yml").read_text(encoding="utf-8"))


def expected(marked: str) -> list[str]:
    shown = re.sub(r"⟦.*?⟧", "", marked)
    return [part.strip("，,、。；") for part in shown.split("｜")]


def clauses(text: str) -> list[str]:
    return [text[a:b] for a, b in split_clauses(text, 0, len(text), Shelter(text))]


@pytest.mark.parametrize("marked", [pytest.param(case["text"], id=case["id"]) for case in CASES])
def test_each_verb_with_its_object_is_a_clause(marked: str) -> None:
    assert clauses(re.sub("[｜⟦⟧]", "", marked)) == expected(marked)
