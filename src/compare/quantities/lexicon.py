"""The packaged units and number words, compiled on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compare.errors import KnowledgeError
from compare.knowledge import load_csv, load_yaml, open_text
from compare.quantities.numbers import CHINESE

UNITS_FILE = "quantities/units.yml"
WORDS_FILE = "quantities/words.yml"
IDIOMS_FILE = "quantities/idioms.txt"
CHINESE_RUN = re.compile(f"[{CHINESE}]+")


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
    units: dict[str, Unit] = {}
    for measure, names in data["types"].items():
        for printed in names:
            if printed in units:
                raise KnowledgeError(f"Knowledge file '{UNITS_FILE}'", f"unit '{printed}' twice", "Keep one type.")
            units[printed] = Unit(printed, same.get(printed, printed), measure)
    strange = sorted(set(same) - set(units))
    if strange:
        raise KnowledgeError(f"Knowledge file '{UNITS_FILE}'", f"'same' names unlisted units {strange}", "List them.")
    return units, _lengths(units)


def _lengths(words: dict[str, Unit]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


def read_unit(text: str, at: int) -> Unit | None:
    """Return the longest unit that starts at ``at``, or None.

    >>> read_unit("5人次以上", 1).name
    '人次'
    """
    units, lengths = _units()
    for size in lengths.get(text[at : at + 1], ()):
        unit = units.get(text[at : at + size])
        if unit is not None and not _runs_on(text, at + size, unit.printed):
            return unit
    return None


def _runs_on(text: str, end: int, printed: str) -> bool:
    """Return whether the word goes on past ``end``: the g of GDP is no gram, 一支队伍 no 支队."""
    after = text[end : end + 1]
    if after and after in load_yaml(UNITS_FILE)["not_before"].get(printed, ""):
        return True
    return text[end - 1 : end + 1].isascii() and text[end - 1 : end + 1].isalpha() and end < len(text)


def unit_named(name: str | None) -> Unit | None:
    """Return the listed unit printed as ``name``, or None."""
    return _units()[0].get(name or "")


@cache
def _words() -> dict[str, tuple[tuple[int, str, str], ...]]:
    """Return by first digit and neighbour: the digit's place, word and kind of every listed word, longest first."""
    kinds = dict.fromkeys((line for line in open_text(IDIOMS_FILE).splitlines() if line), "none")
    kinds.update(dict.fromkeys(_place_names(), "none"))
    kinds.update({word: kind for kind, words in load_yaml(WORDS_FILE).items() for word in words})
    places: dict[str, list[tuple[int, str, str]]] = {}
    for word, kind in kinds.items():
        place = next((at for at, mark in enumerate(word) if mark in CHINESE), None)
        if place is None:
            raise KnowledgeError(f"Knowledge file '{WORDS_FILE}'", f"'{word}' holds no Chinese digit", "Remove it.")
        key = word[place : place + 2] if place + 1 < len(word) else word[place - 1 : place + 1]
        places.setdefault(key, []).append((place, word, kind))
    return {key: tuple(sorted(found, key=lambda entry: -len(entry[1]))) for key, found in places.items()}


def _place_names() -> list[str]:
    """Return the names of regions with a Chinese digit, those left out that also read as a count (三台, 五台)."""
    names: list[str] = []
    for row in load_csv("regions.csv"):
        full, short = row["region_zh"], row["short_zh"]
        if CHINESE_RUN.search(full):
            names.append(full)
            run = CHINESE_RUN.match(short)
            rest = short[run.end() :] if run else short
            unit = read_unit(rest, 0) if run else None
            if CHINESE_RUN.search(short) and rest and (unit is None or unit.printed != rest):
                names.append(short)
    return names


def read_word(text: str, at: int) -> tuple[int, int, str] | None:
    """Return start, end and kind of the longest listed word whose first Chinese digit stands at ``at``, or None.

    >>> read_word("进一步统一", 1)
    (0, 3, 'none')
    """
    words = _words()
    best: tuple[int, int, str] | None = None
    for key in (text[at : at + 2], text[max(0, at - 1) : at + 1]):
        for place, word, kind in words.get(key, ()):
            if at >= place and text.startswith(word, at - place):
                if best is None or len(word) > best[1] - best[0]:
                    best = (at - place, at - place + len(word), kind)
                break
    return best
