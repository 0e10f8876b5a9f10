"""Measure the extraction at scale on this machine: throughput against peers, growth with the corpus, memory, workers, profile.

Run from the root: `make bench` (minutes) or `make bench-large` (100,000 documents); `--only` measures parts of it anew.
Results and machine go to `benchmarks/results.json`, which `benchmarks/results.ipynb` plots. Times of single processes are
processor times, so that other work on the machine moves them little. JioNLP and Recognizers-Text are measured where
`benchmarks/.venv` holds them (set up as `benchmarks/quantities.py` says).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from corpus import write_corpus
from speed import profile, readers, throughput

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.json")
SIZES, LARGE = (100, 300, 1000, 3000, 10_000), (100, 1000, 10_000, 100_000)
WORDING, WORDING_LARGE = (1500, 3000), (1500, 3000, 6000)
FILES, FILES_LARGE = 200_000, 1_000_000
PARTS = ("peers", "readers", "growth", "workers", "listing", "wording", "profile")
_CHILD = """
import json, resource, sys, time
from compare.runs.stream import local_engine, stream
from compare.structure.model import Facts
warm, folder, out = sys.argv[1:4]
stream([warm], out + "-warm", Facts(), local_engine(1), print, size=50)
began, wall = time.process_time(), time.perf_counter()
done = stream([folder], out, Facts(), local_engine(1), print)
spent, wall = time.process_time() - began, time.perf_counter() - wall
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": spent, "wall": wall, "peak_mb": peak / 1024, "documents": done.rows["documents"], "rows": done.rows}))
"""
_WORKERS = """
import json, os, sys, time
from multiprocessing import forkserver
from pathlib import Path
from compare.runs.stream import local_engine, stream
from compare.structure.model import Facts
folder, out, jobs = sys.argv[1:4]
began = time.perf_counter()
stream([folder], out, Facts(), local_engine(int(jobs)), print, size=100, finish="none")
wall, spent = time.perf_counter() - began, time.process_time()
server = getattr(forkserver._forkserver, "_forkserver_pid", None)
stat = Path(f"/proc/{server}/stat")
if server and stat.exists():
    spent += sum(map(int, stat.read_text().rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")
print(json.dumps({"wall": wall, "processor": spent}))
"""

_LISTING = """
import json, resource, sys, time
from compare.runs.partitions import cut, find_documents
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began, wall, first, found = time.process_time(), time.perf_counter(), None, 0
for partition in cut(find_documents([sys.argv[1]])):
    first = first or time.perf_counter() - wall
    found += len(partition.documents)
spent, wall = time.process_time() - began, time.perf_counter() - wall
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({
    "files": found, "seconds": round(spent, 2), "wall_seconds": round(wall, 2), "peak_mb": peak // 1024,
    "seconds_to_the_first_partition": round(first, 2), "peak_mb_beyond_start": (peak - before) // 1024,
}))
"""


def main() -> None:
    """Measure, print a table, and keep the results with the machine they were measured on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="up to 100,000 documents")
    parser.add_argument("--sizes", type=int, nargs="+", help="sizes of the corpus")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to measure; the rest is kept"
    )
    options = parser.parse_args()
    results: dict[str, Any] = {"machine": machine()}
    with tempfile.TemporaryDirectory(prefix="pc-scale-") as name:
        folder = Path(name)
        measures: dict[str, Callable[[], Any]] = {
            "peers": throughput,
            "readers": readers,
            "growth": lambda: growth(folder, options.sizes or (LARGE if options.large else SIZES)),
            "workers": lambda: workers(folder),
            "listing": lambda: listing(folder, FILES_LARGE if options.large else FILES),
            "wording": lambda: wording(WORDING_LARGE if options.large else WORDING),
            "profile": profile,
        }
        for part in PARTS:
            if part in options.only:
                results[part] = measures[part]()
                keep(results, options.large)
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=2) + "\n")


