"""The invented corpus of the benchmarks: any size, the same each time, of the length and kind it claims."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from compare.runs.extract import extract_rows
from compare.runs.rows import Identity

PLACE = Path(__file__).parents[1] / "benchmarks/corpus.py"


@pytest.fixture(scope="module")
def corpus():
    spec = importlib.util.spec_from_file_location("benchmark_corpus", PLACE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_documents_are_the_same_each_time_and_unlike_each_other(corpus):
    assert corpus.make_document(7) == corpus.make_document(7)
    texts = list(corpus.texts(40))
    assert len(set(texts)) == 40
    sizes = [len(text.encode("utf-8")) for text in texts]
    assert 1900 <= sum(sizes) / len(sizes) <= 2600


def test_documents_read_like_work_plans(corpus):
    rows = extract_rows(corpus.make_document(3)[1], Identity(document_id="x", source_file="x.txt", sha256="0" * 64))
    assert rows["documents"][0]["plan_year"] == 2024
    assert len(rows["items"]) >= 3
    assert len(rows["measures"]) >= 8


def test_a_written_corpus_has_its_number_of_files(corpus, tmp_path):
    assert len(list(corpus.write_corpus(tmp_path, 12).rglob("*.txt"))) == 12


def test_the_notebook_of_results_plots_what_was_measured(monkeypatch):
    monkeypatch.syspath_prepend(str(PLACE.parent))
    book = json.loads((PLACE.parent / "results.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] for cell in book["cells"] if cell["cell_type"] == "code")
    names = {}
    exec(cells[0], names)
    figures = [eval(cell, names) for cell in cells[1:]]
    assert [bool(figure.data) for figure in figures] == [True] * 5
    sys.modules.pop("plots", None)


def test_the_speed_of_coding_is_the_best_of_each_document_added_up():
    spec = importlib.util.spec_from_file_location("benchmark_coding", PLACE.with_name("coding.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.invented()) == 12
    read = []
    seconds = module.best_times({"coding": read.append, "none": lambda text: None}, ["甲", "乙"], rounds=2)
    assert read == ["甲", "乙", "甲", "乙"]
    assert list(seconds) == ["coding", "none"]
    assert all(0 <= spent < 1 for spent in seconds.values())
