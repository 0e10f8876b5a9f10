"""Five-year plans: their names and years in one place."""

from __future__ import annotations

import pytest

from compare.periods import PLAN, plan_ends, plan_term


@pytest.mark.parametrize(
    ("words", "term"),
    [
        pytest.param("某市“十四五”卫生健康发展规划", (2021, 2025), id="in-quotation-marks"),
        pytest.param("十三五期间", (2016, 2020), id="bare"),
        pytest.param("“十五五”规划建议", (2026, 2030), id="the-next"),
        pytest.param("卫生健康三年行动（2023—2025年）", None, id="no-five-year-plan"),
    ],
)
def test_the_years_of_a_plan(words: str, term: tuple[int, int] | None) -> None:
    assert plan_term(words) == term


def test_every_plan_ends_five_years_after_the_one_before() -> None:
    ends = list(plan_ends().values())
    assert ends == list(range(ends[0], ends[-1] + 1, 5))
    assert all(PLAN.fullmatch(name) for name in plan_ends())
