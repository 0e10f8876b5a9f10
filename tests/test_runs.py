"""A run is repeatable, incremental, published whole or not at all, and says what changed and why."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from small import ANSWER, SRC, call, environment, is_whole, make_project, snapshot, write_notebook, write_register

from compare.runs.changes import what, why, words
from compare.runs.plan import plan_notebooks
from compare.store import read_table, write_tables

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
pytestmark = pytest.mark.xdist_group("runs")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A small project with one good run, not to be changed."""
    root = make_project(tmp_path_factory.mktemp("project"))
    done = call(root, "run")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def project(finished, tmp_path):
    """A copy of the small project with its good run."""
    return shutil.copytree(finished, tmp_path / "project", symlinks=True)


def latest(root, out="reports"):
    return (root / out / "latest").resolve()


def record(root, out="reports"):
    return json.loads((latest(root, out) / "run.json").read_text(encoding="utf-8"))


def test_a_run_leaves_index_briefs_notebooks_tables_and_record(finished):
    run = latest(finished)
    names = set(snapshot(run))
    assert {"index.html", "run.json", "ro-crate-metadata.json", "briefs/445300.html", "briefs/445381.html"} <= names
    assert {name for name in names if name.startswith("restoration/")} == {
        f"restoration/{d}.html" for d in ("yunfu", "luoding")
    }
    assert {"notebooks/05_region-445300.ipynb", "tables/measures.parquet", "tables/measures.csv"} <= names
    assert is_whole(run)
    assert os.readlink(finished / "reports/latest") == run.name


def test_the_record_tells_inputs_parameters_versions_rows_and_seconds(finished):
    told = record(finished)
    assert set(told["inputs"]["sources"]) == {"yunfu.txt", "luoding.txt", "sources.yml"}
    assert told["rows"]["documents"] == 2
    assert set(told["seconds"]) == {"sources", "extract", "tables", "restoration", "notebooks", "briefs"}
    assert told["parameters"]["language"] == "zh"
    assert {"python", "polars", "papermill"} <= set(told["versions"])
    assert told["changed"]["words"] == ["首次运行，没有可比的上一次。"]


