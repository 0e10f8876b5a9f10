"""A whole run fails, and the last good one stays, where a brief claims what no record holds or shows what no page may hold."""

from __future__ import annotations

import pytest
import small

CLAIM = """
from IPython.display import display

section = {
    "id": "claim", "kind": "finding", "title": {"template": TITLE, "values": VALUES}, "columns": [{"key": "n", "label": "数"}],
    "rows": [{"id": "r1", "cells": {"n": "3"}}],
}
display({"application/vnd.policy-compare.section+json": section, "text/plain": "claim"}, raw=True)
""".strip()

EVIDENCE = """
from IPython.display import display

record = {
    "id": "e1", "quote": QUOTE, "mark_start": 0, "mark_end": 2, "document_id": "yunfu", "document": "要点", "date": "2024",
    "source_file": "yunfu.txt", "raw_start": 0, "raw_end": 2,
}
section = {
    "id": "claim", "kind": "finding", "title": {"template": "所写举措", "values": {}}, "columns": [{"key": "n", "label": "数"}],
    "rows": [{"id": "r1", "cells": {"n": "3"}, "evidence": ["e1"]}], "evidence": [record],
}
display({"application/vnd.policy-compare.section+json": section, "text/plain": "claim"}, raw=True)
""".strip()


def claim(title, values="{}"):
    """Return a cell that claims ``title``, its places bound to ``values``."""
    return CLAIM.replace("TITLE", repr(title)).replace("VALUES", values)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Return a project whose last run stands, and the briefs of that run."""
    root = small.make_project(tmp_path_factory.mktemp("project"))
    assert small.call(root, "run").returncode == 0
    return root, small.snapshot(root / "reports/latest/briefs")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param(claim("写明12项举措"), "without a record", id="number-of-no-record"),
        pytest.param(claim("多于广东省"), "without a record", id="region-of-no-record"),
        pytest.param(
            claim("写明{n}项", '{"n": {"row": "r9", "column": "n"}}'), "no record", id="row-that-is-not-there"
        ),
        pytest.param(EVIDENCE.replace("QUOTE", repr("当真贯彻落实党中心决议")), "spun form", id="spun-form"),
        pytest.param(EVIDENCE.replace("QUOTE", repr("临床重点???-5个")), "question marks", id="run-of-question-marks"),
        pytest.param(EVIDENCE.replace("QUOTE", repr("三年行动BOB半岛，健全体系")), "injected site", id="injected-name"),
        pytest.param(EVIDENCE.replace("QUOTE", repr("联系电话：0851-85288911")), "contact's number", id="contact"),
    ],
)
def test_a_run_fails_on_a_claim_without_a_record_and_on_words_no_page_may_hold(good, cell, found):
    root, before = good
    small.make_project(root, cell)
    done = small.call(root, "run")
    assert done.returncode == 1
    assert found in done.stderr
    assert small.snapshot(root / "reports/latest/briefs") == before
