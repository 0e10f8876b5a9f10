"""Reworded text: which synonym machine went over it, and the standard wording put back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from compare.knowledge import load_csv, open_text
from compare.restore.scan import scan
from compare.spans import Edit

_WORD_GAIN = 2.0
_PHRASE_GAIN = 2.2
_PHRASE_POWER = 1.3
_KEPT_WEIGHT = 0.03
_MOST_FORMS = 96
_STRETCH = 20_000
_LEAST_WORDS, _LEAST_SHARE = 30, 0.3
"""Words a machine knows that a text must hold, and the share of them reworded, below which it was reworded in part only."""


Change = tuple[int, int, str]
"""A place in a reworded run and the standard word that stood there."""


class Option(NamedTuple):
    """One way to read a run of reworded text."""

    spun: str
    standard: str
    score: float
    confidence: float
    changes: tuple[Change, ...]
    telling: bool = True
    """Whether every word it changes is one that standard wording hardly uses."""


@cache
def load_phrases() -> tuple[str, ...]:
    """Return the packaged standard phrases, each once."""
    lines = (line for line in open_text("restore/phrases.txt").splitlines() if not line.startswith("#"))
    return tuple(dict.fromkeys(word for line in lines for word in line.split() if "…" not in word))


@cache
def _signs(machine: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    return tuple(
        (row["sign"], int(row["level"]), tuple(row["unless"].split()))
        for row in load_csv("restore/spun_signs.csv")
        if row["machine"] == machine
    )


@cache
def _mild_signs(machine: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the signs of level 0 with the ordinary words they stand for."""
    return tuple((sign, unless) for sign, level, unless in _signs(machine) if level == 0)


@cache
def machines() -> tuple[str, ...]:
    """Return the names of the synonym machines that the packaged pairs know."""
    return tuple(dict.fromkeys(row["machine"] for row in load_csv("restore/spun_pairs.csv")))


def detect_machine(text: str) -> str | None:
    """Return the synonym machine that reworded ``text``, or nothing.

    Signs of level 2 never stand in ordinary wording (重年夜, 卫生气构); those of level 1 seldom do (鼎新). A text is
    reworded where it holds the first kind, and both often enough for its length. Those of level 0 are ordinary words
    that the machine writes for still more ordinary ones; they tell where the latter hardly occur.
    """
    best, found = 0.0, None
    text = _sample(text)
    stands = scan(text).counts
    for machine in machines():
        counts, kinds = _count_signs(stands, machine)
        rate = 1000 * (2 * counts[2] + counts[1]) / max(len(text), 1)
        often = (kinds >= 5 and rate >= 2.5) or (rate >= 8 and len(text) < 400)
        told = (counts[2] and often) or (kinds >= 4 and rate >= 5) or _prefers_reworded(stands, len(text), machine)
        if told and rate >= best:
            best, found = rate, machine
    return found


def _count_signs(stands: Counter[str], machine: str) -> tuple[list[int], int]:
    """Return how often signs of each level stand in a text, and the levels of the distinct ones summed."""
    counts = [0, 0, 0]
    kinds = 0
    for sign, level, unless in _signs(machine):
        if not level or sign not in stands:
            continue
        count = stands[sign] - sum(stands[word] for word in unless)
        if count > 0:
            counts[level] += count
            kinds += level
    return counts, kinds


def _prefers_reworded(stands: Counter[str], length: int, machine: str) -> bool:
    """Return whether a text says 办事, 鼎新, 实行 … where ordinary wording says 服务, 改革, 实施 …."""
    kinds, reworded, ordinary = 0, 0, 0
    for sign, unless in _mild_signs(machine):
        if sign in stands or not stands.keys().isdisjoint(unless):
            kinds += stands[sign] > 0
            reworded += stands[sign]
            ordinary += sum(stands[word] for word in unless)
    return kinds >= 5 and reworded >= 3 * ordinary and 1000 * reworded >= 10 * length


def _sample(text: str) -> str:
    """Return enough of ``text`` to tell whether it was reworded: three stretches of a long one."""
    if len(text) <= 3 * _STRETCH:
        return text
    middle = len(text) // 2
    return text[:_STRETCH] + text[middle : middle + _STRETCH] + text[-_STRETCH:]


@cache
def _pairs(machine: str) -> dict[str, dict[str, float]]:
    """Return for each reworded word its standard words with their shares; itself is always one of them."""
    weights: dict[str, dict[str, float]] = {}
    for row in load_csv("restore/spun_pairs.csv"):
        if row["machine"] == machine:
            weights.setdefault(row["spun"], {})[row["standard"]] = float(row["weight"])
    for spun, options in weights.items():
        options.setdefault(spun, _KEPT_WEIGHT)
        total = sum(options.values())
        for standard in options:
            options[standard] /= total
    return weights


def _forms(
    phrase: str, backward: dict[str, list[tuple[str, float]]], longest: int
) -> Iterator[tuple[str, float, tuple[Change, ...]]]:
    """Yield what a machine may have made of ``phrase``, with the log share of its choices and with its changes."""
    ends: list[list[tuple[str, float, tuple[Change, ...]]]] = [[("", 0.0, ())]]
    for end in range(1, len(phrase) + 1):
        here = [(form + phrase[end - 1], log, changes) for form, log, changes in ends[end - 1]]
        for size in range(1, min(longest, end) + 1):
            word = phrase[end - size : end]
            for spun, share in backward.get(word, ()):
                here.extend(
                    (form + spun, log + share, (*changes, (len(form), len(form) + len(spun), word)))
                    for form, log, changes in ends[end - size]
                )
        here.sort(key=lambda found: -found[1])
        unique = {found[0]: found for found in reversed(here[: _MOST_FORMS * 2])}
        ends.append(list(unique.values())[-_MOST_FORMS:])
    yield from ends[-1]