def test_the_crate_lists_every_file(finished):
    crate = json.loads((latest(finished) / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    parts = {entity["@id"] for entity in crate["@graph"] if entity["@type"] == "File"}
    assert parts == set(snapshot(latest(finished))) - {"ro-crate-metadata.json"}


def test_executed_notebooks_keep_their_origin_and_parameters(finished):
    book = json.loads((latest(finished) / "notebooks/05_region-445381.ipynb").read_text(encoding="utf-8"))
    papermill = book["metadata"]["papermill"]
    assert papermill["input_path"] == "notebooks/05_region.ipynb"
    assert papermill["parameters"] == {"region_code": "445381", "language": "zh"}


def test_a_run_of_all_regions_feeds_the_projects_tables_and_keeps_what_else_lies_there(finished):
    assert snapshot(latest(finished) / "tables") == {
        name: data for name, data in snapshot(finished / "data/processed").items() if name != "README.md"
    }
    assert (finished / "data/processed/README.md").read_text(encoding="utf-8") == "kept\n"


def test_a_run_of_one_region_or_into_another_root_leaves_the_projects_tables(project):
    before = snapshot(project / "data/processed")
    assert call(project, "run", "--regions", "445381").returncode == 0
    assert sorted(path.name for path in (latest(project) / "briefs").iterdir()) == ["445381.html"]
    assert call(project, "run", "--out", "elsewhere").returncode == 0
    assert snapshot(project / "data/processed") == before


def test_nothing_changed_means_no_new_run_quickly(project):
    before = snapshot(project)
    began = time.perf_counter()
    done = call(project, "run")
    took = time.perf_counter() - began
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import papermill"], check=True, env=environment())
    assert done.returncode == 0
    assert "nothing changed" in done.stdout
    assert snapshot(project) == before
    assert took < (time.perf_counter() - began) / 2


def test_the_same_inputs_give_the_same_bytes_anywhere(finished, tmp_path):
    other = make_project(tmp_path / "ein anderer Ordner")
    done = call(
        other, "run", "--jobs", 1, TZ="Asia/Tokyo", LC_ALL="C", LANG="C", PYTHONHASHSEED="77", POLARS_MAX_THREADS="3"
    )
    assert done.returncode == 0, done.stderr
    exempt = {"run.json", "ro-crate-metadata.json", "index.html"}
    one, two = snapshot(latest(finished)), snapshot(latest(other))
    assert set(one) == set(two)
    assert [name for name in one if name not in exempt and one[name] != two[name]] == []


def test_force_runs_everything_again_to_the_same_bytes(project):
    before = snapshot(latest(project))
    assert call(project, "run", "--force").returncode == 0
    after = snapshot(latest(project))
    assert not any(entry["kept"] for entry in record(project)["notebooks"].values())
    assert {n for n in before if before[n] != after[n]} <= {"run.json", "ro-crate-metadata.json", "index.html"}


def test_plain_kernels_give_the_same_bytes_where_forking_is_not_wanted(project):
    before = snapshot(latest(project))
    assert call(project, "run", "--force", "--jobs", 2, POLICY_COMPARE_KERNELS="plain").returncode == 0
    after = snapshot(latest(project))
    assert {n for n in before if before[n] != after[n]} <= {"run.json", "ro-crate-metadata.json", "index.html"}


def test_a_project_may_be_moved_to_another_folder(project, tmp_path):
    moved = project.rename(tmp_path / "moved away")
    assert is_whole(latest(moved))
    assert "nothing changed" in call(moved, "run").stdout


def test_one_changed_source_is_named_with_its_effect_and_the_other_document_is_not_worked_out_again(project):
    kept = {path.name for path in (project / "reports/.cache/documents").iterdir()}
    path = project / "data/raw/luoding.txt"
    path.write_text(path.read_text(encoding="utf-8") + "3.新建发热门诊5个。\n", encoding="utf-8")
    write_register(project)
    assert call(project, "run").returncode == 0
    told = record(project)["changed"]
    assert {"kind": "sources", "name": "luoding.txt", "state": "changed"} in told["why"]
    assert {effect["document_id"] for effect in told["what"]} == {"luoding"}
    assert any("luoding.txt 已更改" in line for line in told["words"])
    assert "luoding.txt 已更改" in (latest(project) / "index.html").read_text(encoding="utf-8")
    now = {path.name for path in (project / "reports/.cache/documents").iterdir()}
    assert len(kept & now) == 1
    assert next(iter(kept & now)).startswith("yunfu-")


def test_a_changed_rule_and_a_changed_taxonomy_are_told_on_the_index_page(project, tmp_path):
    source = shutil.copytree(SRC, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    rule = source / "compare/targets/moments.py"
    rule.write_text(rule.read_text(encoding="utf-8") + "# read otherwise\n", encoding="utf-8")
    assert call(project, "run", PYTHONPATH=str(source)).returncode == 0
    page = (latest(project) / "index.html").read_text(encoding="utf-8")
    assert "原因：规则（程序）：targets 已更改。" in page
    assert "各表内容未变。" in page
    taxonomy = source / "compare/knowledge/taxonomy.yml"
    taxonomy.write_text(taxonomy.read_text(encoding="utf-8") + "# said otherwise\n", encoding="utf-8")
    assert call(project, "run", PYTHONPATH=str(source)).returncode == 0
    page = (latest(project) / "index.html").read_text(encoding="utf-8")
    assert "原因：分类与词表：taxonomy.yml 已更改。" in page
    assert "规则" not in "".join(record(project)["changed"]["words"])


def test_a_changed_notebook_runs_again_and_the_tables_stay(project):
    before = snapshot(latest(project) / "tables")
    cell = ANSWER.replace("TITLE", '"这份文本提到{n}项举措。"')
    write_notebook(project / "notebooks/05_region.ipynb", "region_code = '445300'\nlanguage = 'zh'\n", cell)
    assert call(project, "run").returncode == 0
    assert snapshot(latest(project) / "tables") == before
    assert "提到" in (latest(project) / "briefs/445300.html").read_text(encoding="utf-8")
    assert {"kind": "notebooks", "name": "05_region.ipynb", "state": "changed"} in record(project)["changed"]["why"]


def test_a_cache_that_was_tampered_with_or_deleted_is_made_anew(project):
    for path in (project / "reports/.cache/documents").glob("*/measures.parquet"):
        path.write_bytes(b"torn")
    shutil.rmtree(project / "reports/.cache/notebooks")
    (latest(project) / "index.html").unlink()
    assert call(project, "run").returncode == 0
    assert is_whole(latest(project))


def test_a_touched_output_brings_a_new_run(project):
    old = latest(project)
    (old / "briefs/445300.html").write_text("gone", encoding="utf-8")
    assert call(project, "run").returncode == 0
    assert latest(project) != old
    assert is_whole(latest(project))


def test_a_changed_source_that_is_not_registered_anew_stops_the_run_and_leaves_the_report(project):
    before = snapshot(project / "reports")
    (project / "data/raw/luoding.txt").write_text("换了", encoding="utf-8")
    (project / "data/raw/yunfu.txt").unlink()
    done = call(project, "run")
    assert done.returncode == 1
    error = json.loads(done.stderr.splitlines()[-1])
    assert error["level"] == "error"
    assert "luoding.txt" in error["message"]
    assert "yunfu.txt" in error["message"]
    assert snapshot(project / "reports") == before


def test_english_and_both_languages(project):
    assert call(project, "run", "--language", "both").returncode == 0
    names = {path.name for path in (latest(project) / "briefs").iterdir()}
    assert names == {"445300.html", "445381.html", "445300.en.html", "445381.en.html"}


def test_old_runs_go_only_after_a_new_one_stands(project):
    for _ in range(3):
        assert call(project, "run", "--force", "--keep", 2).returncode == 0
    runs = [path for path in (project / "reports").iterdir() if path.is_dir() and path.name.startswith("20")]
    assert len(runs) == 2
    assert latest(project) in runs


def test_the_log_is_one_json_object_per_event(project):
    done = call(project, "run", "--force")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"time", "level", "message"} <= set(events[0])
    assert [event["done"] for event in events if "done" in event] == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        pytest.param(["--regions", "999999"], 2, "999999", id="region-that-does-not-exist"),
        pytest.param(["--regions", "110000"], 2, "no registered document of 110000", id="region-without-document"),
        pytest.param(["--language", "fr"], 2, "--language", id="language"),
        pytest.param(["--out", "data/raw/yunfu.txt"], 1, "not writable", id="output-is-a-file"),
    ],
)
def test_wrong_use_costs_one_line_and_changes_nothing(project, arguments, code, found):
    before = snapshot(project)
    done = call(project, "run", *arguments)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == 1
    assert found in done.stderr
    assert snapshot(project) == before


