"""Passages in the voices of unseen regions: their annotations keep the codebook, and the coder keeps what it has reached."""

from __future__ import annotations

from itertools import pairwise

import pytest
from passages import read_passages, score_passages

from compare.coding import code
from compare.coding.evidence import is_county
from compare.coding.facets import choose_secondary
from compare.coding.taxonomy import codes, is_code
from compare.coding.units import is_opener
from compare.structure import Facts, parse

NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")


@pytest.mark.parametrize("name", NAMES)
def test_annotations_keep_the_codebook(name: str) -> None:
    for text, units in read_passages(name):
        for unit in units:
            assert text[unit.start : unit.end] == unit.text
            assert is_code(unit.primary)
            assert all(is_code(one) and one != unit.primary for one in unit.secondary), unit.text
        for one, two in pairwise(units):
            assert text[one.end : two.start] not in (",", "，") or one.primary != two.primary, two.text


@pytest.mark.parametrize(
    ("name", "topic", "domain", "spans"),
    [
        pytest.param("first", 0.94, 0.96, 0.86, id="first"),
        pytest.param("second", 0.95, 0.98, 0.92, id="second"),
        pytest.param("third", 0.89, 0.89, 0.82, id="third-read-once"),
        pytest.param("fourth", 0.92, 0.94, 0.87, id="fourth"),
        pytest.param("fifth", 0.64, 0.72, 0.83, id="fifth-where-no-known-term-stands"),
        pytest.param("sixth", 0.92, 0.93, 0.92, id="sixth-read-once"),
    ],
)
def test_the_coder_keeps_what_it_has_reached(name: str, topic: float, domain: float, spans: float) -> None:
    score = score_passages(name)
    assert score.topic / score.units >= topic, score.line()
    assert score.domain / score.units >= domain, score.line()
    assert 2 * score.spans / (score.units + score.made) >= spans, score.line()


VOICES = [
    pytest.param("开展公立医院经济管理年活动，健全成本核算制度。", "X2", id="finance-of-hospitals-is-not-reform"),
    pytest.param("加快市疾控中心迁建，年内主体封顶。", "P1", id="a-new-building-of-disease-control"),
    pytest.param("争取超长期特别国债支持一批卫生项目。", "G5", id="money-for-the-sector"),
    pytest.param("深化鲁渝协作，签订对口合作协议。", "G6", id="aid-between-provinces-by-their-short-names"),
    pytest.param("扶持川药大品种做优做强。", "T3", id="a-province's-herbs"),
    pytest.param("抓好登革热、布病、包虫病防治。", "P2", id="named-diseases-in-routine"),
    pytest.param("围绕群众健康需求，推进家庭医生签约服务提质。", "R3", id="an-opener-is-no-measure"),
    pytest.param("以三明经验为引领，深化医保支付方式改革。", "H2", id="an-opener-with-a-topic-of-its-own"),
    pytest.param("建成县域医学影像共享中心，确保群众就近看病。", "R1", id="a-closing-aim-stays"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted"), VOICES)
def test_a_sentence_is_one_measure_on_its_object(sentence: str, wanted: str) -> None:
    assert [measure.primary for measure in code(sentence, parse(sentence, Facts()))] == [wanted]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("以国家区域医疗中心建设为契机", True, id="as-an-occasion"),
        pytest.param("聚焦重点人群", True, id="focus-without-an-act"),
        pytest.param("依托县医院建成影像中心", False, id="leans-on-and-acts"),
        pytest.param("坚持党对卫生健康工作的领导", False, id="leadership-is-a-measure"),
        pytest.param("加强血站建设", False, id="an-act"),
        pytest.param("聚焦县域医共体建设", True, id="an-act-that-closes-a-noun"),
        pytest.param("抢抓省级区域医疗中心落户机遇", True, id="an-opportunity"),
        pytest.param("本着便民利民原则", True, id="a-principle"),
        pytest.param("把握药品采购周期", False, id="hold-without-a-frame"),
    ],
)
def test_openers_are_known_by_having_no_act(words: str, wanted: bool) -> None:
    assert is_opener(words) is wanted


@pytest.mark.parametrize(
    ("line", "first"),
    [
        pytest.param("2024年重点:推进乡镇卫生院标准化建设。", "推进乡镇卫生院标准化建设", id="a-label-is-no-part"),
        pytest.param("主要目标：孕产妇死亡率控制在9/10万以内。", "孕产妇死亡率控制在9/10万以内", id="full-width-colon"),
        pytest.param(
            "建设三大中心:胸痛、卒中、创伤中心。", "建设三大中心:胸痛、卒中、创伤中心", id="a-colon-inside-a-measure"
        ),
    ],
)
def test_a_label_that_heads_a_line_is_no_measure(line: str, first: str) -> None:
    measure = code(line, parse(line, Facts()))[0]
    assert line[measure.start : measure.end] == first


