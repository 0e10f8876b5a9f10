"""The packaged verbs and function words, as sets that answer what a stretch of text starts with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compare.knowledge import load_yaml


class Words:
    """A set of words that finds the longest one at a place."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)
        self._firsts = {word[0] for word in words}

    def at(self, text: str, place: int) -> int:
        """Return the length of the longest word at ``place``, or 0."""
        if text[place : place + 1] not in self._firsts:
            return 0
        for length in self._lengths:
            if text[place : place + length] in self.words:
                return length
        return 0

    def __contains__(self, word: str) -> bool:
        return word in self.words


@dataclass(frozen=True)
class Lexicon:
    """Every class of words the clause grammar uses."""

    strict: Words
    loose: Words
    heads: Words
    aim: Words
    adverb: Words
    preposition: Words
    always_leads: Words
    predicate: re.Pattern[str]
    lead_end: re.Pattern[str]
    concrete: re.Pattern[str]


def _words(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _either(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon, built on first use."""
    verbs = load_yaml("structure/verbs.yml")
    grammar = load_yaml("structure/grammar.yml")
    made = {
        first + second
        for first in verbs["resultative_first"]
        for second in verbs["resultative_second"]
        if first != second
    }
    loose = _words(verbs["loose"])
    strict = _words(verbs["strict"]) - loose
    return Lexicon(
        strict=Words(frozenset(word for word in (strict | made) - loose if len(word) > 1)),
        loose=Words(loose),
        heads=Words(strict | made | loose | _words(verbs["common"])),
        aim=Words(_words(verbs["aim"])),
        adverb=Words(_words(grammar["adverb"])),
        preposition=Words(_words(grammar["preposition"])),
        always_leads=Words(_words(grammar["always_leads"])),
        predicate=re.compile(_either(_words(verbs["predicate"]))),
        lead_end=re.compile(f"(?:{_either(_words(grammar['lead_end']))})$"),
        concrete=re.compile(_either(_words(grammar["concrete"]))),
    )
