"""A small language model: how likely a run of characters is in Chinese policy text."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from compare.knowledge import open_text

_STEP = 1.25
_UNSEEN = 5.0
_UNKNOWN = -24.0
_MARKS = dict.fromkeys("，。、；：“”《》（）,.;:()—·！？!?\n 　", -3.5)
_PLAIN = -6.0


@lru_cache(maxsize=2)
def chars_of(text: str) -> frozenset[str]:
    """Return the distinct characters of ``text``; the last text's are kept, for most passes ask."""
    return frozenset(text)


class Model(NamedTuple):
    """Log2 counts of characters and of pairs, and of all characters together."""

    singles: dict[str, float]
    pairs: dict[str, float]
    total: float

    def step(self, before: str, char: str) -> float:
        """Return the log2 chance of ``char`` after ``before``; marks and Latin letters cost the same anywhere."""
        pair = self.pairs.get(before + char)
        if pair is not None:
            return pair - self.singles[before]
        single = self.singles.get(char)
        if single is not None:
            return single - self.total - (_UNSEEN if before in self.singles else 1.0)
        if char in _MARKS:
            return _MARKS[char]
        return _PLAIN if char.isascii() and char.isalnum() else _UNKNOWN

    def score(self, text: str, before: str = "\n") -> float:
        """Return the log2 chance of ``text`` (simplified characters) after ``before``."""
        total = 0.0
        for char in text:
            total += self.step(before, char)
            before = char
        return total

    def knows(self, char: str) -> bool:
        """Return whether ``char`` is a common character."""
        return char in self.singles


@cache
def load_model() -> Model:
    """Return the packaged model of standard Chinese wording."""
    singles: dict[str, float] = {}
    pairs: dict[str, float] = {}
    total = 0.0
    for line in open_text("restore/bigrams.txt").splitlines():
        if line.startswith("#"):
            continue
        first, weight = line[0], (ord(line[1]) - 65) / _STEP
        singles[first] = weight
        total += 2.0**weight
        for char in line[2:]:
            if "A" <= char <= "Z":
                weight = (ord(char) - 65) / _STEP
            else:
                pairs[first + char] = weight
    size = 0.0
    while 2.0**size < total:
        size += 0.25
    return Model(singles, pairs, size)
