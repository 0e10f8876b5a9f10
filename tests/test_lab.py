"""A real JupyterLab: open a notebook, run all its cells from the menu, see the finding, the chart and the table."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import factory
import pytest
from chromium import in_one_worker, needs_browser
from small import make_project_with_tables, write_notebook

from compare.review.corrections import live
from compare.review.fields import REMOVED
from compare.review.files import read_corrections
from compare.store import write_tables

ROOT = Path(__file__).parents[1]
TOKEN = "a-token-for-the-test"
DOLLARS = r"""
from IPython.display import HTML, display
from compare.notebook.display import send
words = r"<p class='{}'>补助$x^2$万元与$\alpha$万元,\(y\)与\[z\]</p>"
send({"text/html": words.format("ours"), "text/plain": "words"})
display(HTML(words.format("anyones")))
"""

pytestmark = [needs_browser, in_one_worker]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def of_make() -> list[str]:
    """Return the options that `make lab` gives JupyterLab."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlab: ")[1].split("\n\n")[0]
    return recipe.split("jupyter lab ")[1].split(" notebooks")[0].split()


@contextmanager
def serve(folder):
    """Yield the address of a JupyterLab over a folder, started as `make lab` starts it."""
    port = free_port()
    runtime = Path(tempfile.mkdtemp(prefix="pc-lab.", dir="/tmp"))
    home = folder / "home"
    home.mkdir()
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTER_DATA_DIR": str(home / "share"),
    }
    command = [
        sys.executable, "-m", "jupyterlab", *of_make(), "--no-browser", "--allow-root", f"--port={port}",
        f"--IdentityProvider.token={TOKEN}", f"--notebook-dir={folder}",
    ]  # fmt: skip
    with (home / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=folder)
        try:
            _wait(f"http://127.0.0.1:{port}/api/status?token={TOKEN}", server, home / "lab.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)
            shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture
def lab(tmp_path):
    """Return the address of a notebook in a JupyterLab over a copy of the notebooks and a small corpus."""
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "02_priorities.ipynb", tmp_path / "notebooks")
    write_notebook(tmp_path / "notebooks/texts.ipynb", "language = 'zh'", DOLLARS)
    frames = {name: frame for name, frame in vars(factory.corpus()).items() if hasattr(frame, "columns")}
    write_tables(tmp_path / "data" / "processed", frames)
    with serve(tmp_path) as address:
        yield f"{address}/lab/tree/notebooks/02_priorities.ipynb?token={TOKEN}"


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers."""
    for _ in range(120):
        if server.poll() is not None:
            raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                json.load(answer)
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("JupyterLab does not answer")


def _choose_kernel(page) -> None:
    """Accept the offered kernel where JupyterLab asks for one."""
    from playwright.sync_api import TimeoutError as TooLong

    try:
        page.get_by_role("button", name="Select Kernel").or_(
            page.locator(".jp-Dialog button.jp-mod-accept")
        ).first.click(timeout=5_000)
    except TooLong:
        return


def _open_and_run(page, address: str) -> None:
    """Open a notebook and run all its cells from the menu."""
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    _choose_kernel(page)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    _choose_kernel(page)


def test_a_notebook_runs_from_the_menu_and_shows_its_chart(lab, browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    _open_and_run(page, lab)
    page.wait_for_selector(".js-plotly-plot svg.main-svg", timeout=90_000, state="attached")
    page.wait_for_selector(".jp-OutputArea table", timeout=60_000, state="attached")
    headings = page.locator(".jp-OutputArea h3").all_inner_texts()
    context.close()
    assert any("着墨" in heading for heading in headings)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the system's list of sockets")
def test_without_its_token_the_lab_tells_nothing_and_other_machines_do_not_reach_it(lab):
    address = lab.split("/lab/")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{address}/api/contents", timeout=10)
    port = f"{int(address.rsplit(':', 1)[1]):04X}"
    rows = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
    assert [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")] == [f"0100007F:{port}"]
    wanted = urllib.request.Request(f"{address}/api/kernels?token={TOKEN}", data=b'{"name": "python3"}', method="POST")
    with urllib.request.urlopen(wanted, timeout=30) as answer:
        kernel = json.load(answer)["id"]
    folder = next(path for path in Path("/tmp").glob("pc-lab.*") if list(path.glob(f"kernel-{kernel}.json")))
    until = time.monotonic() + 60
    while not list(folder.glob(f"kernel-{kernel}-ipc-*")):
        assert time.monotonic() < until, "the kernel does not listen on sockets of its folder"
        time.sleep(0.1)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_texts_dollar_signs_are_no_mathematics(lab, browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    _open_and_run(page, lab.replace("02_priorities", "texts"))
    page.wait_for_selector(".anyones mjx-container", timeout=60_000, state="attached")
    shown, typeset = page.locator(".ours").inner_text(), page.locator(".ours mjx-container").count()
    context.close()
    assert shown == r"补助$x^2$万元与$\alpha$万元,\(y\)与\[z\]"
    assert typeset == 0


def test_the_review_form_writes_what_is_typed_or_clicked(tmp_path, browser):
    project = make_project_with_tables(tmp_path)
    shutil.copy(ROOT / "notebooks" / "10_review.ipynb", project / "notebooks")
    with serve(project) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        page = context.new_page()
        _open_and_run(page, f"{address}/lab/tree/notebooks/10_review.ipynb?token={TOKEN}")
        answer = page.get_by_label("答 ⏎")
        answer.wait_for(timeout=90_000)
        answer.fill("x")
        answer.press("Enter")
        page.get_by_text("请先填写复核人").wait_for(timeout=20_000)
        assert not read_corrections(project)[0]
        page.get_by_label("复核人").fill("王医生")
        page.get_by_label("复核人").press("Enter")
        for number, typed in enumerate("xax", start=1):
            answer.fill(typed)
            answer.press("Enter")
            page.get_by_text(f"this sitting {number} ").wait_for(timeout=20_000)
        page.get_by_role("button", name="撤回 u").click()
        page.get_by_text("taken back").wait_for(timeout=20_000)
        page.get_by_role("button", name="删去 x").click()
        page.get_by_text("this sitting 3 ").wait_for(timeout=20_000)
        context.close()
    rows = read_corrections(project)[0]
    kept = live(rows)
    assert [row.field for row in kept] == [REMOVED, "primary", REMOVED]
    assert {row.reviewer for row in rows} == {"王医生"}
    assert len({row.raw_start for row in kept}) == 3
