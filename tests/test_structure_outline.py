"""Numbering styles of official documents to items."""

from pathlib import Path

import pytest
import yaml

from compare.structure import parse

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/outlines.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_numbered_units_become_items(case: dict[str, object]) -> None:
    items = parse(str(case["text"])).items
    assert [item.item_no for item in items] == case["items"]
    if "sections" in case:
        assert [item.section or "-" for item in items] == case["sections"]
    if "headings" in case:
        assert [item.heading or "-" for item in items] == case["headings"]
