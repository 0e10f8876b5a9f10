"""A workspace of many invented regions, and what a whole run over it costs: seconds, memory, sizes of its pages.

Run from the root: `python benchmarks/many.py 400 /tmp/many400` makes the folder anew; with `--run` it also runs
`policy-compare run` there to the end and keeps what that cost, with the machine, in `benchmarks/results.json`. Each region
has one text: provinces, prefectures and counties in turn of 1 : 6 : 6, sentences of the registered documents with other numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from corpus import renumber, sentences
from scale import RESULTS, machine

from compare.regions import Region, all_regions

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = ("深化医药卫生体制改革", "提升公共卫生服务能力", "强化基层服务", "发展中医药", "加强人才队伍建设", "做好一老一小服务")  # fmt: skip


def main() -> None:
    """Make the workspace; run over it where that is asked, and keep what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("regions", type=int, help="how many")
    parser.add_argument("folder", type=Path, help="the workspace, made anew")
    parser.add_argument("--length", type=int, default=2, help="items of a section, at least (2: texts of about 13 kB)")
    parser.add_argument("--run", action="store_true", help="run over it and keep the figures")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    folder = make_workspace(options.folder, options.regions, options.length)
    if options.run:
        found = measure(folder, options.regions, options.jobs)
        known = json.loads(RESULTS.read_text(encoding="utf-8"))
        known["many"] = known.get("many", {}) | {str(options.regions): found}
        RESULTS.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def make_workspace(folder: Path, count: int, length: int = 2) -> Path:
    """Return the folder as a workspace of its own: notebooks and lenses of this project, invented texts of ``count`` regions."""
    shutil.rmtree(folder, ignore_errors=True)
    raw = folder / "data/raw"
    raw.mkdir(parents=True)
    (folder / "data/processed").mkdir()
    for name in ("notebooks", "lenses", "data/coding", "data/reference"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    lines = ["documents:"]
    for index, region in enumerate(pick(count)):
        year = 2024 if index % 7 == 0 else 2023
        data = write_text(region, year, index, length).encode("utf-8")
        (raw / f"{region.region_code}.txt").write_bytes(data)
        entry = {
            "id": f"r{region.region_code}-{year}", "file": f"{region.region_code}.txt", "region": region.region_code,
            "sha256": hashlib.sha256(data).hexdigest(), "plan_year": year, "kind": "work_points",
        }  # fmt: skip
        lines.append(f"  - {json.dumps(entry)}")
    (raw / "sources.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def pick(count: int) -> list[Region]:
    """Return so many regions of the mainland, the same on every machine."""
    chance = random.Random(5)
    levels: dict[str, list[Region]] = {"province": [], "prefecture": [], "county": []}
    for region in all_regions().values():
        if region.admin_level in levels and region.region_code[:2] not in ("71", "81", "82"):
            levels[region.admin_level].append(region)
    chosen = levels["province"][: max(2, count // 13)] + chance.sample(levels["prefecture"], count // 2)
    return chosen + chance.sample(levels["county"], count - len(chosen))


def write_text(region: Region, year: int, number: int, length: int) -> str:
    """Return invented work points of a region: ten sections of numbered items."""
    chance = random.Random(number)
    lines, item = [f"{region.region_zh}{year}年卫生健康工作要点"], 1
    for numeral in "一二三四五六七八九十":
        lines.append(f"{numeral}、{chance.choice(SECTIONS)}")
        for _ in range(chance.randint(length, length + 2)):
            said = [renumber(chance.choice(sentences()), chance) for _ in range(chance.randint(2, 4))]
            lines.append(f"{item}.{''.join(said)}")
            item += 1
    return "\n".join(lines) + "\n"


def measure(folder: Path, count: int, jobs: int) -> dict[str, Any]:
    """Return what a run over the workspace took and left; the memory is that of all its processes together, shared pages once."""
    command = [sys.executable, "-m", "compare", "run", "--no-pdf", "--force", "--jobs", str(jobs)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    load, began = os.getloadavg()[0], time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, cwd=folder, env=environment)
    together = single = 0
    while process.poll() is None:
        own = [held(pid) for pid in family(process.pid)]
        together, single = max(together, sum(own)), max(single, max(own, default=0))
        time.sleep(2)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    latest = folder / "reports/latest"
    pages = sorted(latest.rglob("*.html"))
    record = json.loads((latest / "run.json").read_text(encoding="utf-8")) if (latest / "run.json").is_file() else {}
    return {
        "machine": machine(), "regions": count, "jobs": jobs, "exit": process.returncode, "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "bytes_per_text": round(sum(path.stat().st_size for path in (folder / "data/raw").glob("*.txt")) / count),
        "wall_seconds": round(wall), "processor_seconds": round(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime),
        "peak_mb_together": round(together / 1024), "peak_mb_of_one": round(single / 1024), "seconds": record.get("seconds"),
        "pages": len(pages), "pages_mb": round(sum(path.stat().st_size for path in pages) / 1e6, 1),
        "largest_pages": {
            str(path.relative_to(latest)): round(path.stat().st_size / 1e6, 2)
            for path in sorted(pages, key=lambda path: -path.stat().st_size)[:5]
        },
        "index_kb": round((latest / "index.html").stat().st_size / 1000) if (latest / "index.html").is_file() else None,
    }  # fmt: skip


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [root]
    for pid in found:
        found += below.get(pid, [])
    return found


def held(pid: int) -> int:
    """Return the kilobytes a process holds, its part of shared pages only; none where it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
