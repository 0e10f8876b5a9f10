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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "村卫生室达到优质服务基本标准的比例不低于70%，达到推荐标准的不低于25%。",
            ["村卫生室达到优质服务基本标准的比例", "村卫生室达到推荐标准的比例"],
            id="a-second-threshold",
        ),
        pytest.param(
            "二级医院达到智慧服务3级的比例达到60%，达到4级的达到15%。",
            ["二级医院达到智慧服务3级的比例", "二级医院达到智慧服务4级的比例"],
            id="a-second-grade",
        ),
        pytest.param(
            "遴选第二批12个市级重点学科、30个县级特色专科评审。",
            ["遴选第二批市级重点学科评审", "遴选第二批县级特色专科评审"],
            id="work-named-by-the-last",
        ),
        pytest.param(
            "联通9个市、60个县（市、区）业务系统。",
            ["联通市业务系统", "联通县(市、区)业务系统"],
            id="a-thing-named-by-the-last",
        ),
        pytest.param(
            "县域内二、三级医院床位占比提高2个百分点。", ["县域内二、三级医院床位占比"], id="ordinals-are-one-name"
        ),
        pytest.param(
            "一、二类疫苗接种率分别达到95%、60%。",
            ["一类疫苗接种率", "二类疫苗接种率"],
            id="ordinals-with-a-value-each",
        ),
        pytest.param(
            "二级医院40%的门诊患者、三级医院60%的门诊患者实行分时段预约。",
            ["二级医院门诊患者实行分时段预约", "三级医院门诊患者实行分时段预约"],
            id="owners-before-percentages",
        ),
        pytest.param(
            "推进电子病历4级、互联互通三级乙等、智慧管理2级创建。",
            ["电子病历创建", "智慧管理创建"],
            id="levels-without-a-number",
        ),
        pytest.param(
            "县中医院新院区总投资3.2亿元、设置床位500张。",
            ["县中医院新院区总投资", "县中医院新院区设置床位"],
            id="beds-of-the-project",
        ),
        pytest.param("婴儿死亡率降至3‰，编制床位500张。", ["婴儿死亡率", "编制床位"], id="a-rate-leads-no-count"),
        pytest.param(
            "托育机构普惠托位占比（发展改革部门牵头）达到55%。", ["托育机构普惠托位占比"], id="a-bracket-of-duties"
        ),
        pytest.param("按照每个街道不少于2个的标准布局托育点。", ["街道布局托育点"], id="by-a-standard"),
        pytest.param("核酸检测能力达到每日10万管。", ["核酸检测能力"], id="a-day"),
        pytest.param(
            "80个乡镇全面推行智慧药房，覆盖率达到75%。",
            ["乡镇全面推行智慧药房", "智慧药房覆盖率"],
            id="what-is-covered",
        ),
        pytest.param("每千人口护士2.9人，低于全省3.6人的平均水平。", ["每千人口护士"], id="a-yardstick-is-no-figure"),
        pytest.param(
            "全市36家卫生院中，达到基本标准的占94%，达到推荐标准的占41%。",
            ["卫生院达到基本标准", "卫生院达到推荐标准"],
            id="of-those-counted",
        ),
        pytest.param(
            "区妇幼保健院建成市级重点专科2个、区级特色专科4个。",
            ["区妇幼保健院建成市级重点专科", "建成区级特色专科"],
            id="what-one-institution-built",
        ),
        pytest.param(
            "老年人签约率、续约率分别达到80%和70%。", ["老年人签约率", "老年人续约率"], id="people-of-the-first-rate"
        ),
        pytest.param(
            "市财政下达公共卫生补助资金5200万元，人均不低于90元。",
            ["市财政下达公共卫生补助资金", "人均公共卫生补助资金"],
            id="money-a-head",
        ),
        pytest.param(
            "县级诊疗人次占比达到40%，其中乡级不低于25%。",
            ["县级诊疗人次占比", "乡级诊疗人次占比"],
            id="a-level-after-another",
        ),
        pytest.param(
            "市疾控中心检测项目达到300项，在全省疾控机构能力考核中位居第2。",
            ["市疾控中心检测项目", "市疾控中心能力考核排名"],
            id="who-is-ranked",
        ),
        pytest.param(
            "县人民医院、县中医医院年内晋升三级，床位分别达到800张和400张。",
            ["县人民医院床位", "县中医医院床位"],
            id="beds-of-each-hospital",
        ),
        pytest.param(
            "区一院、区二院编制床位分别达到500张和320张。",
            ["区一院编制床位", "区二院编制床位"],
            id="short-names-of-hospitals",
        ),
        pytest.param("截至9月底，托育机构托位数达1.2万个。", ["托育机构托位数"], id="a-date-is-no-owner"),
        pytest.param(
            "省、市两级血站核酸检测的比例分别达到100%和95%。",
            ["省级血站核酸检测的比例", "市级血站核酸检测的比例"],
            id="levels-with-a-value-each",
        ),
        pytest.param(
            "二级医院选派医师不少于60人次，三级医院不少于90人次。",
            ["二级医院选派医师", "三级医院选派医师"],
            id="another-group-of-hospitals",
        ),
        pytest.param(
            "孕产妇、儿童、老年人三类重点人群签约率达到85%。",
            ["孕产妇、儿童、老年人三类重点人群签约率"],
            id="kinds-are-one-name",
        ),
        pytest.param(
            "平均住院日、门诊次均费用增幅分别控制在7天和4%以内。",
            ["平均住院日", "门诊次均费用增幅"],
            id="days-and-a-share",
        ),
        pytest.param(
            "健康档案建档率、使用率分别达到92%和60%，较上年分别提高1个和4个百分点。",
            ["健康档案建档率", "健康档案使用率"] * 2,
            id="points-named-once",
        ),
        pytest.param(
            "儿童体检率90%，居全省第三，较2022年提升2个百分点。",
            ["儿童体检率", "儿童体检率排名", "儿童体检率"],
            id="a-change-behind-a-rank",
        ),
        pytest.param("60%以上的医院通过智慧服务3级测评。", ["医院通过智慧服务3级测评"], id="a-grade-inside-a-share"),
        pytest.param(
            "每千人口床位数达到6张，其中中医医院0.9张。",
            ["每千人口床位数", "每千人口中医医院床位数"],
            id="a-part-counted-per-head",
        ),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [item.indicator for item in read(text)] == names


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        pytest.param("居民家庭医生签约率达到50%，其中老年人签约率达到80%。", [None, None], id="a-rate-is-no-whole"),
        pytest.param(
            "每千人口托位数达到4个，其中普惠托位占比达70%。", ["千人口", "托位"], id="what-is-counted-per-head"
        ),
        pytest.param("全年各级医疗机构完成诊疗90万人次。", [None], id="levels-are-no-whole"),
        pytest.param("提供托位3000个，其中普惠性托位60%以上。", [None, "托位"], id="a-count-is-a-whole"),
        pytest.param(
            "二级医院40%的门诊患者、三级医院60%的门诊患者实行分时段预约。",
            ["二级医院门诊患者", "三级医院门诊患者"],
            id="the-owners-patients",
        ),
    ],
)
def test_wholes(text: str, wholes: list[str | None]) -> None:
    assert [item.denominator for item in read(text)] == wholes


