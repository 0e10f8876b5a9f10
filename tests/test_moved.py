"""A run says what corrections moved."""

import datetime
import json

import pytest
import small

from compare.review.decide import decide
from compare.runs.run import Wanted, run
from compare.store import read_table

NOW = datetime.datetime(2024, 5, 6, 8, 0, tzinfo=datetime.UTC)


@pytest.fixture
def project(tmp_path):
    """Return a small project after its first run."""
    root = small.make_project(tmp_path)
    run(Wanted(root=root, jobs=1), NOW)
    return root


def record(root):
    """Return the record of the last run."""
    return json.loads((root / "reports/latest/run.json").read_text(encoding="utf-8"))


def test_a_run_names_the_decision_and_the_sentence_it_moved(project):
    tables = project / "data/processed"
    rows = read_table(tables, "measures").rows(named=True)
    row = next(row for row in rows if "日间手术" in row["text"] or "医共体" in row["text"])
    decide(project, tables, row["measure_id"], "primary", "C4", reason="另有所指", reviewer="王医生",
           date=NOW.date())  # fmt: skip
    done = run(Wanted(root=project, jobs=1), NOW + datetime.timedelta(hours=1))
    said = record(project)
    assert [cause["kind"] for cause in said["changed"]["why"]] == ["corrections"]
    entry = said["corrections"]["decided"][0]
    assert (entry["rows"], entry["before"], entry["after"]) == ([row["measure_id"]], row["primary"], "C4")
    assert set(entry["topics"]) == {row["primary"], "C4"}
    assert said["corrections"]["new"] == [1]
    assert said["corrections"]["alone"]
    said_so = next(line for line in done.changes if "更正1（王医生）" in line)
    assert "主编码由" in said_so
    assert "改为 C4 生育支持与人口家庭" in said_so
    page = (project / "reports/latest/index.html").read_text(encoding="utf-8")
    assert "更正1（王医生）" in page
    kept = {row["measure_id"]: row for row in read_table(tables, "measures").iter_rows(named=True)}
    assert kept[row["measure_id"]]["coded_by"] == "person"


def test_a_run_names_the_sentence_that_a_changed_text_moved(project):
    path = project / "data/raw/luoding.txt"
    path.write_text(path.read_text(encoding="utf-8") + "3.新建发热门诊5个。\n", encoding="utf-8")
    small.write_register(project)
    done = run(Wanted(root=project, jobs=1), NOW + datetime.timedelta(hours=1))
    assert "原因：来源：luoding.txt 已更改、sources.yml 已更改。" in done.changes
    assert (
        "变动的句子（05_region-445381/answer）：“这份文本写明10项举措。”改为“这份文本写明11项举措。”。" in done.changes
    )
    assert not any("更正" in line for line in done.changes)


def test_words_of_moved_charts_and_titles_in_both_languages():
    from compare.runs.moved import words

    sections = [{"notebook": "02_priorities", "section": "topics", "chart": True, "words": True, "table": True,
                 "before": "甲最多", "after": "乙最多"}]  # fmt: skip
    assert words([], sections, alone=True) == [
        "变动的图：02_priorities/topics。",
        "变动的句子（02_priorities/topics）：“甲最多”改为“乙最多”。",
    ]
    assert "Other things changed too." in words([], sections, alone=False, language="en")
    assert words([], [], alone=True, language="en") == ["No chart and no title moved."]
