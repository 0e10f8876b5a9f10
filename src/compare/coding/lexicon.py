"""The coder's lexicon: weighted terms per topic, found in a text in one pass, the specific before the general."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import ahocorasick

from compare.coding.taxonomy import codes, taxonomy
from compare.errors import KnowledgeError
from compare.knowledge import load_yaml

ACTOR = 1.8
WEIGHTS = {"decisive": 4.5, "strong": 3.0, "plain": 2.0, "actor": ACTOR, "weak": 1.0, "hint": 0.5, "against": -2.0}
"""What a term of each tier adds to its topic's score; ``against`` takes away.

A ``decisive`` term names a specific matter that beats the general one beside it (rules 5 and 11 of the codebook).
An ``actor`` (卫生院, 疾控中心) is coded only where no object is named, so a list of actors counts as one of them.
"""

GAP = "…"
"""Joins the parts of a pattern whose words may stand apart inside one clause."""

GAP_REACH = 40
"""Characters between the parts of such a pattern at most."""

_PARTS = re.compile("[，。；！？,;\n]")
_GENERAL = "coding/lexicon/general.yml"
_TIES = "coding/ties.yml"


BASE, PER_CHARACTER, LONGEST = 0.7, 0.1, 8
"""A longer term is a more specific one: its weight grows with its characters, up to eight."""

Votes = tuple[tuple[int, float], ...]


class Hit(NamedTuple):
    """One term found: its place, its words, and what it says for each topic (index and weight).

    ``scores`` are the votes weighed by the term's length.
    """

    start: int
    end: int
    term: str
    votes: Votes
    scores: Votes


_Term = tuple[str, Votes, float, Votes]
"""A term, its votes, the heaviest of them, and its scores."""

_Find = tuple[int, int, _Term]


@dataclass
class _Word:
    """What one searched word stands for: votes of its own, its number as an opener, and the patterns it closes.

    A pattern that it closes is named by the number of the word that opens it, and by the pattern's place.
    """

    votes: list[tuple[int, float]] = field(default_factory=list)
    whole: bool = False
    opener: int = -1
    closes: list[tuple[int, int]] = field(default_factory=list)


class Lexicon:
    """Terms and patterns compiled for one pass over a text."""

    def __init__(self, files: dict[str, Any]) -> None:
        words: dict[str, _Word] = {}
        self.actors = frozenset(
            term for content in files.values() for tiers in content.values() for term in tiers.get("actor", "").split()
        )
        patterns: dict[str, list[tuple[int, float]]] = {}
        index = {code: place for place, code in enumerate(codes())}
        for content in files.values():
            for code, tiers in content.items():
                for tier, value in tiers.items():
                    for term in value.split():
                        vote = [(index[code], WEIGHTS[tier])] if code in index else []
                        if GAP in term:
                            patterns.setdefault(term, []).extend(vote)
                        else:
                            word = words.setdefault(term, _Word())
                            word.whole = True
                            word.votes.extend(vote)
        _raise_votes(words, patterns)
        self.patterns: list[_Term] = [_weigh(term, votes) for term, votes in patterns.items()]
        self._openers = 0
        for place, (term, *_) in enumerate(self.patterns):
            first, second = term.split(GAP)
            opening = words.setdefault(first, _Word())
            if opening.opener < 0:
                opening.opener, self._openers = self._openers, self._openers + 1
            words.setdefault(second, _Word()).closes.append((opening.opener, place))
        self.terms = frozenset(term for term, word in words.items() if word.whole)
        self.size = sum(word.whole for word in words.values()) + len(self.patterns)
        self._automaton = ahocorasick.Automaton()
        for term, word in words.items():
            plain = _weigh(term, word.votes) if word.whole else None
            links = (word.opener, tuple(word.closes)) if word.opener >= 0 or word.closes else None
            self._automaton.add_word(term, (len(term), plain, links))
        self._automaton.make_automaton()

    def scan(self, text: str) -> list[Hit]:
        """Return the terms found in ``text`` in order of their ends; a term inside a longer one does not count."""
        found: list[_Find] = []
        gapped: list[_Find] = []
        covered: dict[int, tuple[int, float]] = {}
        opened_at, opened_to = [0] * self._openers, [-1 - GAP_REACH] * self._openers
        held_start = held_end = -1
        for last, (length, plain, links) in self._automaton.iter(text):
            end = last + 1
            start = end - length
            if links is not None:
                opener, closes = links
                least = start - GAP_REACH
                for opened, place in closes:
                    stop = opened_to[opened]
                    if least <= stop <= start and _is_joined(text, stop, start):
                        pattern = self.patterns[place]
                        gapped.append((opened_at[opened], end, pattern))
                        number, heaviest = 2 * len(gapped), pattern[2]
                        covered |= dict.fromkeys(range(opened_at[opened], stop), (number, heaviest))
                        covered |= dict.fromkeys(range(start, end), (number + 1, heaviest))
                if opener >= 0:
                    opened_at[opener], opened_to[opener] = start, end
            if plain is None or (held_end == end and held_start <= start):
                continue
            if held_start >= start and held_end < end:
                while found and found[-1][0] >= start and found[-1][1] < end:
                    found.pop()
            found.append((start, end, plain))
            held_start, held_end = start, end
        if gapped:
            found = [
                find
                for find in found
                if (find[0] not in covered and find[1] - 1 not in covered) or not _is_covered(find, covered)
            ]
            found = sorted([*found, *gapped], key=_by_end)
        make: Callable[..., Hit] = tuple.__new__
        return [make(Hit, (start, end, term, votes, scores)) for start, end, (term, votes, _, scores) in found if votes]


def _by_end(find: _Find) -> tuple[int, int]:
    return find[1], find[0]


def _is_covered(find: _Find, covered: dict[int, tuple[int, float]]) -> bool:
    """Return whether a pattern's part holds the term, or overlaps it and outweighs it."""
    first, last = covered.get(find[0]), covered.get(find[1] - 1)
    if first is None and last is None:
        return False
    if first is not None and last is not None and first[0] == last[0]:
        return True
    weight = max(part[1] for part in (first, last) if part is not None)
    return 0 < find[2][2] < weight


