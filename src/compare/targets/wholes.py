"""Of what a value is said: the whole of a percentage (县级综合医院), what each of has some (每个县), what predicates follow."""

from __future__ import annotations

import re
from functools import cache

from compare.targets.lexicon import choice
from compare.targets.memory import remembered

EACH = re.compile(
    r"(?:每(?![年月日天周季次批轮])(?:个|所|家|座|支)?(?:新建|新设)?|各(?![级类项地种]))(?P<what>设区的?市|地级市|县\(市、区\)|县\(市\)|县\(区\)|区\(县\)|市\(区\)|乡镇\(街道\)|镇\(街道\)|市\(州\)|[\u4e00-\u9fff]{0,5}?(?:县区|乡镇|街道|社区|行政村|卫生室|卫生院|服务中心|医院|机构|街道办事处|次中心|中心|企业|学校|设区市|地级市|县级市|县|市|区|镇|村|户|人|例))"
    r"(?=至少|重点|范围|普惠|标准化|公立|公办|(?!卫生|医疗|中心|服务|办事处|每)[\u4e00-\u9fff]{2,6}(?:不少于|不低于|至少|$)|(?!卫生|医疗|中心|服务)[\u4e00-\u9fff]{2,14}(?:机构|医院|中心|站)(?:不少于|至少|达)|奖补|奖励|一次性|建|设|配|达|有|拥有|不少于|要|均|完成|打造|培育|平均|补助|给予|$)"
)


@remembered
def read_whole(noun: str) -> str | None:
    """Return the whole of which a percentage is said: 县级综合医院 of 县级综合医院医疗服务能力达到…, or None."""
    first = None
    for match in _end().finditer(noun):
        rest = noun[match.end() :]
        if rest.startswith(("、", "和", "及")):
            continue
        if not rest or rest.startswith("与") or predicate().match(rest):
            return noun[: match.end()]
        if first is None and len(match.group()) > 1:
            first = noun[: match.end()]
    return first


@remembered
def read_each(before: str) -> str | None:
    """Return the 县 of 每个县至少建成1家, or None."""
    match = EACH.search(before)
    return match["what"] if match else None


@cache
def _end() -> re.Pattern[str]:
    return re.compile(choice("wholes") + r"(?:\([^)]*\))?")


@cache
def predicate() -> re.Pattern[str]:
    """Return the pattern of words that begin what a counted noun does or reaches."""
    return re.compile(rf"^(?:{choice('predicates')}|\d+分钟)")
