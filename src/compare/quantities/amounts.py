"""Numerals that count or measure: numbers with units, ranges, fractions, ratios and their bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from compare.quantities.bounds import read_prefix, read_suffix
from compare.quantities.lexicon import Unit, read_unit
from compare.quantities.model import Quantity
from compare.quantities.numbers import Number, parse_chinese, read_number

_RANGE = re.compile(r" ?(?:[-—–－−~～〜]{1,2}|至|到(?!位|达))(?= ?[\d一二三四五六七八九十百千万两几])")
_PER = re.compile(
    r" ?[/／] ?(?P<per>10 ?万|十万|百万|100 ?万|千|万|100000|10000|1000|1 ?万)(?![\d.])(?:人(?![次均口])|人口)?"
)
_PER_NAMES = {"十万": "10万", "100000": "10万", "10000": "万", "1万": "万", "1000": "千", "百万": "100万"}
_RATIO = re.compile(r" ?(?:[:：∶]|比(?=\d)) ?(?P<second>\d+(?:[.．]\d+)?)(?![\d:：])")
_RATIO_CHINESE = re.compile(r"比(?P<second>[一二三四五六七八九十](?:点[一二三四五六七八九])?)(?![^，。、；的以])")
_SLASH = re.compile(r"[/／](?P<below>\d{1,12})(?![\d/])")
_PARTS = re.compile(
    r"(?P<below>[百千万十亿一二三四五六七八九两\d]{1,8})分之(?=(?P<above>[一二三四五六七八九十百零〇两几\d]))"
)
_UNIT_TAIL = re.compile(
    r"[/／](?:人次|人|床日|床|年|月|天|日|次|户|小时|例|台|平方米|㎡|亩|吨|套|个|份|针|剂|千克|公斤|升|kg|L|d|h)(?:[·/](?:年|月|天|日|次))?"
)
_HUNDRED = re.compile(r"百分百|百分之百")
_TURN = re.compile(r"翻(?P<number>[一二两三四1-4])番")
_TENTHS_WRONG = frozenset("立为功员效果绩本熟长就人分品型年都")
_LOST_LOW = re.compile(r"[?�□■]+[-—–～~至](?=\d)")
_DENOMINATORS = {100: "%", 1000: "‰", 10_000: "/万", 100_000: "/10万"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before its bounds are read."""

    end: int
    number: Number
    unit: Unit | None
    unit_name: str | None
    value: Decimal | None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _is_money(number: Number, unit: Unit | None) -> bool:
    return unit is not None and unit.measure == "money"


def _money(number: Number, unit: Unit) -> tuple[str, Decimal]:
    """Return the unit with the power of ten it was printed with, and that power."""
    last = number.scale[-1:] if number.scale else ""
    if last in ("万", "亿"):
        return last + unit.name, Decimal(10**4 if last == "万" else 10**8)
    return unit.name, Decimal(1)


def read_amount(text: str, at: int) -> Amount | None:
    """Return the number that starts at ``at`` with the unit after it, or None."""
    number = read_number(text, at)
    if number is None:
        return None
    per = _PER.match(text, number.end)
    if per:
        name = per["per"].replace(" ", "")
        name = "/" + _PER_NAMES.get(name, name)
        return Amount(per.end(), number, Unit(per.group(), name, "rate"), name, number.value)
    end = number.end
    if text[end : end + 1] == " " and read_unit(text, end + 1):
        end += 1
    unit = read_unit(text, end)
    if unit is not None and unit.printed in ("成", "折") and text[end + 1 : end + 2] in _TENTHS_WRONG:
        unit = None
    if unit is None:
        return Amount(number.end, number, None, None, number.value)
    end += len(unit.printed)
    if unit.measure == "money":
        name, power = _money(number, unit)
        tail = _UNIT_TAIL.match(text, end)
        if tail:
            name, end = name + tail.group().replace("／", "/"), tail.end()
        return Amount(end, number, unit, name, None if number.value is None else number.value / power)
    if unit.printed == "成" or unit.printed == "折":
        half = text[end : end + 1] if text[end : end + 1] in "一二三四五六七八九半" else ""
        value = None if number.value is None else number.value * 10
        if half and value is not None:
            value, end = value + (5 if half == "半" else parse_chinese(half) or 0), end + 1
        return Amount(end, number, unit, "%", value)
    if unit.printed == "番" and number.value is not None and number.value <= 10:
        return Amount(end, number, unit, "倍", Decimal(2) ** int(number.value))
    return Amount(end, number, unit, unit.name, number.value)


def read_quantity(text: str, at: int, floor: int) -> Quantity | None:
    """Return the quantity whose first numeral starts at ``at``, its bounds included, or None."""
    lost = _LOST_LOW.match(text, at)
    if lost:
        high = read_amount(text, lost.end())
        if high is not None:
            return _bounded(
                text, floor, at, high.number.end, high.end, None, _float(high.value), high.unit_name, "range", True
            )
    special = _fraction(text, at, floor)
    if special:
        return special
    first = read_amount(text, at)
    if first is None:
        return None
    simple = _slash(text, at, floor, first) or _ratio(text, at, floor, first)
    if simple:
        return simple
    second = _range_end(text, first)
    if second is not None:
        return _ranged(text, at, floor, first, second)
    value, corrupt = _float(first.value), first.number.corrupt
    upper = _float(first.number.upper)
    if upper is not None and first.unit_name == "%" and first.unit and first.unit.printed in "成折":
        upper *= 10
    return _bounded(
        text, floor, at, first.number.end, first.end, value, upper, first.unit_name, first.number.comparator, corrupt
    )


