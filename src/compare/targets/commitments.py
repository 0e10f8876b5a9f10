"""Commitments: aims and results at a level without a number (全覆盖, 清零, A等次, 三甲), by a list of levels kept as data."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml
from compare.structure.model import Facts
from compare.targets.model import Commitment, Statement
from compare.targets.moments import Moment, read_moments, when
from compare.targets.shadow import quoted, segments, sentences
from compare.targets.subjects import strip_end, strip_start

FILE = "targets/levels.yml"
_KEYS = {"name", "pattern", "verb", "not_after", "quantified"}

Judge = Callable[[int, int, str, list[Moment]], str]


@dataclass(frozen=True, slots=True)
class _Level:
    name: str
    pattern: re.Pattern[str]
    verb: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    quantified: bool


@cache
def _levels() -> tuple[_Level, ...]:
    found = []
    for entry in load_yaml(FILE):
        if not {"name", "pattern"} <= set(entry) <= _KEYS:
            raise KnowledgeError(f"Knowledge file '{FILE}'", f"entry {entry}", f"Use the keys {sorted(_KEYS)}.")
        verb, after = entry.get("verb"), entry.get("not_after")
        found.append(
            _Level(
                entry["name"],
                re.compile(entry["pattern"]),
                re.compile(f"(?:{verb})") if verb else None,
                re.compile(after) if after else None,
                bool(entry.get("quantified", True)),
            )
        )
    return tuple(found)


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{level.pattern.pattern})" for level in _levels()))


def read_commitments(seen: str, facts: Facts, statements: list[Statement], judge: Judge) -> tuple[Commitment, ...]:
    """Return the commitments of a text in text order, each level's words in one of them only.

    Args:
        seen: The shadow of the text.
        facts: Plan year and reported year.
        statements: The text's statements; a level that qualifies a counted noun belongs to them.
        judge: Gives target or achieved for a place, its clause's words and the sentence's dates.
    """
    if not _any().search(seen):
        return ()
    found: list[Commitment] = []
    values = sorted((item.value_start, item.start, item.end) for item in statements)
    starts = [value[0] for value in values]
    for sentence in sentences(seen):
        if not _any().search(seen, *sentence):
            continue
        moments = read_moments(seen, *sentence, facts.plan_year, facts.reports_year)
        earlier = ""
        for clause in segments(seen, *sentence):
            counted = bisect_right(starts, clause[1]) > bisect_right(starts, clause[0] - 1)
            for start, end in _spans(seen, clause, counted):
                kind = judge(start, end, seen[clause[0] : clause[1]], moments)
                said = when(moments, clause, start)
                year = facts.reports_year if kind == "achieved" else facts.plan_year
                found.append(
                    Commitment(
                        start=clause[0],
                        end=max(end, clause[1]),
                        level_start=start,
                        level_end=end,
                        indicator=_indicator(seen, clause, start, end, earlier),
                        level=seen[start:end].strip('“”"'),
                        kind=kind,
                        deadline=said.deadline or (str(year) if year else None),
                    )
                )
            earlier = seen[clause[0] : clause[1]]
    return tuple(sorted(found, key=lambda item: item.level_start))


def _spans(seen: str, clause: tuple[int, int], counted: bool) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for level in _levels():
        if counted and not level.quantified:
            continue
        for match in level.pattern.finditer(seen, clause[0], clause[1]):
            start, end = match.span()
            before, after = seen[clause[0] : start], seen[end : clause[1]]
            if level.verb is not None and not level.verb.search(before):
                continue
            if level.not_after is not None and level.not_after.match(after):
                continue
            if any(start < right and end > left for left, right in taken):
                continue
            if quoted(seen, start, end) and not re.match(r"^[“\"]?[A-D]", match.group()):
                continue
            taken.append((start, end))
    return sorted(taken)


def _indicator(seen: str, clause: tuple[int, int], start: int, end: int, earlier: str) -> str:
    """Return what reaches the level: the words before it without the verb, else those behind, else the clause before."""
    before = seen[clause[0] : start]
    links = [match.end() for match in re.finditer(r"[,;]", before)]
    before = before[links[-1] :] if links else before
    before = re.sub(r"(?:及时|继续|重新|持续)$", "", before.rstrip('“" '))
    bare = strip_start(
        strip_end(
            re.sub(
                r"(?:继续)?(?:保持|重返|晋升为?|晋|进入|符合|通过|创建|争创|评为|获评|跻身|成为|建成|顺利|现场|等级)+$",
                "",
                before,
            )
        )
    )
    if len(bare) >= 2:
        return bare
    behind = re.match(r"^(?:的)?([\u4e00-\u9fff“”()、]{2,24})", seen[end : clause[1]])
    if behind:
        return behind.group(1)
    return strip_start(strip_end(earlier)) or seen[clause[0] : clause[1]]
