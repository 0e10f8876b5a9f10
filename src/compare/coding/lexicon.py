"""The coder's lexicon: weighted terms per topic, found in a text in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, combinations
from typing import Any, NamedTuple

import ahocorasick
import numpy as np

from compare.coding.letters import first_words
from compare.coding.search import Finds, Links, drop_covered, join_parts, keep_longest
from compare.coding.tally import Votes, collect
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

_GENERAL = "coding/lexicon/general.yml"
_TIES = "coding/ties.yml"
_SCOPES = "coding/scopes.yml"


class Hit(NamedTuple):
    """One term found: its place, its words, and what it says for each topic (index and weight)."""

    start: int
    end: int
    term: str
    votes: Votes


@dataclass
class _Word:
    """What one searched word stands for: its votes; one that is not whole is only a part of patterns."""

    votes: list[tuple[int, float]] = field(default_factory=list)
    whole: bool = False


class Lexicon:
    """Terms and patterns compiled for one pass over a text."""

    def __init__(self, files: dict[str, Any], county: Mapping[str, Votes] | None = None) -> None:
        words = {word: _Word() for word in first_words()}
        actors = {
            term for content in files.values() for tiers in content.values() for term in tiers.get("actor", "").split()
        }
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
        for part in (part for term in patterns for part in term.split(GAP)):
            words.setdefault(part, _Word())
        self.terms = frozenset(term for term, word in words.items() if word.whole)
        self.size = len(self.terms) + len(patterns)
        self._links = _link(words, list(patterns))
        self._is_whole = np.array([word.whole for word in words.values()], dtype=np.bool_)
        self._lengths = np.array([len(term) for term in words], dtype=np.int64)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for number, term in enumerate(words):
            self._automaton.add_word(term, number)
        self._automaton.make_automaton()
        plain = {term: tuple(word.votes) for term, word in words.items()}
        self.votes: list[tuple[str, Votes]] = [
            *plain.items(),
            *((term, tuple(votes)) for term, votes in patterns.items()),
            *(county or {}).items(),
        ]
        self.ballot = collect(self.votes, actors)
        self.in_county = np.arange(len(self.votes))
        places = {term: number for number, term in enumerate(words)}
        for number, term in enumerate(county or {}, start=len(words) + len(patterns)):
            if term in places:
                self.in_county[places[term]] = number

    def find(self, text: str) -> Finds:
        """Return the terms found in ``text`` in order of their ends; a term inside a longer one does not count."""
        flat = np.fromiter(chain.from_iterable(self._automaton.iter(text)), dtype=np.int64)
        ends, words = flat[::2] + 1, flat[1::2]
        every = Finds(ends - self._lengths[words], ends, words)
        finds = keep_longest(every.take(np.flatnonzero(self._is_whole[words])))
        joins = join_parts(text, every, self._links)
        if joins is not None:
            finds = drop_covered(finds, joins, self.ballot.heaviest, len(text))
            finds = Finds(*np.concatenate((finds, (joins.opened, joins.ends, joins.terms)), axis=1))
            finds = finds.take(np.lexsort((finds.starts, finds.ends)))
        return finds.take(np.flatnonzero(self.ballot.counts[finds.terms]))

    def scan(self, text: str) -> list[Hit]:
        """Return the terms found in ``text`` in order of their ends, with their words and votes."""
        return self.read(self.find(text))

    def read(self, finds: Finds) -> list[Hit]:
        """Return finds with their words and votes."""
        columns = zip(*(column.tolist() for column in finds), strict=True)
        return [Hit(start, end, *self.votes[term]) for start, end, term in columns]


def _link(words: dict[str, _Word], patterns: Sequence[str]) -> Links:
    """Return which words open and close which patterns; patterns are numbered after the words."""
    places = {word: place for place, word in enumerate(words)}
    openers = {first: number for number, first in enumerate(dict.fromkeys(term.split(GAP)[0] for term in patterns))}
    closes: list[list[tuple[int, int]]] = [[] for _ in words]
    for number, term in enumerate(patterns, start=len(words)):
        first, second = term.split(GAP)
        closes[places[second]].append((openers[first], number))
    rows = np.array([row for own in closes for row in own], dtype=np.int64).reshape(-1, 2)
    counts = np.array([len(own) for own in closes], dtype=np.int64)
    opens = np.array([openers.get(word, -1) for word in words], dtype=np.int64)
    return Links(opens, np.cumsum(counts) - counts, counts, rows[:, 0], rows[:, 1])


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
    return Lexicon(files, county_votes())


@cache
def county_votes() -> dict[str, Votes]:
    """Return by term the votes it has in a county's text in place of its own."""
    index = {code: place for place, code in enumerate(codes())}
    return {
        term: ((index[code], WEIGHTS["decisive"]),)
        for code, terms in load_yaml(_SCOPES)["county"].items()
        for term in terms.split()
    }


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
