"""The project's own notebooks give the same bytes at another time and place, in another language and order of work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small import environment, make_project, snapshot

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXEMPT = {"run.json", "ro-crate-metadata.json", "index.html"}
RUN = """
import sys
from datetime import datetime
from pathlib import Path
from compare.runs.run import Wanted, run
run(Wanted(root=Path.cwd(), language="both", jobs=int(sys.argv[1])), datetime.fromisoformat(sys.argv[2]))
"""
pytestmark = pytest.mark.xdist_group("repeatable")


def outputs(root, jobs, now, **more):
    """Return every file of a run with all notebooks in both languages, but for what is exempt."""
    make_project(root)
    shutil.copytree(NOTEBOOKS, root / "notebooks", dirs_exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(jobs), now], cwd=root, env=environment(**more), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    found = snapshot((root / "reports/latest").resolve())
    return {name: data for name, data in found.items() if name not in EXEMPT}


def test_every_output_is_the_same_under_another_clock_locale_zone_seed_folder_and_number_of_jobs(tmp_path):
    one = outputs(
        tmp_path / "here", 2, "2026-11-21T08:00:00+00:00", TZ="Asia/Shanghai", LC_ALL="C", LANG="C", PYTHONHASHSEED="1"
    )
    two = outputs(
        tmp_path / "bir başka klasör", 1, "2031-02-03T23:59:59-08:00",
        TZ="America/Los_Angeles", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", PYTHONHASHSEED="77", POLARS_MAX_THREADS="3",
    )  # fmt: skip
    kinds = {name.rpartition(".")[2] for name in one}
    assert {"parquet", "csv", "json", "ipynb", "html"} <= kinds
    assert len([name for name in one if name.startswith("notebooks/")]) >= 13
    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []
