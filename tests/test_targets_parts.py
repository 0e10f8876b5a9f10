"""The rooms of the reader one by one: dates, lists, subjects, ranks, traits, silence of names."""

from __future__ import annotations

import pytest

from compare.quantities import read_quantities
from compare.targets import traits
from compare.targets.fates import fate_of, is_rank
from compare.targets.groups import group_values
from compare.targets.lists import is_apposition, one_institution, only_head, share_heads, split_list, without_head
from compare.targets.moments import base_year, read_moments, when
from compare.targets.ranks import read_rank
from compare.targets.shadow import quoted, segments, sentences, shadow
from compare.targets.sharing import of_others, owner, told_apart
from compare.targets.subjects import strip_end, strip_start, topic_of
from compare.targets.wholes import read_each, read_whole


def said(text: str, at: str) -> tuple[str | None, str | None, bool]:
    seen = shadow(text)
    found = when(read_moments(seen, 0, len(seen), 2024, 2023), (0, len(seen)), seen.index(at))
    return found.deadline, found.period, found.stated


@pytest.mark.parametrize(
    ("text", "at", "deadline", "period"),
    [
        pytest.param("到2025年底，覆盖率达到90%", "90", "2025-12", None, id="end-of-a-year"),
        pytest.param("2024年6月底前建成10家", "10", "2024-06", None, id="month-of-a-year"),
        pytest.param("三月底前建成10家", "10", "2024-03", None, id="month-in-chinese"),
        pytest.param("年底前建成10家", "10", "2024-12", None, id="end-of-the-plan-year"),
        pytest.param("“十五五”末达到10家", "10", "2030", None, id="plan-period"),
        pytest.param("根据“十四五”规划，建成10家", "10", None, None, id="name-of-a-plan-is-no-date"),
        pytest.param("落实《健康行动（2019—2030年）》，建成10家", "10", None, None, id="title-is-no-date"),
        pytest.param("前三季度完成10家", "10", None, "Q1-Q3", id="three-quarters"),
        pytest.param("1—9月完成10家", "10", None, "Q1-Q3", id="months"),
        pytest.param("第二季度完成10家", "10", None, "Q2", id="quarter"),
        pytest.param("较2020年提高10个百分点", "10", None, None, id="starting-point"),
        pytest.param("二〇二五年达到10家", "10", "2025", None, id="year-in-chinese"),
        pytest.param("“十三五”以来建成10家", "10", None, None, id="since-a-period"),
        pytest.param("国发〔2022〕2号要求建成10家", "10", None, None, id="document-number"),
    ],
)
def test_dates(text: str, at: str, deadline: str | None, period: str | None) -> None:
    assert said(text, at)[:2] == (deadline, period)


def test_the_nearest_date_before_a_value_holds() -> None:
    text = "到2025年建成15个，到2030年建成30个"
    assert (said(text, "15")[0], said(text, "30")[0]) == ("2025", "2030")


def test_the_year_of_an_appraisal_reaches_its_own_clause() -> None:
    text = shadow("在2022年度评价中排名第一，建成10家")
    moments = read_moments(text, 0, len(text), None, 2023)
    assert when(moments, (13, len(text)), text.index("10")).deadline is None


def test_the_year_of_a_starting_point() -> None:
    text = shadow("较2020年提高5个百分点")
    assert base_year(read_moments(text, 0, len(text), 2024, None), text, (0, len(text)), False) == "2020"
    text = shadow("与2017年相比，床位增加2万张，现有8万张")
    moments = read_moments(text, 0, len(text), None, 2022)
    assert [base_year(moments, text, (9, 16), True), base_year(moments, text, (17, 22), False)] == ["2017", None]


