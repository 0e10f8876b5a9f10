"""Sections on numbers: deadlines against a date, yardsticks with a user's own references, how specific texts are, silences drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import factory
import polars as pl
import pytest

from compare import notebook
from compare.charts import Palette, deadlines, shares_beside, states_matrix
from compare.charts.states import Share
from compare.charts.targets import Due
from compare.notebook.corpus import reference_statements
from compare.notebook.display import Desk
from compare.notebook.dues import is_past, last_day
from compare.store import read_references
from compare.targets import states_deadline

PALETTE = Palette(("520000", "330681"))
ROW = {"kind": "target", "deadline": "2023"}


@pytest.mark.parametrize(
    ("row", "as_of", "past"),
    [
        pytest.param(ROW, "2024-01-01", True, id="the-year-is-over"),
        pytest.param(ROW, "2023-12-31", False, id="its-last-day-is-not-past"),
        pytest.param({**ROW, "deadline": "2023-03"}, "2023-04-01", True, id="a-month-is-over"),
        pytest.param({**ROW, "deadline": "2023-03"}, "2023-03-31", False, id="a-month-is-not-over"),
        pytest.param({**ROW, "kind": "achieved"}, "2030-01-01", False, id="results-fall-due-never"),
        pytest.param({**ROW, "deadline": None}, "2030-01-01", False, id="no-deadline"),
        pytest.param(ROW, "", False, id="no-date-to-speak-as-of"),
    ],
)
def test_deadlines_are_past_against_a_date(row: dict[str, str], as_of: str, past: bool) -> None:
    assert is_past(row, as_of) is past


def test_the_last_day_of_a_leap_february() -> None:
    assert last_day("2024-02") == "2024-02-29"


def test_the_time_line_marks_what_is_past_and_the_date() -> None:
    dues = [
        Due("520000", "贵州", 2023, 68, True, 6),
        Due("330681", "诸暨", 2023, 21, True, 21),
        Due("520000", "贵州", 2025, 3, True),
    ]
    drawn = deadlines(
        dues, PALETTE, as_of=(2023.4, "截至2023-06-30"), past="已到期", some="其中{past}处已到期"
    ).to_plotly_json()
    words = [text for trace in drawn["data"] for text in trace["text"]]
    assert words == [" 68 其中6处已到期", " 21 已到期", " 3"]
    assert drawn["layout"]["annotations"][0]["text"] == "截至2023-06-30"
    assert drawn["layout"]["shapes"][0]["x0"] == pytest.approx(2023.4)


def test_without_a_date_the_time_line_marks_nothing() -> None:
    drawn = deadlines([Due("520000", "贵州", 2023, 68, True)], PALETTE).to_plotly_json()
    assert drawn["data"][0]["text"] == [" 68"]
    assert not drawn["layout"].get("shapes")


@pytest.mark.parametrize(
    ("words", "plan_year", "stated"),
    [
        pytest.param("3月底前建成标准重症病床5000张", 2023, True, id="month"),
        pytest.param("到2025年,人均预期寿命达到80岁", 2023, True, id="year"),
        pytest.param("力争年底前完成", 2023, True, id="end-of-year"),
        pytest.param("推进医共体建设", 2023, False, id="none"),
        pytest.param("2022年建成医共体12个", 2023, False, id="a-year-gone-by"),
        pytest.param("落实《“十四五”国民健康规划》", 2023, False, id="inside-a-title"),
    ],
)
def test_words_that_state_a_deadline(words: str, plan_year: int, stated: bool) -> None:
    assert states_deadline(words, plan_year, None) is stated


def test_every_cell_of_the_matrix_has_a_mark() -> None:
    states = {("a", "x"): "stated", ("a", "y"): "no_deadline", ("b", "x"): "unreadable", ("b", "y"): "no_number"}
    words = dict.fromkeys(("stated", "no_deadline", "no_number", "unreadable", "not_mentioned"), "词")
    rows = [("x", "托位数"), ("y", "死亡率"), ("z", "寿命")]
    columns = [("a", "贵州", "520000"), ("b", "诸暨", "330681")]
    drawn = states_matrix(rows, columns, states, words, PALETTE).to_plotly_json()["data"]
    assert sum(len(trace["x"]) for trace in drawn) == len(rows) * len(columns)
    assert len({str(trace["marker"]["symbol"]) for trace in drawn}) == 5


def test_shares_stand_side_by_side_from_zero() -> None:
    shares = [Share("number", 0.25, "1/4"), Share("firm", 0.0, "0/4")]
    drawn = shares_beside(
        [("贵州", "520000", shares)], [("number", "数字"), ("firm", "语气")], PALETTE
    ).to_plotly_json()
    assert [trace["text"][0] for trace in drawn["data"] if trace.get("text")] == [" 1/4", " 0/4"]


def test_a_users_reference_file_joins_the_nations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "indicator,kind,comparator,value,unit,denominator,year,firmness,source,issuer,published\n"
    line = "孕产妇死亡率,target,<=,13,/10万,活产数,2025,plain,贵州省“十四五”卫生健康发展规划,贵州省人民政府,2021\n"
    (tmp_path / "520000.csv").write_text(head + line, encoding="utf-8-sig")
    monkeypatch.setenv("POLICY_COMPARE_REFERENCES", str(tmp_path))
    rows = reference_statements(read_references())
    own = [row for row in rows if row["region_code"] == "520000"]
    assert [(row["indicator_id"], row["value"], row["deadline"]) for row in own] == [
        ("maternal_mortality", 13.0, "2025")
    ]
    assert any(row["region_code"] == "100000" for row in rows)


def test_the_sections_are_offered_to_notebooks() -> None:
    offered = {"across_yardsticks", "across_specifics", "across_states"}
    assert offered <= set(notebook.__all__)


@pytest.mark.parametrize("language", [pytest.param("zh", id="zh"), pytest.param("en", id="en")])
@pytest.mark.parametrize(
    "name",
    [pytest.param(n, id=n) for n in ("across_yardsticks", "across_specifics", "across_states", "across_deadlines")],
)
def test_each_section_proves_its_sentences(name: str, language: str) -> None:
    section = getattr(notebook, name)(
        factory.corpus(), notebook.EmphasisParameters(language=language, as_of="2024-06-30")
    )
    for sentence in section.prose():
        assert "{" not in section.plain(sentence)
    assert section.rows or name == "across_yardsticks"


def test_the_table_of_numbers_says_what_is_past() -> None:
    corpus = factory.corpus()
    early = notebook.all_targets(corpus, notebook.EmphasisParameters(as_of="2020-01-01"))
    late = notebook.all_targets(corpus, notebook.EmphasisParameters(as_of="2090-01-01"))
    assert "已到期" not in early.html()
    assert "已到期" in late.html()


@pytest.mark.parametrize(
    ("words", "value", "printed"),
    [
        pytest.param("4.0个", 4.0, "4.0", id="a-nought-that-was-written"),
        pytest.param("4个", 4.0, "4", id="none-that-was-not"),
        pytest.param("0.60", 0.6, "0.60", id="below-one"),
        pytest.param("2.80万人", 28000.0, "28 000", id="another-scale"),
        pytest.param("12345.0元", 12345.0, "12 345.0", id="thousands-stay-grouped"),
    ],
)
def test_a_number_is_shown_as_its_source_wrote_it(words, value, printed):
    corpus = factory.corpus()
    row = {**next(iter(corpus.target.values())), "value": value, "value_max": None, "comparator": "="}
    held = corpus.documents.with_columns(text=pl.lit(words))
    row |= {"value_text_start": 0, "value_text_end": len(words)}
    desk = Desk(replace(corpus, documents=held), notebook.Parameters())
    assert desk.labels.number(row) == printed
