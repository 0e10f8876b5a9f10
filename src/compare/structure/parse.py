"""Restored text to its structure: facts, items, and clauses with role, stance and firmness."""

from __future__ import annotations

import re

from compare.structure.facts import is_reply, read_facts
from compare.structure.frame import is_closing, is_mechanics
from compare.structure.items import Heading, choose_items, find_headings, make_items
from compare.structure.lines import Paragraph, split_paragraphs
from compare.structure.model import Facts, Structure
from compare.structure.numbering import Node, build_outline
from compare.structure.outline import Outline
from compare.structure.read import read_clauses
from compare.structure.stance import Years, period_start
from compare.structure.units import find_notes

_FRAME = re.compile(
    "总体要求|总体目标|总体思路|工作目标|主要目标|发展目标|指导思想|基本原则|工作原则|保障措施|组织保障|组织实施|工作要求|实施保障|工作保障|规划背景|背景|基本情况|附则|存在.{0,6}问题|主要问题|有关要求|实施步骤|时间安排"
)
_TOLD_LIST = re.compile(r"(?m)^\s*[一二三四五六七八九十]+是")


def parse(text: str, known: Facts | None = None) -> Structure:
    """Return the structure of a restored text.

    Args:
        text: The restored text; its line structure is kept.
        known: Facts known from the register or the command line; they win over what is read.

    Returns:
        Facts, numbered items in text order, and candidate clauses in text order as spans of ``text``.
    """
    paragraphs = split_paragraphs(text)
    facts = read_facts(text, paragraphs, known or Facts())
    notes = find_notes(text, paragraphs)
    nodes = build_outline(text, paragraphs)
    last = _close_outline(text, paragraphs, nodes)
    ends = {node.start: node.children[0].start if node.children else node.end for node in nodes}
    headings = find_headings(text, nodes, paragraphs, notes, ends)
    item_nodes = choose_items(
        nodes, lambda node: _holds_told_list(text, node), lambda node: _frames(text, node, headings)
    )
    items = make_items(text, item_nodes, headings, notes, {node.start: node.end for node in item_nodes})
    years = _years(facts)
    outline = Outline(text, nodes, headings, item_nodes, items, years, facts.title)
    stretches = outline.stretches(paragraphs, notes, last)
    clauses = read_clauses(text, stretches, years)
    return Structure(facts=facts, items=tuple(items), clauses=tuple(clauses))


def _holds_told_list(text: str, node: Node) -> bool:
    """Return whether a unit's paragraphs are counted in words (一是…, 二是…), which makes the unit a section."""
    return len(_TOLD_LIST.findall(text, node.start, node.end)) >= 2


def _frames(text: str, node: Node, headings: dict[int, Heading]) -> bool:
    """Return whether a unit's heading is one that frames a document's tasks."""
    heading = headings.get(node.start)
    return heading is not None and bool(_FRAME.search(text, heading.start, heading.end))


def _years(facts: Facts) -> Years:
    reporting = facts.kind in ("statement", "report", None) or facts.reports_year is not None
    news = facts.kind == "news_summary"
    default = "achieved" if facts.kind == "report" or is_reply(facts.title) else None
    begins = facts.plan_year or period_start(facts.title or "") or (int(facts.issued[:4]) if facts.issued else None)
    return Years(
        plan=facts.plan_year, reports=facts.reports_year, reporting=reporting, news=news, default=default,
        past=begins - 1 if begins else None,
    )  # fmt: skip


def _close_outline(text: str, paragraphs: list[Paragraph], nodes: list[Node]) -> int:
    """Cut closing words, signature and furniture off the last numbered unit; return where numbered text ends."""
    if not nodes:
        return 0
    first = nodes[-1].paragraph + 1
    index = next((i for i in range(first, len(paragraphs)) if is_closing(_words(text, paragraphs[i]))), len(paragraphs))
    while index > first and is_mechanics(_words(text, paragraphs[index - 1])):
        index -= 1
    cut = paragraphs[index].start if index < len(paragraphs) else paragraphs[-1].end
    for node in nodes:
        node.end = min(node.end, cut)
    return cut


def _words(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.start : paragraph.end]
