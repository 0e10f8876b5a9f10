"""Candidate numbers to the document's outline: a number counts where the sequence around it says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from compare.structure.lines import Paragraph
from compare.structure.marks import RANKS, Candidate, find_candidates

_TURN = re.compile(
    r"(?:下一步|下阶段|今后|接下来|20\d\d\s?年|今年|明年|新的一年)[^。；]{0,60}[：:]$|(?:下一步|今后)(?:的)?(?:工作|打算)[^。]{0,10}$"
)
_NEARBY = 3
"""Numbers lost between two neighbours that still read as one sequence."""


@dataclass(slots=True, eq=False)
class Node:
    """One numbered unit: its number, its place, its parent and children; ``end`` is where the next unit begins."""

    label: str
    value: int
    style: str
    paragraph: int
    start: int
    text_start: int
    end: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)


def build_outline(text: str, paragraphs: list[Paragraph]) -> list[Node]:
    """Return every accepted numbered unit in text order, parents linked.

    A number at the start of a paragraph counts by its sequence; a number inside a paragraph stands after the end of a
    sentence and belongs to a list that begins or goes on there.
    """
    turns = [index for index, p in enumerate(paragraphs) if _TURN.match(text, p.start, p.end)]
    nodes = _accept(find_candidates(text, paragraphs), turns)
    _close(nodes, paragraphs[-1].end if paragraphs else 0)
    _cut(nodes, [paragraphs[index] for index in turns])
    return nodes


def _accept(candidates: list[Candidate], turns: list[int]) -> list[Node]:
    """Return the candidates that continue or open a sequence, as linked nodes.

    Args:
        candidates: The possible numbers in text order.
        turns: Paragraphs after which a list that begins belongs to no unit above it (下一步，重点抓好以下工作：).
    """
    later = _later_values(candidates)
    stack: list[Node] = []
    nodes: list[Node] = []
    reached: dict[str, int] = {}
    places: dict[tuple[str, int], list[int]] = {}
    for index, candidate in enumerate(candidates):
        if not candidate.weak and not candidate.inline:
            places.setdefault((candidate.style, candidate.value), []).append(index)
    seen = {style: sum(1 for c in candidates if c.style == style and not c.weak and not c.inline) for style in RANKS}
    for index, candidate in enumerate(candidates):
        if (
            stack
            and candidate.value == 1
            and bisect_right(turns, stack[-1].paragraph) < bisect_right(turns, candidate.paragraph)
        ):
            stack.clear()
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].style == candidate.style), None)
        last = stack[depth].value if depth is not None else None
        if candidate.inline and last is None and candidate.style == "paren_cn":
            last = reached.get(candidate.style)
        if last is None and candidate.value > 1 and stack and stack[-1].style == "cn" and _runs_on(candidate):
            last = reached.get(candidate.style)
        if not _fits(candidate, last, later[index], seen[candidate.style]):
            continue
        reached[candidate.style] = candidate.value
        if depth is not None:
            del stack[depth:]
        elif not (stack and (_turned(stack[-1], candidate, index, places) or _under(stack[-1], candidate))):
            while stack and RANKS[stack[-1].style] >= RANKS[candidate.style]:
                stack.pop()
        parent = stack[-1] if stack else None
        node = Node(candidate.label, candidate.value, candidate.style, candidate.paragraph, candidate.start,
                    candidate.end, parent=parent)  # fmt: skip
        if parent is not None:
            parent.children.append(node)
        stack.append(node)
        nodes.append(node)
    counts = Counter(node.style for node in nodes)
    return [node for node in nodes if not _stray(node, counts)] if nodes else nodes


def _runs_on(candidate: Candidate) -> bool:
    """Return whether a number of a loose style may go on from one section to the next (一、 01 02 二、 03)."""
    return candidate.style == "bare" or candidate.weak


def _under(top: Node, candidate: Candidate) -> bool:
    """Return whether a bare number stands under a numbered heading that it does not close (一、…, then 01…)."""
    return top.style == "cn" and candidate.style == "bare"


def _turned(top: Node, candidate: Candidate, index: int, places: dict[tuple[str, int], list[int]]) -> bool:
    """Return whether a document nests （一） in 1., against the custom: it restarts there and 1. goes on after it."""
    if (top.style, candidate.style, candidate.value) != ("number", "paren_cn", 1):
        return False
    goes_on = any(place > index for place in places.get(("number", top.value + 1), ()))
    return len(places.get(("paren_cn", 1), ())) >= 2 and (goes_on or top.value > 1)


def _later_values(candidates: list[Candidate]) -> list[tuple[bool, bool]]:
    """Return per candidate: whether a firm one of its value follows before the next, and whether the next follows.

    What follows a number inside a paragraph is looked for in the same paragraph only.
    """
    result: list[tuple[bool, bool]] = [(False, False)] * len(candidates)
    firm: dict[tuple[str, int], int] = {}
    weak: dict[tuple[str, int], int] = {}
    inside: dict[tuple[str, int, int], int] = {}
    for index in range(len(candidates) - 1, -1, -1):
        candidate = candidates[index]
        key, after = (candidate.style, candidate.value), (candidate.style, candidate.value + 1)
        same, following = firm.get(key), firm.get(after)
        again = same is not None and (following is None or same < following)
        if candidate.inline:
            followed = (*after, candidate.paragraph) in inside
            followed = followed or (candidate.value == 1 and following is not None and not again)
            again = again or (candidate.colon and candidate.value != 1)
            inside[*key, candidate.paragraph] = index
        else:
            followed = following is not None or (candidate.weak and after in weak)
            (weak if candidate.weak else firm)[key] = index
        result[index] = (again, followed)
    return result


def _fits(candidate: Candidate, last: int | None, later: tuple[bool, bool], firm: int) -> bool:
    again, followed = later
    expected = 1 if last is None else last + 1
    if candidate.inline:
        return not again and ((candidate.value == 1 and followed) or (last is not None and candidate.value == expected))
    if candidate.weak:
        if candidate.value != expected or again:
            return False
        if candidate.unlikely:
            return (followed and (firm > 2 or last is not None)) or (candidate.dotted and firm > 2 and last is not None)
        return followed or (last is not None and (firm > 1 or candidate.value > 2))
    if candidate.value == 0:
        return False
    if candidate.style in ("bare", "decimal"):
        return candidate.value == expected and (last is not None or followed)
    if last is None or candidate.value in (1, expected):
        return True
    if candidate.value > expected:
        return candidate.value - expected <= _NEARBY or followed or firm < 20
    return not again


def _stray(node: Node, counts: Counter[str]) -> bool:
    """Return whether a lone number is no outline: a style seen once, not a first number, with nothing under it."""
    return counts[node.style] == 1 and node.value > 1 and not node.children and sum(counts.values()) > 1


def _close(nodes: list[Node], end: int) -> None:
    """Set each node's end: the start of the next node that is not below it."""
    open_nodes: list[Node] = []
    for node in nodes:
        while open_nodes and open_nodes[-1] is not node.parent:
            open_nodes.pop().end = node.start
        open_nodes.append(node)
    for node in open_nodes:
        node.end = end


def _cut(nodes: list[Node], turns: list[Paragraph]) -> None:
    """End the units before a turn that a new list follows at the turn."""
    starts = [node.start for node in nodes]
    for turn in turns:
        place = bisect_right(starts, turn.start)
        if place == 0 or place == len(nodes) or nodes[place].parent is not None:
            continue
        node: Node | None = nodes[place - 1]
        while node is not None:
            node.end = min(node.end, turn.start)
            node = node.parent
