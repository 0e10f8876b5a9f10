"""Options of the tests, and the browser that some of them look with."""

import os

import pytest
from chromium import ARGUMENTS, CHROMIUM

os.environ.setdefault("POLICY_COMPARE_BROWSER", "")
"""Runs inside tests print nothing to PDF; the tests of printing say where the browser is."""


def pytest_addoption(parser):
    """Let `make faults` ask for many moments where the tests take three."""
    parser.addoption("--moments", type=int, default=3, help="random moments at which a run is killed")


@pytest.fixture(scope="module")
def browser():
    """Return a headless Chromium, closed with the module: while playwright is open, no kernel can start in its process."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; .ci/run installs one")
    with sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        yield started
        started.close()
