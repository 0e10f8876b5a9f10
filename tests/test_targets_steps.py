"""Steps of a project with a date and no number: 年底前竣工, 一季度开工, 2026年6月建成投用."""

from __future__ import annotations

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("市精神卫生中心二期项目一季度开工、年底前主体封顶，2026年6月建成投用。",
                     [("市精神卫生中心二期项目", "开工", "2024"), ("市精神卫生中心二期项目", "主体封顶", "2024-12"),
                      ("市精神卫生中心二期项目", "建成投用", "2026-06")], id="three-steps-of-one-project"),
        pytest.param("加快推进市妇幼保健院新院区建设，确保2024年底投入使用。",
                     [("市妇幼保健院新院区", "投入使用", "2024-12")], id="project-in-the-clause-before"),
        pytest.param("年底前开工建设省老年医院。", [("省老年医院", "开工建设", "2024-12")], id="project-behind-the-step"),
        pytest.param("县中医医院迁建项目9月底前竣工。", [("县中医医院迁建项目", "竣工", "2024-09")], id="by-the-end-of-a-month"),
        pytest.param("6月底前建成投用社区医院10家。", [], id="with-a-number-it-is-a-statement"),
        pytest.param("项目开工率达到90%。", [], id="a-rate-is-no-step"),
        pytest.param("推动市第二医院新院区启用。", [], id="no-date-no-commitment"),
    ],
)  # fmt: skip
def test_a_dated_step_is_a_commitment(text: str, found: list[tuple[str, str, str]]) -> None:
    facts = Facts(plan_year=2024)
    reading = read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)
    assert [(item.indicator, item.level, item.deadline) for item in reading.commitments] == found
