"""Kinds of readings that whole documents of other regions showed to be wrong: dates, shared words, wholes."""

from __future__ import annotations

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.model import Statement


def read(text: str, plan: int | None = 2024, reports: int | None = None) -> list[Statement]:
    facts = Facts(plan_year=plan, reports_year=reports)
    return list(read_targets(text, Structure(facts=facts, items=(), clauses=()), facts).statements)


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        pytest.param(
            "实施9个县级医院提标扩能项目建设，10月底前全部竣工投用。", ["2024-10"], id="all-of-them-done-by-then"
        ),
        pytest.param(
            "市二院新院区总投资12亿元，规划床位800张，2025年6月前建成投用。",
            ["2025-06"] * 2,
            id="a-project-of-several-figures",
        ),
        pytest.param("购置救护车12辆，年底前全部配置到位。", ["2024-12"], id="end-of-the-year"),
        pytest.param("设置床位600张(其中负压床位40张)，2026年投用。", ["2026"] * 2, id="behind-a-bracket"),
        pytest.param("培训骨干200人，6月底前完成市中医院搬迁。", ["2024"], id="another-things-date"),
        pytest.param("总投资6.2亿元的县中医院新院区9月竣工。", ["2024-09"], id="a-month-of-completion"),
    ],
)
def test_a_date_behind_figures_holds_for_them(text: str, deadlines: list[str]) -> None:
    assert [item.deadline for item in read(text)] == deadlines


@pytest.mark.parametrize(
    ("text", "reports", "deadlines"),
    [
        pytest.param(
            "截至2022年底，全县人均预期寿命78.1岁。", 2022, [("2022", "stated")], id="end-of-a-year-is-the-year"
        ),
        pytest.param(
            "到2020年底，全县人均预期寿命达到78.1岁。婴儿死亡率为3.1‰。",
            2022,
            [("2020", "stated"), ("2020", "inherited")],
            id="the-year-that-opens-holds-on",
        ),
        pytest.param(
            "到2020年底，人均预期寿命达到78.1岁。\n婴儿死亡率为3.1‰。",
            2022,
            [("2020", "stated"), ("2022", "inherited")],
            id="not-in-the-next-paragraph",
        ),
        pytest.param(
            "截至10月底，累计接种流感疫苗5万剂次。", 2023, [("2023-10", "stated")], id="counted-up-to-a-month"
        ),
    ],
)
def test_results_refer_to_years(text: str, reports: int, deadlines: list[tuple[str, str]]) -> None:
    assert [(item.deadline, item.deadline_from) for item in read(text, None, reports)] == deadlines
