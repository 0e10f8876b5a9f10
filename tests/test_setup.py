"""Set-up: one truth for dependencies, targets that a newcomer can call, a wheel that works elsewhere."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
BY_CONDA = ["jupyterlab", "pandas", "polars", "plotly", "jieba", "scikit-learn", "papermill"]


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement).group().lower()


def test_environment_yml_says_what_pyproject_says(project):
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    by_conda = [entry for entry in listed if isinstance(entry, str)]
    by_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    required = {name_of(entry): entry for entry in project["dependencies"]}
    assert by_conda == [f"python{project['requires-python']}", "pip", *(required[name] for name in BY_CONDA)]
    assert by_pip == [*(entry for name, entry in required.items() if name not in BY_CONDA), "-e ."]


def test_the_lock_covers_every_requirement_with_hashes_and_no_addresses(project):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {match.lower() for match in re.findall(r"^([A-Za-z0-9._-]+)==", lock, flags=re.MULTILINE)}
    wanted = {name_of(entry) for entry in project["dependencies"] + project["optional-dependencies"]["dev"]}
    assert wanted <= locked
    assert "://" not in lock
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("target", ["report", "test", "lab", "lint", "bench", "faults", "clean", "help"])
def test_make_knows_and_explains_its_targets(target):
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"^make {target} +\w", shown, flags=re.MULTILINE)


def test_ci_installs_a_browser_and_glyphs_and_calls_the_tests():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert all(words in script for words in ("chromium", "fonts-noto-cjk", "make test"))
