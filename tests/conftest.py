"""Options of the tests."""

import shutil

import pytest


def pytest_addoption(parser):
    """Let `make faults` ask for many moments where the tests take three."""
    parser.addoption("--moments", type=int, default=3, help="random moments at which a run is killed")


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium; one per process, as playwright allows no second."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        started = engine.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()
