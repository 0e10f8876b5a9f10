"""The contract of the committed notebooks: thin, typed, without outputs, and their cells call what exists."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from compare import notebook as api

FOLDER = Path(__file__).parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(path):
    """Return the code cells of a notebook."""
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def source(cell):
    """Return a cell's words."""
    return "".join(cell["source"])


def parameters(path):
    """Return the assignments of the parameters cell."""
    return ast.parse(source(next(c for c in code_cells(path) if "parameters" in c["metadata"].get("tags", ()))))


each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_there_is_a_notebook_per_question():
    assert [path.stem[:2] for path in PATHS] == ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"]


@each
def test_notebook_is_committed_without_outputs(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code_cells(path))
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    assert "papermill" not in book["metadata"]


@each
def test_cells_are_short_and_hold_no_machinery(path):
    for cell in code_cells(path):
        words = source(cell)
        assert len(words.splitlines()) <= 12
        tree = ast.parse(words)
        kinds = {type(node) for node in ast.walk(tree)}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While}
        assert not re.search(r"\b(open|re|os|pathlib|Path|read_\w+|write_\w+)\s*[.(]", words)


@each
def test_parameters_are_typed_and_those_of_the_model(path):
    tree = parameters(path)
    assert all(isinstance(node, ast.AnnAssign) for node in tree.body)
    names = [node.target.id for node in tree.body]
    whole = "\n".join(source(cell) for cell in code_cells(path))
    model = getattr(api, re.search(r"notebook\.(\w+Parameters)\(", whole).group(1))
    assert set(names) == set(model.model_fields)
    defaults = {node.target.id: ast.literal_eval(node.value) for node in tree.body}
    made = model(**defaults)
    assert {name: getattr(made, name) for name in names} == defaults


@each
def test_every_call_exists(path):
    called = {name for cell in code_cells(path) for name in re.findall(r"notebook\.(\w+)", source(cell))}
    assert called <= set(api.__all__)


def test_only_one_notebook_speaks_of_one_region_and_one_crosses():
    """The runs tell the two by the parameter's and the file's name."""
    assert [p.stem for p in PATHS if "region_code" in {n.target.id for n in parameters(p).body}] == ["05_region"]
    assert [p.stem for p in PATHS if "cross" in p.stem] == ["07_across_regions"]


def test_the_page_on_the_api_names_what_there_is():
    words = (FOLDER.parent / "docs" / "notebooks.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", words, re.MULTILINE))
    assert named == set(api.__all__) | {path.stem for path in PATHS}
    for name in api.__all__:
        assert f"| `{name}` | {(getattr(api, name).__doc__ or '').splitlines()[0]} |" in words
