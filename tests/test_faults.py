"""Faults put in on purpose: whatever happens, the last good report stays whole and the next run recovers by itself."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from small import ANSWER, call, environment, is_whole, make_project, snapshot, start, write_notebook, write_register

from compare.errors import CompareError
from compare.runs.attempt import _attempt
from compare.runs.corpus import _extract_aside
from compare.runs.publish import recover_folder, replace_folder
from compare.sources import open_file

pytestmark = pytest.mark.xdist_group("faults")

GOOD = ANSWER.replace("TITLE", '"这份文本写明{n}项举措。"')
VARIANTS = ("", "3.新建发热门诊5个。\n")


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A small project with a good run."""
    root = make_project(tmp_path_factory.mktemp("faults"))
    began = time.monotonic()
    done = call(root, "run")
    assert done.returncode == 0, done.stderr
    return root, time.monotonic() - began


def put_cell(root, *cells):
    write_notebook(root / "notebooks/05_region.ipynb", "region_code = '445300'\nlanguage = 'zh'\n", *cells, GOOD)


def vary(root, number):
    path = root / "data/raw/luoding.txt"
    base = path.read_text(encoding="utf-8").split("3.新建")[0]
    path.write_text(base + VARIANTS[number % 2], encoding="utf-8")
    write_register(root)


def latest(root):
    return (root / "reports/latest").resolve()


def workers_of(root):
    """Return the processes whose working folder is the project."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if Path(os.readlink(entry / "cwd")) == root.resolve():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def none_left(root, seconds=10):
    until = time.monotonic() + seconds
    while workers_of(root) and time.monotonic() < until:
        time.sleep(0.02)
    return not workers_of(root)


def wait_for(path, seconds=60):
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path} did not appear"
        time.sleep(0.02)


def test_killed_at_random_moments_readers_find_a_whole_report_and_the_next_run_recovers(good, request):
    root, seconds = good
    moments = request.config.getoption("--moments")
    chance = random.Random(moments)
    for number in range(moments):
        vary(root, number + 1)
        with start(root, "run", "--force") as process:
            time.sleep(chance.uniform(0.05, seconds))
            process.kill()
        assert is_whole(latest(root)), f"moment {number}"
        assert none_left(root), f"moment {number}: a process outlived its owner"
        tables = {n: d for n, d in snapshot(root / "data/processed").items() if n != "README.md"}
        sets = [snapshot(run / "tables") for run in (root / "reports").glob("20*")]
        assert tables in sets or not (root / "data/processed").exists(), f"moment {number}: mixed tables"
        if moments < 10 or number % 10 == 9:
            done = call(root, "run")
            assert done.returncode == 0, done.stderr
            assert is_whole(latest(root))
            assert not list((root / "reports").glob(".building-*"))
            assert (root / "data/processed/README.md").read_text(encoding="utf-8") == "kept\n"


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        pytest.param("raise ValueError('第三格')", "ValueError: 第三格", id="a-cell-raises"),
        pytest.param("import os; os._exit(9)", "the kernel died", id="a-kernel-dies"),
        pytest.param("import time; time.sleep(60)", "longer than 2 s", id="a-kernel-hangs"),
        pytest.param(
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 33, 1 << 33)); b'.' * (1 << 34)",
            "MemoryError",
            id="a-kernel-without-memory",
        ),
    ],
)
def test_a_failing_notebook_leaves_the_last_report_and_is_kept_for_reading(good, cell, cause):
    root, _ = good
    put_cell(root, "print('before')", cell)
    before = snapshot(latest(root))
    target = os.readlink(root / "reports/latest")
    done = call(root, "run", "--cell-seconds", 2)
    put_cell(root)
    error = json.loads(done.stderr.splitlines()[-1])
    assert done.returncode == 1
    assert "05_region.ipynb" in error["message"]
    assert "cell" in error["message"]
    assert cause in error["message"]
    assert os.readlink(root / "reports/latest") == target
    assert snapshot(latest(root)) == before
    kept = sorted((root / "reports/failed").glob("*/notebooks/*.ipynb"))
    assert any("before" in path.read_text(encoding="utf-8") for path in kept)
    assert not list((root / "reports").glob(".building-*"))
    assert none_left(root)


@pytest.mark.parametrize(
    "limit",
    [
        pytest.param(0, id="at-the-lock"),
        pytest.param(1_000, id="at-the-first-table"),
        pytest.param(3_000, id="at-the-tables"),
        pytest.param(30_000, id="at-the-briefs"),
    ],
)
def test_a_full_disk_leaves_the_last_report(good, limit):
    root, _ = good
    before = snapshot(latest(root))
    done = subprocess.run(
        [sys.executable, "-m", "compare", "run", "--force"], cwd=root, env=environment(), capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "not writable" in done.stderr
    assert "fault of the suite" not in done.stderr
    assert snapshot(latest(root)) == before
    assert not list((root / "reports").glob(".building-*"))


@pytest.mark.parametrize(
    "signum", [pytest.param(signal.SIGINT, id="ctrl-c"), pytest.param(signal.SIGTERM, id="terminated")]
)
def test_an_interrupted_run_leaves_with_130_and_no_process_behind(good, signum, tmp_path):
    root, _ = good
    sign = tmp_path / "begun"
    put_cell(root, f"open({str(sign)!r}, 'w').close(); import time; time.sleep(60)")
    before = snapshot(latest(root))
    with start(root, "run") as process:
        wait_for(sign)
        process.send_signal(signum)
        assert process.wait(timeout=30) == 130
    put_cell(root)
    assert none_left(root)
    assert snapshot(latest(root)) == before
    assert not list((root / "reports").glob(".building-*"))


def test_one_run_at_a_time_and_the_lock_of_a_killed_run_is_free_at_once(good, tmp_path):
    root, _ = good
    sign = tmp_path / "begun"
    put_cell(root, f"open({str(sign)!r}, 'w').close(); import time; time.sleep(60)")
    with start(root, "run") as process:
        wait_for(sign)
        refused = call(root, "run")
        assert refused.returncode == 1
        assert f"process {process.pid} on " in refused.stderr
        assert "min)" in refused.stderr
        process.kill()
    put_cell(root)
    done = call(root, "run", "--force")
    assert done.returncode == 0
    assert "recovered the lock" in done.stderr


def die_over_b(source):
    """Return the document's error, or die over the second one as a process without memory does."""
    if source.document_id == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return CompareError(source.document_id, "read", "")


