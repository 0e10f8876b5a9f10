"""The packaged phrases that tell results, plans and background apart, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from compare.knowledge import load_yaml

FILE = "structure/phrases.yml"


@dataclass(frozen=True, slots=True)
class Phrases:
    """One pattern per kind of phrase; what each is for stands in the file."""

    back: re.Pattern[str]
    ahead: re.Pattern[str]
    asks_plans: re.Pattern[str]
    asks_results: re.Pattern[str]
    guiding: re.Pattern[str]
    ground: re.Pattern[str]
    trouble: re.Pattern[str]
    slogan: re.Pattern[str]
    rallies: re.Pattern[str]
    weighty: re.Pattern[str]
    announces: re.Pattern[str]
    meeting: re.Pattern[str]
    milestone: re.Pattern[str]
    done: re.Pattern[str]
    reported: re.Pattern[str]
    promised: re.Pattern[str]
    next: re.Pattern[str]
    will: re.Pattern[str]
    pilot: re.Pattern[str]


PHRASES = tuple(field.name for field in fields(Phrases))
"""The kinds of phrases, in the order of the file."""


@cache
def phrases() -> Phrases:
    """Return the packaged phrases, compiled on first use."""
    data = load_yaml(FILE)
    return Phrases(**{name: re.compile("|".join(data[name].split())) for name in PHRASES})


def lint_phrases(content: object | None = None) -> list[str]:
    """Return every issue of the phrases: kinds missing or unknown, alternatives that stand twice or are no pattern.

    Args:
        content: What the file holds, instead of the packaged one.
    """
    data = load_yaml(FILE) if content is None else content
    if not isinstance(data, dict):
        return [f"{FILE}: no mapping of phrases. Give {', '.join(PHRASES)}."]
    issues = [f"{FILE}: '{name}' is missing. Add it." for name in PHRASES if name not in data]
    issues += [f"{FILE}: '{name}' is unknown. Remove it or name its use." for name in data if name not in PHRASES]
    for name, words in data.items():
        if not isinstance(words, str):
            issues.append(f"{FILE}, '{name}': {type(words).__name__} found. Write alternatives parted by blanks.")
            continue
        seen: set[str] = set()
        for one in words.split():
            if one in seen:
                issues.append(f"{FILE}, '{name}': {one} stands twice. Remove one.")
            seen.add(one)
            issues += _check(name, one)
    return issues


def _check(name: str, one: str) -> list[str]:
    try:
        empty = re.compile(one).match("") is not None
    except re.error as broken:
        return [f"{FILE}, '{name}': {one} is no pattern ({broken}). Correct it."]
    return [f"{FILE}, '{name}': {one} matches nothing at all. Narrow it."] if empty else []