@pytest.mark.parametrize(
    ("names", "members"),
    [
        pytest.param("高血压、糖尿病患者规范管理率", ["高血压患者规范管理率", "糖尿病患者规范管理率"], id="disease"),
        pytest.param(
            "国家级和省级临床重点专科", ["国家级临床重点专科", "省级临床重点专科"], id="level-of-a-speciality"
        ),
        pytest.param("建成健康村、健康社区占比", ["建成健康村占比", "建成健康社区占比"], id="verb-shared"),
        pytest.param(
            "高血压知晓率、治疗率、控制率", ["高血压知晓率", "高血压治疗率", "高血压控制率"], id="whose-rate-shared"
        ),
        pytest.param(
            "严重精神障碍患者规范管理率、规律服药率",
            ["严重精神障碍患者规范管理率", "严重精神障碍患者规律服药率"],
            id="patients-shared",
        ),
        pytest.param(
            "艾滋病感染者和病人治疗覆盖率、检测率",
            ["艾滋病感染者和病人治疗覆盖率", "艾滋病感染者和病人检测率"],
            id="and-inside-a-member",
        ),
        pytest.param(
            "婴儿、5岁以下儿童死亡率", ["婴儿死亡率", "5岁以下儿童死亡率"], id="one-character-is-no-shared-kind"
        ),
        pytest.param("适龄妇女宫颈癌、乳腺癌筛查", ["适龄妇女宫颈癌筛查", "适龄妇女乳腺癌筛查"], id="people-shared"),
        pytest.param("孕产妇死亡率、婴儿死亡率", ["孕产妇死亡率", "婴儿死亡率"], id="nothing-shared"),
    ],
)
def test_members_get_what_they_share(names: str, members: list[str]) -> None:
    assert share_heads(split_list(names)) == members


@pytest.mark.parametrize(
    ("subject", "one"),
    [
        pytest.param("癌症、糖尿病等慢性病过早死亡率", True, id="and-others"),
        pytest.param("儿童眼保健和视力检查覆盖率", True, id="two-parts-of-one-service"),
        pytest.param("高血压和糖尿病患者管理率", False, id="two-diseases"),
        pytest.param("健康学校、健康机关占比", False, id="two-settings"),
    ],
)
def test_apposition(subject: str, one: bool) -> None:
    assert is_apposition(subject, split_list(subject)) is one


def test_institutions_share_one_percentage() -> None:
    assert one_institution(["乡镇卫生院", "社区卫生服务中心中医馆设置率"])
    assert not one_institution(["健康学校", "健康机关占比"])


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        pytest.param("覆盖率", True, id="bare-rate"),
        pytest.param("规范管理率", True, id="rate-of-what-is-done"),
        pytest.param("产前筛查率", False, id="says-what"),
        pytest.param("药占比", False, id="stands-alone"),
        pytest.param("CMI值", False, id="index-by-name"),
    ],
)
def test_rates_that_need_an_owner(name: str, alone: bool) -> None:
    assert only_head(name) is alone


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param("县(市、区)全部建成紧密型县域医共体", "紧密型县域医共体", id="what-was-built"),
        pytest.param("适龄妇女宫颈癌筛查率", "适龄妇女宫颈癌", id="of-a-rate"),
        pytest.param("65岁以上老年人提供免费体检", "65岁以上老年人", id="people"),
    ],
)
def test_owner_of_a_rate(lead: str, expected: str) -> None:
    assert owner(lead) == expected


def test_names_shared_out() -> None:
    assert of_others("重点人群", "常住居民签约覆盖率") == "重点人群签约覆盖率"
    assert told_apart("对二孩、三孩家庭分别给予补助", 2, "") == ["二孩给予补助", "三孩家庭给予补助"]
    assert told_apart("门诊量、住院量同比分别增长", 2, "") == ["门诊量增长", "住院量增长"]
    assert told_apart("培训人员", 2, "") == []
    assert without_head("高血压患者规范管理率") == "高血压患者"


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        pytest.param("29.全省新增省级健康县区", "新增省级健康县区", id="number-and-place"),
        pytest.param("扩大有效投资增长", "扩大有效投资增长", id="effective-is-no-there-is"),
        pytest.param("成功治疗率达到", "成功治疗率", id="success-is-part-of-the-name"),
        pytest.param("三级公立医院平均住院日从8.2天下降到", "三级公立医院平均住院日", id="without-the-starting-value"),
        pytest.param("免疫规划疫苗接种率以乡镇为单位达到", "免疫规划疫苗接种率", id="without-the-unit-of-account"),
        pytest.param("基层全科医生(转岗培训)新增", "基层全科医生(转岗培训)新增", id="verb-kept-whole"),
        pytest.param("居民健康素养水平较上年提高", "居民健康素养水平", id="without-the-comparison"),
    ],
)
def test_subjects(words: str, subject: str) -> None:
    assert strip_start(strip_end(words)) == subject


def test_topic_of_a_clause() -> None:
    assert topic_of("加快建设省级区域医疗中心") == "省级区域医疗中心"
    assert topic_of("深入开展“优质服务基层行”活动") == "“优质服务基层行”"


