"""Take the pictures of docs/images from a finished run and write the page that shows them.

Usage: ``python tools/gallery.py [RUN]`` after ``make report``; RUN is a run's folder, ``reports/latest`` unless named.
Needs Chromium. Charts come from the run's executed notebooks, pages from its files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from playwright.sync_api import Browser, sync_playwright

from compare.runs.paper import find_browser
from compare.sections import MIME, Section

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHART = "application/vnd.plotly.v1+json"
PAGES = {
    "brief": ("briefs/520000.html", (1280, 900), "First screen of a region's brief: the answer, the texts, at most five numbers."),
    "cross-region": ("briefs/cross-region.html", (1280, 1500), "The brief across regions."),
    "restoration": ("restoration/guangdong-2023-ten-key-tasks.html", (1280, 1500), "What was repaired in one text: by kind, by certainty, side by side."),
    "phone": ("briefs/330681.html", (360, 780), "A brief on a phone."),
}  # fmt: skip
"""Picture: the page of the run, width and height in pixels, what one sees."""

CHARTS = {
    "priorities": ("02_priorities", "emphasis", "Share of text by domain, one column per text; short texts are not coloured."),
    "topics": ("02_priorities", "topics", "The same by topic."),
    "overlap": ("03_overlap", "shared", "Which texts share how many topics (UpSet plot)."),
    "pairs": ("03_overlap", "pairs", "Overlap of each pair at equal length, with the verdict on the pair."),
    "origin": ("03_overlap", "origin", "Whose idea: mandated nationally, written above, shared, or only here."),
    "cascade": ("03_overlap", "cascade", "What cities say on what their province planned."),
    "targets": ("04_targets", "targets", "Each indicator's targets and results beside the nation's."),
    "deadlines": ("04_targets", "deadlines", "When targets fall due; past ones marked against a date."),
    "region": ("05_region-520000", "emphasis", "One region among the others."),
    "distinctive": ("05_region-520000", "distinctive", "What a text writes on more than the others."),
    "yardsticks": ("04_targets", "yardsticks", "Each indicator beside the nation and what a user added, with direction and verdict."),
    "states": ("04_targets", "states", "Four kinds of silence."),
    "specifics": ("04_targets", "specifics", "How specific each text is: measures with a number, a deadline, firm words."),
    "confusions": ("09_validity", "confusions", "Which domains the coder takes for which."),
    "learning": ("09_validity", "learning", "What more hand-coded measures would bring."),
    "repairs": ("01_corpus", "repairs", "Damage found, by text and kind."),
}  # fmt: skip
"""Picture: the executed notebook, the section's id, what one sees."""


def main() -> None:
    """Write the pictures and docs/gallery.md."""
    run = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "reports" / "latest"
    program = find_browser()
    if program is None:
        raise SystemExit("tools/gallery.py: no Chromium on this machine.")
    lines = ["# Gallery", "", "Pictures of a run over the first six regions, taken by `python tools/gallery.py`.", ""]
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=str(program), args=["--no-sandbox", "--disable-gpu"])
        for name, (page, size, caption) in PAGES.items():
            _picture(browser, (run / page).resolve().as_uri(), IMAGES / f"{name}.png", size)
            lines += [f"## {caption}", "", f"![{caption}](images/{name}.png)", ""]
        for name, (notebook, section, caption) in CHARTS.items():
            title, figure = _chart(run / "notebooks" / f"{notebook}.ipynb", section)
            _draw(browser, figure, IMAGES / f"{name}.png")
            lines += [f"## {caption}", "", f"Notebook `{notebook}`: {title}", "", f"![{caption}](images/{name}.png)", ""]
        browser.close()
    (ROOT / "docs" / "gallery.md").write_text("\n".join(lines), encoding="utf-8")


def _chart(notebook: Path, wanted: str) -> tuple[str, dict[str, Any]]:
    """Return the title and the figure of the section ``wanted`` of an executed notebook."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get(MIME)
            section = Section.model_validate(data) if data else None
            if section is not None and section.id == wanted and section.figure:
                return section.plain(section.title), section.figure
    raise SystemExit(f"tools/gallery.py: {notebook} shows no chart '{wanted}'.")


def _draw(browser: Browser, figure: dict[str, Any], target: Path) -> None:
    """Draw a figure as wide as a brief and save its picture."""
    html = go.Figure(figure).to_html(include_plotlyjs=True, config={"displayModeBar": False})
    page = browser.new_page(viewport={"width": 900, "height": 600}, device_scale_factor=1)
    page.set_content(html)
    chart = page.locator(".plotly-graph-div")
    chart.wait_for()
    page.wait_for_timeout(600)
    chart.screenshot(path=target)
    page.close()


def _picture(browser: Browser, address: str, target: Path, size: tuple[int, int]) -> None:
    """Save what the top of a page looks like at a width and height."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_timeout(1000)
    page.screenshot(path=target)
    page.close()


if __name__ == "__main__":
    main()