def _secondary(sentence: str) -> tuple[str, ...]:
    return code(sentence, parse(sentence, Facts()))[0].secondary


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        pytest.param("为65岁以上老年人开展肺结核筛查。", ("A1",), id="a-group-beside-the-disease"),
        pytest.param("在社区卫生服务中心试点人工智能辅助诊断。", ("R2",), id="an-actor-beside-the-object"),
        pytest.param("培育粤港澳大湾区生物医药产业集群。", ("B1",), id="a-place-beside-the-object"),
        pytest.param("在乡镇卫生院建成中医馆20个。", ("R2",), id="the-actor-of-the-primary-code"),
        pytest.param("推动非现场监管，上线智慧卫监平台。", ("H4",), id="the-field-of-a-digital-tool"),
        pytest.param("做好名老中医经验传承研究。", (), id="words-that-the-primary's-own-field-holds"),
        pytest.param("加强医疗质量安全管理。", (), id="none-where-no-facet-is-named"),
        pytest.param("开展公立医院高质量发展中期评估。", (), id="words-of-procedure-are-no-facet"),
    ],
)
def test_secondary_codes_are_facets(sentence: str, wanted: tuple[str, ...]) -> None:
    assert _secondary(sentence) == wanted


def test_no_more_than_two_secondary_codes_and_never_the_primary_or_z() -> None:
    index = {one: place for place, one in enumerate(codes())}
    terms = {index["A1"]: 9.0, index["A2"]: 8.0, index["P7"]: 7.0, index["M5"]: 6.0, index["Z"]: 9.0}
    assert choose_secondary(terms, {index["D2"], index["A1"]}, index["A1"]) == ("A2", "M5")


def test_centres_of_a_county_speak_for_its_hospital() -> None:
    text = "示例县卫生健康工作计划\n一、医疗。加快卒中中心、胸痛中心建设。"
    city, county = (parse(text, Facts(region_code=region)) for region in ("440900", "330681"))
    assert is_county("330681")
    assert not is_county("440900")
    assert code(text, city)[-1].primary == "M6"
    assert code(text, county)[-1].primary == "M2"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("建成国家医养结合示范县。", id="医-of-a-name-before"),
        pytest.param("选派骨干20名医师驻村。", id="名-counts-heads"),
    ],
)
def test_words_that_only_touch_are_no_terms(words: str) -> None:
    measure = code(words, parse(words, Facts()))[0]
    assert not {reason.term for reason in measure.reasons} & {"家医", "名医"}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        pytest.param("抓住国家区域医疗中心建设机遇，培育临床重点专科5个。", [("抓", "M3")], id="opportunity"),
        pytest.param("以“枫桥经验”60周年为契机，积极打造“枫桥式”医院。", [("以", "M6")], id="occasion"),
        pytest.param("坚持以公益性为导向，持续推进“三医联动”改革。", [("坚", "H2")], id="orientation"),
        pytest.param("聚焦县域医共体建设，推进医保总额付费改革。", [("聚", "H2")], id="focus"),
        pytest.param("本着便民利民原则，优化生育登记流程。", [("本", "C4")], id="principle"),
        pytest.param(
            "婴儿死亡率1.8‰，全年总诊疗人次860万，出院人次21万。", [("婴", "C1"), ("全", "M1")], id="service-volume"
        ),
        pytest.param(
            "市妇幼保健院通过三甲复审；出院9.5万人次，同比增长8.1%。", [("市", "C1"), ("出", "M1")], id="discharges"
        ),
        pytest.param(
            "孕产妇死亡率为零，每千人口执业（助理）医师3.4人。", [("孕", "C1"), ("每", "W2")], id="doctors-per-head"
        ),
        pytest.param("三四级手术占比达52%，平均住院日7.2天。", [("三", "H1")], id="appraisal-figures"),
    ],
)
def test_frames_join_and_figures_have_topics_of_their_own(sentence: str, wanted: list[tuple[str, str]]) -> None:
    found = code(sentence, parse(sentence, Facts()))
    assert [(sentence[measure.start], measure.primary) for measure in found] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        pytest.param("落实居民医保政策，大病保险支付比例提高到60%。", ["H5"], id="one-topic"),
        pytest.param("建成市级临床重点专科3个，居民健康档案建档率92%。", ["M3", "P7"], id="a-figure-with-a-topic-of-its-own"),
        pytest.param("推进村卫生室标准化建设，年底前覆盖90%以上的县。", ["R2"], id="a-figure-that-measures-its-neighbour"),
    ],
)
def test_a_figure_opens_a_measure_where_it_names_its_topic(sentence: str, wanted: list[str]) -> None:
    assert [measure.primary for measure in code(sentence, parse(sentence, Facts()))] == wanted
