"""The packaged units and number words, compiled on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml

UNITS_FILE = "quantities/units.yml"
WORDS_FILE = "quantities/words.yml"
CHINESE_DIGITS = "〇零一二三四五六七八九十百千万亿两几廿卅"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, as we write it, and what it measures."""

    printed: str
    name: str
    measure: str


@cache
def _units() -> tuple[dict[str, Unit], dict[str, tuple[int, ...]]]:
    data = load_yaml(UNITS_FILE)
    same = data["same"]
    units = {
        printed: Unit(printed, same.get(printed, printed), measure)
        for measure, names in data["types"].items()
        for printed in names
    }
    strange = sorted(set(same) - set(units))
    if strange:
        raise KnowledgeError(f"Knowledge file '{UNITS_FILE}'", f"'same' names unlisted units {strange}", "List them.")
    lengths: dict[str, set[int]] = {}
    for printed in units:
        lengths.setdefault(printed[0], set()).add(len(printed))
    return units, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def read_unit(text: str, at: int) -> Unit | None:
    """Return the longest unit that starts at ``at``, or None."""
    units, lengths = _units()
    for size in lengths.get(text[at : at + 1], ()):
        unit = units.get(text[at : at + size])
        if unit is not None:
            return unit
    return None


@cache
def _words() -> tuple[dict[str, str], dict[str, tuple[tuple[int, int], ...]]]:
    data = load_yaml(WORDS_FILE)
    kinds = {word: kind for kind, words in data.items() for word in words}
    places: dict[str, set[tuple[int, int]]] = {}
    for word in kinds:
        place = next((at for at, mark in enumerate(word) if mark in CHINESE_DIGITS), None)
        if place is not None:
            places.setdefault(word[place], set()).add((len(word), place))
    return kinds, {mark: tuple(sorted(found, reverse=True)) for mark, found in places.items()}


def read_word(text: str, at: int) -> tuple[int, int, str] | None:
    """Return start, end and kind of the longest listed word whose first Chinese digit stands at ``at``, or None."""
    kinds, places = _words()
    for size, place in places.get(text[at], ()):
        start = at - place
        if start >= 0:
            kind = kinds.get(text[start : start + size])
            if kind is not None:
                return start, start + size, kind
    return None


CHINESE_RUN = re.compile(f"[{CHINESE_DIGITS}]+")
