"""Sections to pages: one file each, everything inlined, nothing fetched, nothing evaluated."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from compare.briefs.figures import BUNDLE, safe_figure, script_json
from compare.briefs.lighter import lighter
from compare.briefs.proof import check_page, check_sentence, region_names
from compare.briefs.read import read_sections
from compare.errors import BriefError
from compare.regions import all_regions
from compare.sections import Cell, Row, Section, Sentence
from compare.words import Words

LIMIT = 2_500_000
"""Bytes a page may have."""
FEW = 20
"""Briefs that the index lists without grouping them by province."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a template needs beside the sections: strings, hashes, the filter's lines of work."""

    words: Words
    run_id: str
    style: Markup
    scripts: tuple[Markup, ...]
    policy: str


def render_brief(
    notebook: Mapping[str, Any], *, run_id: str = "", ledgers: Mapping[str, tuple[str, str]] | None = None
) -> str:
    """Return the brief of one executed notebook as a complete HTML file; one that would be too large is made lighter.

    Args:
        notebook: The executed notebook; its section outputs are the only source.
        run_id: Name of the run, printed in the footer.
        ledgers: By document, the address and the name of its page of restoration, for links from the method.

    Raises:
        BriefError: The notebook holds no sections, a number has no record, a word must not be shown, a chart cannot be
            drawn, or the page is too large.
    """
    sections = tuple(section for section in read_sections(notebook) if section.brief)
    answer = next((section for section in sections if section.kind == "answer"), None)
    if answer is None:
        raise BriefError("Brief", "no section of kind 'answer'", "Let the notebook display one.")
    names = region_names()
    for section in sections:
        for sentence in section.prose():
            check_sentence(section, sentence, names)
    html = _brief(sections, answer, run_id, ledgers or {})
    for fewer in lighter(sections):
        if len(html.encode("utf-8")) <= LIMIT:
            break
        html = _brief(fewer, answer, run_id, ledgers or {})
    return _finished(html, f"Brief '{answer.plain(answer.title)}'")


def _brief(sections: tuple[Section, ...], answer: Section, run_id: str, ledgers: Mapping[str, tuple[str, str]]) -> str:
    """Return the page of the sections, not yet proven."""
    figures = {s.id: safe_figure(s.figure, f"Section '{s.id}'") for s in sections if s.figure}
    lines = sorted({line for section in sections for row in section.rows for line in row.lines})
    page = _page(answer.language, run_id, charts=bool(figures))
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            page=page,
            w=page.words,
            sections=sections,
            answer=answer,
            lines=lines,
            ledgers=ledgers,
            figures={key: script_json(value) for key, value in figures.items()},
        )
    )


def render_index(
    briefs: Mapping[str, Mapping[str, Any]],
    *,
    run_id: str = "",
    notebooks: Sequence[str] = (),
    files_below: Sequence[str] = (),
    changes: Sequence[str] = (),
    ledgers: Sequence[tuple[str, str]] = (),
    papers: Sequence[str] = (),
) -> str:
    """Return the page that leads to every brief of a run.

    Args:
        briefs: Executed notebooks by the address of their brief below the run's folder, in reading order.
        run_id: Name of the run.
        notebooks: Addresses of the executed notebooks.
        files_below: Addresses of tables and other files.
        changes: Sentences on what changed since the last run, and why.
        ledgers: Addresses and names of the documents' pages of restoration.
        papers: Addresses of PDF files beside the briefs.
    """
    answers = {
        address: next(section for section in read_sections(notebook) if section.kind == "answer")
        for address, notebook in briefs.items()
    }
    if not answers:
        raise BriefError("Index", "no brief to lead to", "Render the briefs first.")
    names = region_names()
    for section in answers.values():
        check_sentence(section, section.title, names)
    page = _page(next(iter(answers.values())).language, run_id, charts=False)
    html = (
        _environment()
        .get_template("index.html.j2")
        .render(
            page=page,
            w=page.words,
            groups=_by_province(_entries(answers, page.words, frozenset(papers)), page.words),
            notebooks=notebooks,
            files_below=files_below,
            changes=changes,
            ledgers=ledgers,
        )
    )
    return _finished(html, "Index")


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief on the index: where it is, what it is called, its answer, and the same brief in other languages."""

    address: str
    name: str
    language: str
    label: str
    section: Section
    others: list[Entry]
    paper: str = ""


def _entries(answers: Mapping[str, Section], words: Words, papers: frozenset[str] = frozenset()) -> list[Entry]:
    """Return one entry per brief in the index's language where there is one, that across regions first."""
    grouped: dict[str, list[Entry]] = {}
    for address, section in answers.items():
        name = section.value(Cell(row="facts", column="region")) or words("index.across")
        label = words("index.english" if section.language == "en" else "index.chinese")
        stem = address.removesuffix(".html").removesuffix(f".{section.language}")
        paper = address.removesuffix(".html") + ".pdf"
        entry = Entry(address, name, section.language, label, section, [], paper if paper in papers else "")
        grouped.setdefault(stem, []).append(entry)
    found = []
    for same in grouped.values():
        same.sort(key=lambda entry: entry.language != words.language)
        found.append(replace(same[0], others=same[1:]))
    return sorted(found, key=lambda entry: entry.name != words("index.across"))


