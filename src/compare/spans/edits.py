"""The edit: one change of a text, the order of kinds of change, and a text with its edits made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            "variant", "layout", "pinyin", "control", "markup", "bom", "mojibake", "lost", "injected", "censored", "spun",
            "person", "contact", "furniture",
        )
    )
}  # fmt: skip
"""Kinds of repair; where one pass touches what another has made, the later kind of this list names the whole."""


class Edit(NamedTuple):
    """One change: what stands at ``start`` to ``end`` becomes ``new`` (empty: set aside)."""

    start: int
    end: int
    new: str
    kind: str
    certainty: str = "certain"
    confidence: float | None = 1.0


def keeps_length(edit: Edit) -> bool:
    """Return whether what comes out is as long as what goes in, so that places inside run in step."""
    return edit.end - edit.start == len(edit.new)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with ``edits`` (in order, not overlapping) made.

    >>> apply_edits("動(dòng)員", [Edit(0, 1, "动", "variant"), Edit(1, 7, "", "pinyin"), Edit(7, 8, "员", "variant")])
    '动员'
    """
    if not edits:
        return text
    parts: list[str] = []
    place = 0
    for edit in edits:
        parts.append(text[place : edit.start])
        parts.append(edit.new)
        place = edit.end
    parts.append(text[place:])
    return "".join(parts)
