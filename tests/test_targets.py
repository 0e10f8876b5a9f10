"""Statements read from sentences of the documents and of other regions, with every field that matters."""

from __future__ import annotations

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.model import Reading, Statement

PLAN = Facts(plan_year=2023)
LETTER = Facts(reports_year=2023)


def read(text: str, facts: Facts = PLAN) -> Reading:
    return read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)


def brief(item: Statement) -> tuple[str, float | None, str | None, str | None]:
    return item.indicator, item.value, item.unit, item.comparator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "孕产妇、婴儿、5岁以下儿童死亡率分别控制在12/10万、3.5‰、5‰及以下。",
            [
                ("孕产妇死亡率", 12, "/10万", "<="),
                ("婴儿死亡率", 3.5, "‰", "<="),
                ("5岁以下儿童死亡率", 5, "‰", "<="),
            ],
            id="three-subjects-share-a-head-and-a-bound",
        ),
        pytest.param(
            "建成健康学校、健康机关占比达到65%以上",
            [("建成健康学校占比", 65, "%", ">="), ("建成健康机关占比", 65, "%", ">=")],
            id="two-settings-share-a-value",
        ),
        pytest.param(
            "50%的乡镇卫生院和社区卫生服务中心达到基本标准、12%达到推荐标准。",
            [
                ("乡镇卫生院和社区卫生服务中心达到基本标准", 50, "%", "="),
                ("乡镇卫生院和社区卫生服务中心达到推荐标准", 12, "%", "="),
            ],
            id="institutions-are-one-and-carried-over",
        ),
        pytest.param(
            "严重精神障碍患者、精神分裂症患者规律服药率分别达65%和75%以上。",
            [("严重精神障碍患者规律服药率", 65, "%", ">="), ("精神分裂症患者规律服药率", 75, "%", ">=")],
            id="bound-of-the-last-holds-for-all",
        ),
        pytest.param(
            "加快建设省级区域医疗中心,力争开工建设2个。",
            [("省级区域医疗中心开工建设", 2, "个", "=")],
            id="subject-of-the-clause-before",
        ),
        pytest.param(
            "完成基层骨干医师培训400人和村医轮训2.8万人。",
            [("基层骨干医师培训", 400, "人", "="), ("村医轮训", 28000, "人", "=")],
            id="two-values-two-subjects",
        ),
        pytest.param(
            "培育国家级临床重点???-5个,建设省级重点???0个",
            [("培育国家级临床重点", None, "个", "range"), ("建设省级重点", None, "个", "=")],
            id="lost-digits-have-no-value",
        ),
        pytest.param("为全省65岁及以上老年人免费体检一次。", [], id="age-and-frequency-are-no-statements"),
        pytest.param("实施三年行动,推进八大行动和26项行动,落实“1+3+N”模式。", [], id="names-are-no-statements"),
        pytest.param("根据国卫办发〔2023〕12号文件,于6月25日前报送。", [], id="documents-and-dates-are-no-statements"),
    ],
)
def test_statements(text: str, expected: list[tuple[str, float | None, str, str]]) -> None:
    assert [brief(item) for item in read(text).statements] == expected


@pytest.mark.parametrize("words", ["家庭医生签约32.5万人", "线上预约32.5万人次", "节约32.5万元"])
def test_the_last_word_of_a_verb_is_no_estimate(words: str) -> None:
    (found,) = read(f"{words}。").statements
    assert found.comparator == "="
    assert found.indicator.endswith("约")


def test_a_rank_is_a_result_with_its_field() -> None:
    text = "茂名市人民医院在2022年度国家三级公立医院绩效考核等级晋“A”,在全国2112间医院排名中进入前258名"
    (rank,) = read(text, LETTER).statements
    assert (rank.value, rank.comparator, rank.unit, rank.kind) == (258, "<=", "名", "achieved")
    assert (rank.measure_type, rank.rank_scope, rank.deadline, rank.deadline_from) == (
        "rank", "全国2112间医院", "2022", "stated",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "deadline", "source", "period"),
    [
        pytest.param("3月底前全省建成标准重症病床5000张", "2023-03", "stated", None, id="month-of-the-plan-year"),
        pytest.param("到2025年,健康素养水平达到30%", "2025", "stated", None, id="year-stated"),
        pytest.param("“十四五”末,健康素养水平达到30%", "2025", "stated", None, id="end-of-a-plan-period"),
        pytest.param("健康素养水平达到30%", "2023", "inherited", None, id="year-of-the-plan"),
        pytest.param(
            "健康素养水平较2020年提高5个百分点", "2023", "inherited", None, id="starting-point-is-no-deadline"
        ),
        pytest.param("上半年市域内住院率达97.4%", "2023", "inherited", "2023H1", id="half-a-year-is-a-period"),
    ],
)
def test_deadline_and_period(text: str, deadline: str, source: str, period: str | None) -> None:
    (item,) = read(text).statements
    assert (item.deadline, item.deadline_from, item.period) == (deadline, source, period)


