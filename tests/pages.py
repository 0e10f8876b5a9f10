"""Runs a committed notebook's cells in this process and renders its brief, as a kernel and the renderer would."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from compare import notebook as api
from compare.sections import MIME

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"


def run_cells(name: str, corpus: api.Corpus, **parameters: Any) -> dict[str, Any]:
    """Return the notebook with the sections its cells display, tables read from ``corpus``."""
    book = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in book["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]).replace("notebook.load_corpus()", "CORPUS"))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        names["CORPUS"] = corpus
        exec(compile(tree, name, "exec"), names)
        if "parameters" in cell["metadata"].get("tags", ()):
            names.update(parameters)
        shown = eval(compile(ast.Expression(last.value), name, "eval"), names) if isinstance(last, ast.Expr) else None
        if hasattr(shown, "model_dump"):
            data = json.loads(shown.model_dump_json(exclude_defaults=True))
            cell["outputs"] = [{"output_type": "display_data", "data": {MIME: data}}]
    book["metadata"]["papermill"] = {"input_path": f"notebooks/{name}.ipynb", "parameters": parameters}
    return book
