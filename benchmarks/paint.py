"""Measure how soon the briefs of a run show: first paint, first words, all charts drawn, in Chromium without a network.

Run from the root after `make report`: ``.venv/bin/python benchmarks/paint.py [FOLDER]``; FOLDER is a run, ``reports/latest`` by default.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from typing import Any

from compare.runs.paper import find_browser

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 3
VIEWS = {"phone": (360, 800), "laptop": (1280, 800)}
NAMES = ("first paint", "first words", "all charts drawn")
WATCH = """() => { new MutationObserver(() => {
  const root = document.documentElement;
  if (root && root.dataset.ready === "yes" && !window.drawnAt) window.drawnAt = performance.now();
}).observe(document, {attributes: true, subtree: true, childList: true}); }"""
READ = """() => [...['first-paint', 'first-contentful-paint'].map(name => {
  const entry = performance.getEntriesByName(name)[0]; return entry ? entry.startTime : NaN;
}), window.drawnAt || performance.now()]"""


def main() -> None:
    """Measure every brief and write a table to standard output."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "reports/latest")
    options = parser.parse_args()
    program = find_browser()
    pages = sorted((options.folder / "briefs").glob("*.html"))
    if program is None or not pages:
        sys.exit(
            f"Nothing to measure: {'no Chromium on the PATH' if program is None else f'no briefs in {options.folder}'}."
        )
    sys.stdout.write("| brief | view | " + " | ".join(f"{name}, ms" for name in NAMES) + " |\n|---|---|---|---|---|\n")
    worst = dict.fromkeys(NAMES, 0.0)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for page in pages:
            for view, size in VIEWS.items():
                found = [measure(browser, page, size) for _ in range(REPEATS)]
                middle = [statistics.median(values) for values in zip(*found, strict=True)]
                worst = {name: max(worst[name], value) for name, value in zip(NAMES, middle, strict=True)}
                sys.stdout.write(f"| {page.stem} | {view} | " + " | ".join(f"{value:.0f}" for value in middle) + " |\n")
        browser.close()
    sys.stdout.write("| slowest | | " + " | ".join(f"{value:.0f}" for value in worst.values()) + " |\n")


def measure(browser: Any, page: Path, size: tuple[int, int]) -> list[float]:
    """Return the milliseconds to first paint, first words and the last chart of a page opened afresh."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    view = context.new_page()
    view.add_init_script(f"({WATCH})()")
    view.goto(page.resolve().as_uri())
    view.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    found = [float(value) for value in view.evaluate(READ)]
    context.close()
    return found


if __name__ == "__main__":
    main()