def test_no_deadline_where_the_document_sets_no_year() -> None:
    (item,) = read("新增托位562个", Facts()).statements
    assert (item.deadline, item.deadline_from) == (None, None)


@pytest.mark.parametrize(
    ("text", "change", "accumulation"),
    [
        pytest.param("每千人口拥有3岁以下婴幼儿托位数达3.3个", "level", "stock", id="reaching-is-a-level"),
        pytest.param("县域内就诊率提高2个百分点", "increase", "stock", id="rising-by-is-an-increase"),
        pytest.param("新增托位562个", "increase", "flow", id="added-is-an-increase-and-a-flow"),
        pytest.param("种植面积稳定在40万亩以上", "maintain", "stock", id="stable-is-maintained"),
        pytest.param("健康素养水平提升到30%以上", "level", "stock", id="rising-to-is-a-level"),
        pytest.param("平均住院日缩短1天", "decrease", "stock", id="shortened-by-is-a-decrease"),
    ],
)
def test_change_and_accumulation(text: str, change: str, accumulation: str) -> None:
    (item,) = read(text).statements
    assert (item.change, item.accumulation) == (change, accumulation)


def test_a_starting_value_is_a_baseline_and_no_statement() -> None:
    reading = read("县域内就诊率由2020年的86.5%提高到90%以上。")
    (item,) = reading.statements
    assert (item.value, item.baseline_value, item.baseline_period) == (90, 86.5, "2020")
    assert [(n.text, n.fate, n.statement) for n in reading.numerals if n.fate != "date"] == [
        ("86.5", "baseline", 0),
        ("90", "target", 0),
    ]


def test_projects_applied_for_are_not_invested() -> None:
    count, money = read("2023年全市申报公共卫生专项债项目36个,总投资134.26亿元。", LETTER).statements
    assert (count.stage, money.stage, money.value, money.unit) == ("applied", "applied", 134.26, "亿元")
    assert money.deadline_from == "stated"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("实现县级中医医疗机构全覆盖。", [("县级中医医疗机构", "全覆盖")], id="full-coverage"),
        pytest.param(
            "市人民医院继续保持A等次,市中心医院力争A+等次",
            [("市人民医院", "A等次"), ("市中心医院", "A+等次")],
            id="grades",
        ),
        pytest.param("英德市人民医院顺利通过三甲医院现场评审", [("英德市人民医院", "三甲")], id="top-class"),
        pytest.param("深入推进城市三甲医院“组团式”帮扶县级医院", [], id="an-attribute-is-no-aim"),
        pytest.param("打造诊前、诊中、诊后全覆盖的标志性应用场景", [], id="coverage-as-attribute"),
        pytest.param("30%的县级综合医院医疗服务能力达到国家县医院推荐标准", [], id="a-counted-level-is-a-statement"),
    ],
)
def test_commitments(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.indicator, item.level) for item in read(text).commitments] == expected


TABLE = """主要指标
序号\t指标\t单位\t2020年\t2025年\t属性
1\t人均预期寿命\t岁\t78.6\t79.5\t预期性
2\t孕产妇死亡率（/10万）\t—\t9.1\t<9\t预期性
3\t每千人口执业（助理）医师数\t人\t2.8\t3.2\t预期性
4\t居民健康素养水平（%）\t%\t22.4\t≥30\t预期性
各级要抓好落实，新增托位5000个。
"""


def test_rows_of_a_table_are_statements_with_their_base() -> None:
    reading = read(TABLE, Facts(kind="plan", title="某省“十四五”卫生健康发展规划", horizon=2025))
    found = [(s.indicator, s.value, s.unit, s.comparator, s.baseline_value, s.deadline) for s in reading.statements]
    assert found == [
        ("人均预期寿命", 79.5, "岁", "=", 78.6, "2025"),
        ("孕产妇死亡率", 9, "/10万", "<", 9.1, "2025"),
        ("每千人口执业(助理)医师数", 3.2, "人", "=", 2.8, "2025"),
        ("居民健康素养水平", 30, "%", ">=", 22.4, "2025"),
        ("新增托位", 5000, "个", "=", None, "2025"),
    ]
    assert {s.indicator_id for s in reading.statements} == {
        "life_expectancy", "maternal_mortality", "doctors_per_1000", "health_literacy", "childcare_places_new",
    }  # fmt: skip
    assert [n.fate for n in reading.numerals if n.text in {"78.6", "9.1", "2.8", "22.4"}] == ["baseline"] * 4
    assert [n.fate for n in reading.numerals if n.fate == "other"] == []
