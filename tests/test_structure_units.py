"""Notes of responsibility to lists of units."""

from pathlib import Path

import pytest
import yaml

from compare.structure import parse

CASES = yaml.safe_load((Path(__file__).parent / "data/structure/units.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_units_are_fields_of_the_item(case: dict[str, object]) -> None:
    item = parse(str(case["text"])).items[0]
    assert list(item.lead_units) == case["lead"]
    assert list(item.responsible_units) == case["responsible"]


def test_notes_are_outside_every_clause() -> None:
    text = "1.推进改革。（责任单位：市财政局）\n2.加强管理（市医保局负责）"
    words = "".join(text[clause.start : clause.end] for clause in parse(text).clauses)
    assert words == "推进改革加强管理"


TASKS = (
    "某市2023年深化医改重点工作任务清单\n序号\t工作任务\t目标要求\t责任单位\t完成时限\n"
    "1\t推进紧密型县域医共体建设\t全部建成紧密型县域医共体，县域内住院量占比达到85%以上\t市卫健委、市医保局\t2023年12月底前\n"
    "2\t深化薪酬制度改革\t人员支出占业务支出比例达到45%左右\t市人社局、各县（市、区）人民政府\t2023年底前\n"
    "3\t提升基层能力\t新增达到推荐标准的乡镇卫生院20所\t市卫健委\t持续推进\n"
)


def test_a_table_of_tasks_gives_headings_units_and_measures() -> None:
    structure = parse(TASKS)
    assert [item.heading for item in structure.items] == [
        "推进紧密型县域医共体建设",
        "深化薪酬制度改革",
        "提升基层能力",
    ]
    assert [item.responsible_units for item in structure.items] == [
        ("市卫健委", "市医保局"), ("市人社局", "各县（市、区）人民政府"), ("市卫健委",)
    ]  # fmt: skip
    body = [
        TASKS[clause.start : clause.end] for clause in structure.clauses if clause.role == "body" and clause.item == 2
    ]
    assert body == ["新增达到推荐标准的乡镇卫生院20所"]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        pytest.param("1.规范预防接种，强化重点场所消毒。(疾控科)", ("疾控科",), id="a-department-in-brackets"),
        pytest.param(
            "1.规范预防接种，强化重点场所消毒。（医政科、基层科）", ("医政科", "基层科"), id="two-departments"
        ),
        pytest.param("1.支持2家医院（县人民医院、县中医医院）", (), id="hospitals-that-are-meant"),
    ],
)
def test_departments_alone_in_brackets(words: str, units: tuple[str, ...]) -> None:
    second = "\n2.加强慢性病管理，提升服务质量。\n3.加强妇幼健康服务，提升服务质量。"
    assert parse(words + second).items[0].responsible_units == units
