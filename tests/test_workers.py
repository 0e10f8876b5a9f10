"""Worker processes: loaded once and forked, one thread each, the caller's environment left as it was."""

import os
import subprocess
import sys

from small import environment

from compare.runs.workers import THREADS, make_pool


def look(_):
    """Say what a worker finds."""
    return (
        sys.modules.keys() >= {"compare.coding.coder", "compare.targets.read"},
        os.environ["POLARS_MAX_THREADS"],
    )


def test_a_worker_finds_all_loaded_and_has_one_thread():
    with make_pool(1) as pool:
        loaded, threads = pool.submit(look, None).result()
    assert loaded, "by the server, for this test does not import them"
    assert threads == "1"


def test_the_callers_environment_stays_as_it_was(monkeypatch):
    monkeypatch.setenv(THREADS[0], "7")
    monkeypatch.delenv(THREADS[1], raising=False)
    before = dict(os.environ)
    with make_pool(1) as pool:
        pool.submit(look, None).result()
    assert dict(os.environ) == before


def test_importing_the_room_loads_nothing():
    code = "import sys, compare.runs.workers; raise SystemExit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment(), check=False).returncode == 0