def _range_end(text: str, first: Amount) -> Amount | None:
    match = _RANGE.match(text, first.end)
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
    value, upper = first.value, second.value
    unit = second.unit_name
    if second.unit is not None and second.unit.measure == "money" and first.unit is None and value is not None:
        _, power = _money(second.number, second.unit)
        value = value / power if first.number.scale else value
    elif (
        first.unit is None
        and not first.number.scale
        and second.number.scale
        and value is not None
        and upper is not None
    ):
        power = upper / _digits(text, second)
        value = value * power if value < _digits(text, second) else value
    corrupt = first.number.corrupt or second.number.corrupt
    if not corrupt and value is not None and upper is not None and value > upper:
        return _bounded(text, floor, at, second.number.end, second.end, None, None, unit, "range", True)
    return _bounded(
        text, floor, at, second.number.end, second.end, _float(value), _float(upper), unit, "range", corrupt
    )


def _digits(text: str, amount: Amount) -> Decimal:
    """Return the number without the power of ten printed after it."""
    words = text[amount.number.start : amount.number.end].rstrip("十百千万亿余多 ")
    if amount.number.arabic:
        return Decimal(words.replace(",", "").replace("．", "."))
    return parse_chinese(words) or Decimal(1)


def _bounded(
    text: str,
    floor: int,
    at: int,
    number_end: int,
    end: int,
    value: float | None,
    upper: float | None,
    unit: str | None,
    comparator: str | None,
    corrupt: bool,
    kind: str = "quantity",
) -> Quantity:
    """Return the quantity with the bounding words around it read."""
    start, sign = at, comparator
    prefix = read_prefix(text, at, floor)
    if prefix and comparator != "range":
        start, sign = prefix[0], prefix[1]
    elif prefix:
        start = prefix[0]
    suffix = read_suffix(text, end)
    if suffix:
        end, after = suffix
        if (sign in ("<=", "<") and after in (">=", ">")) or (sign in (">=", ">") and after in ("<=", "<")):
            value, upper, corrupt = None, None, True
        elif comparator != "range" and (sign in (None, "~", ">") or after == "~" or sign == "<="):
            sign = after if not (sign == ">" and after == ">=") else ">"
    return Quantity(
        start=start, end=end, text=text[start:end], value=value, value_max=upper, unit=unit,
        comparator=sign or "=", kind=kind, number_start=at, number_end=number_end, corrupt=corrupt,
    )  # fmt: skip


def _fraction(text: str, at: int, floor: int) -> Quantity | None:
    hundred = _HUNDRED.match(text, at)
    if hundred:
        return _bounded(text, floor, at, hundred.end(), hundred.end(), 100.0, None, "%", None, False)
    match = _PARTS.match(text, at)
    if match is None:
        return None
    below = _plain(match["below"])
    above = read_number(text, match.end())
    if below is None or above is None:
        return None
    upper, end = above.upper, above.end
    sequel = re.compile(rf"(?:[-—~～至到])(?:{re.escape(match['below'])}分之)?").match(text, end)
    if sequel:
        last = read_number(text, sequel.end())
        if last is not None and last.value is not None:
            upper, end = last.value, last.end
    unit = _DENOMINATORS.get(int(below))
    value = above.value
    if unit is None:
        if not below:
            return _bounded(text, floor, at, end, end, None, None, None, None, True)
        value = None if value is None else value / below
        upper = None if upper is None else upper / below
    comparator = "range" if upper is not None else above.comparator
    return _bounded(text, floor, at, end, end, _float(value), _float(upper), unit, comparator, above.corrupt)


def _plain(words: str) -> Decimal | None:
    match = re.fullmatch(r"(\d+)([十百千万亿]*)", words)
    if match:
        value = Decimal(match[1])
        for mark in match[2]:
            value *= parse_chinese("一" + mark) or 1
        return value
    return parse_chinese(words)


def _slash(text: str, at: int, floor: int, first: Amount) -> Quantity | None:
    match = _SLASH.match(text, first.number.end) if first.number.arabic and first.unit is None else None
    if match is None or first.value is None:
        return None
    below = Decimal(match["below"])
    if not below:
        return _bounded(text, floor, at, match.end(), match.end(), None, None, None, None, True)
    unit = read_unit(text, match.end())
    if unit is not None and unit.measure == "other":
        end = match.end() + len(unit.printed)
        return _bounded(text, floor, at, match.end(), end, None, None, unit.name, None, False, "other")
    known = _DENOMINATORS.get(int(below))
    if known:
        return _bounded(text, floor, at, match.end(), match.end(), _float(first.value), None, known, None, False)
    if first.value > below:
        return _bounded(text, floor, at, match.end(), match.end(), None, None, None, None, False, "other")
    return _bounded(text, floor, at, match.end(), match.end(), float(first.value / below), None, None, None, False)


def _ratio(text: str, at: int, floor: int, first: Amount) -> Quantity | None:
    if first.unit is not None or first.value is None:
        return None
    match = (_RATIO if first.number.arabic else _RATIO_CHINESE).match(text, first.number.end)
    if match is None:
        return None
    second = Decimal(match["second"].replace("．", ".")) if first.number.arabic else parse_chinese(match["second"])
    if second is None:
        return None
    end = match.end()
    if not second:
        return _bounded(text, floor, at, end, end, None, None, "比", None, True)
    return _bounded(text, floor, at, end, end, float(first.value / second), None, "比", None, False)
