"""The document's own words to its facts."""

from pathlib import Path

import pytest
import yaml

from compare.structure import Facts, parse

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/facts.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_facts_are_read_where_the_text_states_them(case: dict[str, object]) -> None:
    facts = parse(str(case["text"])).facts
    expected = dict(case["facts"])  # type: ignore[call-overload]
    assert {name: getattr(facts, name) for name in expected} == expected


def test_known_facts_win() -> None:
    known = Facts(plan_year=2022, issuer="某市卫生健康委员会", title="另一个标题", title_from="register")
    facts = parse("2023年全市卫生健康工作要点\n一、推进改革。\n二、加强管理。", known).facts
    assert (facts.plan_year, facts.issuer, facts.title, facts.title_from) == (
        2022,
        "某市卫生健康委员会",
        "另一个标题",
        "register",
    )


def test_a_title_in_the_text_is_from_the_source() -> None:
    assert parse("2023年全市卫生健康工作要点\n一、推进改革。\n二、加强管理。").facts.title_from == "source"