def _kept_cost(form: str, phrase: str, pairs: dict[str, dict[str, float]]) -> float:
    """Return the log share of leaving words of ``phrase`` as they are that the machine would have changed."""
    if form != phrase:
        return 0.0
    return sum(math.log(options[spun]) for spun, options in pairs.items() if spun in phrase)


@cache
def _ordinary(machine: str) -> frozenset[str]:
    """Return the words that the machine both writes and rewrites, or that its pairs say may stand: 加强, 增强, 管理."""
    rows = [row for row in load_csv("restore/spun_pairs.csv") if row["machine"] == machine]
    rewritten = {row["standard"] for row in rows}
    return frozenset(row["spun"] for row in rows if row["spun"] in rewritten)


@cache
def _known_words(machine: str) -> ahocorasick.Automaton:
    """Return the automaton of words that only the machine writes (true) and of words that it always rewrites (false)."""
    rows = [row for row in load_csv("restore/spun_pairs.csv") if row["machine"] == machine]
    spun, standard = {row["spun"] for row in rows}, {row["standard"] for row in rows}
    automaton = ahocorasick.Automaton()
    for word in (spun | standard) - (spun & standard):
        if len(word) > 1:
            automaton.add_word(word, word in spun)
    automaton.make_automaton()
    return automaton


def _is_partly_reworded(text: str, machine: str) -> bool:
    """Return whether most words that the machine would have rewritten stand as they were.

    Where all of a text went through it, 加强 was 增强 before, as it writes 增强 for 加强; where only some words did, it was not.
    """
    found = [is_spun for _, is_spun in _known_words(machine).iter(_sample(text))]
    return len(found) >= _LEAST_WORDS and sum(found) < _LEAST_SHARE * len(found)


@cache
def _automaton(machine: str) -> ahocorasick.Automaton:
    """Return the automaton of reworded runs with the best option for each."""
    pairs, ordinary = _pairs(machine), _ordinary(machine)
    best: dict[str, Option] = {}
    for spun, options in pairs.items():
        standard = max(options, key=lambda word: options[word])
        score = _WORD_GAIN * len(spun) + math.log(options[standard])
        changes: tuple[Change, ...] = ((0, len(spun), standard),) if standard != spun else ()
        telling = not changes or spun not in ordinary
        best[spun] = Option(spun, standard, score, round(0.55 + 0.4 * options[standard], 2), changes, telling)
    backward: dict[str, list[tuple[str, float]]] = {}
    for spun, options in pairs.items():
        for standard, share in options.items():
            if standard != spun:
                backward.setdefault(standard, []).append((spun, math.log(share)))
    longest = max(map(len, backward))
    for phrase in load_phrases():
        if len(phrase) < 3:
            continue
        gain = _PHRASE_GAIN * len(phrase) ** _PHRASE_POWER
        for form, log, made in _forms(phrase, backward, longest):
            if form in pairs and form == phrase:
                continue
            score = gain + log + _kept_cost(form, phrase, pairs)
            if form not in best or best[form].score < score:
                telling = ordinary.isdisjoint(form[a:b] for a, b, _ in made)
                best[form] = Option(form, phrase, score, 0.97, made, telling)
    automaton = ahocorasick.Automaton()
    for form, option in best.items():
        automaton.add_word(form, option)
    automaton.make_automaton()
    return automaton


def find_spun(text: str) -> list[Edit]:
    """Return the edits that put standard wording back into reworded text, all of them inferred.

    Words that are right where they stand stay: 百万减残工程, 工作方针, 全省卫生健康系统.
    """
    machine = detect_machine(text)
    if machine is None:
        return []
    scores = [0.0] * (len(text) + 1)
    chosen: list[Option | None] = [None] * (len(text) + 1)
    place = 0
    partly = _is_partly_reworded(text, machine)
    for end, option in _automaton(machine).iter(text):
        if partly and not option.telling:
            continue
        while place < end:
            place += 1
            if scores[place - 1] > scores[place]:
                scores[place], chosen[place] = scores[place - 1], None
        score = scores[end + 1 - len(option.spun)] + option.score
        if score > scores[end + 1]:
            scores[end + 1], chosen[end + 1] = score, option
    while place < len(text):
        place += 1
        if scores[place - 1] > scores[place]:
            scores[place], chosen[place] = scores[place - 1], None
    return _read_back(text, chosen)


def _read_back(text: str, chosen: list[Option | None]) -> list[Edit]:
    """Return the edits along the best path, each cut to what really changes."""
    edits: list[Edit] = []
    place = len(text)
    while place > 0:
        option = chosen[place]
        if option is None:
            place -= 1
            continue
        start = place - len(option.spun)
        edits.extend(reversed(_differences(start, option)))
        place = start
    edits.reverse()
    return edits


def _differences(start: int, option: Option) -> list[Edit]:
    """Return the edits from a reworded run to its standard wording, word by word."""
    edits: list[Edit] = []
    for a, b, word in option.changes:
        old = option.spun[a:b]
        if len(old) != len(word):
            edits.append(Edit(start + a, start + b, word, "spun", "inferred", option.confidence))
            continue
        edits.extend(
            Edit(start + a + i, start + a + i + 1, new, "spun", "inferred", option.confidence)
            for i, (char, new) in enumerate(zip(old, word, strict=True))
            if char != new
        )
    return edits
