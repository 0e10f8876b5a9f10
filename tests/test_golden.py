"""The tables of two regions, kept as text: a change of rules shows as a diff, read before it is accepted."""

import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).parent.parent / "tools" / "golden.py"))


@pytest.fixture(scope="module")
def found():
    return {document_id: TOOL["tables"](document_id) for document_id in TOOL["DOCUMENTS"]}


@pytest.mark.parametrize("table", [pytest.param(name, id=name) for name in TOOL["COLUMNS"]])
@pytest.mark.parametrize("document_id", [pytest.param(name, id=name) for name in TOOL["DOCUMENTS"]])
def test_extraction_yields_the_golden_tables(found, document_id, table):
    kept = (TOOL["GOLDEN"] / document_id / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    now = found[document_id][table].write_csv().splitlines()
    assert now == kept, "read the difference; if it is meant, run `python tools/golden.py`"