def test_other_fields() -> None:
    (centres,) = read("推进国家儿童医学中心、国家老年疾病临床研究中心等4个项目建设。")
    assert centres.population is None
    (posts,) = read("探索“市聘县用”，推行员额制管理，编制使用率达90%。")
    assert posts.firmness == "plain"
    (doctors,) = read("每个社区卫生服务中心至少有3名全科医生。")
    assert (doctors.indicator_id, doctors.denominator) == (None, "社区卫生服务中心")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("县人民医院成功创建三级甲等医院。", ("县人民医院", "三级甲等"), id="an-adverb"),
        pytest.param(
            "孕产妇死亡率8/10万，连续3年低于全国平均水平。", ("孕产妇死亡率", "全国平均水平"), id="years-on-end"
        ),
        pytest.param("推进智慧服务3级、互联互通四级甲等创建。", ("互联互通", "四级甲等"), id="behind-a-grade"),
        pytest.param("2024年底前，胸痛中心覆盖所有县（市）。", ("胸痛中心", "覆盖所有县(市)"), id="every-county"),
        pytest.param("巩固消除血吸虫病成果。", ("血吸虫病", "消除血吸虫病成果"), id="a-disease-ended"),
    ],
)
def test_commitments(text: str, said: tuple[str, str]) -> None:
    facts = Facts(plan_year=2024)
    found = read_targets(text, Structure(facts=facts, items=(), clauses=()), facts).commitments
    assert [(item.indicator, item.level) for item in found] == [said]


