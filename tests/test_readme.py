"""README says what is there: tree, tables, commands, notebooks, example."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compare.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_parts_are_up_to_date() -> None:
    tools = runpy.run_path(str(ROOT / "tools" / "readme.py"))
    assert tools["filled"](README) == README, "run `python tools/readme.py`"


@pytest.mark.parametrize(
    "folder", [pytest.param(name, id=name) for name in re.findall(r"^\| `([a-z/]+)/` \|", README, re.M)]
)
def test_named_folders_exist(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_every_notebook_is_named_and_every_name_is_a_notebook() -> None:
    named = set(re.findall(r"`(\d\d_[a-z_]+)(?:\.ipynb)?`", README))
    there = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert named <= there


@pytest.mark.parametrize(
    "command",
    [pytest.param(name, id=name) for name in ("run", "extract", "add", "check", "schedule", "agree", "train")],
)
def test_commands_exist(command: str) -> None:
    assert f"policy-compare {command}" in README
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (report|test|lab|help)\b", README)):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_the_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code is not None
    exec(code.group(1), {})
    assert "28000.0 人" in capsys.readouterr().out