def _raise_votes(words: dict[str, _Word], patterns: dict[str, list[tuple[int, float]]]) -> None:
    """Let a term weigh no less than the decisive term of its topic that it holds: 血站服务 no less than 血站."""
    least = WEIGHTS["decisive"]
    decisive = {(term, vote[0]) for term, word in words.items() for vote in word.votes if vote[1] >= least}
    sizes = sorted({len(term) for term, _ in decisive})
    for term, votes in [*((term, word.votes) for term, word in words.items()), *patterns.items()]:
        inner = {term[place : place + size] for size in sizes for place in range(len(term) - size + 1)}
        votes[:] = [
            (topic, least)
            if 0 < weight < least and any((part, topic) in decisive for part in inner)
            else (topic, weight)
            for topic, weight in votes
        ]


def _weigh(term: str, votes: Sequence[tuple[int, float]]) -> _Term:
    return term, tuple(votes), _heaviest(votes), score_votes(term, votes)


def score_votes(term: str, votes: Sequence[tuple[int, float]]) -> Votes:
    """Return a term's votes weighed by its length."""
    share = BASE + PER_CHARACTER * min(len(term), LONGEST)
    return tuple((topic, weight * share) for topic, weight in votes)


def _heaviest(votes: Sequence[tuple[int, float]]) -> float:
    return max((vote[1] for vote in votes), default=0.0)


def _is_joined(text: str, start: int, end: int) -> bool:
    return _PARTS.search(text, start, end) is None


def lexicon_files() -> dict[str, Any]:
    """Return the parsed lexicon files by name: topics, their tiers, their terms."""
    names = [f"coding/lexicon/{domain.code}.yml" for domain in taxonomy().domains]
    return {name: load_yaml(name) for name in [*names, _GENERAL]}


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon, compiled on first use.

    Raises:
        KnowledgeError: A file names an unknown topic or tier.
    """
    files = lexicon_files()
    issues = lint_lexicon(files)
    if issues:
        raise KnowledgeError("Lexicon", "; ".join(issues[:5]), "Run policy-compare check and mend the files.")
    return Lexicon(files)


def lint_lexicon(files: dict[str, Any] | None = None) -> list[str]:
    """Return every issue of the lexicon: unknown topics or tiers, broken patterns, a term twice in one topic."""
    issues = []
    known = {*codes(), "none"}
    for name, content in (lexicon_files() if files is None else files).items():
        for code, tiers in content.items():
            if code not in known:
                issues.append(f"{name}: unknown topic {code}")
            seen: set[str] = set()
            for tier, value in tiers.items():
                if tier not in WEIGHTS:
                    issues.append(f"{name}: {code} has an unknown tier {tier}")
                    continue
                for term in value.split():
                    if term in seen:
                        issues.append(f"{name}: {code} lists {term} twice")
                    seen.add(term)
                    if term.count(GAP) > 1 or term.startswith(GAP) or term.endswith(GAP) or len(term) < 2:
                        issues.append(f"{name}: {code} has a term that cannot be searched: {term}")
    return issues + (_lint_ties(lexicon_files()) if files is None else [])


def _lint_ties(files: dict[str, Any]) -> list[str]:
    """Return an issue for each term that speaks for two topics between which no rule decides."""
    ties = load_yaml(_TIES)
    issues = [f"{_TIES}: {row} names an unknown topic" for row in ties if not {*row["topics"]} <= {*codes()}]
    ruled = {frozenset(row["topics"]) for row in ties}
    topics: dict[str, list[str]] = {}
    for content in files.values():
        for code, tiers in content.items():
            for tier, value in tiers.items():
                if code in codes() and tier in ("decisive", "strong", "plain", "actor"):
                    for term in value.split():
                        topics.setdefault(term, []).append(code)
    for term, claimed in topics.items():
        pairs = [frozenset(pair) for pair in combinations(claimed, 2)]
        issues += [
            f"{term} speaks for {' and '.join(sorted(pair))}, and {_TIES} has no rule"
            for pair in pairs
            if pair not in ruled
        ]
    return issues
