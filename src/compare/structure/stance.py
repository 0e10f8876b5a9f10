"""Stance and firmness of a clause, from grammar, headings and the document's years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from compare.knowledge import load_yaml

_YEAR = re.compile(r"20\d\d(?=年)")
_LEADING_YEAR = re.compile(r"(?:回顾|回望|展望|总结|到|在|从)?(?P<year>20\d\d)年(?!底|末|以前|前)")
_BACK = re.compile(r"回顾|回望|过去(?:的)?(?:一年|五年)|一年来|去年|上一年|这一年|五年来")
_AHEAD = re.compile(
    r"展望|下一步|今后|接下来|新的一年|明年|未来(?:一年|五年|三年)|下阶段|下一阶段|今年(?:将|要|我们将)"
)
_MILESTONE = re.compile(r"(?:年[,，]?|这一年)?(?:也)?是[^。；]{2,60}(?:之年|周年|一年|元年|时期|关键期|阶段)")
_PAST_DONE = re.compile(r"了|已|获|达到|达|完成|实现|新增|同比|增长|下降|为|建成|占")
_REPORTED = re.compile(
    r"(?:^|[,，。；]|全[省市县区州])(?:目前|截至目前|截止目前|现已|已(?:经)?(?:累计|完成|建成|实现|有|达|开展|启动|形成|建立|创建|获))|荣获|获评|被评为|被授予|被确定为|同比(?:增长|下降|提高|上升)|较上年|比上年|较去年"
)


@dataclass(frozen=True, slots=True)
class Years:
    """The years that decide what is ahead and what is done, and whether the document reports at all."""

    plan: int | None
    reports: int | None
    reporting: bool


@cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    data = load_yaml("structure/stance.yml")
    return {key: re.compile("|".join(sorted(map(re.escape, value.split()), key=len, reverse=True)))
            for key, value in data.items()}  # fmt: skip


def read_firmness(words: str) -> str:
    """Return how firmly a clause is worded.

    >>> read_firmness("力争开工建设2个"), read_firmness("加强慢病管理")
    ('strive', 'plain')
    """
    patterns = _lexicon()
    for level in ("strive", "must", "explore"):
        if patterns[level].search(words):
            return level
    return "plain"


def heading_stance(words: str, years: Years) -> str | None:
    """Return the stance a section heading gives its text, or null.

    >>> heading_stance("2023年工作总结", Years(plan=2024, reports=2023, reporting=True))
    'achieved'
    """
    patterns = _lexicon()
    year = _YEAR.search(words)
    if patterns["plans_heading"].search(words) and not patterns["results_heading"].search(words):
        return "plan"
    if patterns["results_heading"].search(words) and not re.search(r"总结(?:推广|提炼|评估)", words):
        return "achieved"
    if year and years.plan and int(year[0]) < years.plan and years.reporting:
        return "achieved"
    return None


def paragraph_stance(words: str, years: Years, current: str | None) -> str | None:
    """Return the stance a paragraph opens with, or ``current`` where its opening says nothing."""
    opening = words[:40]
    ordinal = re.match(r"(?:[一二三四五六七八九十]+是)", opening)
    if ordinal:
        return current
    leading = _LEADING_YEAR.match(opening)
    if _AHEAD.search(opening[:16]):
        return "plan"
    if _BACK.search(opening[:12]):
        return "achieved"
    if leading and years.reporting:
        year = int(leading["year"])
        if years.plan and year >= years.plan:
            return "plan"
        return "achieved"
    return current


def sentence_stance(words: str, current: str, years: Years) -> str:
    """Return the stance of a sentence inside text of stance ``current``."""
    if _MILESTONE.search(words[:80]) and len(words) < 80:
        return "background"
    if current == "plan":
        years_named = [int(year) for year in _YEAR.findall(words[:24])]
        if years_named and years.plan and max(years_named) < years.plan and _PAST_DONE.search(words):
            return "achieved"
        if _REPORTED.search(words):
            return "achieved"
    elif current == "achieved" and _AHEAD.search(words[:12]):
        return "plan"
    return current
