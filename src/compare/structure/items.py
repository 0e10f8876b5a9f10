"""Outline to items: which numbered level is the item, its number, heading, section and units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from compare.structure.lines import Paragraph
from compare.structure.model import Item
from compare.structure.numbering import Node
from compare.structure.units import Notes

_SENTENCE_END = re.compile(r"[。！？!?；;]")
_MEASURED = re.compile(r"[,，\d％%]")
"""What a heading before its text seldom holds, and an action's first sentence often does."""
_PAIR_LIMIT = 26
"""Length of a heading of two halves (坚持人民至上，疫情防控平稳转段)."""
_HEADING_LIMIT = 60
_RUN_IN_LIMIT = 45
_RUN_IN_SHARE = 0.6
"""Share of a level's units that must open with a short sentence before such a sentence is a heading there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one numbered unit; ``alone`` when its unit has no other text."""

    start: int
    end: int
    alone: bool
    run_in: bool


def choose_items(nodes: list[Node], is_section: Callable[[Node], bool], is_frame: Callable[[Node], bool]) -> list[Node]:
    """Return the nodes that are items: the lowest level into which the units above are divided as a rule.

    Args:
        nodes: The outline.
        is_section: Whether a top unit is a section though nothing in it is numbered.
        is_frame: Whether a top unit only frames the divided ones beside it (总体要求, 保障措施).

    A unit of a lower level that is not divided though its level is counts as an item itself; an undivided top unit
    beside divided ones is a section.
    """
    level = [node for node in nodes if node.parent is None]
    top, items = True, []
    while level:
        total = Counter(node.style for node in level)
        split = Counter(node.style for node in level if node.children)
        groups: dict[tuple[int, str], list[Node]] = {}
        for node in level:
            groups.setdefault((id(node.parent), node.style), []).append(node)
        deeper: list[Node] = []
        for group in groups.values():
            divided = [node for node in group if node.children]
            most = split[group[0].style] * 2 > total[group[0].style]
            if not divided or not (
                most or (len(divided) * 2 > len(group) and _is_list(group)) or _umbrella(group, divided)
            ):
                items += [node for node in group if not (top and is_section(node))]
                continue
            items += [node for node in group if not node.children and not (top and (most or is_frame(node)))]
            deeper += [child for node in divided for child in node.children]
        level, top = deeper, False
    return sorted(items, key=lambda node: node.start)


def _is_list(group: list[Node]) -> bool:
    """Return whether units are several, or one that is divided by paragraphs."""
    return len(group) > 1 or group[0].children[0].paragraph != group[0].paragraph


def _umbrella(group: list[Node], divided: list[Node]) -> bool:
    """Return whether top units that are divided hold most of the text or of the numbers, though they are few."""
    if group[0].parent is not None:
        return False
    total = sum(node.end - node.start for node in group)
    numbers = sum(len(node.children) for node in divided)
    return sum(node.end - node.start for node in divided) > 0.5 * total or numbers > len(group)


def number_items(items: list[Node]) -> list[str]:
    """Return the item numbers as printed, unique in the document: parents are joined where numbering restarts."""
    plain = [node.label for node in items]
    if len(set(plain)) < len(plain):
        plain = ["/".join(_path(node)) for node in items]
    seen: Counter[str] = Counter()
    numbers = []
    taken = set(plain)
    for number in plain:
        seen[number] += 1
        if seen[number] == 1:
            numbers.append(number)
            continue
        count = seen[number]
        while f"{number}·{count}" in taken:
            count += 1
        taken.add(f"{number}·{count}")
        numbers.append(f"{number}·{count}")
    return numbers


def _path(node: Node) -> list[str]:
    path: list[str] = []
    current: Node | None = node
    while current is not None:
        path.append(current.label)
        current = current.parent
    return path[::-1]


def find_headings(
    text: str, nodes: list[Node], paragraphs: list[Paragraph], notes: Notes, ends: dict[int, int]
) -> dict[int, Heading]:
    """Return the heading of each node that has one, by the node's start.

    Args:
        text: The restored text.
        nodes: The outline.
        paragraphs: The text's paragraphs.
        notes: Notes of responsibility, which are no text of their unit.
        ends: Per node start, where its own text ends (its first child or its end).
    """
    openings = {node.start: _opening(text, node, paragraphs, notes, ends[node.start]) for node in nodes}
    headings: dict[int, Heading] = {}
    for depth_nodes in _levels(nodes):
        found = [(node, openings[node.start]) for node in depth_nodes]
        run_in = [o for n, o in found if o and o.run_in and not o.alone and _heads(text, o, ends[n.start])]
        single = [o for _, o in found if o is not None and o.run_in and o.alone]
        written = [o for _, o in found if o is None or (o.run_in and not o.alone)]
        is_style = len(run_in) >= _RUN_IN_SHARE * max(1, len(written)) and len(run_in) >= len(single)
        for node, opening in found:
            if opening is not None and (is_style or not opening.run_in or (opening.alone and node.children)):
                headings[node.start] = opening
    return headings


