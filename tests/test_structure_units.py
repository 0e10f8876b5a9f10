"""Notes of responsibility to lists of units."""

from pathlib import Path

import pytest
import yaml

from compare.structure import parse

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/units.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_units_are_fields_of_the_item(case: dict[str, object]) -> None:
    item = parse(str(case["text"])).items[0]
    assert list(item.lead_units) == case["lead"]
    assert list(item.responsible_units) == case["responsible"]


def test_notes_are_outside_every_clause() -> None:
    text = "1.推进改革。（责任单位：市财政局）\n2.加强管理（市医保局负责）"
    words = "".join(text[clause.start : clause.end] for clause in parse(text).clauses)
    assert words == "推进改革加强管理"
