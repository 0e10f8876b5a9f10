"""Numerals that count or measure: numbers with units, ranges, and their bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from compare.quantities.bounds import read_prefix, read_suffix
from compare.quantities.build import make
from compare.quantities.lexicon import Unit, read_unit
from compare.quantities.model import Quantity
from compare.quantities.numbers import LOST, Number, parse_chinese, read_number

_TO = re.compile(r" ?(?:[-—–－−~～〜]{1,2}|至|到(?!位|达)) ?(?=[\d一二三四五六七八九十百千万两])")
_AGAIN = re.compile(r" ?[-—–－−~～〜]{1,2} ?\d")
_LOST_LOW = re.compile(rf"[{LOST}]{{1,40}}[-—–～~至](?=\d)")
_LOST_HIGH = re.compile(rf"[-—–～~至][{LOST}]{{2,40}}")
_PER = re.compile(
    r" ?[/／] ?(?P<per>10 ?万|十万|百万|100 ?万|1 ?万|千|万|100000|10000|1000)(?![\d.])(?:人口|人(?![次均口]))?|‱"
)
_PER_NAMES = {"十万": "10万", "100000": "10万", "10000": "万", "1万": "万", "1000": "千", "百万": "100万"}
_PER_WHAT = re.compile(
    r"[/／](?P<per>(?:\d{1,6}|[一十百])?[百千万]{0,2}(?:名|常住|户籍)?(?:人口|人|名|张床|床|活产|儿童|老年人))(?![\u4e00-\u9fff]{0,2}次)"
)
_PER_EACH = re.compile(
    r"[/／](?:人次|人|床日|床|年|月|天|日|次|户|小时|例|台|平方公里|立方米|平方米|㎡|亩|吨|套|个|份|针|剂|千克|公斤|升|kg|L|d|h)(?:[·/](?:年|月|天|日|次))?"
)
_SIGN = re.compile(r"(?:(?<=[率为达到至长幅温度是在于差值量（(])|(?<=^))([-－−–])$|(?<![担欠责胜抱辜肩自背])(负|零下)$")
_MORE_MONTHS = re.compile(r"个多(?=月|小时|星期|季度|学期)")
_SLASHES = frozenset("/／")
_SIGNS = frozenset("-－−–负下")
_TIMES_SIGNS = frozenset("×xX*")
_TO_SIGNS = frozenset("-—–－−~～〜至到 ")
_LOST_SIGNS = frozenset(LOST)
_TENTHS_WRONG = frozenset("立为功员效果绩本熟长就人分品型都射扣叠")
_PERCENT = Unit("%", "%", "share")
_TIMES_SIGN = re.compile(r" ?[×xX*] ?(?=\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before its bounds are read; ``value`` is in ``unit``'s name."""

    number: Number
    end: int
    unit: Unit | None
    name: str | None
    value: Decimal | None
    upper: Decimal | None = None


def number_or_none(value: Decimal | None) -> float | None:
    """Return the value as a float."""
    return None if value is None else float(value)


def read_amount(text: str, at: int) -> Amount | None:
    """Return the number that starts at ``at`` with the unit after it, or None.

    >>> amount = read_amount("2.8万人", 0)
    >>> amount.value, amount.name
    (Decimal('28000.0'), '人')
    """
    number = read_number(text, at)
    if number is None:
        return None
    after = text[number.end : number.end + 1]
    per = _PER.match(text, number.end) if after and after in "/／‱ " else None
    if per:
        name = (per["per"] or "万").replace(" ", "")
        name = "/" + _PER_NAMES.get(name, name)
        return Amount(number, per.end(), Unit(per.group(), name, "rate"), name, number.value, number.upper)
    end = number.end
    more = _MORE_MONTHS.match(text, end) if after == "个" else None
    if more:
        number = replace(number, comparator=">")
        unit = read_unit("个" + text[more.end() : more.end() + 2], 0)
        end = more.end() - 1
    else:
        if after == " " and read_unit(text, end + 1):
            end += 1
        unit = read_unit(text, end)
    if unit is None or _is_none(text, end, unit):
        return Amount(number, number.end, None, None, number.value, number.upper)
    return _measured(text, end + len(unit.printed), number, unit)


def _is_none(text: str, end: int, unit: Unit) -> bool:
    """Return whether the unit's characters mean something else here: 成 in 成立, 折 in 折射."""
    after = text[end + len(unit.printed) : end + len(unit.printed) + 1]
    if unit.printed in ("成", "折"):
        return after in _TENTHS_WRONG and after != ""
    return False


