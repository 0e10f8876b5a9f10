"""Figures in the voice of bulletins, reports and budgets: shared sides, prizes, sizes of places, dates counted up to, ranks."""

from __future__ import annotations

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.model import Reading

PLAN, REPORT = Facts(plan_year=2024), Facts(reports_year=2023)


def read(text: str, facts: Facts) -> Reading:
    return read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)


@pytest.mark.parametrize(
    ("text", "facts", "found"),
    [
        pytest.param("职工、居民医保住院费用报销比例分别稳定在85%、70%左右。", PLAN,
                     [("职工医保住院费用报销比例", 85, "~"), ("居民医保住院费用报销比例", 70, "~")], id="sides-of-one-rate-share-about"),
        pytest.param("城市、农村居民健康素养水平分别达到35%和28%。", PLAN,
                     [("城市居民健康素养水平", 35, "="), ("农村居民健康素养水平", 28, "=")], id="sides-town-and-country"),
        pytest.param("药品、耗材收入分别占28%和21%。", PLAN, [("药品收入占比", 28, "="), ("耗材收入占比", 21, "=")],
                     id="sides-with-a-share-each"),
        pytest.param("获省科技进步二等奖2项、三等奖4项，优秀奖1项。", REPORT,
                     [("获省科技进步二等奖", 2, "="), ("获省科技进步三等奖", 4, "="), ("获省科技进步优秀奖", 1, "=")], id="prizes-of-one-name"),
        pytest.param("全省病床26万张，年均增长4.2%。", REPORT, [("病床", 260000, "="), ("病床年均增长", 4.2, "=")],
                     id="yearly-growth-of-what-was-counted"),
        pytest.param("产业规模总值达到86.3亿元，年均递增9%。", REPORT,
                     [("产业规模总值", 86.3, "="), ("产业规模总值年均递增", 9, "=")], id="yearly-growth-of-money"),
        pytest.param("住院病人次均费用9800元，按可比价格下降2.1%。", REPORT,
                     [("住院病人次均费用", 9800, "="), ("住院病人次均费用下降", 2.1, "=")], id="at-comparable-prices"),
        pytest.param("甲、乙类传染病发病率178.3/10万，死亡率0.6/10万。", REPORT,
                     [("甲、乙类传染病发病率", 178.3, "="), ("甲、乙类传染病死亡率", 0.6, "=")], id="deaths-of-the-disease-before"),
        pytest.param("4家三级医院对口支援18家乡镇卫生院。", REPORT,
                     [("三级医院对口支援乡镇卫生院", 4, "="), ("三级医院对口支援乡镇卫生院", 18, "=")], id="both-sides-of-aid"),
        pytest.param("青少年总体近视率小学生控制在35%以下、初中生55%以下。", PLAN,
                     [("小学生青少年总体近视率", 35, "<="), ("初中生青少年总体近视率", 55, "<=")], id="a-rate-by-pupils"),
        pytest.param("三级医院药占比、耗占比、检查收入占比分别降至25%、20%和12%。", PLAN,
                     [("三级医院药占比", 25, "="), ("三级医院耗占比", 20, "="), ("三级医院检查收入占比", 12, "=")], id="rates-of-one-kind-of-hospitals"),
        pytest.param("按每人每年不低于80元的标准安排体检经费。", PLAN, [("安排体检经费", 80, ">=")], id="standard-of-money"),
        pytest.param("县级财政按服务人口每人每年不低于3元的标准列支健康教育经费。", PLAN, [("列支健康教育经费", 3, ">=")],
                     id="standard-of-money-paid-by-a-treasury"),
        pytest.param("常住人口50万以上的县建成2所三级医院。", PLAN, [("常住人口50万以上的县建成三级医院", 2, "=")], id="size-of-a-county-is-no-value"),
        pytest.param("发表论文86篇，其中影响因子5分以上的12篇。", REPORT,
                     [("发表论文", 86, "="), ("发表论文中影响因子5分以上", 12, "=")], id="a-threshold-that-sorts-is-no-value"),
        pytest.param("储备医用口罩不少于30天用量。", PLAN, [("储备医用口罩用量", 30, ">=")], id="days-of-use"),
        pytest.param("平均住院日7.8天，较上年下降0.3天，分时段预约精确到15分钟。", REPORT,
                     [("平均住院日", 7.8, "="), ("平均住院日", 0.3, "="), ("分时段预约", 15, "=")], id="times-that-fall-and-how-exact"),
        pytest.param("CMI值由1.02提升至1.15。", REPORT, [("CMI值", 1.15, "=")], id="bare-index-with-its-start"),
        pytest.param("人头医保费用736元，低于目标值24元。", REPORT,
                     [("人头医保费用", 736, "="), ("人头医保费用低于目标值", 24, "=")], id="how-far-below-an-aim"),
        pytest.param("2个中心帮扶基层，连续3年实现参保率98%。", REPORT, [("中心帮扶基层", 2, "="), ("参保率", 98, "=")], id="years-on-end-are-no-name"),
    ],
)  # fmt: skip
def test_names_values_and_bounds(text: str, facts: Facts, found: list[tuple[str, float, str]]) -> None:
    assert [(s.indicator, s.value, s.comparator) for s in read(text, facts).statements] == found


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        pytest.param("截至9月底，全县签约居民18.2万人，签约率62%；建档28万份。", ["2023-09"] * 3, id="counted-up-to-a-month"),
        pytest.param("新院区已于今年3月开诊，接诊17.8万人次。", ["2023"], id="a-month-of-an-event"),
        pytest.param("截至12月底，床位达到3.2万张。", ["2023"], id="the-year's-end-is-the-year"),
    ],
)
def test_years_and_months_of_results(text: str, deadlines: list[str]) -> None:
    assert [(s.kind, s.deadline) for s in read(text, REPORT).statements] == [("achieved", at) for at in deadlines]


