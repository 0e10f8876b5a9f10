"""The coder on sentences in the voices of regions it was not trained on, unit by unit."""

from __future__ import annotations

import pytest

from compare.coding import code
from compare.structure import Facts, parse

VOICES = [
    pytest.param("因地制宜学习推广三明医改经验，完善医改组织领导体制，推进以公益性为导向的公立医院改革。", "H2 H1", id="reform-then-hospitals"),
    pytest.param("开展药品耗材集采中选产品配备使用情况监测，落实短缺药品分级应对。", "H3", id="two-clauses-one-topic"),
    pytest.param("推进医疗服务价格动态调整，深化按病种分值付费改革。", "H2", id="prices-and-payment"),
    pytest.param("全面推进紧密型县域医共体建设，建立县域医学影像、心电、检验资源共享中心。", "R1", id="consortia"),
    pytest.param("组建8个城市医疗集团，推动首诊在基层、双向转诊。", "H6", id="alliances"),
    pytest.param("加快省级区域医疗中心建设，省儿童医院新院区年内主体封顶。", "M1", id="regional-centres"),
    pytest.param("支持10所县医院提升至三级医院水平，新增国家临床重点专科建设项目5个。", "M2 M3", id="county-hospitals-then-specialties"),
    pytest.param("开展手术质量安全提升行动，加强麻醉、病理等薄弱专科建设。", "M4 M3", id="quality-then-specialties"),
    pytest.param("加强献血屋布局，无偿献血人次增长3%。", "M5", id="blood"),
    pytest.param("新建社区医院20所，80%以上的乡镇卫生院达到服务能力基本标准。", "R2", id="primary-care"),
    pytest.param("全面落实大学生乡村医生专项计划，招录订单定向医学生300名。", "W2", id="grassroots-staff"),
    pytest.param("县级疾控中心实验室能力达标率达80%，在二级以上医疗机构配备疾控监督员。", "P1", id="disease-control"),
    pytest.param("适龄儿童国家免疫规划疫苗接种率保持在95%以上。", "E2", id="vaccination"),
    pytest.param("巩固维持消除疟疾成果，扩大艾滋病检测覆盖面，学校结核病筛查应筛尽筛。", "P2", id="named-diseases"),
    pytest.param("65岁以上老年人城乡社区规范健康管理服务率达65%，高血压患者基层规范管理率不低于64%。", "P7 P3", id="package-then-chronic"),
    pytest.param("建设3个航空医疗救援基地，中小学AED全覆盖，组织省级卫生应急综合演练。", "E4", id="rescue"),
    pytest.param("补充储备防护服、解毒药等应急物资。", "E5", id="stockpiles"),
    pytest.param("发放育儿补贴，落实计划生育特殊家庭扶助。", "C4", id="families"),
    pytest.param("孕产妇死亡率控制在9/10万以内，加强出生缺陷三级防控，消除艾滋病母婴传播。", "C1 C2", id="mothers-then-birth-defects"),
    pytest.param("新增安宁疗护床位500张，为失能老年人提供上门健康服务。", "A1 A2", id="older-people"),
    pytest.param("基层医疗卫生机构中医馆全覆盖，遴选第三批省名中医，打造道地药材生产基地10万亩。", "T1 T2 T3", id="three-faces-of-tcm"),
    pytest.param("落实公立医院薪酬“两个允许”，完善基层职称“定向评价、定向使用”。", "H1 W4", id="pay-then-titles"),
    pytest.param("建设省临床医学研究中心，加快科技成果转化，强化实验室生物安全监管。", "S1 S2 S3", id="science"),
    pytest.param("推广电子健康码“一码通用”，开展人工智能辅助诊断，建设医疗废物智慧监管平台。", "D2 D3 D4", id="digital"),
    pytest.param("推进清廉医院建设，开展医药领域腐败问题集中整治。", "G2", id="integrity"),
    pytest.param("推进政务服务“一网通办”，办好建议提案。", "G3", id="administration"),
    pytest.param("严控公立医院举债，开展财会监督。", "X2", id="debt"),
    pytest.param("选派第30批援外医疗队，做好对口援疆和东西部协作。", "G6", id="aid"),
    pytest.param("新增国家卫生乡镇20个，居民健康素养水平提高2个百分点。", "L2 L1", id="settings-then-literacy"),
    pytest.param("卫生院建设中医馆。", "T1", id="object-not-actor"),
    pytest.param("为65岁及以上老年人开展结核病筛查。", "P2", id="named-disease-beats-age"),
    pytest.param("为初二女生免费接种HPV疫苗。", "C2", id="hpv-is-womens-health"),
    pytest.param("新建市疾控中心应急检测楼。", "P1", id="a-cdc-building-is-disease-control"),
    pytest.param("统筹推进医改、疫情防控、中医药发展、老龄健康、托育服务等八项重点任务。", "Z", id="noun-list-of-many-domains"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), VOICES)
def test_units_and_codes(sentence: str, expected: str) -> None:
    text = f"一、重点工作\n（一）{sentence}\n（二）做好其他各项工作。"
    measures = [m for m in code(text, parse(text, Facts())) if text[m.start : m.end] in sentence]
    assert " ".join(measure.primary for measure in measures) == expected


def test_a_clause_without_a_topic_takes_that_of_its_heading() -> None:
    text = "一、推进托育服务\n年内再新增500个，优先安排人口密集街道。"
    assert {measure.primary for measure in code(text, parse(text, Facts())) if measure.start > 8} == {"C3"}


def test_confidence_and_reasons_come_with_every_code() -> None:
    text = "一、公共卫生\n规范管理高血压患者，开展癌症早诊早治。\n二、妇幼健康\n做好产前筛查。"
    measure = next(m for m in code(text, parse(text, Facts())) if m.primary == "P3")
    assert 0.5 < measure.confidence <= 1.0
    terms = [reason for reason in measure.reasons if reason.term]
    assert terms
    assert all(text[r.start : r.end] == r.term for r in terms if r.start is not None and "…" not in r.term)


def test_a_clause_of_fifty_thousand_characters_is_one_unit() -> None:
    text = "一、工作\n" + "加强托育服务" * 8400 + "。"
    measures = code(text, parse(text, Facts()))
    assert "C3" in {measure.primary for measure in measures}
    assert measures[-1].end <= len(text)


def test_coding_twice_gives_the_same() -> None:
    text = "一、工作\n推进县域医共体建设，做实家庭医生签约服务，强化医防协同。"
    assert code(text, parse(text, Facts())) == code(text, parse(text, Facts()))
