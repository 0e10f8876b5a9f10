"""Every brief in a real browser, offline: charts drawn, nothing overflows, evidence is one click away, axe finds nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from chromium import in_one_worker, needs_browser
from pages import run_cells

from compare.briefs import render_brief, render_index
from compare.briefs.figures import TRACES
from compare.notebook import Corpus
from compare.runs.corpus import extract_sources
from compare.sources import load_register, open_registered

RAW = Path(__file__).parents[1] / "data" / "raw"
PLACES = ("440000", "520000", "440900", "441200", "441800", "330681", "cross-region")
BRIEFS = (*PLACES, *(f"{place}.en" for place in PLACES))
WIDTHS = {"phone": 360, "laptop": 1280}
LOST = "〔原文无法辨认〕"
AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text(encoding="utf-8")

pytestmark = [needs_browser, in_one_worker]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the tables of the registered documents."""
    register = load_register(RAW)
    return Corpus(**extract_sources([open_registered(RAW, entry) for entry in register.documents], jobs=1).frames)


@pytest.fixture(scope="module")
def pages(corpus, tmp_path_factory) -> dict[str, Path]:
    """Return the files of every brief and of the index."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "briefs").mkdir()
    books = {}
    for name in BRIEFS:
        place, _, language = name.partition(".")
        spoken = {"language": language or "zh"}
        books[name] = (
            run_cells("07_across_regions", corpus, **spoken)
            if place == "cross-region"
            else run_cells("05_region", corpus, region_code=place, **spoken)
        )
    files = {}
    for name, book in books.items():
        files[name] = folder / "briefs" / f"{name}.html"
        files[name].write_text(render_brief(book, run_id="test"), encoding="utf-8")
    files["index"] = folder / "index.html"
    files["index"].write_text(
        render_index({f"briefs/{n}.html": b for n, b in books.items()}, run_id="test"), encoding="utf-8"
    )
    return files


@pytest.fixture(scope="module")
def visit(browser, pages):
    """Return a function that opens a brief once per way of looking, and gives the page with what went wrong on it."""
    opened = {}

    def go(name, width=1280, scripts=True):
        key = (name, width, scripts)
        if key not in opened:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, offline=True, java_script_enabled=scripts
            )
            page, faults = context.new_page(), []
            page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("requestfailed", lambda request: faults.append(f"failed {request.url[:120]}"))
            page.on("request", lambda request: faults.extend(_outside(request.url)))
            page.goto(pages[name].as_uri())
            if scripts:
                page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=30_000)
            opened[key] = page, faults
        return opened[key]

    return go


def _outside(url):
    """Return what a request asks for beyond its own file."""
    return [] if url.startswith(("file:", "data:")) else [f"asked for {url[:120]}"]


each = pytest.mark.parametrize("name", [*BRIEFS, "index"])
each_brief = pytest.mark.parametrize("name", BRIEFS)


@each
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_page_opens_without_a_fault_and_without_overflow(visit, name, width):
    page, faults = visit(name, width)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@each_brief
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_every_chart_is_drawn_with_its_intended_traces(visit, pages, name, width):
    page, _ = visit(name, width)
    wanted = {
        key: [trace.get("type", "scatter") for trace in json.loads(figure)["data"]]
        for key, figure in re.findall(
            r'<script type="application/json" id="figure-([\w-]+)">(.*?)</script>',
            pages[name].read_text(encoding="utf-8"),
            re.DOTALL,
        )
    }
    assert wanted
    drawn = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-figure]')].map(e => [e.dataset.figure, e._fullData.map(t => t.type)]))"
    )
    assert drawn == wanted
    marks = page.evaluate(
        "[...document.querySelectorAll('[data-figure]')].map(e => e.querySelectorAll("
        "'.scatterlayer path, .scatterlayer text, .barlayer path, .heatmaplayer image, .heatmaplayer path, .hm image').length)"
    )
    assert min(marks) > 0


CLASHES = """() => {
  const found = [];
  for (const chart of document.querySelectorAll('[data-figure]')) {
    const frame = chart.getBoundingClientRect();
    const boxes = [...chart.querySelectorAll('svg text')].map(t => [t.textContent, t.getBoundingClientRect()])
      .filter(([text, box]) => text.trim() && box.width > 0);
    for (const [text, box] of boxes) {
      if (box.left < frame.left - 2 || box.right > frame.right + 2) found.push(chart.dataset.figure + ' out: ' + text);
    }
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i][1], boxes[j][1]];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && down > 5) found.push(chart.dataset.figure + ': ' + boxes[i][0] + ' / ' + boxes[j][0]);
    }
  }
  return found;
}"""
"""Words of a chart that leave it or lie upon one another: ticks, values, remarks alike."""


@each_brief
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_words_of_charts_do_not_overlap_nor_leave_the_chart(visit, name, width):
    page, _ = visit(name, width)
    assert page.evaluate(CLASHES) == []


@each_brief
def test_no_chart_scrolls_sideways_on_a_phone(visit, name):
    page, _ = visit(name, WIDTHS["phone"])
    wide = "[...document.querySelectorAll('figure')].filter(f => f.scrollWidth > f.clientWidth + 1).map(f => f.innerText.slice(0, 40))"
    assert page.evaluate(wide) == []


@each_brief
def test_hovering_draws_its_label_within_the_page_policy(visit, name):
    page, faults = visit(name)
    assert "unsafe" not in page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    chart = page.locator("[data-figure]").first
    chart.scroll_into_view_if_needed()
    mark = chart.locator(".scatterlayer path.point, .heatmaplayer image, .hm image").first
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    assert faults == []


@pytest.fixture(scope="module")
def said(corpus) -> dict[str, str]:
    """Return the words of each statement, commitment and measure by the id of its record on a page."""
    words = {}
    for frame, key, column in (
        (corpus.measures, "measure_id", "text"),
        (corpus.commitments, "commitment_id", "quote"),
        (corpus.targets, "target_id", "quote"),
    ):
        rows = frame.select(key, column).iter_rows()
        words |= {name.replace(":", "_3a_"): re.sub(r"[?？]{2,}", LOST, text) for name, text in rows}
    return words


@each_brief
def test_evidence_links_arrive_at_their_sentence(visit, name, said):
    page, faults = visit(name)
    records = [target for target in page.locator("li.record").all() if "--e--" in target.get_attribute("id")]
    known = [(r, said[key]) for r in records if (key := r.get_attribute("id").partition("--e--")[2]) in said]
    assert len(known) > len(records) / 2
    for record, words in known[:: max(1, len(known) // 40)]:
        assert "".join(words.split()) in "".join(record.text_content().split())
    targets = page.evaluate("[...document.querySelectorAll('main a[href^=\"#\"]')].map(a => a.getAttribute('href'))")
    assert targets
    for number in range(0, len(targets), max(1, len(targets) // 12)):
        link = page.locator("main a[href^='#']").nth(number)
        link.evaluate("node => node.click()")
        target = page.locator(targets[number])
        assert target.is_visible()
        assert target.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight; }"
        )
    assert faults == []


def test_the_bundle_draws_every_trace_type_it_is_trusted_with(visit):
    page, _ = visit("cross-region")
    assert set(page.evaluate("Object.keys(Plotly.PlotSchema.get().traces)")) >= TRACES


@each_brief
def test_tables_stand_in_for_charts_without_scripts(visit, name):
    page, _ = visit(name, scripts=False)
    charts = page.locator("section:has([data-figure])")
    assert charts.count() > 0
    for number in range(charts.count()):
        assert charts.nth(number).locator("details.data table").is_visible()


@each
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser, pages, name, scheme):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, offline=True, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=30_000)
    page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true; })")
    page.evaluate(AXE)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    context.close()
    found = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in result["violations"]]
    assert found == []


def test_the_filter_shows_one_line_of_work(visit):
    page, _ = visit("520000")
    page.locator("section.lines details").evaluate("node => { node.open = true; }")
    before = page.locator("section.lines tbody tr:visible").count()
    page.select_option("#line", label="妇幼")
    after = page.locator("section.lines tbody tr:visible").count()
    assert 0 < after < before


def test_keyboard_reaches_the_content_and_opens_evidence(visit):
    page, _ = visit("441800")
    page.goto(page.url.split("#")[0])
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=30_000)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    summary = page.locator("details.evidence > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.evidence").first.evaluate("node => node.open")


@each_brief
def test_paper_shows_every_chart_whole(browser, pages, name, tmp_path):
    import pypdfium2

    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=30_000)
    page.emulate_media(media="print")
    assert page.evaluate(CLASHES) == []
    widest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-figure] svg.main-svg')].map(s => s.getBoundingClientRect().width))"
    )
    tallest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('figure')].map(s => s.getBoundingClientRect().height))"
    )
    assert widest <= 174 / 25.4 * 96
    assert tallest <= 245 / 25.4 * 96, "a figure and its title share a page"
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    context.close()
    document = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
