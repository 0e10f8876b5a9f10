"""Secondary codes: facets of a measure beside its object, such as a group, a tool, a place or an actor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from compare.coding.taxonomy import NO_MEASURE, codes
from compare.errors import KnowledgeError
from compare.knowledge import load_yaml

_FILE = "coding/facets.yml"

MOST = 2
"""Secondary codes of a measure at most (rule 3 of the codebook)."""

BESIDE_LEAST = 1.6
"""Score that a topic's own terms need beside a sign that is not enough alone."""

EQUAL_LEAST, EQUAL_SHARE = 4.0, 0.5
"""Score, and share of the primary's score, from which a topic without a sign stands beside the primary (rule 10)."""

_ALONE, _BESIDE = 4.0, 2.0
"""What a sign adds to a topic's score in the order of the secondary codes."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Signs by topic, compiled for one pass over a text, and the topics that need a sign.

    A sign that is enough alone is held as the topic's index, one that needs the topic's terms beside it as ``~index``.
    """

    never: frozenset[int]
    nothing: int
    automaton: Any
    apart: frozenset[tuple[int, int]]

    def scan(self, text: str, spans: Sequence[tuple[int, int]]) -> list[set[int]]:
        """Return the signs (topics, ``~`` where not enough alone) within each of the spans, which stand in order and apart."""
        found: list[set[int]] = [set() for _ in spans]
        starts = [start for start, _ in spans]
        for last, signs in self.automaton.iter(text):
            place = bisect_right(starts, last) - 1
            if place >= 0 and last < spans[place][1]:
                for length, topic in signs:
                    if last + 1 - length >= starts[place]:
                        found[place].add(topic)
        return found


@cache
def facets() -> Facets:
    """Return the packaged facets.

    Raises:
        KnowledgeError: The file names an unknown topic.
    """
    issues = lint_facets()
    if issues:
        raise KnowledgeError("Facets", "; ".join(issues[:5]), "Mend the file and run policy-compare check.")
    data = load_yaml(_FILE)
    index = {code: place for place, code in enumerate(codes())}
    signs: dict[str, list[tuple[int, int]]] = {}
    for kind in ("alone", "beside"):
        for code, words in data[kind].items():
            for word in words.split():
                signs.setdefault(word, []).append((len(word), index[code] if kind == "alone" else ~index[code]))
    automaton = ahocorasick.Automaton()
    for word, found in signs.items():
        automaton.add_word(word, tuple(found))
    automaton.make_automaton()
    return Facets(
        never=frozenset(index[code] for code in data["never"].split()),
        nothing=index[NO_MEASURE],
        automaton=automaton,
        apart=frozenset(
            (index[primary], index[code]) for code, primaries in data["apart"].items() for primary in primaries.split()
        ),
    )


def lint_facets() -> list[str]:
    """Return every issue of the facets: unknown topics, a sign both alone and beside."""
    data = load_yaml(_FILE)
    apart = [code for code, primaries in data["apart"].items() for code in (code, *primaries.split())]
    named = [*data["alone"], *data["beside"], *data["never"].split(), *apart]
    issues = [f"{_FILE}: unknown topic {code}" for code in named if code not in codes() or code == NO_MEASURE]
    return issues + [
        f"{_FILE}: {word} of {code} is both alone and beside"
        for code, words in data["alone"].items()
        for word in words.split()
        if word in data["beside"].get(code, "").split()
    ]


def choose_secondary(terms: Mapping[int, float], signs: set[int], label: int) -> tuple[str, ...]:
    """Return up to two secondary codes of a measure, the strongest first.

    Args:
        terms: Scores of the topics' terms in the measure.
        signs: The signs that the measure holds: topics, ``~`` where the sign is not enough alone.
        label: The primary code's index.
    """
    known = facets()
    found = [
        (-score, topic)
        for topic, score in terms.items()
        if score >= EQUAL_LEAST
        and topic != label
        and topic not in signs
        and ~topic not in signs
        and topic not in known.never
        and (label, topic) not in known.apart
    ]
    if found:
        least = EQUAL_SHARE * terms.get(label, 0.0)
        found = [pair for pair in found if -pair[0] >= least]
    for sign in signs:
        topic = max(sign, ~sign)
        score = terms.get(topic, 0.0)
        if topic == label or (label, topic) in known.apart:
            continue
        if sign >= 0:
            found.append((-score - _ALONE, topic))
        elif score >= BESIDE_LEAST and topic not in signs:
            found.append((-score - _BESIDE, topic))
    if not found:
        return ()
    found.sort()
    return tuple([codes()[topic] for _, topic in found if topic != known.nothing][:MOST])
