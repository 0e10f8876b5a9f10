"""Briefs on paper: a PDF beside each brief where a browser is found, all or none, and never a fault of the run."""

from __future__ import annotations

import pypdfium2
import pytest
import small
from chromium import CHROMIUM, needs_browser

from compare.runs import paper

PAGE = """<!doctype html><html lang="zh-Hans" data-ready="yes"><head><meta charset="utf-8">
<style>@page{size:A4;margin:18mm}</style><title>t</title></head><body><h1>每千人口托位数</h1></body></html>"""


def write_pages(folder, *names):
    """Write small pages that say they are ready, and return their paths."""
    for name in names:
        (folder / name).write_text(PAGE, encoding="utf-8")
    return [folder / name for name in names]


def write_browser(folder, body):
    """Write a program that stands for a browser, and return its path."""
    program = folder / "browser"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@needs_browser
def test_every_page_is_printed_on_a4_beside_it(tmp_path, monkeypatch):
    monkeypatch.setenv(paper.BROWSER_VARIABLE, CHROMIUM)
    written = paper.print_pages(write_pages(tmp_path, "a.html", "b.html"))
    assert [path.name for path in written] == ["a.pdf", "b.pdf"]
    for path in written:
        document = pypdfium2.PdfDocument(path)
        assert tuple(round(side) for side in document[0].get_size()) == (595, 842)
        assert "每千人口托位数" in document[0].get_textpage().get_text_range()


def test_no_browser_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.setenv(paper.BROWSER_VARIABLE, "")
    assert paper.find_browser() is None
    assert paper.print_pages(write_pages(tmp_path, "a.html")) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("exit 3", id="ends-at-once"),
        pytest.param("printf 'nonsense\\000' >&4; sleep 1", id="answers-nonsense"),
        pytest.param("""printf '{"id":1,"error":{"message":"no"}}\\000' >&4; sleep 1""", id="refuses"),
    ],
)
def test_a_browser_that_fails_leaves_no_paper_and_a_warning(tmp_path, monkeypatch, caplog, body):
    monkeypatch.setenv(paper.BROWSER_VARIABLE, write_browser(tmp_path, body))
    pages = write_pages(tmp_path, "a.html", "b.html")
    (tmp_path / "a.pdf").write_bytes(b"half")
    assert paper.print_pages(pages) == []
    assert list(tmp_path.glob("*.pdf*")) == []
    assert "no PDF" in caplog.text


def test_a_silent_browser_is_ended_in_time(tmp_path, monkeypatch):
    monkeypatch.setenv(paper.BROWSER_VARIABLE, write_browser(tmp_path, "exec sleep 600"))
    monkeypatch.setattr(paper, "PAGE_SECONDS", 0.5)
    assert paper.print_pages(write_pages(tmp_path, "a.html")) == []


@needs_browser
def test_a_run_prints_its_briefs_unless_told_not_to(tmp_path):
    root = small.make_project(tmp_path)
    plain = small.call(root, "run", "--no-pdf", POLICY_COMPARE_BROWSER=CHROMIUM)
    assert plain.returncode == 0, plain.stderr
    assert list((root / "reports/latest/briefs").glob("*.pdf")) == []
    asked = small.call(root, "run", "--pdf", POLICY_COMPARE_BROWSER=CHROMIUM)
    assert asked.returncode == 0, asked.stderr
    briefs = sorted(path.stem for path in (root / "reports/latest/briefs").glob("*.html"))
    assert sorted(path.stem for path in (root / "reports/latest/briefs").glob("*.pdf")) == briefs
    assert small.is_whole((root / "reports/latest").resolve())
    index = (root / "reports/latest/index.html").read_text(encoding="utf-8")
    assert f'href="briefs/{briefs[0]}.pdf"' in index
