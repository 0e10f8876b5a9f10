"""Tables pasted into a text: parted by tabs, bars or spaces, or one cell to a line; and what is no table."""

from __future__ import annotations

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.model import Reading

PLAN = Facts(kind="plan", title="某市“十四五”卫生健康发展规划", horizon=2025)


def read(text: str, facts: Facts = PLAN) -> Reading:
    return read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)


def brief(reading: Reading) -> list[tuple[str, float | None, str | None, str | None, float | None, str | None]]:
    return [(s.indicator, s.value, s.unit, s.comparator, s.baseline_value, s.deadline) for s in reading.statements]


ROWS = [
    ("人均预期寿命", 80, "岁", "=", 78.6, "2025"),
    ("5岁以下儿童死亡率", 4.5, "‰", "<=", 4.9, "2025"),
    ("每千人口注册护士数", 3.9, "人", ">=", 3.2, "2025"),
]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "主要指标\n指标\t单位\t2020年\t2025年\t性质\n人均预期寿命\t岁\t78.6\t80\t预期性\n"
            "5岁以下儿童死亡率\t‰\t4.9\t≤4.5\t约束性\n每千人口注册护士数\t人\t3.2\t≥3.9\t预期性\n",
            id="parted-by-tabs",
        ),
        pytest.param(
            "序号|指标|2020年|2025年\n1|人均预期寿命（岁）|78.6|80\n2|5岁以下儿童死亡率（‰）|4.9|≤4.5\n"
            "3|每千人口注册护士数（人）|3.2|≥3.9\n",
            id="parted-by-bars-units-in-names",
        ),
        pytest.param(
            "类别 指标 单位 2020年 2025年目标 属性\n健康水平 人均预期寿命 岁 78.6 80 预期性\n"
            " 5岁以下儿童死亡率 ‰ 4.9 ≤4.5 约束性\n资源配置 每千人口注册护士数 人 3.2 3.9以上 预期性\n",
            id="parted-by-spaces-a-class-merged",
        ),
        pytest.param(
            "主要指标\n指标\n单位\n2020年\n2025年\n性质\n人均预期寿命\n岁\n78.6\n80\n预期性\n5岁以下儿童死亡率\n‰\n4.9\n≤4.5\n"
            "约束性\n每千人口注册护士数\n人\n3.2\n≥3.9\n预期性\n",
            id="one-cell-to-a-line",
        ),
        pytest.param(
            "领域\n序号\n主要指标\n2020年\n2025年\n健康水平\n1\n人均预期寿命（岁）\n78.6\n80\n2\n5岁以下儿童死亡率（‰）\n4.9\n≤4.5\n"
            "资源配置\n3\n每千人口注册护士数（人）\n3.2\n≥3.9\n三、重点任务\n全面落实各项任务。\n",
            id="one-cell-to-a-line-with-classes-and-numbers",
        ),
    ],
)
def test_a_table_reads_alike_however_its_cells_are_parted(text: str) -> None:
    reading = read(text)
    assert brief(reading) == ROWS
    assert [n.fate for n in reading.numerals if n.text in {"78.6", "4.9", "3.2"}] == ["baseline"] * 3
    assert [n.text for n in reading.numerals if n.fate == "other"] == []


def test_two_years_to_come_are_two_targets_with_one_base() -> None:
    reading = read("指标\t2020年\t2025年\t2030年\n人均预期寿命（岁）\t77.9\t79\t80\n健康素养水平（%）\t23\t30\t—\n")
    assert brief(reading) == [
        ("人均预期寿命", 79, "岁", "=", 77.9, "2025"),
        ("人均预期寿命", 80, "岁", "=", 77.9, "2030"),
        ("健康素养水平", 30, "%", "=", 23, "2025"),
    ]


@pytest.mark.parametrize(
    ("text", "facts", "found"),
    [
        pytest.param(
            "指标名称\n单位\n现状值\n目标值\n全科医生\n万人\n1.2\n2.4\n",
            Facts(plan_year=2025),
            [("全科医生", 24000, "人", "=", 12000, "2025")],
            id="columns-named-by-what-they-are",
        ),
        pytest.param(
            "序号|绩效指标|年度指标值|完成值\n1|培训村医人数|≥200人|230人\n",
            Facts(plan_year=2024, reports_year=2024),
            [("培训村医人数", 200, "人", ">=", None, "2024"), ("培训村医人数", 230, "人", "=", None, "2024")],
            id="aim-and-result-of-a-budget",
        ),
        pytest.param(
            " 2021年 2022年 2023年\n门诊人次（万人次） 120.5 131.2 140\n",
            Facts(reports_year=2023),
            [("门诊人次", 1400000, "人次", "=", 1312000, "2023")],
            id="years-alone-as-header-of-results",
        ),
        pytest.param(
            "指标\n单位\n2020年\n2025年\n孕产妇死亡率\n1/10万\n9.8\n<9\n婴儿死亡率\n‰\n3.6\n≤3.5\n",
            PLAN,
            [("孕产妇死亡率", 9, "/10万", "<", 9.8, "2025"), ("婴儿死亡率", 3.5, "‰", "<=", 3.6, "2025")],
            id="a-unit-that-looks-like-a-value",
        ),
        pytest.param(
            "指标 单位 2020年 2025年\n每千人口床位数 张/千人 5.8 6.6\n",
            PLAN,
            [("每千人口床位数", 6.6, "张", "=", 5.8, "2025")],
            id="unit-per-heads",
        ),
    ],
)
def test_columns_and_units(text: str, facts: Facts, found: list[object]) -> None:
    assert brief(read(text, facts)) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("指标 单位 2020年 2025年\n完成情况 见附件\n以上目标由各地落实。\n", id="no-row-with-values"),
        pytest.param("到2025年，主要指标完成。\n2020年完成项目12个。\n", id="sentences-with-years"),
    ],
)
def test_lines_that_are_no_table_get_no_base(text: str) -> None:
    assert [s.baseline_value for s in read(text).statements if s.baseline_value is not None] == []


def test_a_line_of_a_table_that_cannot_be_read_names_nothing_and_stays_in_the_ledger() -> None:
    text = "指标\t单位\t2020年\t2025年\n人均预期寿命\t岁\t78.6\t80\n合计\t\t12项\n健康素养水平\t%\t23\t30\n"
    reading = read(text)
    assert [s.indicator for s in reading.statements] == ["人均预期寿命", "健康素养水平"]
    assert [n.fate for n in reading.numerals if n.text == "12"] == ["other"]
