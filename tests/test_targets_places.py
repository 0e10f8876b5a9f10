"""Where a figure holds, and what pure functions remember: sentences that any region could write."""

from __future__ import annotations

from time import process_time

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.memory import remembered
from compare.targets.model import Statement
from compare.targets.places import read_place


def read(text: str) -> list[Statement]:
    facts = Facts(plan_year=2024)
    return list(read_targets(text, Structure(facts=facts, items=(), clauses=()), facts).statements)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param(
            "全省孕产妇死亡率控制在9/10万以下,婴儿死亡率控制在3‰以下。", ["全省", "全省"], id="area-of-the-sentence"
        ),
        pytest.param("县域内就诊率达到90%以上。", ["县域内"], id="within-the-county"),
        pytest.param("三级医院平均住院日控制在8天以下。", [None], id="a-kind-of-institutions-is-no-place"),
        pytest.param("每个县至少建成1所达标中医医院。", [None], id="each-of-the-places-is-the-whole"),
        pytest.param("市中医医院年内开放床位800张。", ["市中医医院"], id="one-institution"),
        pytest.param("石狮市妇幼保健院晋升三级,门诊量达30万人次。", ["石狮市妇幼保健院"], id="one-institution-leads"),
        pytest.param("95%的县医院达到推荐标准。", [None], id="county-hospitals-are-a-kind"),
        pytest.param("德阳市婴儿死亡率控制在3‰以下。", ["德阳市"], id="a-named-region"),
        pytest.param("市域外转诊率控制在5%以内。", [None], id="outside-the-city"),
        pytest.param(
            "省疾控中心建设10个实验室，市级疾控中心配备测序仪1台。",
            ["省疾控中心", None],
            id="no-other-institutions-figure",
        ),
        pytest.param("市、县疾控中心实验室检测项目达到200项。", [None], id="institutions-of-several-levels"),
        pytest.param("推进市中心医院、市妇幼保健院等6个项目建设。", [None], id="a-list-of-institutions"),
        pytest.param("培养农村订单定向医学生300名。", [None], id="a-word-of-the-thing-counted"),
        pytest.param("婴儿死亡率2.1‰,低于全省平均水平。", [None], id="a-yardstick"),
        pytest.param("来我县帮扶的专家达到60名。", [None], id="a-place-gone-to"),
        pytest.param("全市三级医院平均住院日控制在8天以下。", ["全市"], id="the-area-of-the-institutions"),
        pytest.param("市域内住院率达到95%。", ["市域内"], id="within-the-city"),
        pytest.param("全年新增三级医院5家。", [None], id="institutions-counted-are-no-place"),
        pytest.param("居民健康素养水平达到30%。", [None], id="none-stated"),
        pytest.param("为全县128个村卫生室配备一体机。", ["全县"], id="institutions-of-the-area"),
    ],
)
def test_places(text: str, places: list[str | None]) -> None:
    assert [item.place for item in read(text)] == places


def test_the_area_of_a_kind_of_institutions() -> None:
    assert read_place("乡镇卫生院病床使用率", "全市乡镇卫生院病床使用率", "") == "全市"


def test_short_words_are_remembered_and_long_ones_are_not() -> None:
    calls: list[int] = []

    @remembered
    def size(words: str) -> int:
        calls.append(len(words))
        return len(words)

    assert [size("托位"), size("托位"), size("长" * 500), size("长" * 500)] == [2, 2, 500, 500]
    assert calls == [2, 500, 500]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            "医疗服务收入占比较上年提高2个百分点。", [("target", 2.0)], id="last-year-is-a-measure-of-the-aim"
        ),
        pytest.param("门诊次均费用比去年下降2%。", [("target", 2.0)], id="less-than-last-year"),
        pytest.param(
            "推送科普作品1000篇,健康素养水平同比提高2个百分点。",
            [("target", 1000.0), ("target", 2.0)],
            id="year-on-year",
        ),
    ],
)
def test_a_plan_that_compares_with_last_year_is_a_plan(text: str, values: list[tuple[str, float]]) -> None:
    assert [(item.kind, item.value) for item in read(text)] == values


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("ICU护士与床位比达到2.5—3:1。", (2.5, 3.0), "比", id="ratio-given-as-a-range"),
        pytest.param("平均急救反应时间10分32秒。", (632.0, None), "秒", id="minutes-with-seconds"),
        pytest.param("住院患者抗菌药物使用强度不超过40DDDs。", (40.0, None), "DDDs", id="defined-daily-doses"),
    ],
)
def test_compound_values(text: str, value: tuple[float, float | None], unit: str) -> None:
    (item,) = read(text)
    assert ((item.value, item.value_max), item.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("新开工亿元以上项目6个。", id="a-threshold-of-worth"),
        pytest.param("含麻疹成分疫苗2剂次接种率达到95%以上。", id="doses-of-a-vaccine"),
        pytest.param("3家医院进入全国前500名。", id="the-field-that-a-count-reached"),
    ],
)
def test_numbers_inside_names_are_no_statements_of_their_own(text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("省市县区" * 3000 + "达到5个。", id="levels"),
        pytest.param("为" * 9000 + "5人。", id="joining-words"),
        pytest.param("全国" * 4000 + ",市医院位列第3名。", id="fields-of-a-rank"),
        pytest.param("第一人民" * 3000 + "医院床位5张。", id="names-of-hospitals"),
    ],
)
def test_long_runs_of_words_are_read_in_time(words: str) -> None:
    began = process_time()
    assert len(read(words)) == 1
    assert process_time() - began < 5
