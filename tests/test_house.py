"""The house as its rules want it: sizes, words on everything public, reading and writing at the doors, errors with remedies."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from compare.tables import TABLES

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import house

DOORS_OF_OTHERS = {"coding/train.py": "iterdir", "overlap/terms.py": "read_text"}
"""Packaged examples listed, and jieba's dictionary read, neither of them a file of the project."""


@pytest.mark.parametrize(
    ("found", "mend"),
    [
        pytest.param(lambda: house.rooms_over(house.MOST_ROOM), "Make a folder of it.", id="modules-are-small"),
        pytest.param(lambda: house.functions_over(house.MOST_SCREEN), "Name its parts.", id="functions-fit-a-screen"),
        pytest.param(house.without_docstring, "Say what comes back.", id="public-names-are-explained"),
        pytest.param(house.without_types, "Write the types.", id="types-are-complete"),
        pytest.param(house.poor_errors, "Name place, finding, remedy.", id="errors-tell-the-remedy"),
        pytest.param(house.nameless_cases, "Give each case an id.", id="cases-show-what-they-are"),
    ],
)
def test_nothing_breaks_the_rule(found, mend):
    assert not found(), mend


def test_only_the_doors_read_and_write():
    found = {place.split(":")[0]: place.split()[-1] for place in house.touching()}
    assert found == DOORS_OF_OTHERS


def test_every_table_is_declared_once_with_a_meaning_for_each_column():
    names = [
        node.args[0].value
        for name, tree in house.modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Table"
    ]
    assert len(names) == len(set(names))
    assert set(TABLES) <= set(names)
    assert all(column.comment.endswith((".", "…")) for table in TABLES.values() for column in table.columns.values())


def test_the_measures_find_what_breaks_a_rule(tmp_path, monkeypatch):
    (tmp_path / "bad.py").write_text(
        "def loud(x):\n    assert x\n    raise RunError('place')\n\n\nclass Quiet:\n    def hidden(self): open('a'); self.p.read_text()\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(house, "PACKAGE", tmp_path)
    assert house.without_docstring() == ["bad.py", "bad.py:loud", "bad.py:Quiet", "bad.py:hidden"]
    assert house.without_types() == ["bad.py:loud", "bad.py:hidden"]
    assert sorted(house.poor_errors()) == ["bad.py:2 assert", "bad.py:3"]
    assert house.touching() == ["bad.py:7 read_text"]
    assert house.functions_over(2) == {"bad.py:loud": 3}
    assert house.rooms_over(6) == {"bad.py": 7}
