"""A small project for tests of runs: two invented documents, one notebook per region, one for the corpus."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat

SRC = Path(__file__).parents[1] / "src"
TEXTS = {
    "yunfu.txt": """云浮市2024年卫生健康工作要点

一、强化基层服务
1.加强乡镇卫生院建设,新增家庭病床50张。
2.推进紧密型县域医共体建设,基层诊疗量占比达到65%以上。
二、做好重点人群服务
3.新增托位300个,每千人口托位数达到4.5个。
""",
    "luoding.txt": """罗定市2024年卫生健康工作要点

一、深化改革
1.推进公立医院高质量发展,开展日间手术。
2.完善老年健康服务体系,建成安宁疗护病区2个。
""",
}
REGIONS = {"yunfu.txt": "445300", "luoding.txt": "445381"}
ANSWER = """
from IPython.display import display
from compare.store import read_table, tables_folder

measures = read_table(tables_folder(), "measures")
section = {
    "id": "answer", "kind": "answer", "title": {"template": TITLE, "values": {"n": {"row": "facts", "column": "n"}}},
    "columns": [{"key": "n", "label": "举措"}], "rows": [{"id": "facts", "cells": {"n": str(measures.height)}}],
}
display({"application/vnd.policy-compare.section+json": section, "text/plain": "answer"}, raw=True)
""".strip()


def write_notebook(path, parameters, *cells):
    """Write a notebook with a parameters cell and fixed ids."""
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    first = nbformat.v4.new_code_cell(parameters)
    first.metadata["tags"] = ["parameters"]
    book.cells = [first, *(nbformat.v4.new_code_cell(cell) for cell in cells)]
    for index, cell in enumerate(book.cells):
        cell["id"] = f"cell-{index}"
    nbformat.write(book, path)


def write_register(root):
    """Register the texts of ``data/raw`` as they are now."""
    lines = ["documents:"]
    for name, region in REGIONS.items():
        sha256 = hashlib.sha256((root / "data/raw" / name).read_bytes()).hexdigest()
        facts = {"id": Path(name).stem, "file": name, "sha256": sha256, "region": region, "plan_year": 2024}
        lines.append(f"  - {json.dumps(facts)}")
    (root / "data/raw/sources.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_project(root, *extra_cells):
    """Return ``root`` as a small project; ``extra_cells`` come before the answer of each region's notebook."""
    for folder in ("data/raw", "data/processed", "notebooks"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (root / "data/raw" / name).write_text(text, encoding="utf-8")
    (root / "data/processed/README.md").write_text("kept\n", encoding="utf-8")
    write_register(root)
    cells = [*extra_cells, ANSWER.replace("TITLE", '"这份文本写明{n}项举措。"')]
    write_notebook(root / "notebooks/05_region.ipynb", "region_code = '445300'\nlanguage = 'zh'\n", *cells)
    return root


def make_project_with_tables(root):
    """Return ``root`` as a small project whose tables are made, without a run."""
    from compare.runs.corpus import extract_sources
    from compare.sources import load_register, open_registered
    from compare.store import write_tables

    make_project(root)
    sources = [open_registered(root / "data/raw", entry) for entry in load_register(root / "data/raw").documents]
    write_tables(root / "data/processed", extract_sources(sources, jobs=1).frames)
    return root


def environment(**more):
    """Return the environment in which the suite of this source tree is found."""
    return {**os.environ, "PYTHONPATH": str(SRC)} | more


def call(root, *arguments, **more):
    """Return the ended command, run in the project."""
    return subprocess.run(
        [sys.executable, "-m", "compare", *map(str, arguments)],
        cwd=root, env=environment(**more), capture_output=True, text=True, encoding="utf-8", timeout=240,
    )  # fmt: skip


def start(root, *arguments, **more):
    """Return the started command, its output thrown away."""
    return subprocess.Popen(
        [sys.executable, "-m", "compare", *map(str, arguments)],
        cwd=root, env=environment(**more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def snapshot(folder):
    """Return every file below a folder with its bytes, links with their targets."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def is_whole(run):
    """Return whether every output that the run's record names is there with its checksum."""
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    outputs = record["outputs"].items()
    assert {"index.html", "tables/documents.parquet"} <= set(record["outputs"])
    return all(hashlib.sha256((run / name).read_bytes()).hexdigest() == value for name, value in outputs)