def test_what_a_killed_run_left_is_cleared_even_where_nothing_changed(good):
    root, _ = good
    assert call(root, "run").returncode == 0
    (root / "reports/.building-20260101T000000Z-00000000/tables").mkdir(parents=True)
    done = call(root, "run")
    assert "nothing changed" in done.stdout
    assert not list((root / "reports").glob(".building-*"))


def test_a_worker_that_dies_is_told_with_its_document_and_the_others_are_done(tmp_path):
    sources = []
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text("云浮市2024年工作要点", encoding="utf-8")
        sources.append(open_file(tmp_path / f"{name}.txt"))
    outcomes = _extract_aside(sources, 2, die_over_b)
    assert [outcome.place for outcome in outcomes] == ["a", "Document 'b' (b.txt)", "c", "d"]
    assert "out of memory" in outcomes[1].found


def starve(raw, *_):
    """Ask for more memory than a process may have."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 33, 1 << 33))
    return raw * (1 << 36)


def test_a_worker_without_memory_is_told_with_its_document(tmp_path):
    (tmp_path / "a.txt").write_text("云浮市2024年工作要点", encoding="utf-8")
    outcomes = _extract_aside([open_file(tmp_path / "a.txt")], 1, partial(_attempt, starve, corrections=()))
    assert outcomes[0].place == "Document 'a' (a.txt)"
    assert "MemoryError" in outcomes[0].found


KILLED = """
import importlib, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from compare.runs import run
room, name = importlib.import_module(sys.argv[1]), sys.argv[2]
setattr(room, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
run.run(run.Wanted(root=Path.cwd(), force=True, keep=2), datetime.now(UTC))
"""


@pytest.mark.parametrize(
    ("room", "name"),
    [
        pytest.param("compare.store", "write_tables", id="before-the-tables"),
        pytest.param("compare.runs.notebooks", "tidy", id="after-a-notebook"),
        pytest.param("compare.runs.record", "write_crate", id="before-the-last-record"),
        pytest.param("compare.runs.run", "publish", id="before-the-rename"),
        pytest.param("compare.runs.publish", "point_latest", id="between-the-rename-and-the-link"),
        pytest.param("compare.runs.publish", "replace_folder", id="before-the-projects-tables"),
        pytest.param("compare.runs.run", "prune", id="before-old-runs-go"),
    ],
)
def test_killed_at_a_known_moment_readers_find_a_whole_report_and_the_next_run_recovers(good, room, name):
    root, _ = good
    assert call(root, "run").returncode == 0
    done = subprocess.run(
        [sys.executable, "-c", KILLED, room, name], cwd=root, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert is_whole(latest(root))
    assert none_left(root)
    assert call(root, "run", "--force").returncode == 0
    assert is_whole(latest(root))
    assert not [path.name for path in (root / "reports").iterdir() if path.name.startswith((".building-", ".latest-"))]
    tables = {n: d for n, d in snapshot(root / "data/processed").items() if n != "README.md"}
    assert tables == snapshot(latest(root) / "tables")


def test_replacing_a_folder_takes_the_new_one_whole(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    replace_folder(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old", "new"]


@pytest.mark.parametrize(
    "remains",
    [
        pytest.param((".tables-old",), id="old-alone"),
        pytest.param((".tables-old", ".tables-new"), id="old-and-new"),
    ],
)
def test_a_replacement_cut_off_between_its_renames_is_undone(tmp_path, remains):
    for name in remains:
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    recover_folder(tmp_path / "tables")
    assert [path.name for path in tmp_path.rglob("*")] == ["tables", ".tables-old"]
