"""Measure runs on this machine: against papermill's own command, nbclient and ploomber-engine, on the same notebooks.

Run inside the project after `make report`: `make bench`. `--peers PYTHON` adds nbclient and ploomber-engine, which needs a
virtual environment of its own: `python -m venv benchmarks/.runners && benchmarks/.runners/bin/pip install ploomber-engine`,
then `--peers benchmarks/.runners/bin/python`; whatever else the notebooks import is taken from this environment.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from compare.runs.forks import kernel_home
from compare.runs.notebooks import run_notebook
from compare.runs.plan import Job, plan_notebooks

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 3


def main() -> None:
    """Measure everything and write a table to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="compare with nbclient and with this Python's ploomber-engine")
    parser.add_argument("--growth", type=int, default=50, help="runs in one process to watch its memory over")
    options = parser.parse_args()
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="pc-bench-") as folder:
        out = Path(folder) / "runs"
        command("run", "--no-pdf", "--force", "--out", str(out))
        whole, whole_work = timed_work(lambda: command("run", "--no-pdf", "--force", "--out", str(out)))
        record = json.loads((out / "latest/run.json").read_text(encoding="utf-8"))
        unchanged = best(lambda: command("run", "--no-pdf", "--out", str(out)))
        tables = (out / "latest/tables").resolve()
        codes = [name.removesuffix(".html") for name in os.listdir(out / "latest/briefs") if name[:6].isdigit() and name.endswith(".html")]
        jobs = plan_notebooks(ROOT / "notebooks", sorted(codes), "zh")
        grown, objects = growth(jobs[0], tables, Path(folder), options.growth)  # first: this process is still small
        one_by_one, beyond = warm_one_by_one(jobs, tables, Path(folder))
        plain, plain_work = timed_work(lambda: papermill_one_by_one(jobs, tables, Path(folder)))
        imported = best(lambda: python("-c", "import papermill"))
        helped = best(lambda: command("--help"))
        stage = record["seconds"]["notebooks"]
        rows = [
            ("notebooks", f"{len(jobs)}", "at least 13"),
            ("papermill command, plain kernel, one after the other", f"{plain:.1f} s", ""),
            ("notebook stage of a run", f"{stage:.1f} s, {plain / stage:.1f} times faster", "8 times"),
            ("whole run", f"{whole:.1f} s, {plain / whole:.1f} times faster", "6 times"),
            ("processor time of the whole run", f"{whole_work:.1f} s of {plain_work:.1f} s", ""),
            ("warm, one at a time", f"{one_by_one:.1f} s", ""),
            ("wall time of a notebook beyond its cells, one at a time", f"{beyond:.2f} s at most", "1.0 s"),
            ("run with nothing changed", f"{unchanged:.2f} s", f"half of {imported:.2f} s (import papermill)"),
            ("policy-compare --help", f"{helped:.2f} s", "0.3 s"),
            (
                f"grown over the second half of {options.growth} runs in one process",
                f"{grown:.1f} MiB, {objects} objects",
                "none",
            ),
        ]
        if options.peers:
            rows += peers(jobs, tables, Path(options.peers).absolute())
    sys.stdout.write("| what | measured | wanted |\n|---|---|---|\n")
    sys.stdout.writelines(f"| {what} | {measured} | {wanted} |\n" for what, measured, wanted in rows)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def timed_work(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that ``work`` takes, and those of processor time that the processes it starts take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = timed(work)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(work: Callable[[], object]) -> float:
    """Return the shortest of a few times, after one that warms the files' cache."""
    work()
    return min(timed(work) for _ in range(REPEATS))


def python(*arguments: str, program: str = sys.executable, **environment: str) -> None:
    """Run a Python with ``arguments``, or raise; compiled modules are kept, as they are on anyone's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([program, *arguments], check=True, capture_output=True, env={**kept, **environment}, cwd=ROOT)


def command(*arguments: str) -> None:
    """Run the suite's command, or raise."""
    python("-m", "compare", *arguments)


def papermill_one_by_one(jobs: Sequence[Job], tables: Path, folder: Path) -> None:
    """Execute every notebook by papermill's command with a plain ``python3`` kernel."""
    for job in jobs:
        said = [word for name, value in job.parameters.items() for word in ("-r", name, str(value))]
        target = str(folder / f"plain-{job.name}.ipynb")
        arguments = ["--kernel", "python3", "--cwd", str(ROOT), "--no-progress-bar", *said]
        python("-m", "papermill", str(job.source), target, *arguments, POLICY_COMPARE_TABLES=str(tables))


def warm_one_by_one(jobs: Sequence[Job], tables: Path, folder: Path) -> tuple[float, float]:
    """Return the seconds of all notebooks on warm kernels, one at a time, and the most that one took beyond its cells."""
    began = time.perf_counter()
    beyond = []
    with kernel_home() as home:
        first = True
        for job in [jobs[0], *jobs]:
            target = folder / f"warm-{job.name}.ipynb"
            done = run_notebook(job.source, target, job.parameters, root=ROOT, tables=tables, home=home)
            if not first:
                beyond.append(done.seconds - done.cell_seconds)
            first = False
    return time.perf_counter() - began, max(beyond)


def growth(job: Job, tables: Path, folder: Path, runs: int) -> tuple[float, int]:
    """Return what this process grew by over the second half of many runs of one notebook: MiB, and objects held."""
    middle = (0.0, 0)
    with kernel_home() as home:
        for number in range(runs):
            run_notebook(job.source, folder / "again.ipynb", job.parameters, root=ROOT, tables=tables, home=home)
            if number + 1 in (runs // 2, runs):
                gc.collect()
                before, middle = middle, (resident() / 1024, len(gc.get_objects()))
    return middle[0] - before[0], middle[1] - before[1]


def resident() -> float:
    """Return the memory of this process in KiB: what is its own on Linux, its peak elsewhere."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("RssAnon"))
        return float(line.split()[1])
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def peers(jobs: Sequence[Job], tables: Path, program: Path) -> list[tuple[str, str, str]]:
    """Return the times of other engines over the same notebooks, one after the other in one process each."""
    found = []
    ours = os.pathsep.join([str(ROOT / "src"), sysconfig.get_path("purelib")])
    listed = json.dumps([[str(job.source), job.parameters] for job in jobs])
    for name, interpreter, code, path in (
        ("nbclient", sys.executable, _NBCLIENT, str(ROOT / "src")),
        ("ploomber-engine", str(program), _PLOOMBER, ours),
    ):
        work = partial(
            python, "-c", code, listed, program=interpreter, POLICY_COMPARE_TABLES=str(tables), PYTHONPATH=path
        )
        try:
            seconds, spent = timed_work(work)
        except subprocess.CalledProcessError as error:
            last = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            found.append((f"{name}, one after the other", f"not run: {' '.join(last)[:80]}", ""))
            continue
        found.append((f"{name}, one after the other", f"{seconds:.1f} s, processor time {spent:.1f} s", ""))
    return found


_NBCLIENT = """
import json, sys, nbformat
from nbclient import NotebookClient
from papermill.parameterize import parameterize_notebook
for path, parameters in json.loads(sys.argv[1]):
    book = nbformat.read(path, as_version=4)
    book.metadata.setdefault("papermill", {})
    for cell in book.cells:
        cell.metadata.setdefault("tags", [])
    NotebookClient(parameterize_notebook(book, parameters), kernel_name="python3").execute()
"""
_PLOOMBER = """
import json, sys, tempfile
from ploomber_engine import execute_notebook
for path, parameters in json.loads(sys.argv[1]):
    execute_notebook(path, tempfile.mktemp(suffix=".ipynb"), parameters=parameters, progress_bar=False)
"""

if __name__ == "__main__":
    main()
