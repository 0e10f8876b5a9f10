"""Restored text to its structure: facts, items, and clauses with role, stance and firmness."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right

from compare.structure.facts import read_facts
from compare.structure.frame import is_closing, is_exhortation, is_goal, is_mechanics
from compare.structure.items import Heading, choose_items, find_headings, make_items
from compare.structure.lines import Paragraph, split_paragraphs
from compare.structure.model import Facts, Item, Structure
from compare.structure.numbering import Node, build_outline
from compare.structure.read import Stretch, read_clauses
from compare.structure.stance import Years, gives_ground, heading_stance, paragraph_stance
from compare.structure.units import Notes, find_notes

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
    item_nodes = choose_items(nodes, lambda node: _holds_told_list(text, node))
    items = make_items(text, item_nodes, headings, notes, {node.start: node.end for node in item_nodes})
    years = _years(facts)
    outline = _Outline(text, nodes, headings, item_nodes, items, years)
    stretches = outline.stretches(paragraphs, notes, last)
    clauses = read_clauses(text, stretches, years)
    return Structure(facts=facts, items=tuple(items), clauses=tuple(clauses))


def _holds_told_list(text: str, node: Node) -> bool:
    """Return whether a unit's paragraphs are counted in words (一是…, 二是…), which makes the unit a section."""
    return len(_TOLD_LIST.findall(text, node.start, node.end)) >= 2


def _years(facts: Facts) -> Years:
    reporting = facts.kind in ("statement", "report", None) or facts.reports_year is not None
    news = facts.kind == "news_summary"
    return Years(plan=facts.plan_year, reports=facts.reports_year, reporting=reporting, news=news)


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


class _Outline:
    """The outline with what each place of the text belongs to."""

    def __init__(
        self, text: str, nodes: list[Node], headings: dict[int, Heading], item_nodes: list[Node],
        items: list[Item], years: Years,
    ) -> None:  # fmt: skip
        self.text = text
        self.nodes = nodes
        self.headings = headings
        self.starts = [node.start for node in nodes]
        self.index = {id(node): index for index, node in enumerate(item_nodes)}
        self.items = items
        self.years = years

    def stretches(self, paragraphs: list[Paragraph], notes: Notes, last: int) -> list[Stretch]:
        """Return the runs of text in order: numbers and notes left out, headings apart."""
        found: list[Stretch] = []
        first = self.starts[0] if self.starts else None
        current: str | None = None
        for paragraph in paragraphs:
            words = self.text[paragraph.start : paragraph.end]
            if first is None or paragraph.end <= first or paragraph.start >= last:
                role = self._frame_role(words, paragraph, first, last)
                if role == "body":
                    current = paragraph_stance(words, self.years, current)
                stance = current if role == "body" else "background"
                found += self._pieces(paragraph.start, paragraph.end, notes, None, None, None, role, stance)
                continue
            current = self._numbered(found, paragraph, notes, current)
        return found

    def _frame_role(self, words: str, paragraph: Paragraph, first: int | None, last: int) -> str:
        if is_mechanics(words):
            return "mechanics"
        if first is None:
            return "preamble" if is_exhortation(words) else "body"
        if paragraph.start >= last and not is_closing(words):
            return "mechanics" if words[-1] not in "。！；" else "body"
        if paragraph.end <= first and (self.years.news or is_goal(words)):
            return "body"
        return "preamble"

    def _numbered(
        self, found: list[Stretch], paragraph: Paragraph, notes: Notes,
        current: str | None,
    ) -> str | None:  # fmt: skip
        low = bisect_left(self.starts, paragraph.start)
        high = bisect_left(self.starts, paragraph.end)
        cuts = [paragraph.start, *(start for start in self.starts[low:high] if start > paragraph.start), paragraph.end]
        for start, end in itertools.pairwise(cuts):
            place = bisect_right(self.starts, start) - 1
            if place < 0:
                found += self._pieces(start, end, notes, None, None, None, "preamble", "background")
                continue
            node = self.nodes[place]
            stance, from_heading = self._stance(node)
            if not from_heading:
                stance = current = paragraph_stance(self.text[max(start, node.text_start) : end], self.years, current)
            item, section, heading = self._context(node)
            begin = max(start, node.text_start) if start <= node.text_start else start
            role = "preamble" if self._is_ground(node) else "body"
            own = self.headings.get(node.start)
            if own is not None and begin <= own.start < end:
                kind = "sole_heading" if own.alone and not node.children else "heading"
                found += self._pieces(own.start, own.end, notes, item, section, heading, kind, stance)
                begin = own.end
            found += self._pieces(begin, end, notes, item, section, heading, role, stance)
        return current

    def _is_ground(self, node: Node) -> bool:
        """Return whether the node's text gives guiding thoughts (指导思想, 总体要求) and no action."""
        own = self.headings.get(node.start)
        return own is not None and gives_ground(self.text[own.start : own.end])

    def _stance(self, node: Node) -> tuple[str | None, bool]:
        current: Node | None = node
        while current is not None:
            heading = self.headings.get(current.start)
            stance = heading_stance(self.text[heading.start : heading.end], self.years) if heading else None
            if stance:
                return stance, True
            current = current.parent
        return None, False

    def _context(self, node: Node) -> tuple[int | None, str | None, str | None]:
        item: int | None = None
        current: Node | None = node
        while current is not None and item is None:
            item = self.index.get(id(current))
            current = current.parent
        own = self.headings.get(node.start)
        heading = self.text[own.start : own.end] if own else None
        if item is None:
            return None, heading, heading
        return item, self.items[item].section, heading or self.items[item].heading

    def _pieces(
        self, start: int, end: int, notes: Notes, item: int | None,
        section: str | None, heading: str | None, role: str, stance: str | None,
    ) -> list[Stretch]:  # fmt: skip
        """Return the span without notes of responsibility."""
        pieces = []
        for note in notes.within(start, end):
            if note.start > start:
                pieces.append(Stretch(start, note.start, item, section, heading, role, stance))
            start = max(start, note.end)
        if start < end:
            pieces.append(Stretch(start, end, item, section, heading, role, stance))
        return pieces
