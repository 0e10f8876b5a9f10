"""The command line: help at once, one clear line for each fault, exit codes as promised."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        done = call("--help")
        best = min(best, time.perf_counter() - start)
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("extract", "check"))
    assert best < 0.6


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        pytest.param("empty.txt", b"", "the file is empty", id="empty"),
        pytest.param("scan.txt", b"%PDF-1.7\n\x00", "a PDF document", id="pdf"),
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