def _heads(text: str, opening: Heading, end: int) -> bool:
    """Return whether a first sentence looks like a heading: no amount in it, short beside what follows."""
    words = text[opening.start : opening.end]
    parts = _MEASURED.findall(words)
    return not parts or (
        parts in (["，"], [","]) and len(words) <= _PAIR_LIMIT and end - opening.end > 2.5 * len(words)
    )


def _levels(nodes: list[Node]) -> list[list[Node]]:
    levels: dict[tuple[int, str], list[Node]] = {}
    for node in nodes:
        levels.setdefault((len(_path(node)), node.style), []).append(node)
    return list(levels.values())


def _opening(text: str, node: Node, paragraphs: list[Paragraph], notes: Notes, end: int) -> Heading | None:
    """Return what could be the node's heading: its first line without a full stop, or its short first sentence."""
    index = node.paragraph
    line = Paragraph(node.text_start, min(paragraphs[index].end, end))
    if not text[line.start : line.end].strip():
        index += 1
        if index >= len(paragraphs) or paragraphs[index].start >= end:
            return None
        line = paragraphs[index]
    start = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
    note = next(iter(notes.within(start, line.end)), None)
    stop = note.start if note else line.end
    while stop > start and text[stop - 1] in " \u3000\t":
        stop -= 1
    cell = text.find("\t", start, stop)
    if cell > start:
        return Heading(start, cell, False, False)
    rest = _has_text(text, line.end, end, notes) or (note is not None and _has_text(text, note.end, line.end, notes))
    match = _SENTENCE_END.search(text, start, stop)
    if match is None:
        stop_trimmed = stop - 1 if stop > start and text[stop - 1] in "：:" else stop
        colon = re.compile("[：:]").search(text, start, stop_trimmed)
        if colon and colon.start() - start <= 20 and stop - colon.end() > _HEADING_LIMIT:
            return Heading(start, colon.start(), False, True)
        if stop_trimmed - start > _HEADING_LIMIT:
            return None
        return Heading(start, stop_trimmed, not rest, False) if stop_trimmed > start else None
    if match[0] in "；;" or match.start() - start > _RUN_IN_LIMIT:
        return None
    alone = not rest and not text[match.end() : stop].strip()
    return Heading(start, match.start(), alone, True)


def _has_text(text: str, start: int, end: int, notes: Notes) -> bool:
    place = start
    for note in notes.within(start, end):
        if text[place : max(place, note.start)].strip(" \n\r\t\u3000。；;，,"):
            return True
        place = max(place, note.end)
    return bool(text[place : max(place, end)].strip(" \n\r\t\u3000。；;，,"))


def make_items(
    text: str, items: list[Node], headings: dict[int, Heading], notes: Notes, ends: dict[int, int]
) -> list[Item]:
    """Return the items with their numbers, sections, headings and units."""
    made = []
    for node, number in zip(items, number_items(items), strict=True):
        end = ends[node.start]
        while end > node.text_start and text[end - 1].isspace():
            end -= 1
        heading = headings.get(node.start)
        body = heading.end if heading and not heading.alone else node.text_start
        while body < end and (text[body].isspace() or text[body] in "。.：:"):
            body += 1
        parent = headings.get(node.parent.start) if node.parent else None
        own = notes.within(node.start, end)
        inside = list(own)
        body_end = end
        while inside and body_end > body and inside[-1].end == body_end:
            body_end = inside.pop().start
            while body_end > body and text[body_end - 1].isspace():
                body_end -= 1
        lead = dict.fromkeys(unit for note in own for unit in note.lead)
        responsible = dict.fromkeys(unit for note in own for unit in note.responsible)
        made.append(Item(
            item_no=number,
            section=text[parent.start : parent.end] if parent else (node.parent.label if node.parent else None),
            heading=text[heading.start : heading.end] if heading else None,
            start=node.start, end=end, body_start=body, body_end=max(body, body_end),
            lead_units=tuple(lead), responsible_units=tuple(responsible),
        ))  # fmt: skip
    return made
