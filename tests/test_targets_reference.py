"""The reading of statements scored on the hand-made reference, on other regions' sentences and on absurd input."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from compare.structure.model import Facts, Structure
from compare.targets import read_targets
from compare.targets.model import Reading

ROOT = Path(__file__).resolve().parents[1]


@cache
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_targets", ROOT / "benchmarks" / "targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def documents() -> list[tuple[str, list[dict[str, str]], Reading]]:
    return scoring().documents()  # type: ignore[no-any-return]


def read(text: str) -> Reading:
    facts = Facts(plan_year=2023)
    return read_targets(text, Structure(facts=facts, items=(), clauses=()), facts)


@pytest.mark.parametrize(
    ("score", "least"),
    [
        pytest.param("f1", 0.98, id="statements-found"),
        pytest.param("value_unit", 0.98, id="value-and-unit"),
        pytest.param("complete", 0.95, id="complete-records"),
        pytest.param("every_field", 0.95, id="every-field"),
    ],
)
def test_scores_on_the_seven_documents(score: str, least: float) -> None:
    assert scoring().report("seven documents", documents(), False)[score] >= least


@pytest.mark.parametrize("turn", [pytest.param(turn, id=f"round-{turn}") for turn in map(str, range(1, 14))])
def test_scores_on_other_regions(turn: str) -> None:
    scores = scoring().report("other regions", scoring().unseen(turn), False)
    assert scores["f1"] >= 0.97
    assert scores["value_unit"] >= 0.97
    assert scores["complete"] >= 0.92


def test_the_reference_quotes_stand_once_in_their_documents() -> None:
    for text, rows, _ in documents():
        seen = scoring().shadow(text)
        assert [row["quote"] for row in rows if seen.count(scoring().shadow(row["quote"])) != 1] == []


def test_every_numeral_has_one_fate_and_few_are_other() -> None:
    fates = [numeral.fate for _, _, reading in documents() for numeral in reading.numerals]
    assert fates.count("other") <= 0.02 * len(fates)
    assert len(fates) > 400


def test_every_arabic_number_of_the_documents_is_in_the_ledger() -> None:
    for text, _, reading in documents():
        spans = [(numeral.start, numeral.end) for numeral in reading.numerals]
        missing = [
            text[max(0, match.start() - 5) : match.end() + 5]
            for match in re.finditer(r"[0-9]+", text)
            if not any(start < match.end() and end > match.start() for start, end in spans)
        ]
        assert missing == []


def test_commitments_of_the_seven_documents() -> None:
    score = scoring()
    wanted = score.rows_of(ROOT / "tests/data/commitments_reference.csv", "document_id")
    for name, (text, _, reading) in zip(score.register(), documents(), strict=True):
        rows = wanted.get(name, [])
        found = [(score.shadow(c.level), c.kind, c.deadline or "") for c in reading.commitments]
        assert found == [(score.shadow(row["level"]), row["kind"], row["deadline"]) for row in rows], name
        unlike = [
            (item.indicator, row["indicator"])
            for item, row in zip(reading.commitments, rows, strict=True)
            if score.likeness(item.indicator, row["indicator"]) < 0.75
        ]
        assert unlike == []
        assert all(c.level in score.shadow(text[c.level_start : c.level_end]) for c in reading.commitments)


@pytest.mark.parametrize(
    ("words", "number", "fate"),
    [
        pytest.param("全省65岁及以上老年人", "65", "age", id="age"),
        pytest.param("老年人免费体检一次", "一", "frequency", id="frequency"),
        pytest.param("国发〔2022〕2号文件", "2022", "document_number", id="document-number"),
        pytest.param("10秒内接听电话比例", "10", "definition", id="what-defines-an-indicator"),
        pytest.param("全国2112间医院排名", "2112", "definition", id="field-of-a-rank"),
        pytest.param("全省9个市(州)", "9", "definition", id="parts-of-the-province"),
        pytest.param("1000人口以上", "1000", "definition", id="threshold"),
        pytest.param("健康浙江26项行动", "26", "programme_name", id="programme"),
        pytest.param("七个专项行动", "七", "programme_name", id="programme-in-chinese"),
        pytest.param("“枫桥经验”60周年", "60", "duration", id="anniversary"),
        pytest.param("5月底前完成乡镇卫生院", "5", "date", id="date"),
        pytest.param("占比达到65%以上", "65", "target", id="target"),
        pytest.param("全市共有托位19022个", "19022", "achieved", id="result"),
    ],
)
def test_fates_of_numbers_in_the_documents(words: str, number: str, fate: str) -> None:
    shadow = scoring().shadow
    for text, _, reading in documents():
        start = shadow(text).find(shadow(words))
        if start < 0:
            continue
        held = [n for n in reading.numerals if start <= n.start < start + len(words) and number in n.text]
        assert [n.fate for n in held] == [fate]
        return
    pytest.fail(f"no document holds {words}")


def test_spans_hold_their_values() -> None:
    for text, _, reading in documents():
        for item in reading.statements:
            assert 0 <= item.start <= item.value_start < item.value_end <= item.end <= len(text)
            assert item.indicator


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("达到" + "9" * 41 + "个", id="ten-to-the-forty"),
        pytest.param("死亡率控制在5/0以内", id="zero-denominator"),
        pytest.param("比例达到0:0", id="ratio-of-nothing"),
        pytest.param("覆盖率不低于90%且不高于80%", id="contradictory-bounds"),
        pytest.param("覆盖率达3—5—7%", id="nested-range"),
        pytest.param("住院报销比例达到7?%", id="lost-digit"),
    ],
)
def test_absurd_numbers_are_corrupt_and_have_no_value(text: str) -> None:
    reading = read(text)
    assert all(item.quality == "corrupt" and item.value is None for item in reading.statements)
    assert {numeral.fate for numeral in reading.numerals} <= {"target", "achieved", "other"}


def test_bounds_that_meet_are_one_range() -> None:
    (item,) = read("满意度不低于80%且不高于90%").statements
    assert (item.value, item.value_max, item.comparator, item.indicator) == (80, 90, "range", "满意度")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * 100_000, id="hundred-thousand-digits"),
        pytest.param("新增3个、" * 3_000, id="endless-list"),
        pytest.param("和".join(["健康学校"] * 2_000) + "占比达到65%", id="endless-subject"),
        pytest.param("由3%提高到" * 1_000, id="endless-change"),
        pytest.param("(“《" * 2_000 + "3个", id="open-brackets"),
        pytest.param("", id="nothing"),
    ],
)
def test_absurd_texts_do_not_stop_the_reading(text: str) -> None:
    reading = read(text)
    assert all(0 <= item.start <= item.end <= len(text) for item in reading.statements)
