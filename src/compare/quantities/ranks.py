"""Numerals after 第 and 前, and other ranks."""

from __future__ import annotations

import re

from compare.quantities.build import make
from compare.quantities.model import Quantity
from compare.quantities.names import pattern
from compare.quantities.numbers import read_number

_C = "一二三四五六七八九十百零〇"
_NUMBER = rf"(?:\d{{1,5}}|[{_C}]{{1,6}})"
_ORDINAL = re.compile(rf"{_NUMBER}(?:、{_NUMBER})*(?=[批期轮次届])|{_NUMBER}")
_RANK_AFTER = re.compile(
    r"[位名](?!患|师|医|专|同志|老)|(?=[，,。；;！、）)”\n\s\]]|$|并|且|的好|和全|的(?:成绩|位次|佳绩)|[上下]升)"
)
_SPAN = re.compile(rf"{_NUMBER}[-—–~～至到]第?(?P<high>{_NUMBER})[位名]")
_SESSION = re.compile(rf"(?:届[^，。；\d]{{0,14}}?)?[{_C}]{{1,3}}(?:次(?:全体)?(?:会议|全会|委员会)|中全会)")
_TOP = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>[%％]|[名位强]|[个家]|分之[{_C}]{{1,3}})?")
_STRONG = re.compile(rf"(?P<number>\d{{1,4}}|[{_C}千]{{1,3}})[强佳](?!化|制|调|度|烈|绩)")
_LISTED = re.compile(r"的?(?:高发|主要|常见)?(?:病种|死因|病因|死亡原因|疾病|传染病|肿瘤|癌症|恶性肿瘤)")
_PLACE_AFTER = re.compile(r"[位名](?=[，,。；;、）)\n的和]|$)|(?=[，,。；;、）)\n]|$)")
_PLACE_BEFORE = frozenset("名位次列居排国省市区县州为在是")
_TOP_ENDS = ("", *"，,。；;、）)”行列\n方的并水且")
_MOST_PLACES = 5000


def _value(text: str, at: int) -> float | None:
    number = read_number(text, at)
    return None if number is None or number.value is None else float(number.value)


def read_ordinal(text: str, at: int, floor: int) -> Quantity | None:
    """Return the ordinal or rank whose numeral starts at ``at``, or None.

    >>> [read_ordinal(t, t.index("第") + 1, 0).kind for t in ("全省排名第4；", "第三批试点", "市第二人民医院")]
    ['rank', 'ordinal', 'programme_name']
    """
    before = text[at - 1] if at > floor else ""
    if before == "前":
        return _top(text, at)
    run = _ORDINAL.match(text, at)
    if before != "第" or run is None:
        return _strong(text, at) or _place(text, at)
    span = _SPAN.match(text, at)
    if span:
        low, high = _value(text, at), _value(text, span.start("high"))
        return make(
            text, at - 1, span.end(), "rank", number=(at, span.end("high")), value=low, value_max=high, unit="名",
            comparator="range",
        )  # fmt: skip
    start, end = at - 1, run.end()
    if text.startswith("季度", end):
        return None
    session = _SESSION.match(text, end)
    if session:
        return make(text, start, session.end(), "programme_name", number=(at, session.end()))
    if pattern("{institutions}|(?:次|届)(?:全国|全省|全市|全体|中国|党|[一-龥]{0,6}?{meetings})|党代会").match(
        text, end
    ):
        return make(text, start, end, "programme_name", number=run.span())
    after = _RANK_AFTER.match(text, end)
    field = text[max(0, start - 24) : start]
    if after and (after.group() or pattern("(?:{placed}|{scopes})[^，,。；;、\\d]{0,10}$").search(field)):
        return make(text, start, after.end(), "rank", number=run.span(), value=_value(text, at), unit="名")
    return make(text, start, end, "ordinal", number=run.span(), value=_value(text, at))


def _place(text: str, at: int) -> Quantity | None:
    """Return a rank without 第: 全省排名15, 列全国15位."""
    if text[at - 1 : at] not in _PLACE_BEFORE:
        return None
    number = read_number(text, at)
    if number is None or number.value is None or number.value > _MOST_PLACES or number.scale not in ("", "十"):
        return None
    before = text[max(0, at - 12) : at]
    ranked = pattern(
        "(?:排名|排位|位次|名次)[为在是列居]?(?:全[国省市区县州])?$|(?:[排列居]|位居|位列)在?(?:全[国省市区县州])?$"
    ).search(before)
    after = _PLACE_AFTER.match(text, number.end)
    if not ranked or not after or (not after.group() and "排名" not in before):
        return None
    return make(text, at, after.end(), "rank", number=(at, number.end), value=float(number.value), unit="名")


def _top(text: str, at: int) -> Quantity | None:
    """Return 前258名, 前十 or 前10%: a rank of at most that."""
    match = _TOP.match(text, at)
    if match is None:
        return None
    unit = match["unit"] or ""
    if not unit and text[match.end() : match.end() + 1] not in _TOP_ENDS:
        return None
    entered = pattern("(?:{placed}|{scopes}|处于|位于|冲刺|入选|入围|争创|排行榜|在)[^，,。；;]{0,10}$").search(
        text[max(0, at - 16) : at - 1]
    )
    if not entered and unit not in ("名", "位", "强", "%", "％"):
        return None
    if not entered and _LISTED.match(text, match.end()):
        return make(text, at - 1, match.end(), "definition", number=match.span("number"))
    if unit.startswith("分之"):
        return make(text, at - 1, match.end(), "rank", number=(at, match.end()), comparator="<=")
    named = "%" if unit in ("%", "％") else "名"
    span = match.span("number")
    return make(text, at - 1, match.end(), "rank", number=span, value=_value(text, at), unit=named, comparator="<=")


def _strong(text: str, at: int) -> Quantity | None:
    """Return 百强 as a name, 进入全国100强 as a rank of at most that."""
    match = _STRONG.match(text, at) if "强" in text[at : at + 6] or "佳" in text[at : at + 6] else None
    if match is None:
        return None
    span, value = match.span("number"), _value(text, at)
    if value is None or not pattern("{entered}[^，。；]{0,16}$").search(text[max(0, at - 24) : at]):
        return make(text, at, match.end(), "programme_name", number=span)
    return make(text, at, match.end(), "rank", number=span, value=value, unit="名", comparator="<=")