def _measured(text: str, end: int, number: Number, unit: Unit) -> Amount:
    value, upper, name = number.value, number.upper, unit.name
    if unit.measure == "money":
        power = Decimal(10**4 if number.scale[-1:] == "万" else 10**8 if number.scale[-1:] == "亿" else 1)
        name = (number.scale[-1] if power > 1 else "") + unit.name
        value = None if value is None else value / power
        upper = None if upper is None else upper / power
    elif unit.printed in ("成", "折"):
        value = None if value is None else value * 10
        upper = None if upper is None else upper * 10
        name, half = "%", text[end : end + 1]
        if half and half in "一二三四五六七八九半" and value is not None and read_unit(text, end + 1) is None:
            value, end = value + (5 if half == "半" else parse_chinese(half) or 0), end + 1
    elif unit.printed == "番" and value is not None and value <= 10:
        name, value = "倍", Decimal(2) ** int(value)
    elif unit.measure in ("time", "ratio") and value is not None:
        if unit.printed in ("年半", "个半小时", "个半月"):
            value += Decimal("0.5")
        elif text[end : end + 1] == "半" and unit.printed in ("年", "个小时", "小时", "倍", "天"):
            value, end = value + Decimal("0.5"), end + 1
    tail = _PER_EACH.match(text, end) if text[end : end + 1] in _SLASHES else None
    if tail:
        name, end = name + tail.group().replace("／", "/"), tail.end()
    return Amount(number, end, unit, name, value, upper)


def read_quantity(text: str, at: int, floor: int) -> Quantity | None:
    """Return the counted or measured quantity whose numeral starts at ``at``, its bounds and sign included, or None.

    >>> found = read_quantity("签约率60%-70%", 3, 0)
    >>> found.value, found.value_max, found.unit
    (60.0, 70.0, '%')
    """
    found = _read_unsigned(text, at, floor)
    if found and text[found.end : found.end + 1] in _SLASHES:
        found = _per(text, found)
    signed = at > floor and text[at - 1] in _SIGNS
    sign = _SIGN.search(text, max(floor, at - 3), at) if found and signed else None
    if found is None or sign is None or found.value is None or found.value_max is not None:
        return found
    start = min(found.start, sign.start(sign.lastindex or 0))
    return replace(found, start=start, text=text[start : found.end], value=-found.value)


def _per(text: str, found: Quantity) -> Quantity:
    """Return 1.8张/千人口 with what it is per; ``found`` itself where no such thing follows."""
    match = _PER_WHAT.match(text, found.end)
    if match is None or found.kind != "quantity":
        return found
    suffix = read_suffix(text, match.end())
    end, comparator = suffix if suffix else (match.end(), found.comparator)
    return replace(found, end=end, text=text[found.start : end], comparator=comparator, denominator=match["per"])


def _read_unsigned(text: str, at: int, floor: int) -> Quantity | None:
    lost = _LOST_LOW.match(text, at) if text[at] in LOST else None
    if lost:
        high = read_amount(text, lost.end())
        if high is not None:
            return bounded(text, floor, (at, high.number.end), high.end, None, high.value, high.name, "range", True)
    first = read_amount(text, at)
    if first is None:
        return None
    number = first.number
    next_two = text[first.end : first.end + 2]
    product = _TIMES_SIGN.match(text, first.end) if number.arabic and next_two.strip(" ")[:1] in _TIMES_SIGNS else None
    if product:
        return _product(text, at, floor, first, product.end())
    high_lost = _LOST_HIGH.match(text, number.end) if text[number.end + 1 : number.end + 2] in _LOST_SIGNS else None
    if high_lost:
        unit = read_unit(text, high_lost.end())
        end = high_lost.end() + (len(unit.printed) if unit else 0)
        name = unit.name if unit else None
        return bounded(text, floor, (at, high_lost.end()), end, first.value, None, name, "range", True)
    second = _range_end(text, first) if next_two[:1] in _TO_SIGNS else None
    if second is not None:
        return _ranged(text, at, floor, first, second)
    return bounded(
        text,
        floor,
        (at, number.end),
        first.end,
        first.value,
        first.upper,
        first.name,
        number.comparator,
        number.corrupt,
    )


