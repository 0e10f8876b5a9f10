"""The browser that tests look with, found as a run finds its own, whatever the environment of the tests says."""

import pytest

from compare.runs.paper import search_path

CHROMIUM = search_path()
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; .ci/run installs one")
in_one_worker = pytest.mark.xdist_group("browser")
"""Browsers beside one another are slower than one after the other."""
