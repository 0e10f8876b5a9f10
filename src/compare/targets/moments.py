"""Deadlines, periods and base years of a sentence, and how far each of them reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.periods import PLAN, plan_ends
from compare.targets.shadow import shadow

_MONTHS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})\s*年"
_FULL = re.compile(
    rf"(?P<lead>比|较|从|由|自|在|与)?(?P<till>力争到|到|至|截至|截止|截止到|于|自)?\s*{_YEAR}"
    r"(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:\d{1,2}日|上旬|中旬|下旬|份)?)?"
    r"(?P<end>年?底之?前|年?末之?前|底|末|年中|全年)?(?P<before>之?前|以前)?(?P<half>上半年|下半年|(?:第)?[一二三四1-4]季度|前三季度)?"
    r"(?P<grade>度)?(?P<base>相比|基础上|的基础上|同期)?"
)
_PLAN = re.compile(rf"(?P<lead>比|较)?“?(?P<plan>{PLAN.pattern})”?(?P<when>末期?|期末|期间|时期|规划期末)?")
_MONTH = re.compile(
    r"(?<![\d-])(?<!\d年)(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?P<day>\d{1,2})日|份)?(?P<end>底|末|中旬|上旬|下旬)?(?P<before>之?前|以前)"
    r"|(?<![\d-])(?<!\d年)(?P<month2>1[0-2]|0?[1-9])月(?P<end2>底|末)(?!前)|(?<=到)(?P<month3>1[0-2]|[1-9])月(?=[,，])|(?<=今年)(?P<month4>1[0-2]|[1-9])月(?!\d)"
    r"|(?<![\d-])(?<!\d年)(?P<month5>1[0-2]|[1-9])月(?:份)?(?=(?:全面|全部|正式|如期|主体)*(?:竣工|完工|开工|投用|启用|建成|投入使用|投入运[行营]|交付|开诊|运行|封顶|开业|挂牌))"
)
_YEAR_END = re.compile(r"(?<![上去])(?P<which>今年|本年|当年|全)?年(?:底|末)(?:之?前|以前)?")
_HALF = re.compile(
    r"上半年|下半年|前三季度|前三个季度|(?:第)?(?P<quarter>[一二三四])季度|(?<!\d)1-(?P<to>\d{1,2})月(?!\d|龄)|前(?P<first>[三四五六七八九十]|\d+)个月"
)
_QUARTER_END = re.compile(r"(?P<quarter>[一二三四])季度末(?:之?前|以前)?|上半年(?:底|末)(?:之?前|以前)?")
_RELATIVE = re.compile(r"今年|本年度?|全年|年内|当年|去年|上年度?|明年|后年|过去一年|一年来")
_ANY = re.compile(rf"[年月]|季度|{PLAN.pattern}")
"""Without one of these a text names no date."""
_ON_BASE = re.compile(r"(?:底|末|同期)?(?:的)?(?:基础上|相比)")
_NAMED = re.compile(r"《[^》]*》|〔[^〕]*〕|\[\d{4}\]|\(\d{4}\s*-\s*\d{4}\s*年?\)|\d{4}\s*-\s*\d{4}\s*年?")


_MOST_CLAUSES, _LONGEST_CLAUSE = 4, 60
_BEFORE_DATE = re.compile(r"(?:项目|工程|均|全部|计划|预计|力争|确保|争取|将|拟|并|已|于|在){0,4}")
_DONE = re.compile(
    r"(?:之?前|以前|正式|全部|全面|均|陆续|如期|整体|顺利|完成|实现|建成|竣工|完工|开工|动工|投用|启用|投入|使用|运行|运营|交付|开诊|开业|封顶|挂牌|验收|达标|到位"
    r"|落实|配置|配备|配齐|发放|拨付|主体|结构|建设|并|、|和){1,8}"
)
_OF_PROJECT = re.compile(
    r"(?:计划|概算)?(?:总投资|投资|总建筑面积|建筑面积|占地|(?:规划|设计|设置|编制|开放|设)?床位|新增[\u4e00-\u9fff]{2,6}\d)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as said: ``reach`` is ``sentence`` (until the next one), ``clause`` or ``base`` (a starting point)."""

    start: int
    end: int
    deadline: str | None
    period: str | None
    reach: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The deadline and period that hold at one place; ``stated`` says whether the text names the year there."""

    deadline: str | None = None
    period: str | None = None
    stated: bool = False


def read_moments(text: str, start: int, end: int, plan_year: int | None, reports_year: int | None) -> list[Moment]:
    """Return the dates said between ``start`` and ``end`` in text order, none of them inside a title or a document number.

    Args:
        text: The shadow of a document.
        start: First character of the sentence.
        end: End of the sentence.
        plan_year: Year that 3月底前 and 年底前 belong to.
        reports_year: Year that 去年 and 上半年 of a report belong to.
    """
    piece = text[start:end]
    if not _ANY.search(piece):
        return []
    yearly, monthly = "年" in piece, "月" in piece
    taken = [match.span() for match in _NAMED.finditer(piece)]
    found: list[Moment] = []

    def free(span: tuple[int, int]) -> bool:
        return span[1] > span[0] and all(span[1] <= left or span[0] >= right for left, right in taken)

    def keep(span: tuple[int, int], deadline: str | None, period: str | None, reach: str, past: bool = False) -> None:
        taken.append(span)
        found.append(Moment(start + span[0], start + span[1], deadline, period, reach, past))

    for match in _FULL.finditer(piece) if yearly else ():
        if free(match.span()):
            keep(match.span(), *_full(match, piece))
    for match in _PLAN.finditer(piece) if "五" in piece else ():
        if free(match.span()):
            after = piece[match.end() : match.end() + 3].lstrip("”")
            if after.startswith(("规划", "计划", "行动")) and not re.match(r"规划期?末|规划期内", piece[match.end() :]):
                taken.append(match.span())
                continue
            since = match["lead"] or after.startswith("以来")
            keep(match.span(), str(plan_ends()[match["plan"]]), None, "base" if since else "sentence")
    year = plan_year or reports_year
    for match in _MONTH.finditer(piece) if monthly else ():
        if free(match.span()):
            month = _number(match["month"] or match["month2"] or match["month3"] or match["month4"] or match["month5"])
            counted = piece[max(0, match.start() - 3) : match.start()].endswith(("截至", "截止", "截止到"))
            keep(match.span(), _stamp(year, month), None, "sentence", counted)
    for match in _YEAR_END.finditer(piece) if yearly else ():
        if free(match.span()):
            keep(match.span(), _stamp(year, 12), None, "sentence")
    for match in _QUARTER_END.finditer(piece) if "末" in piece or "底" in piece else ():
        if free(match.span()):
            month = 3 * _QUARTERS[match["quarter"]] if match["quarter"] else 6
            keep(match.span(), _stamp(year, month), None, "sentence")
    for match in _HALF.finditer(piece) if monthly or "半年" in piece or "季度" in piece else ():
        if free(match.span()):
            keep(match.span(), None, _period(match), "sentence")
    for match in _RELATIVE.finditer(piece) if yearly else ():
        if free(match.span()):
            past = match.group() in {"去年", "上年", "上年度", "过去一年", "一年来"}
            if piece[max(0, match.start() - 1) : match.start()] in {"较", "比"} or _ON_BASE.match(piece, match.end()):
                keep(match.span(), None, None, "base", past)
            elif match.group() in {"今年", "明年", "后年"} and year:
                keep(match.span(), str(year + {"今年": 0, "明年": 1, "后年": 2}[match.group()]), None, "sentence")
            else:
                keep(match.span(), None, None, "relative", past)
    return sorted(found, key=lambda moment: moment.start)


def when(moments: list[Moment], clause: tuple[int, int], at: int, by_standard: bool = False) -> When:
    """Return what the dates before ``at`` say of the value that starts there.

    A date reaches to the sentence's end or the next date of its sort; 2022年度 and a date inside the value's own
    clause before it reach that clause only; a starting point (较2020年) reaches nothing. A date that follows in the
    same clause is taken where none leads, one in a later clause only where this one is a standard for it
    (按照…1:2.5标准,4月底前完成…).
    """
    deadline = period = None
    stated = False
    for moment in moments:
        if moment.reach == "base" or moment.start >= at:
            continue
        if moment.reach == "clause" and not clause[0] <= moment.start < clause[1]:
            continue
        if moment.reach == "relative" and not moment.past and clause[0] <= moment.start:
            deadline, stated = None, False
        if moment.deadline is not None:
            deadline, stated, period = moment.deadline, True, moment.period
        elif moment.period is not None:
            period = moment.period
    if period is None:
        period = next((m.period for m in moments if at <= m.start < clause[1] and m.period), None)
    if deadline is None:
        later = [m for m in moments if m.start >= at and m.reach == "sentence" and m.deadline and m.start < clause[1]]
        later = later or [m for m in moments if by_standard and m.start >= at and m.reach == "sentence" and m.deadline]
        if later:
            deadline, stated = later[0].deadline, True
    return When(deadline, period, stated)


def behind(moments: list[Moment], text: str, clause: tuple[int, int], end: int) -> str | None:
    """Return the date of the clause after, where that says no more than when the values before it are done, or None.

    设置床位1500张,2022年底投用; 12个…项目建设,6月底前全部实现开诊运行: the date belongs to the figures. A clause about another
    thing keeps its date: 培训200人,6月底前完成市中医院搬迁.
    """
    in_row = _row_date(moments, text, clause[1], end)
    if in_row is not None:
        return in_row
    start = clause[1] + text.startswith(")", clause[1])
    for _ in range(_MOST_CLAUSES):
        if text[start : start + 1] != ",":
            return None
        stop = next((at for at in range(start + 1, min(end, start + _LONGEST_CLAUSE)) if text[at] in ",;。"), end)
        date = next((m for m in moments if start < m.start < stop and m.reach == "sentence" and m.deadline), None)
        if date is not None:
            lead, rest = text[start + 1 : date.start], text[date.end : stop]
            return date.deadline if _BEFORE_DATE.fullmatch(lead) and _DONE.fullmatch(rest) else None
        if not _OF_PROJECT.match(text, start + 1, stop):
            return None
        start = stop
    return None


def _row_date(moments: list[Moment], text: str, at: int, end: int) -> str | None:
    """Return the date that fills a later cell of the table row, which holds for all that the row asks, or None."""
    first = text.find("\t", at, end)
    for moment in moments if first >= 0 else ():
        if moment.start >= first and moment.reach == "sentence" and moment.deadline:
            close = text.find("\t", moment.end, end)
            cell = (text.rfind("\t", at, moment.start + 1) + 1, close if close >= 0 else end)
            lead, rest = text[cell[0] : moment.start].strip(), text[moment.end : cell[1]].strip()
            if not lead and (not rest or _DONE.fullmatch(rest)):
                return moment.deadline
    return None


def base_year(moments: list[Moment], text: str, clause: tuple[int, int], moved: bool) -> str | None:
    """Return the year of a starting point named in the clause, or of one that opens the sentence (与2017年相比,…), or None.

    Args:
        moments: The sentence's dates.
        text: The shadow of the document.
        clause: The value's clause.
        moved: Whether the value is a change or starts from another, which a starting point before its clause holds for.
    """
    for moment in moments:
        if moment.reach == "base" and moment.deadline and clause[0] <= moment.start < clause[1]:
            return moment.deadline[:4]
    opened = [m for m in moments if m.reach == "base" and m.deadline and m.end < clause[0] and text[m.end] == ","]
    return opened[-1].deadline[:4] if moved and opened and opened[-1].deadline else None


def _full(match: re.Match[str], piece: str) -> tuple[str | None, str | None, str, bool]:
    year = _year(match["year"])
    month = _number(match["month"]) if match["month"] else None
    if month is None and match["end"]:
        month = 6 if match["end"] == "年中" else 12 if match["end"] != "全年" else None
    period = None
    half = match["half"]
    if half:
        quarter = re.search(r"[一二三四1-4](?=季度)", half)
        named = {"上半年": "H1", "下半年": "H2", "前三季度": "Q1-Q3"}
        period = f"{year}{named.get(half) or (f'Q{_QUARTERS[quarter.group()]}' if quarter else '')}"
    after = piece[match.end() : match.end() + 1]
    lead = match["lead"] in {"比", "较", "从", "由", "与"} and not match["before"]
    if match["lead"] == "在" and match["base"]:
        lead = True
    if piece[match.end() : match.end() + 2] == "以来":
        return _stamp(year, None), None, "base", False
    if lead or match["base"]:
        return _stamp(year, None), None, "base", False
    if match["grade"] and after not in {",", "完"}:
        return _stamp(year, None), period, "clause", False
    return _stamp(year, month), period, "sentence", match["till"] in {"截至", "截止", "截止到"}


def _period(match: re.Match[str]) -> str:
    words = match.group()
    if match["quarter"]:
        return f"Q{_QUARTERS[match['quarter']]}"
    if match["to"] or match["first"]:
        last = _number(match["to"] or match["first"])
        return {3: "Q1", 6: "H1", 9: "Q1-Q3", 12: ""}.get(last or 0, f"M1-M{last}")
    return {"上半年": "H1", "下半年": "H2"}.get(words, "Q1-Q3")


def _stamp(year: int | None, month: int | None) -> str | None:
    if year is None:
        return None
    return f"{year:04d}" if month is None or not 1 <= month <= 12 else f"{year:04d}-{month:02d}"


def _year(words: str) -> int:
    return int(
        "".join(
            str("〇一二三四五六七八九".find(mark.replace("零", "〇"))) if not mark.isdigit() else mark for mark in words
        )
    )


def _number(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdigit() else _MONTHS.get(words)


def states_deadline(text: str, plan_year: int | None, reports_year: int | None) -> bool:
    """Return whether the words name a date by which or a time in which something is to be (3月底前, 到2025年), no past one.

    >>> states_deadline("3月底前完成重症床位建设", 2023, None), states_deadline("推进重症床位建设", 2023, None)
    (True, False)
    """
    seen = shadow(text)
    moments = read_moments(seen, 0, len(seen), plan_year, reports_year)
    first = str(plan_year or 0)
    return any(m.deadline and m.deadline[:4] >= first and m.reach == "sentence" and not m.past for m in moments)