def keep(results: dict[str, Any], large: bool) -> None:
    """Write what is measured so far beside the results of the other benchmarks and of earlier runs."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    name = "scale_large" if large else "scale"
    known[name] = known.get(name, {}) | results
    RESULTS.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8")) if info.is_file() else []
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"), "processor": names[0] if names else platform.machine(),
        "processors": os.cpu_count(), "python": platform.python_version(), "system": platform.system(),
        "load": [round(value, 2) for value in os.getloadavg()],
    }  # fmt: skip


def growth(folder: Path, sizes: tuple[int, ...]) -> dict[str, Any]:
    """Return seconds and peak memory by size of the corpus, and the exponent of the cost."""
    warm = write_corpus(folder / "warm", 50)
    points = []
    for size in sizes:
        corpus = write_corpus(folder / f"corpus{size}", size)
        command = [sys.executable, "-c", _CHILD, str(warm), str(corpus), str(folder / f"out{size}")]
        done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        stored = sum(path.stat().st_size for path in (folder / f"out{size}").rglob("*.parquet"))
        raw = sum(path.stat().st_size for path in corpus.rglob("*.txt"))
        points.append({
            "documents": size, "seconds": round(done["seconds"], 2), "wall_seconds": round(done["wall"], 2),
            "peak_mb": round(done["peak_mb"]), "load": round(os.getloadavg()[0], 1),
            "ms_per_document": round(1000 * done["seconds"] / size, 2), "raw_bytes_per_document": round(raw / size),
            "stored_bytes_per_document": round(stored / size),
            "rows_per_document": {k: round(v / size, 1) for k, v in done["rows"].items() if k not in ("regions", "indicators")},
        })  # fmt: skip
        sys.stderr.write(f"{points[-1]}\n")
    peaks = [point["peak_mb"] for point in points]
    return {"points": points, "exponent": exponent(points), "peak_growth": round(max(peaks) / min(peaks) - 1, 3)}


def workers(folder: Path, count: int = 2000, rounds: int = 2) -> dict[str, Any]:
    """Return wall and processor time of one worker and of two on the same corpus, start of the workers included.

    ``ceiling_by_wall`` is what this machine gives two processes that have nothing to do with each other: the same
    corpus extracted twice at once, against once. The best of the rounds counts, one and two taken in turn.
    """
    corpus = write_corpus(folder / "workers", count)
    wall: dict[str, float] = {}
    processor: dict[str, float] = {}

    def start(name: str, jobs: int) -> subprocess.Popen[str]:
        out = folder / f"workers{name}{len(list(folder.iterdir()))}"
        command = [sys.executable, "-c", _WORKERS, str(corpus), str(out), str(jobs)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    for _ in range(rounds):
        for name, jobs, copies in (("1", 1, 1), ("2", 2, 1), ("twice at once", 1, 2)):
            running = [start(f"{name[0]}-{copy}-", jobs) for copy in range(copies)]
            found = [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]
            wall[name] = min(wall.get(name, math.inf), max(one["wall"] for one in found))
            processor[name] = min(processor.get(name, math.inf), sum(one["processor"] for one in found))
    return {
        "documents": count, "load": round(os.getloadavg()[0], 1),
        "wall_seconds": {name: round(value, 2) for name, value in wall.items()},
        "processor_seconds": {name: round(value, 2) for name, value in processor.items()},
        "two_against_one_by_wall": round(wall["1"] / wall["2"], 2),
        "two_against_one_by_processor": round(2 * processor["1"] / processor["2"], 2),
        "ceiling_by_wall": round(2 * wall["1"] / wall["twice at once"], 2),
    }  # fmt: skip


def listing(folder: Path, count: int) -> dict[str, Any]:
    """Return what it takes to find and cut so many empty files of one folder; nothing of them is read."""
    place = folder / f"listing{count}"
    place.mkdir()
    for number in range(count):
        os.close(os.open(place / f"{number:07}.txt", os.O_CREAT | os.O_WRONLY))
    done = subprocess.run([sys.executable, "-c", _LISTING, str(place)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def wording(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Return seconds of finding shared wording by number of texts, and the exponent of the cost."""
    import polars as pl
    from corpus import make_document

    from compare.overlap import shared_wording

    points = []
    for size in sizes:
        documents = pl.DataFrame([make_document(n) for n in range(size)], schema=["document_id", "text"], orient="row")
        began = time.process_time()
        found = shared_wording(documents)
        spent = time.process_time() - began
        points.append({"documents": size, "seconds": round(spent, 2), "rows": found.height})
    return {"points": points, "exponent": exponent(points)}


def exponent(points: list[dict[str, Any]]) -> float:
    """Return the slope of the line through the points' seconds over documents, both as logarithms."""
    logs = [(math.log(point["documents"]), math.log(point["seconds"])) for point in points]
    mean = [sum(values) / len(logs) for values in zip(*logs, strict=True)]
    slope = sum((x - mean[0]) * (y - mean[1]) for x, y in logs) / sum((x - mean[0]) ** 2 for x, _ in logs)
    return round(slope, 3)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
