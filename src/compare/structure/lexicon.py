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
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def at(self, text: str, place: int) -> int:
        """Return the length of the longest word at ``place``, or 0."""
        lengths = self._lengths.get(text[place : place + 1])
        if lengths is not None:
            for length in lengths:
                if text[place : place + length] in self.words:
                    return length
        return 0

    def firsts(self) -> frozenset[str]:
        """Return the characters that words begin with."""
        return frozenset(self._lengths)

    def __contains__(self, word: str) -> bool:
        return word in self.words


_OPENERS = frozenset("其尤特包含如即到至截自从在“一二三四五六七八九十今明本当去上近")
"""What a part that names a time or singles something out begins with; digits too."""


@dataclass(frozen=True)
class Lexicon:
    """Every class of words the clause grammar uses; ``openers`` begin the parts that may open with none of its heads."""

    strict: Words
    loose: Words
    heads: Words
    aim: Words
    adverb: Words
    preposition: Words
    always_leads: Words
    openers: frozenset[str]
    predicate: re.Pattern[str]
    lead_end: tuple[str, ...]
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
    adverb, preposition, always_leads = (
        Words(_words(grammar[name])) for name in ("adverb", "preposition", "always_leads")
    )
    return Lexicon(
        strict=Words(frozenset(word for word in (strict | made) - loose if len(word) > 1)),
        loose=Words(loose),
        heads=Words(strict | made | loose | _words(verbs["common"])),
        aim=Words(_words(verbs["aim"])),
        adverb=adverb,
        preposition=preposition,
        always_leads=always_leads,
        openers=_OPENERS | adverb.firsts() | preposition.firsts() | always_leads.firsts(),
        predicate=re.compile(_either(_words(verbs["predicate"]))),
        lead_end=tuple(sorted(_words(grammar["lead_end"]))),
        concrete=re.compile(_either(_words(grammar["concrete"]))),
    )
