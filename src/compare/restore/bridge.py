"""Sentences that a page's foot or head has parted: the line ends around it go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from compare.restore.wrapped import NEW_START

_ENDS = "。！？；：!?:;”）)》"
_SHORTEST = 12
_BETWEEN = ("page", "repeat")


class Placed(Protocol):
    """A line of a text with its place."""

    @property
    def start(self) -> int:
        """Return where the line starts."""

    @property
    def end(self) -> int:
        """Return where it ends."""

    @property
    def words(self) -> str:
        """Return what it says."""


def parted(lines: Sequence[Placed], kinds: Sequence[str | None]) -> list[tuple[int, int]]:
    """Return the stretches, from one line's end to another's start, that hold pages' feet and heads inside a sentence.

    储备负压病床 / — 4 — / 200张 reads on; a line that ends in 。 or one before 二、 does not.
    """
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(lines):
        after = place + 1
        while after < len(lines) and kinds[after] in _BETWEEN:
            after += 1
        if kinds[place] is None and after > place + 1 and after < len(lines) and kinds[after] is None:
            one, two = lines[place].words, lines[after].words
            within = one[-1] not in _ENDS and len(one) >= _SHORTEST and any(mark in one for mark in "，、。；,")
            if within and "page" in kinds[place + 1 : after] and not NEW_START.match(two):
                found.append((lines[place].end, lines[after].start))
        place = after
    return found