def test_a_folder_named_latest_is_not_replaced(project):
    (project / "mine/latest").mkdir(parents=True)
    done = call(project, "run", "--out", "mine")
    assert done.returncode == 1
    assert "not a link to a run" in done.stderr


def test_outside_a_project_the_message_says_so(tmp_path):
    done = call(tmp_path, "run")
    assert done.returncode == 1
    assert "sources.yml" in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_causes_are_told_by_kind_in_both_languages():
    before = {"rules": {"coding": "1", "targets": "1"}, "knowledge": {"taxonomy.yml": "1"}}
    now = {"rules": {"coding": "2", "targets": "1"}, "knowledge": {"taxonomy.yml": "2"}}
    causes = why(before, now)
    assert words(causes, [], first=False) == [
        "原因：规则（程序）：coding 已更改。",
        "原因：分类与词表：taxonomy.yml 已更改。",
        "各表内容未变。",
    ]
    effects = [{"table": "measures", "document_id": "yunfu", "added": 1, "removed": 0, "changed": 2}]
    assert words(causes, effects, first=False, language="en")[-1] == "What: yunfu, measures: 1 added, 2 changed."


def test_a_recoded_measure_is_told_as_such(finished, tmp_path):
    shutil.copytree(latest(finished) / "tables", tmp_path / "tables")
    measures = read_table(tmp_path / "tables", "measures")
    first = measures["document_id"][0]
    other = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("X2")).otherwise(pl.col("primary")).alias("primary")
    write_tables(tmp_path / "tables", {"measures": measures.with_columns(other)})
    effects = what(latest(finished) / "tables", tmp_path / "tables")
    assert words([], effects, first=False) == [f"变化：{first} 的举措：已更改1行（其中1行改了编码）。"]
    assert words([], effects, first=False, language="en") == [f"What: {first}, measures: 1 changed (1 recoded)."]


def test_the_plan_gives_each_region_and_language_its_brief(tmp_path):
    write_notebook(tmp_path / "01_corpus.ipynb", "language = 'zh'")
    write_notebook(tmp_path / "05_region.ipynb", "region_code: str = '520000'\nlanguage: str = 'zh'")
    write_notebook(tmp_path / "07_across_regions.ipynb", "language = 'zh'")
    jobs = plan_notebooks(tmp_path, ["520000", "440000"], "both")
    assert [(job.name, job.brief) for job in jobs] == [
        ("01_corpus", None),
        ("05_region-520000", "520000"),
        ("05_region-440000", "440000"),
        ("05_region-520000.en", "520000.en"),
        ("05_region-440000.en", "440000.en"),
        ("07_across_regions", "cross-region"),
        ("07_across_regions.en", "cross-region.en"),
    ]


def test_a_notebook_on_two_documents_is_left_out_where_there_is_one(tmp_path):
    write_notebook(tmp_path / "06_pair.ipynb", "document_id_a = ''\ndocument_id_b = ''")
    write_notebook(tmp_path / "01_corpus.ipynb", "language = 'zh'")
    assert [job.name for job in plan_notebooks(tmp_path, [], "zh", documents=1)] == ["01_corpus"]
    assert [job.name for job in plan_notebooks(tmp_path, [], "zh", documents=2)] == ["01_corpus", "06_pair"]


def test_every_notebook_of_the_project_runs_on_a_single_document(tmp_path):
    root = make_project(tmp_path / "project")
    (root / "data/raw/yunfu.txt").unlink()
    register = (root / "data/raw/sources.yml").read_text(encoding="utf-8").splitlines()
    (root / "data/raw/sources.yml").write_text("\n".join([register[0], register[2]]), encoding="utf-8")
    shutil.copytree(NOTEBOOKS, root / "notebooks", dirs_exist_ok=True)
    done = call(root, "run", "--language", "both")
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    assert {path.name for path in (latest(root) / "briefs").iterdir()} >= {"445381.html", "445381.en.html"}
