"""The list of indicators, matching, references, and what may be compared with what."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from compare.align import (
    attained,
    compare_statements,
    indicators,
    pair_documents,
    reference_frame,
    silences,
    yardstick,
)
from compare.align.comparing import judge
from compare.align.listing import by_id, entries, lint
from compare.align.match import match_words
from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.tables import DOCUMENTS, MEASURES, TARGETS

ROOT = Path(__file__).resolve().parents[1]


def statement(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "target_id": "a-1", "document_id": "a", "region_code": "520000", "indicator": "每千人口拥有3岁以下婴幼儿托位数",
        "indicator_id": "childcare_places_per_1000", "value": 3.3, "value_max": None, "unit": "个", "comparator": "=",
        "kind": "target", "measure_type": "rate", "change": "level", "accumulation": "stock", "firmness": "plain",
        "stage": None, "denominator": "千人口", "rank_scope": None, "deadline": "2023", "deadline_from": "inherited",
        "period": None, "quality": "ok", "quote": "达3.3个", "text_start": 0, "text_end": 5, "raw_start": 0, "raw_end": 5,
        "value_text_start": 1, "value_text_end": 5, "measure_id": None, "population": None, "place": None,
        "baseline_value": None, "baseline_period": None,
    }  # fmt: skip
    return row | changes


def document(name: str, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "document_id": name, "region_code": "520000", "admin_level": "province", "kind": "work_points", "plan_year": 2023,
        "completeness": "full", "source_file": "x.txt", "sha256": "0", "text": "文",
    }  # fmt: skip
    return row | changes


def test_the_list_is_sound_and_long_enough() -> None:
    assert lint(load_yaml("align/indicators.yml")) == []
    frame = indicators()
    assert frame.height >= 150
    assert frame["direction"].is_in(["more", "less", "none"]).all()


def test_topics_of_the_list_are_codes_of_the_codebook() -> None:
    domains = set("GEPMRHTCALWSDBX")
    assert {entry.topic[0] for entry in entries()} <= domains
    assert all(entry.topic[1:].isdigit() for entry in entries())


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in entries()])
def test_every_indicator_is_found_by_its_own_name(entry: object) -> None:
    named = by_id()[entry.id]  # type: ignore[attr-defined]
    assert match_words(named.zh, named.types[0]) == named.id


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        pytest.param("孕产妇死亡率", "rate", "maternal_mortality", id="plain-name"),
        pytest.param("二级及以上综合性医院设立老年医学科比例", "share", "geriatric_department", id="set-up"),
        pytest.param(
            "二级以上综合医院规范设置老年医学科的比例",
            "share",
            "geriatric_department_standard",
            id="set-up-to-standard",
        ),
        pytest.param("每千人托位数", "rate", "childcare_places_per_1000", id="other-words"),
        pytest.param("新增托位", "count", "childcare_places_new", id="added"),
        pytest.param("托位", "count", "childcare_places", id="total"),
        pytest.param("重点人群签约覆盖率", "share", "family_doctor_key_groups", id="key-groups"),
        pytest.param("基层骨干医师培训", "count", "grassroots_training", id="training"),
        pytest.param("三四级手术占比", "share", "level34_surgery", id="two-levels-are-not-one"),
        pytest.param("三级公立医院四级手术占比", "share", "level4_surgery", id="one-level"),
        pytest.param("报告发病率同比上升", "rate", None, id="growth-of-a-rate"),
        pytest.param("会议室数量", "count", None, id="none-of-the-list"),
        pytest.param("孕产妇死亡率", "count", None, id="wrong-measure-type"),
    ],
)
def test_matching(words: str, kind: str, expected: str | None) -> None:
    assert match_words(words, kind) == expected


def test_a_broken_list_is_told_in_full() -> None:
    assert len(lint([{"id": "a"}, {"id": "a"}])) == 2


def test_references_are_matched_and_two_definitions_stay_two_series() -> None:
    with (ROOT / "data/reference/national.csv").open(encoding="utf-8", newline="") as stream:
        frame = reference_frame(csv.DictReader(stream))
    assert frame["indicator_id"].null_count() == 0
    series = frame.filter(pl.col("indicator").str.contains("老年医学科"))["indicator_id"].to_list()
    assert series == ["geriatric_department", "geriatric_department_standard"]


def test_the_yardstick_is_the_nearest_result_and_the_next_target() -> None:
    with (ROOT / "data/reference/national.csv").open(encoding="utf-8", newline="") as stream:
        frame = reference_frame(csv.DictReader(stream))
    found = yardstick(frame, "health_literacy", 2023)
    assert found.select("kind", "value", "year").rows() == [("achieved", 29.70, 2023), ("target", 25.0, 2025)]


def test_a_reference_without_a_value_is_refused_with_its_line() -> None:
    with pytest.raises(KnowledgeError, match="line 2"):
        reference_frame(
            [{"indicator": "孕产妇死亡率", "kind": "target", "unit": "/10万", "year": "2025", "source": "x"}]
        )


@pytest.mark.parametrize(
    ("change", "levels", "verdict", "words"),
    [
        pytest.param({"value": 4.0}, ("province", "county"), "comparable", "行政层级不同", id="same-rate-other-level"),
        pytest.param({"kind": "achieved"}, ("province", "prefecture"), "related", "目标与结果不同", id="target-against-result"),
        pytest.param({"deadline": "2025"}, ("province", "province"), "related", "年份不同", id="other-year"),
        pytest.param({"change": "increase"}, ("province", "province"), "related", "水平值与增加量", id="level-against-change"),
        pytest.param({"denominator": "千人"}, ("province", "province"), "comparable", "同一口径", id="people-are-people"),
        pytest.param({"denominator": "万人口", "value": 40.0}, ("province", "province"), "converted", "换算为每千人口4个", id="converted"),
        pytest.param({"denominator": "千名儿童"}, ("province", "province"), "related", "分母不同", id="other-denominator"),
        pytest.param(
            {"indicator_id": "childcare_places_new", "measure_type": "count", "denominator": None, "accumulation": "flow"},
            ("province", "county"), "related", "存量与流量不同", id="stock-against-flow",
        ),
        pytest.param({"value": None, "quality": "corrupt"}, ("province", "county"), "related", "无法辨认", id="unreadable"),
        pytest.param({"indicator": "农村每千人口托位数"}, ("province", "county"), "related", "对象范围不同", id="narrower-people"),
        pytest.param({"period": "2023H1"}, ("province", "county"), "related", "时段不同", id="half-a-year"),
    ],
)  # fmt: skip
def test_verdicts(change: dict[str, object], levels: tuple[str, str], verdict: str, words: str) -> None:
    found, reason = judge(statement(), statement(target_id="b-1", document_id="b", **change), *levels)
    assert (found, words in reason) == (verdict, True), reason


def test_counts_of_different_regions_do_not_compare() -> None:
    one = statement(indicator_id="icu_beds", measure_type="count", denominator=None, value=5000.0, unit="张")
    other = one | {"target_id": "b-1", "document_id": "b", "region_code": "330681", "value": 60.0}
    assert judge(one, other, "province", "county") == (
        "related",
        "不同地区的数量受规模影响，不可比",
    )


def test_pairs_are_of_one_family_and_of_two_documents() -> None:
    rows = [
        statement(),
        statement(target_id="a-2", indicator_id="health_literacy"),
        statement(target_id="b-1", document_id="b", value=4.0),
        statement(target_id="b-2", document_id="b", indicator_id=None),
    ]
    frame = compare_statements(
        TARGETS.build(rows), DOCUMENTS.build([document("a"), document("b", admin_level="county")])
    )
    assert frame.select("target_id_a", "target_id_b", "verdict").rows() == [("a-1", "b-1", "comparable")]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param({}, "peer", id="same-in-all"),
        pytest.param({"admin_level": "county"}, "same kind, other level", id="other-level"),
        pytest.param({"plan_year": 2024}, "other year", id="other-year"),
        pytest.param({"kind": "opinions"}, "other kind", id="other-kind"),
        pytest.param({"completeness": "summary"}, "other kind", id="a-summary-is-no-full-text"),
    ],
)
def test_document_pairs(change: dict[str, object], verdict: str) -> None:
    frame = pair_documents(DOCUMENTS.build([document("a"), document("b", **change)]), MEASURES.empty())
    assert frame["verdict"].to_list() == [verdict]
    assert all(frame["reason"].str.len_chars() > 4)


@pytest.mark.parametrize(
    ("result", "comparator", "direction", "expected"),
    [
        pytest.param(30.5, "=", "more", True, id="at-least-where-more-is-better"),
        pytest.param(29.0, "=", "more", False, id="below"),
        pytest.param(11.0, "=", "less", True, id="at-most-where-less-is-better"),
        pytest.param(30.0, ">", "more", False, id="over-means-over"),
        pytest.param(None, "=", "more", None, id="nothing-said"),
        pytest.param(30.0, "=", "none", None, id="no-direction"),
    ],
)
def test_attainment(result: float | None, comparator: str, direction: str, expected: bool | None) -> None:
    assert attained(result, 30.0 if direction != "less" else 12.0, comparator, direction) is expected


def test_four_kinds_of_silence() -> None:
    rows = [
        statement(target_id="a-1", indicator_id="health_literacy"),
        statement(target_id="a-2", indicator_id="prenatal_screening", deadline=None, deadline_from=None),
        statement(target_id="a-3", indicator_id="county_inpatients", value=None, quality="corrupt"),
    ]
    measure = {
        "measure_id": "a-1", "document_id": "a", "text": "持续推进老年医学科建设", "text_start": 0, "text_end": 11, "raw_start": 0, "raw_end": 11,
        "stance": "plan", "firmness": "plain", "primary": "A1", "secondary": [], "confidence": 1.0, "coded_by": "rule",
        "lead_units": [], "responsible_units": [],
    }  # fmt: skip
    wanted = [
        "health_literacy",
        "prenatal_screening",
        "county_inpatients",
        "geriatric_department",
        "maternal_mortality",
    ]
    frame = silences(
        DOCUMENTS.build([document("a")]),
        indicators().filter(pl.col("indicator_id").is_in(wanted)),
        TARGETS.build(rows),
        MEASURES.build([measure]),
    )
    assert dict(frame.select("indicator_id", "state").iter_rows()) == {
        "health_literacy": "stated",
        "prenatal_screening": "no_deadline",
        "county_inpatients": "unreadable",
        "geriatric_department": "no_number",
        "maternal_mortality": "not_mentioned",
    }


@pytest.mark.parametrize(
    ("words", "measure_type", "found"),
    [
        pytest.param(words, kind, found, id=words)
        for words, kind, found in (
            ("三级公立医院资产负债率", "share", "debt_ratio"),
            ("县级公立医院医疗费用平均增长幅度", "rate", "medical_cost_growth"),
            ("各医疗机构住院患者抗菌药物使用强度", "count", "antibiotics_intensity"),
            ("医务人员手卫生依从率", "share", "hand_hygiene"),
            ("乡镇卫生院床位使用率", "share", "primary_bed_use"),
            ("在基层医疗机构首诊率", "share", "primary_first_visit"),
            ("公有产权村卫生室占比", "share", "village_clinic_public"),
            ("社区卫生服务中心本科及以上学历人员占比", "share", "primary_bachelor"),
            ("市级疾控机构专业技术人员占比", "share", "cdc_professionals"),
            ("80%的市级疾控中心达到三级标准", "share", "cdc_graded"),
            ("65岁以上老年人年度体检率", "share", "elderly_checkup"),
            ("孕产妇产后访视率", "share", "postnatal_visit"),
            ("孕妇早孕建册率", "share", "early_pregnancy_booking"),
            ("儿童孤独症筛查率", "share", "autism_screening"),
            ("孕产妇艾滋病、梅毒、乙肝检测率", "share", "maternal_infection_tests"),
            ("符合治疗条件的慢性丙肝患者抗病毒治疗率", "share", "hepatitis_c_treatment"),
            ("工业企业职业病危害项目申报率", "share", "hazard_declaration"),
            ("农村生活饮用水水质达标率", "share", "water_quality"),
            ("基层中医药服务量占比", "share", "tcm_visits_share"),
            ("二级以上中医医院设置老年病科比例", "share", "tcm_hospital_geriatrics"),
            ("异地就医住院费用直接结算率", "share", "cross_region_settlement"),
            ("30—70岁人群因心脑血管疾病、癌症等导致的过早死亡率", "share", "ncd_premature_mortality"),
            ("国家随机监督抽查任务完成率", "share", "random_inspection"),
            ("三级综合医院ICU床位占比", "share", "icu_beds_share"),
            ("学校食堂达标率", "share", None),
            ("垃圾分类覆盖率", "share", None),
            ("家庭医生签约续约率", "share", None),
            ("开展日间手术的医院占比", "share", None),
            ("招商引资到位资金", "money", None),
            ("党建入章程率", "share", None),
        )
    ],
)
def test_unseen_names_find_their_indicator_or_none(words: str, measure_type: str, found: str | None) -> None:
    assert match_words(words, measure_type) == found