def _by_province(entries: list[Entry], words: Words) -> list[tuple[str, str, list[Entry]]]:
    """Return entries in one group without a name; where there are many, by province in the order of codes: name, code, entries.

    Within a province, the province stands first, then its prefectures with their counties. Briefs of no region come first.
    """
    if len(entries) <= FEW:
        return [("", "", entries)]
    known, groups = all_regions(), dict[str, list[tuple[str, Entry]]]()
    for entry in entries:
        code = entry.address.rsplit("/", 1)[-1].split(".")[0]
        province = f"{code[:2]}0000" if code in known else ""
        groups.setdefault(province if province in known else "", []).append((code if province else "", entry))
    names = {code: known[code].region_en if words.language == "en" else known[code].short_zh for code in groups if code}
    return [
        (names.get(code, ""), code, [entry for _, entry in sorted(groups[code], key=lambda found: found[0])])
        for code in sorted(groups)
    ]


def _finished(html: str, place: str) -> str:
    """Return the page, or raise where it proves nothing or weighs too much."""
    check_page(html, place)
    size = len(html.encode("utf-8"))
    if size > LIMIT:
        raise BriefError(place, f"{size} bytes", f"Keep it under {LIMIT}: fewer evidence records or points.")
    return html


def _page(language: str, run_id: str, *, charts: bool) -> Page:
    """Return the page's frame with the hashes of everything inlined; the chart library also asks for an empty stylesheet."""
    style = _asset("brief.css")
    scripts = ((_asset(BUNDLE),) if charts else ()) + (_asset("brief.js"),)
    allowed = " ".join(_digest(script) for script in scripts)
    styles = f"{_digest(style)} {_digest('')}" if charts else _digest(style)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {styles}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Page(Words(language), run_id, Markup(style), tuple(Markup(s) for s in scripts), policy)


@cache
def _asset(name: str) -> str:
    """Return a packaged asset as text that cannot end its element."""
    text = files("compare.briefs").joinpath("assets", name).read_bytes().decode("utf-8").strip()
    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise BriefError(f"Asset '{name}'", "it ends its own element", "Escape the closing tag.")
    return text


def _digest(script: str) -> str:
    """Return the content security policy's hash of an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _environment() -> Environment:
    """Return the templates' environment: escaping on, unknown names refused."""
    environment = Environment(
        loader=PackageLoader("compare.briefs", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(prose=_prose, plain=_plain, anchor=_anchor, evidence_anchor=_evidence_anchor)
    return environment


def _anchor(row: Row | str, section: Section) -> str:
    """Return the id of a row's element."""
    return _slug(f"{section.id}--{row if isinstance(row, str) else row.id}")


def _evidence_anchor(evidence_id: str, section: Section) -> str:
    """Return the id of an evidence record's element."""
    return _slug(f"{section.id}--e--{evidence_id}")


def _slug(text: str) -> str:
    """Return ``text`` as an id that a link can name."""
    return re.sub(r"[^0-9A-Za-z_-]+", lambda match: f"_{match.group().encode('utf-8').hex()}_", text)


def _plain(sentence: Sentence, section: Section) -> str:
    """Return a sentence as plain text."""
    return section.plain(sentence)


def _prose(sentence: Sentence, section: Section, linked: bool = True) -> Markup:
    """Return a sentence with each value in an element that names its row, linked to its evidence or row."""
    pieces: list[Markup] = []
    rows = {row.id: row for row in section.rows}
    for part in re.split(r"(\{[^{}]*\})", sentence.template):
        if not part.startswith("{"):
            pieces.append(escape(part))
            continue
        cell = sentence.values[part[1:-1]]
        row = rows[cell.row]
        record = f"{section.id}:{cell.row}:{cell.column}"
        value = escape(section.value(cell))
        if linked and (row.evidence or not row.hidden):
            target = _evidence_anchor(row.evidence[0], section) if row.evidence else _anchor(row, section)
            pieces.append(Markup('<a class="v" href="#{}" data-row="{}">{}</a>').format(target, record, value))
        else:
            pieces.append(Markup('<span class="v" data-row="{}">{}</span>').format(record, value))
    return Markup("").join(pieces)
