"""The command line: help at once, one clear line for each fault, exit codes as promised."""

import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from typer.main import get_command

from compare.cli import app
from compare.cli.examples import COMMANDS
from compare.cli.terminal import plain

ROOT = Path(__file__).parents[1]
PLAN = """云浮市2024年卫生健康工作要点

一、强化基层
1.加强乡镇卫生院建设，新增家庭病床50张。
2.推进紧密型县域医共体建设。
"""


def call(*arguments, cwd=ROOT, **environment):
    path = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, "-m", "compare", *map(str, arguments)],
        cwd=cwd, env={**os.environ, "PYTHONPATH": path, **environment}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_help_names_the_commands_at_once():
    spent = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = call("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("run", "extract", "check", "schedule"))
    assert min(spent) < 0.4


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_teaches_by_examples_that_are_read_as_they_stand(command):
    shown = call(*command.split(), "--help").stdout
    told = get_command(app)
    for line, purpose in COMMANDS[command]:
        assert line in shown
        assert purpose in shown
        words = shlex.split(re.search(r"policy-compare ([^|)]+)", line).group(1))
        group, path = told, command.split()
        for name in path[:-1]:
            group = group.commands[name]
        assert words[: len(path)] == path
        group.commands[path[-1]].make_context(command, words[len(path) :])


def test_every_command_has_examples():
    told = get_command(app).commands
    names = {name for name in told if name != "schedule"} | {f"schedule {name}" for name in told["schedule"].commands}
    assert names == set(COMMANDS)
    assert "..." not in call("--help").stdout.split("Commands:")[1]


def test_help_imports_nothing_heavy():
    heavy = {
        "polars",
        "pandas",
        "papermill",
        "pydantic",
        "jinja2",
        "yaml",
        "nbformat",
        "plotly",
        "rich",
        "zmq",
        "sklearn",
    }
    code = f"import compare.cli, sys; raise SystemExit(' '.join(set(sys.modules) & {heavy!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        pytest.param("empty.txt", b"", "the file is empty", id="empty"),
        pytest.param("scan.txt", b"%PDF-1.7\n\x00", "a damaged PDF", id="pdf"),
        pytest.param("noise.txt", bytes(range(256)) * 9, "binary content", id="binary"),
        pytest.param("odd.txt", "Übergrößenträger Äpfel Öl".encode("latin-1") * 9, "encoding", id="wrong-encoding"),
        pytest.param("gone.txt", None, "no such file", id="missing"),
    ],
)
def test_a_file_that_cannot_be_read_costs_one_line_and_exit_1(tmp_path, name, data, found):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = call("extract", tmp_path / name, "--out", tmp_path / "out")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    assert name in lines[0]
    assert found in lines[0]


def test_a_region_that_does_not_exist_is_wrong_use(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    done = call("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--region", "999999")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "999999" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("signum", [pytest.param(signal.SIGINT, id="ctrl-c"), pytest.param(signal.SIGTERM, id="terminated")])
def test_an_interrupted_command_says_so_in_one_line_and_leaves_with_130(tmp_path, signum):
    for number in range(400):
        (tmp_path / f"in{number}.txt").write_text(PLAN * 9, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "compare", "extract", str(tmp_path), "--out", str(tmp_path / "out"), "--jobs", "1"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        until = time.monotonic() + 60
        while not (tmp_path / "out").exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signum)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert "interrupted" in told.splitlines()[-1]


def test_an_unknown_option_is_wrong_use():
    assert call("extract", "--nonsense").returncode == 2


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = call("extract", tmp_path / "a.txt", "--out", tmp_path / "file" / "out")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "not writable" in done.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b]0;title\x07", "\\x1b]0;title\\x07", id="terminal-title"),
        pytest.param("a\u202eb", "a\\u202eb", id="right-to-left-override"),
        pytest.param("[bold]x[/bold]", "[bold]x[/bold]", id="markup-is-words"),
        pytest.param("一\t二", "一\t二", id="tab-stays"),
    ],
)
def test_untrusted_words_cannot_drive_the_terminal(text, shown):
    assert plain(text) == shown


def documents(folder):
    return {row["document_id"]: row for row in pl.read_parquet(folder / "documents.parquet").iter_rows(named=True)}


def test_extract_takes_any_regions_files_in_any_encoding_and_one_bad_file_stops_no_other(tmp_path):
    (tmp_path / "云浮.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(PLAN.replace("云浮", "茂名").encode("gb18030"))
    (tmp_path / "none.txt").write_text("关于做好有关工作的通知\n一、加强领导,落实责任。\n", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    names = ["云浮.txt", "empty.txt", "old.txt", "none.txt"]
    done = call("extract", *names, "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    found = documents(tmp_path / "out")
    assert {name: row["region_code"] for name, row in found.items()} == {
        "云浮": "445300",
        "old": "440900",
        "none": None,
    }
    assert found["云浮"]["source_file"] == "云浮.txt"
    told = done.stderr.splitlines()
    assert len(told) == 2
    assert any(line.startswith("warning:") and "none.txt" in line for line in told)
    assert any(line.startswith("error:") and "empty.txt" in line for line in told)


@pytest.mark.parametrize("region", ["贵州省", "贵州", "520000"])
def test_options_win_over_the_text(tmp_path, region):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    assert call("extract", "a.txt", "--out", "out", "--region", region, "--year", 2022, cwd=tmp_path).returncode == 0
    row = documents(tmp_path / "out")["a"]
    assert (row["region_code"], row["plan_year"]) == ("520000", 2022)


def test_files_of_one_name_become_two_documents(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = call("extract", "a/plan.txt", "b/plan.txt", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert set(documents(tmp_path / "out")) == {"plan", "plan-2"}
    assert "plan-2" in done.stderr


def test_extract_of_the_register_gives_its_seven_documents_and_a_named_raw_file_those_it_holds(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "data/raw", project / "data/raw")
    assert call("extract", "--out", "all", cwd=project).returncode == 0
    assert len(documents(project / "all")) == 7
    letters = "data/raw/maoming_zhaoqing_qingyuan_2024_answers.txt"
    assert call("extract", letters, "--out", "three", cwd=project).returncode == 0
    found = documents(project / "three")
    assert set(found) == {"maoming-2024-answer", "zhaoqing-2024-answer", "qingyuan-2024-answer"}
    assert [row["text"] for row in found.values()] == [documents(project / "all")[name]["text"] for name in found]


def test_tables_do_not_depend_on_how_many_processes_made_them(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "data/raw", project / "data/raw")
    for jobs in (1, 3):
        assert call("extract", "--out", f"by{jobs}", "--jobs", jobs, cwd=project).returncode == 0
    for path in (project / "by1").iterdir():
        assert path.read_bytes() == (project / "by3" / path.name).read_bytes(), path.name


def test_check_finds_nothing_in_the_project_and_everything_in_a_broken_one(tmp_path):
    shutil.copytree(ROOT / "data/raw", tmp_path / "data/raw")
    sound = call("check", cwd=tmp_path)
    assert (sound.returncode, sound.stdout) == (0, "no issues found\n")
    (tmp_path / "data/raw/guizhou_2023_work_points.txt").write_bytes(b"changed")
    (tmp_path / "data/raw/stranger.txt").touch()
    done = call("check", cwd=tmp_path)
    assert done.returncode == 1
    assert ["guizhou_2023_work_points.txt" in done.stdout, "stranger.txt" in done.stdout] == [True, True]


def test_extract_says_who_is_at_fault_when_the_register_is_not_there(tmp_path):
    done = call("extract", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "sources.yml" in done.stderr
