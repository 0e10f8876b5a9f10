"""Match a statement to an indicator of the list by its words and its measure type, with an honest none."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from compare.align.listing import Indicator, entries

if TYPE_CHECKING:
    from compare.targets.model import Statement

_SIGNS = str.maketrans(
    {"（": "(", "）": ")", "“": "", "”": "", "—": "-", "–": "-", " ": "", "\u3000": "", "Ⅱ": "2", "％": "%"}
)
_MOVED = re.compile(r"同比|环比|较上年|比上年")
_GROWTH = re.compile(r"增长|增幅")
_TASK = re.compile(r"完成率$|占年度(?:计划|任务|目标)")
"""A share of the year's own task done says nothing of the share of people reached."""


def match_indicator(statement: Statement) -> str | None:
    """Return the id of the indicator the statement is about, or None where none fits or two fit equally well."""
    return match_words(statement.indicator, statement.measure_type, statement.change)


@lru_cache(maxsize=8192)
def match_words(words: str, measure_type: str, change: str = "level") -> str | None:
    """Return the id of the indicator that the words name, or None.

    >>> match_words("严重精神障碍患者规律服药率", "share")
    'smi_medication'
    >>> match_words("二级及以上综合性医院设立老年医学科比例", "share")
    'geriatric_department'
    >>> match_words("会议室数量", "count") is None
    True

    Args:
        words: The indicator in the text's own words.
        measure_type: Measure type of the statement.
        change: Change of the statement; an added number is no total.
    """
    bare = normal(words)
    exact = _exact().get(bare)
    if exact is not None and measure_type in exact.types:
        return exact.id
    grown = _MOVED.search(bare)
    best: list[tuple[int, Indicator]] = []
    for entry in entries():
        if measure_type not in entry.types or (grown and not _GROWTH.search(entry.zh)):
            continue
        score = _score(entry, bare)
        if score and (not best or score > best[0][0]):
            best = [(score, entry)]
        elif score and score == best[0][0]:
            best.append((score, entry))
    return best[0][1].id if len(best) == 1 else None


def mentions(words: str, entry: Indicator) -> bool:
    """Return whether the words speak of the indicator's subject, with or without a number."""
    return _score(entry, normal(words)) > 0


@cache
def normal(words: str) -> str:
    """Return the words with one spelling of brackets, dashes and spaces."""
    return words.translate(_SIGNS)


@cache
def _exact() -> dict[str, Indicator]:
    named: dict[str, Indicator] = {}
    for entry in entries():
        for name in (entry.zh, *entry.aliases):
            named.setdefault(normal(name), entry)
    return named


def _score(entry: Indicator, bare: str) -> int:
    """Return how many characters of the words the entry explains; 0 where it does not fit."""
    score = 0
    for alternatives in entry.all:
        found = [len(word) for word in alternatives if word in bare]
        if not found:
            return 0
        score += max(found)
    if any(word in bare for word in entry.none) or (_TASK.search(bare) and "完成" not in entry.zh):
        return 0
    if entry.any:
        extra = [len(word) for word in entry.any if word in bare]
        return score + max(extra) if extra else 0
    return score
