"""Set-up: one truth for dependencies, targets that a newcomer can call, a wheel that works elsewhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
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


@pytest.mark.parametrize("target", ["report", "test", "lab", "lint", "bench", "bench-large", "faults", "clean", "help"])
def test_make_knows_and_explains_its_targets(target):
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"^make {target} +\w", shown, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("made_in", "ready"),
    [pytest.param("/elsewhere/project", False, id="moved"), pytest.param(None, True, id="in-its-place")],
)
def test_a_virtual_environment_that_was_made_elsewhere_is_made_anew(tmp_path, made_in, ready):
    root = tmp_path / "a moved folder"
    (root / ".venv").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", root)
    (root / ".venv/.ready").write_text(f"{made_in or root.resolve()}\n", encoding="utf-8")
    subprocess.run(["make", "help"], cwd=root, capture_output=True, check=True)
    assert (root / ".venv/.ready").exists() == ready


def test_ci_installs_a_browser_and_glyphs_and_calls_the_tests():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert all(words in script for words in ("chromium", "fonts-noto-cjk", "make test"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_knowledge_templates_entry_points_and_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        points = archive.read(entry).decode("utf-8")
    assert {"compare/py.typed", "compare/knowledge/taxonomy.yml", "compare/knowledge/regions.csv"} <= names
    assert any(name.startswith("compare/briefs/templates/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "policy-compare = compare.cli:main" in points
    assert "policy-compare-warm = compare.runs.kernels:WarmProvisioner" in points


def test_the_installed_wheel_extracts_from_another_folder(wheel, tmp_path):
    """Only the wheel is found, not this source tree."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    work = tmp_path / "elsewhere"
    work.mkdir()
    (work / "plan.txt").write_text("云浮市2024年卫生健康工作要点\n\n1.新增托位300个。\n", encoding="utf-8")
    code = "import compare, compare.cli; print(compare.__file__); compare.cli.main(['extract', 'plan.txt', '--out', 'out'])"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=work, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "site") in done.stdout
    assert {"documents.parquet", "measures.csv", "datapackage.json"} <= {path.name for path in (work / "out").iterdir()}
