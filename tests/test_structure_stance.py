"""Stance, firmness and role of clauses."""

from pathlib import Path

import pytest
import yaml

from compare.structure import Clause, Facts, parse
from compare.structure.stance import read_firmness

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/stances.yml").read_text(encoding="utf-8"))


def clauses(text: str, **known: object) -> list[tuple[str, str, str]]:
    found = parse(text, Facts(**known)).clauses  # type: ignore[arg-type]
    return [(text[clause.start : clause.end], clause.role, clause.stance) for clause in found]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_stance_of_a_sentence(case: dict[str, object]) -> None:
    known = Facts(kind=case["kind"], plan_year=case.get("plan"), reports_year=case.get("reports"))  # type: ignore[arg-type]
    assert {clause.stance for clause in parse(str(case["text"]), known).clauses} == {case["stance"]}


@pytest.mark.parametrize(
    ("words", "firmness"),
    [
        pytest.param("坚决完成国家交办的援外任务", "must", id="resolutely"),
        pytest.param("确保特殊人群早发现", "must", id="ensure"),
        pytest.param("严禁违规举债建设", "must", id="forbidden"),
        pytest.param("力争开工建设2个", "strive", id="strive"),
        pytest.param("积极争取国家项目落地", "strive", id="win"),
        pytest.param("争创国家区域公共卫生中心", "strive", id="compete"),
        pytest.param("继续探索推进总药师制度", "explore", id="explore"),
        pytest.param("启动紧密型城市医疗集团建设试点", "explore", id="start-a-pilot"),
        pytest.param("确定2—3个试点城市", "explore", id="choose-pilot-cities"),
        pytest.param("推广医保支付方式改革试点经验", "plain", id="what-a-pilot-taught"),
        pytest.param("建设国家高质量发展试点医院", "plain", id="a-hospital-by-that-name"),
        pytest.param("被确定为国家中医药综合改革示范区试点", "plain", id="was-chosen"),
        pytest.param("牢记“三个务必”", "plain", id="words-in-quotes"),
        pytest.param("鼓励社会力量办医", "plain", id="encourage"),
        pytest.param("加强慢病管理", "plain", id="plain"),
    ],
)
def test_firmness_of_a_clause(words: str, firmness: str) -> None:
    assert read_firmness(words) == firmness


def test_run_in_headings_are_context() -> None:
    text = "（一）加强基层建设。建设社区医院20家。\n（二）加强人才培养。引进博士10名。"
    assert clauses(text) == [
        ("加强基层建设", "heading", "plan"),
        ("建设社区医院20家", "body", "plan"),
        ("加强人才培养", "heading", "plan"),
        ("引进博士10名", "body", "plan"),
    ]


def test_a_heading_that_is_all_its_item_has_is_one_measure() -> None:
    text = "一、深化医改\n1.推进薪酬改革\n2.完善监管制度\n二、强化公卫\n1.实施免疫规划\n2.加强监测预警"
    roles = {words: role for words, role, _ in clauses(text)}
    assert roles["深化医改"] == "heading"
    assert roles["推进薪酬改革"] == "sole_heading"


def test_items_of_one_sentence_are_body_and_split() -> None:
    text = "1.推进改革，完善制度。\n2.加强监管。落实责任，开展督查。\n3.规范民营医院发展。"
    assert [words for words, role, _ in clauses(text) if role == "body"] == [
        "推进改革", "完善制度", "加强监管", "落实责任", "开展督查", "规范民营医院发展",
    ]  # fmt: skip


def test_first_sentences_with_actions_are_no_headings() -> None:
    text = (
        "1.深化综合改革，推动按病种分值付费覆盖所有机构。完善长期护理保险制度。\n"
        "2.推动内涵发展，绩效考核进入全国前10%。规范医联体运行管理。\n3.完善监管制度，推广智慧执法。"
    )
    assert {role for _, role, _ in clauses(text)} == {"body"}


