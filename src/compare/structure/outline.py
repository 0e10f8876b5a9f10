"""The outline laid over the text: which item, section, heading, role and stance each run of text has."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right

from compare.structure.frame import is_closing, is_exhortation, is_goal, is_mechanics, is_preamble, is_question
from compare.structure.items import Heading
from compare.structure.lines import Paragraph
from compare.structure.marks import is_page_line
from compare.structure.model import Item
from compare.structure.numbering import Node
from compare.structure.read import Stretch
from compare.structure.stance import Years, gives_ground, heading_stance, paragraph_stance, question_stance
from compare.structure.units import Notes

_SUBHEADING = re.compile(r"(?:专栏\s*[0-9一二三四五六七八九十]+[:：]?)?[^，。；：！？,;:!?]{2,30}$")
_TITLED = re.compile(r"[—–－●◆■]*[^，。；：！？,;:!?\d]{4,25}。\s*\S")
_TITLED_MINIMUM = 20
_SUBHEADING_GROWTH = 1.5
"""How much longer than a line the next paragraph must be for the line to be its heading."""


class Outline:
    """The outline with what each place of the text belongs to."""

    def __init__(
        self, text: str, nodes: list[Node], headings: dict[int, Heading], item_nodes: list[Node],
        items: list[Item], years: Years, title: str | None = None,
    ) -> None:  # fmt: skip
        self._text = text
        self._nodes = nodes
        self._headings = headings
        self._starts = [node.start for node in nodes]
        self._index = {id(node): index for index, node in enumerate(item_nodes)}
        self._items = items
        self._years = years
        self._title = title
        self._titled: set[int] = set()
        self._current = years.default
        self._above: tuple[Node | None, str] | None = None

    def stretches(self, paragraphs: list[Paragraph], notes: Notes, last: int) -> list[Stretch]:
        """Return the runs of text in order: numbers and notes left out, headings apart.

        Args:
            paragraphs: The text's paragraphs.
            notes: Its notes of responsibility.
            last: Where the numbered text ends.
        """
        found: list[Stretch] = []
        self._titled = self._find_titled(paragraphs)
        first = self._starts[0] if self._starts else None
        for paragraph, following in itertools.zip_longest(paragraphs, paragraphs[1:]):
            if first is None or paragraph.end <= first or paragraph.start >= last:
                found += self._framing(paragraph, following, notes, first, last)
            else:
                found += self._numbered(paragraph, following, notes)
        return found

    def _find_titled(self, paragraphs: list[Paragraph]) -> set[int]:
        """Return the starts of paragraphs that open with a heading sentence, where the document writes so.

        A paragraph such as 完善监测体系。加强传染病监测，… counts where most unnumbered paragraphs open in this way.
        """
        marked = {node.paragraph for node in self._nodes}
        plain = [paragraph for index, paragraph in enumerate(paragraphs) if index not in marked]
        plain = [p for p in plain if p.end - p.start > _TITLED_MINIMUM]
        opened = [p for p in plain if _TITLED.match(self._text, p.start, p.end)]
        return {p.start for p in opened} if len(opened) >= 3 and len(opened) * 5 >= 3 * len(plain) else set()

    def _framing(
        self, paragraph: Paragraph, following: Paragraph | None, notes: Notes, first: int | None, last: int
    ) -> list[Stretch]:
        """Return the runs of a paragraph outside the numbered text."""
        words = self._text[paragraph.start : paragraph.end]
        role = self._frame_role(words, paragraph, first, last)
        if is_question(words):
            self._current = question_stance(words) or self._current
        if role != "body":
            return self._pieces(
                paragraph.start, paragraph.end, notes, Stretch(0, 0, None, None, None, role, "background")
            )
        if first is None and self._is_subheading(paragraph, following):
            self._above = (None, words)
            self._current = heading_stance(words, self._years) or self._current
            role = "heading"
        stance = self._current if role == "heading" else self._stance_of(words)
        above = self._above[1] if self._above and self._above[0] is None else None
        context = Stretch(0, 0, None, above, above, role, stance)
        if paragraph.start in self._titled:
            context = context.opened()
        return self._pieces(paragraph.start, paragraph.end, notes, context)

    def _frame_role(self, words: str, paragraph: Paragraph, first: int | None, last: int) -> str:
        if is_mechanics(words) or words == self._title or is_page_line(self._text, paragraph):
            return "mechanics"
        if is_question(words):
            return "preamble"
        if first is None:
            return "preamble" if is_exhortation(words) else "body"
        if paragraph.start >= last:
            return "preamble" if is_closing(words) else "mechanics" if words[-1] not in "。！；" else "body"
        telling = self._years.news or (self._years.reporting and not is_preamble(words))
        return "body" if telling or is_goal(words) else "preamble"

    def _numbered(self, paragraph: Paragraph, following: Paragraph | None, notes: Notes) -> list[Stretch]:
        """Return the runs of a paragraph of the numbered text, cut where a number stands inside it."""
        if is_page_line(self._text, paragraph):
            return [Stretch(paragraph.start, paragraph.end, None, None, None, "mechanics", "background")]
        found: list[Stretch] = []
        inner = self._starts[bisect_left(self._starts, paragraph.start + 1) : bisect_left(self._starts, paragraph.end)]
        for start, end in itertools.pairwise([paragraph.start, *inner, paragraph.end]):
            place = bisect_right(self._starts, start) - 1
            if place < 0:
                found += self._pieces(start, end, notes, Stretch(0, 0, None, None, None, "preamble", "background"))
                continue
            node = self._nodes[place]
            begin = max(start, node.text_start)
            context = self._context(node, begin, end)
            own = self._headings.get(node.start)
            if own is not None and begin <= own.start < end:
                kind = "sole_heading" if own.alone and not node.children else "heading"
                found += self._pieces(own.start, own.end, notes, context.as_role(kind))
                begin = own.end
            elif start > node.start and self._is_subheading(paragraph, following):
                self._above = (node, self._text[start:end])
                context = self._context(node, begin, end).as_role("heading")
            if begin in self._titled:
                context = context.opened()
            found += self._pieces(begin, end, notes, context)
        return found

    def _is_subheading(self, line: Paragraph, following: Paragraph | None) -> bool:
        """Return whether a short line without a stop stands over a longer paragraph."""
        if following is None or not _SUBHEADING.match(self._text, line.start, line.end):
            return False
        longer = following.end - following.start > _SUBHEADING_GROWTH * (line.end - line.start)
        return longer and following.start not in self._headings and self._text[following.end - 1] in "。；;！"

    def _context(self, node: Node, begin: int, end: int) -> Stretch:
        """Return an empty run with the item, section, heading, role and stance of a node's text."""
        stance, from_heading = self._stance(node)
        if not from_heading:
            stance = self._stance_of(self._text[begin:end])
        own = self._headings.get(node.start)
        heading = self._text[own.start : own.end] if own else None
        role = "preamble" if heading is not None and gives_ground(heading) else "body"
        item: int | None = None
        above: Node | None = node
        while above is not None and item is None:
            item = self._index.get(id(above))
            above = above.parent
        section = heading if item is None else self._items[item].section
        if item is not None:
            heading = heading or self._items[item].heading
        if self._above and self._above[0] is node:
            heading = self._above[1]
        return Stretch(0, 0, item, section, heading, role, stance)

    def _stance_of(self, words: str) -> str | None:
        """Return the stance of a paragraph; results and plans go on to the next one, shortcomings do not."""
        stance = paragraph_stance(words, self._years, self._current)
        if stance != "background":
            self._current = stance
        return stance

    def _stance(self, node: Node) -> tuple[str | None, bool]:
        """Return the stance that the headings above a node give, and whether one does."""
        current: Node | None = node
        while current is not None:
            heading = self._headings.get(current.start)
            stance = heading_stance(self._text[heading.start : heading.end], self._years) if heading else None
            if stance:
                return stance, True
            current = current.parent
        return None, False

    @staticmethod
    def _pieces(start: int, end: int, notes: Notes, context: Stretch) -> list[Stretch]:
        """Return the span without notes of responsibility, in its context."""
        pieces: list[Stretch] = []
        for note in notes.within(start, end):
            if note.start > start:
                pieces.append(context.at(start, note.start))
            start = max(start, note.end)
        if start < end:
            pieces.append(context.at(start, end))
        return pieces
