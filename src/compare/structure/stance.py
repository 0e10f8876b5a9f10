"""Stance and firmness of a clause, from grammar, headings and the document's years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from compare.knowledge import load_yaml
from compare.periods import PLAN, plan_ends, plan_term
from compare.structure.lines import squeeze
from compare.structure.phrases import phrases

_YEAR = re.compile(r"20\d\d(?=年)")
_BASE = re.compile(rf"(?:比|较|由|从|在)(?:20\d\d年|“?(?:{PLAN.pattern})”?)")
_DATED = re.compile(rf"(?:截至|截止|到|至)?20\d\d年|“?(?:{PLAN.pattern})”?(?:期间|时期|以来)")
_LEADING_YEAR = re.compile(r"(?:回顾|回望|展望|总结|到|在|从)?(?P<year>20\d\d)年(?!底|末|以前|前)")
_INTENT = re.compile(r"[,，](?:我们|全[省市县区州])?[^,，]{0,8}(?:将|要)")
_ANSWERER = re.compile("^(?:答|回答|[\u4e00-\u9fff]{0,6}(?:主任|局长|书记|厅长|院长|市长|县长|区长))[：:]")
_QUOTED = re.compile("“[^”]*”")
_LONGEST_RALLY = 68
_YEAR_FIRSTS = frozenset("2展到在")
_SLOGAN_SIGNS = frozenset("顾望去绩存醒")
_ANNOUNCED_FIRSTS = frozenset("这今本下现")


_NEXT_FIRSTS = frozenset("下今接")
_COUNTED = re.compile(r"\d[\d.]*[%％‰万亿余多]*[个家名人张所项件次例台辆支亩间套份对床座处条种门]")

_LEVELS = ("strive", "must", "explore")


@dataclass(frozen=True, slots=True)
class Years:
    """The years that decide what is ahead and what is done; whether the document reports, is news; where it starts.

    ``past`` is the last year that lies behind the document, as its plan year, its period or its date tell.
    """

    plan: int | None
    reports: int | None
    reporting: bool
    news: bool = False
    default: str | None = None
    past: int | None = None

    def is_past(self, words: str) -> bool:
        """Return whether ``words`` name a year or a plan period, and only ones that lie behind the document.

        What a change starts from (比2020年, 从“十三五”末) does not count.
        """
        if self.past is None or ("20" not in words and "五" not in words):
            return False
        words = _BASE.sub("", words)
        named = [int(year) for year in _YEAR.findall(words)]
        named += [plan_ends()[period] for period in PLAN.findall(words)]
        return bool(named) and max(named) <= self.past


def period_start(words: str) -> int | None:
    """Return the first year of the five-year plan that ``words`` name, or null.

    >>> period_start("卫生健康发展“十四五”规划")
    2021
    """
    term = plan_term(words)
    return term[0] if term else None


@cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    data = dict(load_yaml("structure/stance.yml"))
    data["firm"] = " ".join(data[level] for level in _LEVELS)
    return {key: re.compile("|".join(sorted(map(re.escape, value.split()), key=len, reverse=True)))
            for key, value in data.items()}  # fmt: skip


def read_firmness(words: str) -> str:
    """Return how firmly a clause is worded.

    >>> read_firmness("力争开工建设2个"), read_firmness("加强慢病管理")
    ('strive', 'plain')
    """
    patterns = _lexicon()
    words = _QUOTED.sub("", words) if "“" in words else words
    if "试点" in words and phrases().pilot.search(words):
        return "explore"
    for level in _LEVELS if patterns["firm"].search(words) else ():
        if patterns[level].search(words):
            return level
    return "plain"


@lru_cache(maxsize=4096)
def heading_stance(words: str, years: Years) -> str | None:
    """Return the stance a section heading gives its text, or null.

    >>> heading_stance("2023年工作总结", Years(plan=2024, reports=2023, reporting=True))
    'achieved'
    """
    patterns = _lexicon()
    if phrases().trouble.search(words):
        return "background"
    year = _YEAR.search(squeeze(words))
    if years.is_past(squeeze(words)) and PLAN.search(words):
        return "achieved"
    if patterns["plans_heading"].search(words) and not patterns["results_heading"].search(words):
        return "plan"
    if patterns["results_heading"].search(words) and not re.search(r"总结(?:推广|提炼|评估)", words):
        return "achieved"
    if year and years.plan and int(year[0]) < years.plan and years.reporting:
        return "achieved"
    return None


def gives_ground(words: str) -> bool:
    """Return whether a heading announces guiding thoughts and no action.

    >>> gives_ground("指导思想"), gives_ground("加强组织领导")
    (True, False)
    """
    return bool(phrases().ground.search(words))


def paragraph_stance(words: str, years: Years, current: str | None) -> str | None:
    """Return the stance a paragraph opens with, or ``current`` where its opening says nothing."""
    opening = _ANSWERER.sub("", squeeze(words[:52]))[:40]
    ordinal = re.match(r"(?:[一二三四五六七八九十]+是)", opening)
    if ordinal:
        return current
    leading = _LEADING_YEAR.match(opening)
    dated = _DATED.match(opening)
    if dated and years.is_past(dated[0]):
        return "achieved"
    if phrases().ahead.search(opening[:16]) or re.match(r"(?:到|至)20\d\d年", opening):
        return "plan"
    if phrases().trouble.match(opening):
        return "background"
    if phrases().back.search(opening[:12]):
        return "achieved"
    if leading and years.reporting:
        year = int(leading["year"])
        if years.plan and year >= years.plan:
            return "plan"
        return "achieved"
    return current


def question_stance(words: str) -> str | None:
    """Return what a question asks for, which its answer opens with: results, plans, or null.

    >>> question_stance("记者：过去一年取得了哪些成绩？"), question_stance("记者：2024年有哪些打算？")
    ('achieved', 'plan')
    """
    if phrases().asks_results.search(words):
        return "achieved"
    return "plan" if phrases().asks_plans.search(words) else None


def is_background(words: str, stance: str, *, opening: bool, news: bool) -> bool:
    """Return whether a sentence sets the scene: a milestone, a slogan, a meeting, a guiding thought.

    Args:
        words: The sentence.
        stance: The stance of the text around it.
        opening: Whether it is among the first sentences of its paragraph.
        news: Whether the document is an account of a meeting.

    >>> is_background("2024年,是新中国成立75周年", "plan", opening=True, news=False)
    True
    """
    words = squeeze(words)
    if len(words) < 100 and "是" in words and phrases().milestone.match(words) and not _INTENT.search(words):
        return True
    if not _SLOGAN_SIGNS.isdisjoint(words) and phrases().slogan.match(words):
        return True
    if (words[:1] in _ANNOUNCED_FIRSTS or words.endswith("如下")) and phrases().announces.match(words):
        return True
    if len(words) <= _LONGEST_RALLY and (phrases().rallies.match(words) or phrases().weighty.search(words)):
        return True
    if news and phrases().meeting.match(words):
        return True
    return opening and stance == "achieved" and bool(phrases().guiding.search(words)) and not _COUNTED.search(words)


def turns_ahead(words: str, years: Years) -> bool:
    """Return whether a sentence after results opens with the year of the plan, from which on its paragraph looks ahead.

    A match: 2024年，我们将一是推进…；二是…, where 2024 is planned and 2023 reported. A non-match: 2023年，全市….
    """
    if words[:1] not in _YEAR_FIRSTS or years.plan is None or years.reports is None:
        return False
    leading = _LEADING_YEAR.match(squeeze(words[:16]))
    return leading is not None and int(leading["year"]) >= years.plan > years.reports


def opens_ahead(words: str) -> bool:
    """Return whether a sentence after results opens with what comes next, from which on its paragraph looks ahead.

    >>> opens_ahead("下一步，我们将扩大筛查范围"), opens_ahead("进一步扩大筛查范围")
    (True, False)
    """
    return words[:1] in _NEXT_FIRSTS and phrases().next.match(words) is not None


def sentence_stance(words: str, current: str, years: Years) -> str:
    """Return the stance of a sentence inside text of stance ``current``."""
    words = squeeze(words)
    if current == "plan":
        if years.is_past(words[:24]) and phrases().done.search(words) and not phrases().promised.search(words):
            return "achieved"
        if phrases().reported.search(words) and not phrases().promised.search(words):
            return "achieved"
    elif current == "achieved" and (
        phrases().ahead.search(words[:12]) or ("将" in words and phrases().will.match(words))
    ):
        return "plan"
    return current