def test_a_headline_over_results_is_context_and_achieved() -> None:
    text = "2023年，全市扎实推进各项工作。一是县域医共体建设全面达标。绩效评价排名全省第一。二是服务能力不断增强。新增三甲医院1家。"
    found = clauses(text, kind="statement", plan_year=2024, reports_year=2023)
    assert ("县域医共体建设全面达标", "heading", "achieved") in found
    assert ("新增三甲医院1家", "body", "achieved") in found


def test_counted_members_without_details_are_measures() -> None:
    text = "2024年，实施八大行动。一是推动优质医疗资源扩容。二是深化医改。三是推动中医药传承创新。"
    found = clauses(text, kind="statement", plan_year=2024, reports_year=2023)
    assert [words for words, role, _ in found if role == "body"][1:] == [
        "推动优质医疗资源扩容",
        "深化医改",
        "推动中医药传承创新",
    ]


def test_a_list_of_focuses_gives_context() -> None:
    text = "聚焦政治引领，推进腐败问题整治；聚焦医防融合，推进健康行动，提升防控能力。"
    found = [(clause.role, clause.heading, text[clause.start : clause.end]) for clause in parse(text).clauses]
    assert found == [
        ("heading", None, "聚焦政治引领"),
        ("body", "聚焦政治引领", "推进腐败问题整治"),
        ("heading", None, "聚焦医防融合"),
        ("body", "聚焦医防融合", "推进健康行动，提升防控能力"),
    ]


def test_notice_preamble_and_measures_are_told_apart() -> None:
    text = (
        "2024年全市卫生健康工作要点\n各县卫生健康局，委直属各单位：\n现将工作要点印发给你们，请认真贯彻落实。\n联系人：＊＊\n2024年3月1日\n"
        "2024年，全市卫生健康工作要坚持以习近平新时代中国特色社会主义思想为指导，推进健康城市建设。\n"
        "一、深化医改\n1.推进薪酬改革。\n2.完善监管制度。\n某某市卫生健康委员会\n（此件公开发布）"
    )
    found = clauses(text)
    assert [role for _, role, _ in found] == ["mechanics"] * 5 + [
        "preamble",
        "heading",
        "body",
        "body",
        "mechanics",
        "mechanics",
    ]
    assert {stance for _, role, stance in found if role in ("mechanics", "preamble")} == {"background"}


def test_guiding_thoughts_are_background() -> None:
    text = "一、总体要求\n（一）指导思想。坚持以人民健康为中心，推进健康建设。\n（二）主要目标。到2025年，人均预期寿命达到79岁。"
    assert clauses(text, kind="opinions")[2:] == [
        ("坚持以人民健康为中心，推进健康建设", "preamble", "background"),
        ("主要目标", "heading", "plan"),
        ("到2025年，人均预期寿命达到79岁", "body", "plan"),
    ]


def test_sections_decide_between_results_and_plans() -> None:
    text = (
        "某市卫生健康局2023年工作总结和2024年工作计划\n一、2023年工作完成情况\n（一）改革推进。建成医共体2个。\n（二）能力提升。建成胸痛中心3个。\n"
        "二、存在问题\n基层人才不足。\n三、2024年工作计划\n（一）深化改革。健全考核办法。\n（二）提升能力。推进中心建设。"
    )
    stances = {words: stance for words, _, stance in clauses(text)}
    assert (stances["建成医共体2个"], stances["基层人才不足"], stances["健全考核办法"]) == (
        "achieved",
        "background",
        "plan",
    )


def test_lines_over_paragraphs_are_their_headings() -> None:
    text = "强化公共卫生服务\n完善疾病预防控制网络，加强实验室检测能力建设。\n提升医疗服务能力\n推进国家区域医疗中心建设，扩容优质医疗资源。\n"
    found = [(clause.role, clause.heading, text[clause.start : clause.end]) for clause in parse(text).clauses]
    assert [row for row in found if row[0] == "body"] == [
        ("body", "强化公共卫生服务", "完善疾病预防控制网络"),
        ("body", "强化公共卫生服务", "加强实验室检测能力建设"),
        ("body", "提升医疗服务能力", "推进国家区域医疗中心建设"),
        ("body", "提升医疗服务能力", "扩容优质医疗资源"),
    ]


