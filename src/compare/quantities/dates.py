"""Numerals that say when: dates, times of day, spans of years, plan periods."""

from __future__ import annotations

import re

from compare.quantities.build import make
from compare.quantities.model import Quantity

_MARKS = "一二三四五六七八九"
_TO = r" ?(?:[-—–－−~～〜至到]|--|——) ?"
_YEAR = r"(?:(?:19|20)\d\d(?!\d)|[一二][〇零○ОO九][〇零○ОO一二三四五六七八九]{2})"
_DAY = rf"(?:\d{{1,2}}|[{_MARKS}]?十[{_MARKS}]?|[{_MARKS}])"
_MONTH = rf"(?:{_DAY} ?月(?!龄)份?)"
_CLOCK = r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：%.．])"
_OCLOCK = r"(?:[01]?\d|2[0-4])时(?![间期常段限代效])(?:[0-5]?\d分)?"

_PATTERNS = {
    "iso": r"(?:19|20)\d\d(?P<dash>[-/.])\d{1,2}(?P=dash)\d{1,2}(?!\d)(?:[ T]{1,3}\d{1,2}:\d\d(?::\d\d)?)?",
    "years": rf"{_YEAR} ?年?度?{_TO}(?:{_YEAR}|\d\d(?=年)) ?(?:学年|年度?)?(?:{_MONTH})?",
    "listed": rf"{_YEAR}(?:、{_YEAR}){{1,5}} ?(?:学年|年度?)",
    "year": rf"{_YEAR} ?(?:学年|年度?)"
    rf"(?: ?{_DAY} ?月(?!龄)份?(?: ?{_DAY} ?[日号]| ?[上中下]旬)?(?:{_TO}(?:{_DAY} ?月 ?{_DAY} ?[日号]|{_MONTH}|{_DAY} ?[日号]))?)?",
    "monthday": rf"{_DAY} ?月 ?{_DAY} ?[日号](?:{_TO}(?:{_DAY} ?月 ?)?{_DAY} ?[日号])?",
    "months": rf"{_DAY} ?(?:月份?)?(?:{_TO}|、){_DAY} ?月(?!龄|[内以])份?(?: ?{_DAY} ?日)?",
    "month": rf"{_DAY} ?月(?!龄|[内以])份?(?: ?[上中下]旬)?",
    "quarter": r"(?:[一二三四]|(?<!\d)[1-4])(?:(?:[-—~～至到]|、)[一二三四1-4])? ?季度",
    "century": rf"(?:\d\d|[{_MARKS}十]{{1,3}})世纪(?:(?:\d0|[{_MARKS}]十)年代)?",
    "decade": rf"(?:(?:19|20)?\d0|[{_MARKS}]十)年代",
    "clock": rf"(?<![\d:：.．]){_CLOCK}(?P<until>{_TO}{_CLOCK})?",
    "hour": rf"{_OCLOCK}(?:{_TO}{_OCLOCK})?",
    "day": rf"(?<!\d){_DAY} ?[日号](?=[前起止晚]|之前|以前|至|[上下]午)|(?<=月){_DAY} ?日",
    "dotted": r"(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])(?=[，。；、）)\s—-]|$)|(?:19|20)\d\d/\d\d(?![\d/])",
    "short": r"(?<!\d)\d\d年(?=[底末初])",
    "fiscal": r"(?<=Q)[1-4](?!\d)",
    "lastmonth": rf"一个(?:月|季度|工作日|周)(?: ?{_DAY} ?日)?",
    "bare": rf"(?:19|20)\d\d(?!\d)(?=[)）”」』》〉]|[、和与](?:19|20)\d\d(?!\d)|[{_MARKS}]?版|[两三四五]年|行动|规划|纲要|战略)",
}
_DATES = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_DAYS = re.compile(_DAY)
_CLOCK_BEFORE = re.compile(r"(?:[上下中]午|时间|[日早晚为：:]|[-—至到~]|每天|于) ?$")
_WEEKDAYS = re.compile(
    r"[一二三四五六](?:[、至到和—-](?:周|星期)?[一二三四五六日天])*(?![次个回天场期年月周日名家人例台小项种遍支位成一二三四五六七八九十百千万])"
)
_WEEK_BEFORE = re.compile(r"(?:周|星期|礼拜)$")
_PERIOD = re.compile(
    rf"十[{_MARKS}]·?五(?=[”’」』》规时期末初以开收的之发医卫健中公妇老基人全信疾养国省市县目任建和与及至，。、；）)“]|$)"
    rf"|第[{_MARKS}十]{{1,3}}个五年(?:规划|计划)|[八九]五(?=(?:期间|时期|计划|末))"
)


def read_date(text: str, at: int, floor: int) -> Quantity | None:
    """Return the date, time of day or span of years that starts at ``at``, or None.

    >>> read_date("到2025年3月底", 1, 0).text
    '2025年3月'
    >>> read_date("3-5个", 0, 0) is None
    True
    """
    week = _WEEK_BEFORE.search(text[max(0, at - 2) : at])
    days = _WEEKDAYS.match(text, at) if week else None
    if week and days:
        return make(text, max(floor, at - len(week.group())), days.end(), "date", number=days.span())
    match = _DATES.match(text, at)
    if match is None:
        return None
    name = "iso" if match.lastgroup == "dash" else "clock" if match.lastgroup == "until" else match.lastgroup
    words = match.group()
    if name in ("month", "months", "monthday") and not _are_months(text, at, words, str(name)):
        return None
    if name == "clock" and not (match["until"] or _is_clock(text, at, words)):
        return None
    if name == "day" and not 1 <= (_day_number(words.rstrip("日号 ")) or 0) <= 31:
        return None
    if name == "lastmonth" and text[max(floor, at - 2) : at] not in ("最后", "首个"):
        return None
    return make(text, at, match.end(), "date")


def _are_months(text: str, at: int, words: str, name: str) -> bool:
    """Return whether the numbers before 月 are months of a year, not 3个月 or 30-36月."""
    if name == "month" and text[at - 1 : at] == "个":
        return False
    numbers = [_day_number(found) for found in _DAYS.findall(words.rpartition("月")[0].partition("日")[0])]
    if name == "months" and "、" in words and not words.partition("、")[0].endswith("月") and len(words) > 7:
        return False
    return bool(numbers) and 1 <= (numbers[0] or 0) <= 12


def _day_number(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    if words in _MARKS:
        return _MARKS.index(words) + 1
    tens, _, ones = words.partition("十")
    if "十" not in words or (tens and tens not in _MARKS) or (ones and ones not in _MARKS):
        return None
    return 10 * (_MARKS.index(tens) + 1 if tens else 1) + (_MARKS.index(ones) + 1 if ones else 0)


def _is_clock(text: str, at: int, words: str) -> bool:
    parts = re.split("[:：]", words)
    if len(parts) > 2 or parts[0].startswith("0"):
        return True
    before = text[max(0, at - 6) : at]
    return bool(_CLOCK_BEFORE.search(before)) and "比" not in before


def read_period(text: str, at: int, floor: int) -> Quantity | None:
    """Return the plan period (十四五) that starts at ``at``, or with 第 before it, or None.

    >>> read_period("“十四五”时期", 1, 0).kind
    'period'
    """
    start = at - 1 if at > floor and text[at - 1] == "第" else at
    match = _PERIOD.match(text, start)
    return make(text, start, match.end(), "period", number=(at, match.end())) if match else None
