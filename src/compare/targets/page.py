"""One text under reading: its shadow, its facts, what is found so far, and the stance of each place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from compare.periods import plan_term
from compare.quantities.model import Quantity
from compare.structure.model import Clause, Facts, Structure
from compare.targets import traits
from compare.targets.lexicon import choice
from compare.targets.model import Statement
from compare.targets.moments import Moment, read_moments
from compare.targets.named import Context
from compare.targets.shadow import shadow

_OPEN_WORDS = re.compile(
    r"成功(?:率|治疗)|目标值|(?:高于|低于|超过|完成|优于|超额完成)(?:年度|全年|既定)?目标"
    r"|治疗成功|抢救成功|年度计划|计划生育|行动计划|目标人群|目标任务"
)
_DONE = re.compile(r"已于|已在|已经|已[建完开投启正通获实达]|今年以来")
_YEARS_END = re.compile(r"20\d\d年[底末]")
_DATED = re.compile(r"力争|年内|底前|到20\d\d年")
_WINDOW = 400
_SHOWN = re.compile(
    r"已|截至|累计|(?<![较比])去年|过去|荣获|获评|入选|成功|顺利|来,|(?<![较比到至])20\d\d年|(?:^|[,;]|全.)现共?有"
)
_COMPARED = re.compile(r"同比|环比|较上年|比上年|较去年|比去年")
_WEAK = re.compile(_COMPARED.pattern + "|排名")
_PROJECT = re.compile(
    r"(?:[一二三]期)?(?:项目|工程)?(?:计划|概算)?(?:总投资|总建筑面积|建筑面积|占地|设计床位|(?:规划|编制|设置|开放)床位|完成投资)"
)
_OTHER_DEED = re.compile(r"推行|实行|扩大|深化|完善|健全|建立|强化|规范|优化|加强|执行|提高|提升|巩固|保障|统筹|坚持")
_BOUND = re.compile(r"以[上下内]|左右|不低于|不超过|力争|确保")


@dataclass(slots=True)
class Page:
    """One text under reading; ``fates`` tells by a quantity's start what became of it and its statement."""

    text: str
    seen: str
    facts: Facts
    clauses: tuple[Clause, ...]
    starts: list[int]
    statements: list[Statement] = field(default_factory=list)
    fates: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    bounds: dict[int, str] = field(default_factory=dict)
    deadlines: dict[int, str] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    seams: dict[int, int] = field(default_factory=dict)
    contradictory: set[int] = field(default_factory=set)
    term: tuple[int, int] | None = None
    aim: str | None = None
    last_name: str | None = None
    leaning: Context = field(default_factory=Context)
    unread: list[tuple[tuple[int, int], list[Quantity]]] = field(default_factory=list)
    depth: int = 0
    area: str | None = None
    carried: list[Moment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: its span, its sentence's, the sentence's dates and how firmly it binds."""

    clause: tuple[int, int]
    sentence: tuple[int, int]
    moments: list[Moment]
    firm: str | None = None


def open_page(text: str, structure: Structure, facts: Facts) -> Page:
    """Return the page of a text."""
    clauses = tuple(sorted(structure.clauses, key=lambda clause: clause.start))
    page = Page(text, shadow(text), facts, clauses, [clause.start for clause in clauses])
    page.term = _term(facts)
    return page


def _term(facts: Facts) -> tuple[int, int] | None:
    """Return first and last year of a plan that names its period in its title: “十四五” is 2021 to 2025."""
    if facts.kind != "plan" or not facts.title:
        return None
    title = shadow(facts.title)
    named = plan_term(title)
    if named:
        return named
    years = re.search(r"(20\d\d)\s*年?\s*-\s*(20\d\d)", title)
    return (int(years.group(1)), int(years.group(2))) if years else None


def read_kind(page: Page, start: int, end: int, place: Place) -> str:
    """Return target or achieved: by the years named, the structure's stance, else the clause's and the sentence's words.

    过去一年…, a year before the plan's and 同比 without a bound are results; 到2025年 in a report is a target.
    """
    facts, moments = page.facts, place.moments
    if any(moment.past and moment.reach != "base" and moment.start < end for moment in moments):
        return "achieved"
    year = None
    for moment in moments:
        if moment.start < end and moment.deadline and moment.reach == "sentence":
            year = int(moment.deadline[:4])
    first = facts.plan_year or (page.term[0] if page.term else None)
    if year is not None and first and year < first:
        return "achieved"
    stance = read_stance(page, start)
    if stance == "plan":
        return "target"
    if stance == "achieved" and _only_plans(page, place):
        return "target"
    if stance == "achieved":
        return "target" if year and facts.reports_year and year > facts.reports_year else "achieved"
    return _kind_by_words(page, place)


def _only_plans(page: Page, place: Place) -> bool:
    """Return whether the text reports no year at all and the sentence shows no result either (同比提高20% as an aim)."""
    if not _no_report(page):
        return False
    sentence = page.seen[place.sentence[0] : min(place.sentence[1], place.sentence[0] + _WINDOW)]
    return page.facts.kind in {"work_points", "plan"} and not _SHOWN.search(sentence)


def _no_report(page: Page) -> bool:
    return page.facts.reports_year is None and page.facts.plan_year is not None


def _kind_by_words(page: Page, place: Place) -> str:
    words = _OPEN_WORDS.sub("", page.seen[place.clause[0] : min(place.clause[1], place.clause[0] + _WINDOW)])
    sentence = page.seen[place.sentence[0] : min(place.sentence[1], place.sentence[0] + _WINDOW)]
    planned = re.search(choice("planned"), words)
    if planned and planned.group() == "今年" and _DONE.search(words):
        planned = None
    reporting = page.facts.plan_year is None or read_stance(page, place.clause[0]) == "background"
    if reporting and page.facts.reports_year is not None and not planned:
        return "achieved"
    said = [match.group() for match in re.finditer(choice("achieved"), words)]
    if set(said) == {"累计"} and _no_report(page) and "达" in words:
        return "target"
    if set(said) <= {"累计"}:
        planned = planned or _DATED.search(sentence)
    bounded = _BOUND.search(words) or (_no_report(page) and not _SHOWN.search(sentence))
    if [word for word in said if not (bounded and _WEAK.fullmatch(word))] and not planned:
        return "achieved"
    reports = not _no_report(page) or _SHOWN.search(sentence)
    compared = reports and _COMPARED.search(sentence) and not _BOUND.search(sentence)
    return "achieved" if compared and not planned else "target"


def read_stance(page: Page, at: int) -> str | None:
    """Return the stance of the structure's clause at a place, or None where it has none."""
    last = bisect_right(page.starts, at) - 1
    for clause in page.clauses[max(0, last - 3) : last + 1][::-1]:
        if clause.start <= at < clause.end:
            return clause.stance
    return None


def default_deadline(page: Page, kind: str) -> str | None:
    """Return the year a statement inherits: reported or planned, else the end of the plan that the title names."""
    facts = page.facts
    year = facts.reports_year if kind == "achieved" else facts.plan_year
    if year is None and kind == "target":
        year = page.term[1] if page.term else facts.horizon if facts.kind == "plan" else None
    return str(year) if year else None


def read_heading(page: Page, at: int) -> str | None:
    """Return the heading over a place, or None."""
    last = bisect_right(page.starts, at) - 1
    clause = page.clauses[last] if last >= 0 else None
    return clause.heading if clause is not None and clause.start <= at < clause.end else None


def carry_firmness(words: str, firm: str | None) -> str | None:
    """Return how firmly a clause binds: its own words, else those of the clause before, unless a verb of its own opens it.

    确保有效签约,居民签约覆盖率达48%: must for both; 力争1个落户我市,创建重点学科10个: strive for the first only.
    """
    own = traits.firmness(words)
    if own or firm is None:
        return own
    opening = re.sub(r"^(?:同时|并|且|每年|全年|年内)", "", words)
    if _PROJECT.match(opening):
        return None
    if firm == "explore" and _OTHER_DEED.match(opening):
        return None
    return None if re.match(choice("producing") + r"(?!率|比|占)", opening) else firm


def read_dates(page: Page, sentence: tuple[int, int]) -> list[Moment]:
    """Return the sentence's dates; after a semicolon those of the part before hold on where it names none.

    The year that opens a sentence (到2025年,…。) is the paragraph's aim for later sentences, where nothing nearer is said.

    A year that opens the sentence (2022年,…;…) and a period (上半年…;…) hold on, a month does not. Among results a month
    is of the year reported.
    """
    reported = page.facts.reports_year is not None and read_stance(page, sentence[0]) == "achieved"
    own = read_moments(page.seen, *sentence, None if reported else page.facts.plan_year, page.facts.reports_year)
    goes_on = page.seen[sentence[0] - 1 : sentence[0]] == ";"
    named = any(moment.reach != "base" and (moment.deadline or moment.period) for moment in own)
    moments = own if named or not goes_on else sorted([*page.carried, *own], key=lambda moment: moment.start)
    opening = sentence[0] + 8
    aims = [m.deadline for m in own if m.deadline and m.reach == "sentence" and m.start < opening]
    page.aim = aims[0] if aims else page.aim
    page.carried = [
        m
        for m in own
        if m.period
        or (m.past and m.deadline)
        or (m.reach == "base" and page.seen.startswith(",", m.end))
        or (
            m.deadline
            and (len(m.deadline) == 4 or _YEARS_END.search(page.seen, m.start, m.end))
            and m.reach == "sentence"
            and m.start < opening
        )
    ]
    if not named and goes_on:
        page.carried = list(moments)
    return moments