def test_bullets_and_dashes_are_left_out() -> None:
    text = "●推进医养结合。\n——到2025年，每千人口托位数达到4.5个。\n◆加强培训。"
    assert [words for words, _, _ in clauses(text)] == ["推进医养结合", "到2025年，每千人口托位数达到4.5个", "加强培训"]


def test_spans_point_into_the_text() -> None:
    text = "一、深化医改\n1.推进改革，完善制度；落实责任。\n"
    for clause in parse(text).clauses:
        assert isinstance(clause, Clause)
        assert clause.sentence_start <= clause.start < clause.end <= clause.sentence_end


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            "一、规划背景\n（一）“十三五”发展成就\n全市卫生健康事业取得长足发展。全市共有医疗卫生机构4512家。",
            {"achieved"},
            id="a-heading-over-the-period-before",
        ),
        pytest.param("“十三五”时期，新增床位3000张。", {"achieved"}, id="a-paragraph-on-the-period-before"),
        pytest.param("到2020年底，全市共有三级医院12家。", {"achieved"}, id="a-year-before-the-period"),
        pytest.param("到2025年，全市三级医院达到18家。", {"plan"}, id="the-periods-last-year"),
        pytest.param("“十四五”期间，新增床位3000张。", {"plan"}, id="the-period-itself"),
        pytest.param("比2020年提高1.1岁，人均预期寿命力争达到83岁。", {"plan"}, id="a-base-year-is-no-result"),
    ],
)
def test_what_lies_before_a_plans_period_is_a_result(words: str, expected: set[str]) -> None:
    facts = Facts(kind="plan", title="某市卫生健康发展“十四五”规划")
    assert {clause.stance for clause in parse(words, facts).clauses if clause.role == "body"} == expected


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        pytest.param(
            "2023年，一是深化医改，医共体覆盖率达到100%；二是强化基层，建成社区医院12家。2024年，我们将一是推进区域医疗中心建设；二是扩大普惠托育供给。\n",
            ["achieved"] * 4 + ["plan"] * 2,
            id="results-then-plans-in-one-paragraph",
        ),
        pytest.param(
            "2023年，新增托位300个。2024年，新增托位500个，改造乡镇卫生院8所。开展义诊20场。\n2024年，全市将建设智慧医院3家。\n",
            ["achieved", "plan", "plan", "plan", "plan"],
            id="the-planned-year-holds-to-the-end-of-the-paragraph",
        ),
        pytest.param(
            "2023年，建成胸痛中心5个。较2022年增加2个。救治成功率达到92%。\n2024年，建设卒中中心3个。\n",
            ["achieved", "achieved", "achieved", "plan"],
            id="an-earlier-year-turns-nothing",
        ),
    ],
)
def test_a_planned_year_turns_the_rest_of_a_paragraph_of_results(text: str, stances: list[str]) -> None:
    assert [clause.stance for clause in parse(text).clauses if clause.role == "body"] == stances


def test_an_answer_tells_what_was_done_until_it_turns_ahead() -> None:
    text = (
        "对区政协十届三次会议第88号提案的答复\n张某某委员：\n您提出的关于加强托育服务的提案收悉，现答复如下：\n"
        "一是扩大供给。依托社区用房建成托育园12家。\n二是加强监管。联合消防开展检查3轮。\n"
        "下一步，我们将从以下方面着手：发放托育补贴；培训保育人员。"
    )
    assert [one for one in clauses(text) if one[1] == "body"] == [
        ("依托社区用房建成托育园12家", "body", "achieved"),
        ("联合消防开展检查3轮", "body", "achieved"),
        ("发放托育补贴", "body", "plan"),
        ("培训保育人员", "body", "plan"),
    ]


def test_the_last_member_of_a_list_is_no_heading() -> None:
    text = "2024年工作总结\n一是改造卫生室12个；二是招录村医20人；三是医共体全部实现药品统管。医疗集团下转患者3万人次。"
    assert ("医共体全部实现药品统管", "body", "achieved") in clauses(text)
