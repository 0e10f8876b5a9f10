"""The document's own words to its facts."""

from pathlib import Path

import pytest
import yaml

from compare.structure import Facts, parse

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/facts.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_facts_are_read_where_the_text_states_them(case: dict[str, object]) -> None:
    facts = parse(str(case["text"])).facts
    expected = dict(case["facts"])  # type: ignore[call-overload]
    assert {name: getattr(facts, name) for name in expected} == expected


def test_known_facts_win() -> None:
    known = Facts(plan_year=2022, issuer="某市卫生健康委员会", title="另一个标题", title_from="register")
    facts = parse("2023年全市卫生健康工作要点\n一、推进改革。\n二、加强管理。", known).facts
    assert (facts.plan_year, facts.issuer, facts.title, facts.title_from) == (
        2022,
        "某市卫生健康委员会",
        "另一个标题",
        "register",
    )


def test_a_title_in_the_text_is_from_the_source() -> None:
    assert parse("2023年全市卫生健康工作要点\n一、推进改革。\n二、加强管理。").facts.title_from == "source"


def test_headings_tell_the_years_of_a_report_without_one_in_its_title() -> None:
    text = (
        "在某省第十四届人民代表大会第二次会议上的政府工作报告（节选）\n——2024年1月24日\n各位代表：\n"
        "一、2023年工作回顾\n新增托位1.2万个。\n二、2024年重点工作\n新增托位1.5万个。\n"
    )
    facts = parse(text).facts
    assert (facts.kind, facts.plan_year, facts.reports_year) == ("report", 2024, 2023)


def test_a_statistical_bulletin_reports() -> None:
    structure = parse("2022年我省卫生健康事业发展统计公报\n一、卫生资源\n2022年末，全省医院2465个，比上年增加24个。\n")
    assert (structure.facts.kind, structure.facts.reports_year) == ("report", 2022)
    assert structure.clauses[-1].stance == "achieved"


REPLY = (
    "对市十五届人大三次会议第128号建议的答复\n李四代表：\n您提出的《关于加强儿科医疗服务能力建设的建议》收悉。经商市财政局，现答复如下：\n"
    "截至2023年底，全市共有儿科床位1256张。\n一、加大儿科资源供给。2023年，新增儿科床位150张。\n"
    "下一步，我委将重点做好以下工作：一是创建省级儿童友好医院6家。\n感谢您对卫生健康工作的关心与支持。\n"
)


def test_a_reply_to_a_deputy_reports_until_it_looks_ahead() -> None:
    structure = parse(REPLY)
    facts = structure.facts
    stances = [
        clause.stance
        for clause in structure.clauses
        if "家" in REPLY[clause.start : clause.end] or "张" in REPLY[clause.start : clause.end]
    ]
    assert (facts.kind, facts.plan_year, facts.reports_year) == ("statement", None, 2023)
    assert stances == ["achieved", "achieved", "plan"]


def test_what_opens_a_reply_states_no_measure() -> None:
    structure = parse(REPLY)
    first = REPLY.index("截至")
    opening = [clause for clause in structure.clauses if clause.start < first]
    assert opening
    assert all(clause.role in ("preamble", "mechanics") or clause.stance == "background" for clause in opening)


INTERVIEW = (
    "【健康访谈】某市卫健委主任：奋力谱写卫生健康现代化建设新篇章\n记者：过去一年，全市卫生健康事业取得了哪些成绩？\n"
    "答：2023年，全市新增国家级临床重点专科1个。三级医院增至10家。\n记者：2024年有哪些打算？\n答：我们将新增普惠托位1500个。\n"
)


def test_questions_part_results_from_plans() -> None:
    structure = parse(INTERVIEW)
    facts = structure.facts
    told = {INTERVIEW[clause.start : clause.end][-5:]: clause.stance for clause in structure.clauses}
    assert (facts.kind, facts.plan_year, facts.reports_year) == ("statement", 2024, 2023)
    assert (told["增至10家"], told["1500个"]) == ("achieved", "plan")
