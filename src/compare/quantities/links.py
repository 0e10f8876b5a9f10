"""What quantities share: the denominator of rates, the bounds of values joined by 、 or 和."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.quantities.build import make
from compare.quantities.model import Quantity

_WHO = (
    r"(?:名|个|位)?(?:常住|户籍|服务|老年|出院|城镇|农村|参保|就诊|住院|辖区|城乡|在校|育龄|贫困|儿童|适龄|普通){0,2}"
)
_WHAT = (
    r"(?P<what>人口|人次|门急诊(?:人次)?|门诊(?:人次)?|例?活产儿?"
    r"|老年人|老人|儿童|居民|妇女|学生|人|名|张(?:床位|床)?|户|平方公里|个|台|例|万元|辆|床日|床(?!位)|家|所|元(?:医疗收入|业务收入|门诊收入|住院收入|药品收入))"
)
_EACH = re.compile(
    rf"(?:\d{{1,7}}(?:\.\d+)?|[一二两三四五六七八九十]{{1,2}})?[十百千万]{{0,2}}(?:{_WHO}{_WHAT})?(?![年月周天日次])"
)
_BARE = re.compile(
    rf"(?:[千万]|10万|十万){_WHO}人口(?!的?(?:以[上下]|大))|[百万亿]元(?:医疗收入|业务收入)(?=[消卫中])|[百万亿]元(?=收入|产值|GDP|地区生产|工业增加|医疗收入|固定资产|能耗)|千名(?:儿童|老年人|常住人口|居民|人口)"
)
_EVERY_TIME = re.compile(
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,2})(?:-\d{1,3}|[-—～~至][一二两三四五六七八九十\d]{1,3})?(?:个)?(?:年|月|周|季度|天|日|小时|学期|星期|工作日)"
)
_BEFORE_BARE = re.compile(r"[\d一二三四五六七八九数几近.约余多上超]$")
_STOP = re.compile(r"[。；;！？\n]")
_COMMA = re.compile(r"[，,]")
_JOINT = re.compile(r" ?(?:[、和与及或，,]|以及) ?")
_LIST = re.compile(r" ?[、和与及或] ?")
_POINTS = frozenset({"个百分点", "个千分点", "个万分点", "个十万分点"})
_NOT_PER = frozenset({"%", "‰", "比", "倍", "个百分点", "/10万", "/万"})
_RATES = frozenset({"%", "‰", "/10万", "/万"})


def read_denominator(text: str, at: int, floor: int) -> Quantity | None:
    """Return 每千人口 and its like (what a rate is per) or a frequency such as 每两年, or None.

    >>> read_denominator("每10万人口精神科医师达4名", 1, 0).unit
    '10万人口'
    """
    each = at > floor and text[at - 1] == "每"
    if not each:
        match = _BARE.match(text, at) if text[at] in "千万1十百亿" else None
        if match is None or _BEFORE_BARE.search(text[max(0, at - 1) : at]):
            return None
        return make(text, at, match.end(), "definition", unit=match.group())
    times = _EVERY_TIME.match(text, at)
    if times:
        return make(text, at - 1, times.end(), "frequency", number=times.span())
    match = _EACH.match(text, at)
    if match is None or not match.group():
        return None
    return make(text, at - 1, match.end(), "definition", number=match.span(), unit=match.group())


def _is_denominator(quantity: Quantity) -> bool:
    return (
        quantity.kind == "definition"
        and bool(quantity.unit)
        and (quantity.text.startswith("每") or quantity.text == quantity.unit)
    )


def denominate(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with the values after 每千人口 marked as being per 千人口.

    It holds up to the end of the sentence; after a comma only while no value has been read.
    """
    result: list[Quantity] = []
    per: Quantity | None = None
    last, used = 0, False
    for quantity in found:
        gap = text[last : quantity.start]
        if per is not None and (_STOP.search(gap) or (used and _COMMA.search(gap))):
            per = None
        if _is_denominator(quantity):
            per, used = quantity, False
        elif per is not None and quantity.kind == "quantity":
            if quantity.unit not in _NOT_PER:
                quantity = replace(quantity, denominator=per.unit)
            used = True
        last = quantity.end
        result.append(quantity)
    return result


def coordinate(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with a bound shared by values joined by 、 or 和 (65%和75%以上: both at least)."""
    result = _share_units(text, found)
    shared: set[int] = set()
    for place in range(len(result) - 2, -1, -1):
        left, right = result[place], result[place + 1]
        bound_after = right.comparator in (">=", "<=") and (right.text[-1:] in "上下内" or place + 1 in shared)
        if bound_after and left.comparator == "=" and _joined(text, left, right):
            result[place] = replace(left, comparator=right.comparator)
            shared.add(place)
    for place in range(len(result) - 1):
        left, right = result[place], result[place + 1]
        bound_before = left.comparator not in ("=", "range") and left.number_start > left.start
        if bound_before and right.comparator == "=" and _joined(text, left, right):
            result[place + 1] = replace(right, comparator=left.comparator)
    return result


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with a unit printed once given to all values of its row: 提高3.2和5.6个百分点, 1.2个和0.8个百分点."""
    result = list(found)
    for place in range(len(result) - 2, -1, -1):
        left, right = result[place], result[place + 1]
        if left.unit == "个" and right.unit in _POINTS and _LIST.fullmatch(text, left.end, right.start):
            result[place] = replace(left, unit=right.unit)
            continue
        if left.unit is not None or left.kind != "quantity" or left.corrupt or right.kind != "quantity":
            continue
        plain = right.unit is not None and right.text[right.number_end - right.start - 1].isdecimal()
        if plain and left.text[-1:].isdecimal() and _LIST.fullmatch(text, left.end, right.start):
            result[place] = replace(left, unit=right.unit)
    return result


def _joined(text: str, left: Quantity, right: Quantity) -> bool:
    if left.kind != "quantity" or right.kind != "quantity" or left.unit is None:
        return False
    same = left.unit == right.unit or (left.unit in _RATES and right.unit in _RATES)
    return same and _JOINT.fullmatch(text, left.end, right.start) is not None
