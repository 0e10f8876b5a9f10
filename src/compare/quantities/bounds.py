"""Words before and after a number that bound it."""

from __future__ import annotations

import re
from functools import cache

from compare.knowledge import load_yaml

BOUNDS_FILE = "quantities/bounds.yml"
_PLUS = re.compile(r"\+(?![A-Za-z\d“一-龥])")


@cache
def _side(name: str) -> tuple[dict[str, str], int]:
    """Return comparator by word for one side of the number, and the length of the longest word."""
    words = {word: sign for sign, group in load_yaml(BOUNDS_FILE)[name].items() for word in group}
    return words, max(map(len, words))


@cache
def _last_marks() -> frozenset[str]:
    return frozenset(word[-1] for word in _side("before")[0])


@cache
def _first_marks() -> frozenset[str]:
    return frozenset(word[0] for word in _side("after")[0]) | {"+"}


def read_prefix(text: str, at: int, floor: int) -> tuple[int, str] | None:
    """Return start and comparator of the bounding words that end at ``at``, or None.

    >>> read_prefix("立项不低于100项", 5, 0)
    (2, '>=')
    >>> read_prefix("签约100项", 2, 0) is None
    True
    """
    data = load_yaml(BOUNDS_FILE)
    words, longest = _side("before")
    last = _last_marks()
    for end in _prefix_ends(text, at, floor):
        if end > floor and text[end - 1] not in last:
            continue
        for size in range(min(longest, end - floor), 0, -1):
            start = end - size
            sign = words.get(text[start:end])
            if sign is None:
                continue
            wrong = data["not_after"].get(text[start:end], "")
            if not (wrong and start and text[start - 1] in wrong):
                return start, sign
    return None


@cache
def _fillers() -> dict[str, tuple[str, ...]]:
    """Return the words that may stand between bound and number, by their last character."""
    found: dict[str, list[str]] = {}
    for filler in load_yaml(BOUNDS_FILE)["fillers"]:
        found.setdefault(filler[-1], []).append(filler)
    return {mark: tuple(words) for mark, words in found.items()}


def _prefix_ends(text: str, at: int, floor: int) -> tuple[int, ...]:
    for filler in _fillers().get(text[at - 1 : at], ()):
        if at - len(filler) >= floor and text.endswith(filler, floor, at):
            return at, at - len(filler)
    return (at,)


def read_suffix(text: str, at: int) -> tuple[int, str] | None:
    """Return end and comparator of the bounding words that start at ``at``, or None.

    >>> read_suffix("65%以上", 3)
    (5, '>=')
    """
    words, longest = _side("after")
    start = at + 1 if text[at : at + 1] == " " else at
    if text[start : start + 1] not in _first_marks():
        return None
    wrong = load_yaml(BOUNDS_FILE)["after_not"]
    for size in range(min(longest, len(text) - start), 0, -1):
        end = start + size
        sign = words.get(text[start:end])
        if sign is not None and not (text[end : end + 1] and text[end] in wrong.get(text[start:end], "")):
            return end, sign
    plus = _PLUS.match(text, start)
    return (plus.end(), ">=") if plus else None