def _product(text: str, at: int, floor: int, first: Amount, then: int) -> Quantity | None:
    """Return 7×24小时 and its like: numerals read, no value claimed."""
    second = read_amount(text, then)
    if second is None:
        return None
    kind = "duration" if second.unit and second.unit.measure == "time" else "other"
    return make(text, at, second.end, kind, number=(at, second.number.end), unit=second.name)


def _range_end(text: str, first: Amount) -> Amount | None:
    match = _TO.match(text, first.end)
    if match is None:
        return None
    second = read_amount(text, match.end())
    if second is None:
        return None
    if first.unit is not None and (second.unit is None or second.unit.measure != first.unit.measure):
        return None
    if match.group().strip() in "至到" and first.number.arabic != second.number.arabic:
        return None
    return second


def _ranged(text: str, at: int, floor: int, first: Amount, second: Amount) -> Quantity:
    low, high = first.value, second.value
    if first.unit is None:
        low = _like(text, first, second)
    elif first.name != second.name and {first.name, second.name} <= {"元", "万元", "亿元"}:
        low = low if low is None else low * _yuan(first) / _yuan(second)
    span = (at, second.number.end)
    again = _AGAIN.match(text, second.end)
    if again or (low is not None and high is not None and low > high):
        end = _end_of_digits(text, again.end()) if again else second.end
        return bounded(text, floor, (at, max(end, span[1])), end, None, None, second.name, "range", True)
    corrupt = first.number.corrupt or second.number.corrupt
    return bounded(text, floor, span, second.end, low, high, second.name, "range", corrupt)


def _yuan(amount: Amount) -> Decimal:
    return {"万元": Decimal(10**4), "亿元": Decimal(10**8)}.get(amount.name or "", Decimal(1))


def _like(text: str, first: Amount, second: Amount) -> Decimal | None:
    """Return the lower value in the unit of the upper one: 2至3万元 is 2 万元, 七到八成 is 70 %."""
    low, high = first.value, second.value
    printed = second.unit.printed if second.unit else ""
    if low is None or high is None:
        return low
    if printed in ("成", "折"):
        return low * 10
    if second.unit and second.unit.measure == "money" and second.number.scale:
        power = Decimal(10**8 if second.number.scale[-1] == "亿" else 10**4) if second.number.scale[-1] in "万亿" else 1
        return low / power if first.number.scale else low
    digits = text[second.number.start : second.number.end].rstrip("十百千万亿余多 ")
    if (first.number.scale and first.number.scale[-1] in "百千万亿") or not second.number.scale or not digits:
        return low
    plain = Decimal(digits.replace(",", "").replace("．", ".")) if second.number.arabic else parse_chinese(digits)
    return low * high / plain if plain and low < plain else low


def _end_of_digits(text: str, at: int) -> int:
    while at < len(text) and (text[at].isdecimal() or text[at] in "-—–～~."):
        at += 1
    return at


def bounded(
    text: str,
    floor: int,
    number: tuple[int, int],
    end: int,
    value: Decimal | None,
    upper: Decimal | None,
    unit: str | None,
    comparator: str | None,
    corrupt: bool = False,
    kind: str = "quantity",
) -> Quantity:
    """Return the quantity with the bounding words around it read; bounds that exclude each other make it corrupt."""
    start = number[0]
    prefix = read_prefix(text, start, floor)
    suffix = read_suffix(text, end)
    if prefix:
        start = prefix[0]
    if suffix:
        end = suffix[0]
    before, after = prefix[1] if prefix else None, suffix[1] if suffix else None
    sides = {sign[0] for sign in (before, after) if sign and sign[0] in "<>"}
    if len(sides) == 2 and comparator != "range":
        value, upper, corrupt = None, None, True
    if comparator != "range":
        comparator = _sign(before, after, comparator, text[start : number[0]])
        if text[start : number[0]] == "近" and unit in ("年", "个月", "周", "天", "期"):
            comparator = "="
    return make(
        text, start, end, kind, number=number, value=number_or_none(value), value_max=number_or_none(upper), unit=unit,
        comparator=comparator or "=", corrupt=corrupt,
    )  # fmt: skip


def _sign(before: str | None, after: str | None, own: str | None, words: str) -> str | None:
    """Return the comparator of all the words around one number: 左右 wins, then what stands before, then after, then its own."""
    if after == "~":
        return "~"
    if before in (">", ">=") and after in (">", ">="):
        return before if before == ">" else after
    if before and before != "~":
        return before
    return after or before or own
