"""Adding a document: proposed from its text, options win, refused twice, written whole or not at all."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
from papers import docx
from small import call, make_project, snapshot

from compare.knowledge import load_yaml
from compare.sources import check_files, load_register

ROOT = Path(__file__).parents[1]
TEXT = """诸暨市卫生健康局2024年工作要点

一、强化基层服务
（一）推进紧密型县域医共体建设。年内新改扩建村卫生室12家，每千人口拥有3岁以下婴幼儿托位数达4.2个。
（二）加强家庭医生签约服务。重点人群签约率达到80%以上。
"""


@pytest.fixture
def project(tmp_path):
    make_project(tmp_path)
    shutil.copy(ROOT / "data/raw/sources.yml", tmp_path / "data/raw/sources.yml")
    for path in (ROOT / "data/raw").glob("*.txt"):
        shutil.copy(path, tmp_path / "data/raw")
    for name in ("yunfu.txt", "luoding.txt"):
        (tmp_path / "data/raw" / name).unlink()
    (tmp_path / "new.txt").write_bytes(TEXT.encode("gb18030"))
    return tmp_path


def test_a_document_is_proposed_from_its_text_and_registered(project):
    before = (project / "data/raw/sources.yml").read_text(encoding="utf-8")
    done = call(project, "add", "new.txt")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "330681 浙江省绍兴市诸暨市",
        "gb18030",
        "（一） (2 items in 1 sections)",
        "each accounted for",
        "topic right",
    ):
        assert words in done.stdout
    after = (project / "data/raw/sources.yml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    register = load_register(project / "data/raw")
    entry = register.documents[-1]
    assert (entry.id, entry.file, entry.region) == (
        "zhuji-2024-work-points",
        "zhuji_2024_work_points.txt",
        "330681",
    )
    assert (entry.issuer, entry.plan_year, entry.kind) == ("诸暨市卫生健康局", 2024, "work_points")
    assert (entry.title, entry.title_from) == ("诸暨市卫生健康局2024年工作要点", "source")
    assert (project / "data/raw" / entry.file).read_bytes() == TEXT.encode("gb18030")
    assert check_files(project / "data/raw", register) == []


def test_options_win_over_the_text(project):
    options = ("--region", "550000", "--title", "另一标题", "--kind", "plan", "--issued", "2024-03-01", "--id", "mine")
    assert call(project, "add", "new.txt", *options).returncode == 2
    options = ("--region", "绍兴市", *options[2:])
    assert call(project, "add", "new.txt", *options, "--year", "2025").returncode == 0
    entry = load_register(project / "data/raw").documents[-1]
    assert (entry.id, entry.region, entry.title, entry.title_from) == ("mine", "330600", "另一标题", "register")
    assert (entry.kind, entry.plan_year, str(entry.issued)) == ("plan", 2025, "2024-03-01")


@pytest.mark.parametrize(
    ("text", "options", "code", "found"),
    [
        pytest.param(None, (), 1, "its content is registered already, as 'zhuji-2023-work-points'", id="same-content"),
        pytest.param(TEXT, ("--id", "zhuji-2023-work-points"), 1, "--id zhuji-2023-work-points-2", id="same-id"),
        pytest.param("加强托育服务体系建设。\n", (), 1, "no region found", id="no-region"),
        pytest.param(
            "学习杭州市、宁波市做法，加强托育服务体系建设。\n", (), 1, "330100 浙江省杭州市", id="two-regions"
        ),
        pytest.param(TEXT, ("--region", "鼓楼区"), 2, "320106 江苏省南京市鼓楼区", id="ambiguous-name"),
        pytest.param(TEXT, ("--issued", "2024-13-01"), 2, "no date", id="no-date"),
        pytest.param(TEXT, ("--id", "../x"), 2, "small Latin letters", id="id-as-path"),
    ],
)
def test_what_cannot_be_added_costs_one_line_and_changes_nothing(project, text, options, code, found):
    path = project / "new.txt"
    if text is None:
        shutil.copy(project / "data/raw/zhuji_2023_work_points.txt", path)
    else:
        path.write_text(text, encoding="utf-8")
    before = snapshot(project / "data/raw")
    done = call(project, "add", "new.txt", *options)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == 1
    assert found in done.stderr
    assert snapshot(project / "data/raw") == before


def test_a_word_document_keeps_its_form(project):
    (project / "new.docx").write_bytes(
        docx([("诸暨市2024年卫生健康工作要点", None), ("加强托育服务，新增托位300个。", 0)])
    )
    assert call(project, "add", "new.docx").returncode == 0
    assert load_register(project / "data/raw").documents[-1].file == "zhuji_2024_work_points.docx"


def test_an_empty_project_gets_its_register(tmp_path):
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "new.txt").write_text(TEXT, encoding="utf-8")
    assert call(tmp_path, "add", "new.txt").returncode == 0
    assert [entry.id for entry in load_register(tmp_path / "data/raw").documents] == ["zhuji-2024-work-points"]


def test_the_expected_accuracy_is_what_is_measured():
    spec = importlib.util.spec_from_file_location("unseen_benchmark", ROOT / "benchmarks/unseen.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["unseen_benchmark"] = module
    spec.loader.exec_module(module)
    tally = module.Tally()
    module.run_unseen(tally)
    measured = {
        "units_found": tally.f1("boundary", "measures", "units"),
        "topic_right": tally.share("topic", "units"),
        "domain_right": tally.share("domain", "units"),
        "targets_found": tally.f1("statement", "statements", "targets"),
        "targets_complete": tally.share("complete", "targets"),
    }
    stated = load_yaml("accuracy.yml")
    assert {
        name: round(value - stated[name], 3) for name, value in measured.items() if not 0 <= value - stated[name] <= 0.1
    } == {}