def test_a_period_and_an_area_hold_behind_semicolons() -> None:
    text = "2023年上半年，全县门急诊128.6万人次；基层占比62.4%；县外转诊率8.7%。县人民医院出院2万人次。"
    found = [(s.period, s.place) for s in read(text, REPORT).statements]
    assert found == [("2023H1", "全县")] * 3 + [(None, "县人民医院")]


def test_a_year_to_compare_with_holds_for_the_changes_of_its_sentence() -> None:
    text = "与2017年相比，床位增加12.4万张，增幅达31%；卫生人员由42万人增加到56万人，每千人口医师3.1人。"
    assert [s.baseline_period for s in read(text, REPORT).statements] == ["2017", "2017", "2017", None]


def test_ranks_of_one_appraisal_name_it_and_their_place() -> None:
    text = "在全国三级公立医院绩效考核中，市中心医院居全国第86位；市妇幼保健院居第32位，首次进入前50名。"
    found = [(s.indicator, s.place, s.value) for s in read(text, REPORT).statements]
    assert found == [
        ("市中心医院全国三级公立医院绩效考核排名", "市中心医院", 86),
        ("市妇幼保健院全国三级公立医院绩效考核排名", "市妇幼保健院", 32),
        ("市妇幼保健院全国三级公立医院绩效考核排名", "市妇幼保健院", 50),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("到2030年，居民主要健康指标进入全省前3位。", "target", id="a-year-to-come"),
        pytest.param("2022年，市中心医院进入全省前3位。", "achieved", id="a-year-gone"),
    ],
)
def test_a_rank_is_an_aim_where_its_year_is_to_come(text: str, kind: str) -> None:
    assert [s.kind for s in read(text, PLAN).statements] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("下辖8个乡镇、3个街道。", id="parts-of-a-county"),
        pytest.param("每2年为每名65岁以上失能老年人提供1次免费评估。", id="how-often-for-each"),
        pytest.param("巩固30种大病专项救治成果。", id="a-list-of-diseases"),
    ],
)
def test_numbers_that_are_no_statements(text: str) -> None:
    assert read(text, PLAN).statements == ()


@pytest.mark.parametrize(
    ("text", "facts", "found"),
    [
        pytest.param("职工医保统筹基金收入312.5亿元、支出268.3亿元，累计结余402.7亿元。", REPORT,
                     [("职工医保统筹基金收入", 312.5), ("职工医保统筹基金支出", 268.3), ("职工医保统筹基金结余", 402.7)], id="both-sides-of-a-fund"),
        pytest.param("新建市中医院康复楼（总投资2.3亿元，建筑面积4.1万平方米，设置床位300张）。", PLAN,
                     [("市中医院康复楼总投资", 2.3), ("市中医院康复楼建筑面积", 41000), ("市中医院康复楼设置床位", 300)], id="clauses-inside-brackets"),
        pytest.param("检测能力由286项扩展到412项，统筹基金可支付月数18.2个月。", REPORT,
                     [("检测能力", 412), ("统筹基金可支付月数", 18.2)], id="widened-from-and-months-that-last"),
        pytest.param("开展孕妇产前筛查2万人、新生儿听力筛查1.8万人、儿童视力筛查3万人，阳性转诊率分别达到90%、95%和98%。", PLAN,
                     [("孕妇产前筛查", 20000), ("新生儿听力筛查", 18000), ("儿童视力筛查", 30000), ("孕妇产前筛查阳性转诊率", 90),
                      ("新生儿听力筛查阳性转诊率", 95), ("儿童视力筛查阳性转诊率", 98)], id="a-rate-each-of-what-was-counted"),
        pytest.param("基层病床使用率达58.6%，较改革前提高21.3个百分点。", REPORT,
                     [("基层病床使用率", 58.6), ("基层病床使用率", 21.3)], id="since-before-the-reform"),
        pytest.param("带动农户1.8万户户均增收3600元。", REPORT, [("带动农户", 18000), ("户均增收", 3600)], id="money-for-each-of-them"),
        pytest.param("每年培训乡村医生1.5万人次。", PLAN, [("培训乡村医生", 15000)], id="each-year-is-no-place"),
    ],
)  # fmt: skip
def test_what_leans_on_what_was_said(text: str, facts: Facts, found: list[tuple[str, float]]) -> None:
    assert [(s.indicator.removeprefix("开展").removeprefix("每年"), s.value) for s in read(text, facts).statements] == found


def test_a_least_number_holds_for_what_is_joined_to_it() -> None:
    reading = read("每个地级市至少有2个国家级、5个省级临床重点专科。", PLAN)
    assert [(s.comparator, s.denominator) for s in reading.statements] == [(">=", "地级市")] * 2


def test_a_year_at_its_end_holds_behind_a_semicolon() -> None:
    reading = read("到2025年底，床位达到3000张；医师达到500人。", PLAN)
    assert [(s.deadline, s.deadline_from) for s in reading.statements] == [("2025-12", "stated")] * 2