@pytest.mark.parametrize(
    ("before", "earlier", "last", "expected"),
    [
        pytest.param(
            "市疾控中心食品安全工作能力在全省地级市排",
            [],
            None,
            ("市疾控中心食品安全工作能力排名", "全省地级市"),
            id="where",
        ),
        pytest.param("全省排名", [], "市域内住院率", ("市域内住院率排名", "全省"), id="of-the-value-before"),
        pytest.param(
            "市人民医院列",
            ["全国三级公立医院绩效考核中"],
            None,
            ("市人民医院全国三级公立医院绩效考核排名", "全国"),
            id="appraisal-before",
        ),
    ],
)
def test_ranks(before: str, earlier: list[str], last: str | None, expected: tuple[str, str]) -> None:
    assert read_rank(before, earlier, last) == expected


def test_wholes() -> None:
    assert read_whole("县级综合医院医疗服务能力达到国家县医院推荐标准") == "县级综合医院"
    assert read_whole("乡镇卫生院和社区卫生服务中心达到基本标准") == "乡镇卫生院和社区卫生服务中心"
    assert read_whole("养老机构与医疗机构建立签约合作关系") == "养老机构"
    assert read_each("每个乡镇(街道)") == "乡镇(街道)"
    assert read_each("各县(市、区)至少建成") == "县(市、区)"
    assert read_each("每年培训") is None


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        pytest.param("申报公共卫生专项债项目", "applied", id="applied-for"),
        pytest.param("新增获批", "approved", id="approved"),
        pytest.param("力争开工建设", "started", id="started"),
        pytest.param("3月底前全省建成", "built", id="built"),
        pytest.param("建成率达到", None, id="a-rate-is-no-stage"),
        pytest.param("培训", None, id="no-project"),
    ],
)
def test_stages(near: str, expected: str | None) -> None:
    assert traits.stage(near) == expected


def test_firmness() -> None:
    assert traits.firmness("确保有效签约") == "must"
    assert traits.firmness("力争新增") == "strive"
    assert traits.firmness("新增") is None


@pytest.mark.parametrize(
    ("name", "clause", "expected"),
    [
        pytest.param("免费体检", "为65岁及以上老年人免费体检", "65岁及以上老年人", id="whom-the-clause-serves"),
        pytest.param("婴儿死亡率", "孕产妇、婴儿、5岁以下儿童死亡率", "婴儿", id="of-shared-heads-its-own"),
        pytest.param("产前筛查率", "产前筛查和新生儿“两病”筛查率分别达到", None, id="other-people-of-the-clause"),
        pytest.param("招录定向医学生", "招录定向医学生", None, id="students-of-medicine-are-what-is-counted"),
        pytest.param("床位", "床位", None, id="nobody"),
    ],
)
def test_population(name: str, clause: str, expected: str | None) -> None:
    assert traits.population(name, clause) == expected


def test_values_are_grouped_with_their_words() -> None:
    text = "推进9个市级疾控中心监测和3个诊断机构能力提升"
    groups = group_values(text, (0, len(text)), read_quantities(text))
    assert [(group.before, group.behind) for group in groups] == [
        ("推进", "市级疾控中心监测"),
        ("", "诊断机构能力提升"),
    ]


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        pytest.param("举办培训班12期", None, id="courses-are-counted"),
        pytest.param("推动三级医院发展", "definition", id="grade"),
        pytest.param("在1000人口以上的行政村设置", "definition", id="threshold"),
        pytest.param("平均住院日降至7.5天", None, id="time-as-indicator"),
        pytest.param("帮扶满6个月", "duration", id="time-as-duration"),
        pytest.param("培育一家示范机构", None, id="one-in-chinese"),
        pytest.param("落实五项制度", "programme_name", id="named-set"),
    ],
)
def test_fates(text: str, fate: str | None) -> None:
    quantity = read_quantities(text)[-1]
    assert fate_of(text, quantity, (0, len(text)), (0, len(text))) == fate


def test_ranks_are_told_from_batches() -> None:
    rank, batch = "全省排名第4", "获批全国第3批试点"
    assert is_rank(rank, read_quantities(rank)[0], (0, len(rank)))
    assert not is_rank(batch, read_quantities(batch)[0], (0, len(batch)))


def test_shadow_keeps_length_and_splits_keep_numbers() -> None:
    text = "达９２％，（含2,123人）；其他。"
    seen = shadow(text)
    assert len(seen) == len(text)
    assert [seen[start:end] for start, end in sentences(seen)] == ["达92%,(含2,123人)", "其他"]
    assert [seen[start:end] for start, end in segments(seen, 0, 14)] == ["达92%", "(含2,123人)"]
    assert quoted("打造“1+6+N”项目", 3, 4) == (3, 8)