def read_document(text: str, kind: str, plan: int | None, reports: int | None) -> list[Statement]:
    """Return the statements of a whole text, its structure read too."""
    from compare.structure import parse

    structure = parse(text, Facts(kind=kind, plan_year=plan, reports_year=reports))
    return list(read_targets(text, structure, structure.facts).statements)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("新增床位500张，其中县人民医院300张、县中医院200张。",
                     ["新增床位", "县人民医院新增床位", "县中医院新增床位"], id="beds-of-hospitals"),
        pytest.param("全市医疗卫生机构床位3.2万张，其中：医院2.4万张（占75%），基层医疗卫生机构0.6万张。",
                     ["医疗卫生机构床位", "医院床位", "医院床位占比", "基层医疗卫生机构床位"], id="parts-and-shares"),
        pytest.param("全市有医院35家，其中三级医院6家。", ["医院", "三级医院"], id="institutions-are-counted-themselves"),
        pytest.param("完成“两癌”筛查1.2万人，完成率102%。", ["“两癌”筛查", "“两癌”筛查完成率"], id="rate-of-the-task"),
        pytest.param("每千人口床位数由2021年的7.9张增加到2022年的8.2张。", ["每千人口床位数"], id="from-a-year-to-a-year"),
        pytest.param("前五位病种占发病总数的96%。报告发病率为166/10万。", ["前五位病种占发病", "报告发病率"], id="no-share-as-a-subject"),
        pytest.param("与上年比较，床位增加2万张。", ["床位"], id="against-last-year"),
        pytest.param("推进社区居民大肠癌筛查，完成30万人筛查。", ["社区居民大肠癌筛查"], id="a-verb-counted-is-its-topic"),
        pytest.param("托位总数达到28.6万个，每千人口达3.87个。", ["托位", "每千人口托位"], id="per-head-of-what"),
        pytest.param("县级医院胸痛、卒中、创伤中心覆盖率达到90%。",
                     ["县级医院胸痛中心覆盖率", "县级医院卒中中心覆盖率", "县级医院创伤中心覆盖率"], id="centres-named-short"),
        pytest.param("129个县（市、区）疾控中心达标率100%。", ["县(市、区)疾控中心", "县(市、区)疾控中心达标率"], id="list-in-brackets"),
        pytest.param("市妇幼保健院新院区投入使用，新增儿科床位150张，总建筑面积11.2万平方米。",
                     ["新增儿科床位", "市妇幼保健院新院区总建筑面积"], id="area-of-the-building"),
        pytest.param("三年来累计培养儿科转岗医师156名，2024年计划再培养50名。", ["培养儿科转岗医师"] * 2, id="once-more-the-same"),
        pytest.param("自治区级重点专科达到150个。", ["自治区级重点专科"], id="an-autonomous-regions-grade"),
        pytest.param("引进博士研究生每人给予20万元安家费。", ["引进博士研究生给予安家费"], id="money-a-head"),
        pytest.param("给予每人5000元一次性奖励。", ["每人一次性奖励"], id="money-a-head-alone"),
        pytest.param("统筹地区按病种付费占比达70%。", ["统筹地区按病种付费占比"], id="pooling-areas-keep-their-name"),
        pytest.param("为村卫生室统一配备智慧随访设备1.2万台（套）。", ["为村卫生室统一配备智慧随访设备"], id="second-unit-in-brackets"),
    ],
)  # fmt: skip
def test_what_counts_and_shares_are_of(text: str, names: list[str]) -> None:
    assert [item.indicator for item in read(text, None, 2022)] == names


def test_the_share_of_a_task_done_is_no_share_of_people() -> None:
    found = read("“两癌”筛查完成率102%，适龄妇女“两癌”筛查率达到80%。")
    assert [item.indicator_id for item in found] == [None, "two_cancer_screening"]


def test_points_share_their_unit() -> None:
    found = read("高血压、糖尿病患者规范管理率分别提高1.2个和0.8个百分点。")
    assert [(item.value, item.unit) for item in found] == [(1.2, "个百分点"), (0.8, "个百分点")]


def test_months_and_troubles_of_a_report_belong_to_the_year_reported() -> None:
    text = (
        "某县2023年工作总结和2024年工作计划\n一、2023年工作开展情况\n县中医医院迁建项目于9月开工，争取专项债券1.5亿元。\n"
        "二、存在的主要问题\n乡村医生平均年龄54岁。\n三、2024年工作计划\n县中医医院迁建项目9月底前完成投资1亿元。\n"
    )
    found = read_document(text, "report", 2024, 2023)
    assert [(item.kind, item.deadline) for item in found] == [
        ("achieved", "2023"), ("achieved", "2023"), ("target", "2024-09")
    ]  # fmt: skip


def test_what_there_is_now_is_a_result_in_a_plan_too() -> None:
    text = "全县现有卫生技术人员3200人。依托现有资源建设分中心3个。"
    assert [item.kind for item in read_document(text, "work_points", 2024, None)] == ["achieved", "target"]


def test_totals_and_other_insurance_are_other_indicators() -> None:
    found = read("全科医生总数达到8000人，培训全科医生300人，村医养老保险参保率达到100%，基本医保参保率稳定在95%以上。")
    assert [item.indicator_id for item in found] == [None, "gp_trained", None, "insurance_coverage"]


def test_cells_of_a_table_of_tasks_part_numbers_figures_and_dates() -> None:
    text = "序号\t任务\t目标\t单位\t时限\n1\t医共体建设\t18个县全部建成医共体，住院量占比达到85%以上\t市卫健委\t2023年12月底前\n"
    found = read(text, 2023)
    assert [(item.value, item.deadline) for item in found] == [(18, "2023-12"), (85, "2023-12")]
    assert found[1].indicator == "住院量占比"
