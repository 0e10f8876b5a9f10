"""Fractions, parts of a hundred and of a thousand, ratios."""

from __future__ import annotations

import re
from decimal import Decimal

from compare.quantities.amounts import bounded
from compare.quantities.build import make
from compare.quantities.lexicon import read_unit
from compare.quantities.model import Quantity
from compare.quantities.numbers import parse_chinese, read_number

_PARTS = re.compile(
    r"(?P<below>\d{1,7}[十百千万]{0,2}|[百千万十亿零一二三四五六七八九两]{1,8})分之(?=[一二三四五六七八九十百零〇两几\d])"
)
_HUNDRED = re.compile(r"百分(?:之)?百(?![一二三四五六七八九\d])")
_HALF = re.compile(r"(?:一半|过半数?|半数)(?!径|导|自动)")
_SLASH = re.compile(r" ?[/／](?P<below>\d{1,12})(?![\d/／.年月千]| ?万)")
_RATIO = re.compile(r" ?(?:[:：∶]|比(?=\d)) ?(?P<second>\d+(?:[.．]\d+)?)(?![\d:：]|\.\d)")
_MANY = re.compile(r"\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?){2,}")
_SPREAD = re.compile(r"(?P<low>\d+(?:\.\d+)?)[-—－–~～](?P<high>\d+(?:\.\d+)?)[:：∶](?P<second>\d+)(?![\d:：.])")
_RATIO_CHINESE = re.compile(
    r"(?P<first>[一二两三四五六七八九十百]{1,3})比(?P<second>[一二两三四五六七八九十百]{1,3}(?:点[一二三四五六七八九])?)(?![级名个张次])"
)
_DENOMINATORS = {100: "%", 1000: "‰", 10_000: "/万", 100_000: "/10万"}


def read_part(text: str, at: int, floor: int) -> Quantity | None:
    """Return the fraction, part or ratio that starts at ``at``, or None.

    >>> [(q.value, q.unit) for q in (read_part(t, 0, 0) for t in ("百分之六十", "2/3", "0.8:1"))][::2]
    [(60.0, '%'), (0.8, '比')]
    """
    hundred = _HUNDRED.match(text, at)
    if hundred:
        return bounded(text, floor, hundred.span(), hundred.end(), Decimal(100), None, "%", None)
    half = _HALF.match(text, at)
    if half:
        sign = ">" if half.group().startswith("过") else None
        return bounded(text, floor, half.span(), half.end(), Decimal("0.5"), None, None, sign)
    return _parts(text, at, floor) or _ratio(text, at, floor) or _slash(text, at, floor)


def _parts(text: str, at: int, floor: int) -> Quantity | None:
    match = _PARTS.match(text, at)
    above = read_number(text, match.end()) if match else None
    if match is None or above is None:
        return None
    below = _plain(match["below"])
    if below is None:
        return None
    value, upper, end = above.value, above.upper, above.end
    sequel = re.compile(rf"[-—~～至到](?:{re.escape(match['below'])}分之)?(?=[一二三四五六七八九十\d])").match(
        text, end
    )
    last = read_number(text, sequel.end()) if sequel else None
    if last is not None and last.value is not None:
        upper, end = last.value, last.end
    if not below:
        return bounded(text, floor, (at, end), end, None, None, None, None, True)
    unit = _DENOMINATORS.get(int(below))
    if unit is None:
        value = None if value is None else value / below
        upper = None if upper is None else upper / below
    comparator = "range" if upper is not None else above.comparator
    return bounded(text, floor, (at, end), end, value, upper, unit, comparator, above.corrupt)


def _plain(words: str) -> Decimal | None:
    digits = words.rstrip("十百千万亿")
    if not digits.isdecimal():
        return parse_chinese(words)
    scale = parse_chinese("一" + words[len(digits) :]) if len(digits) < len(words) else Decimal(1)
    return None if scale is None else Decimal(digits) * scale


def _slash(text: str, at: int, floor: int) -> Quantity | None:
    """Return 2/3 as its value, 12/100000 as 12 /10万; 120/80mmHg is read without a value."""
    first = read_number(text, at)
    match = _SLASH.match(text, first.end) if first and first.arabic and not first.scale else None
    if first is None or match is None or first.value is None:
        return None
    below, span, end = Decimal(match["below"]), (at, match.end()), match.end()
    if not below:
        return bounded(text, floor, span, end, None, None, None, None, True)
    unit = read_unit(text, end)
    if unit is not None and unit.measure == "other":
        return make(text, at, end + len(unit.printed), "other", number=span, unit=unit.name)
    known = _DENOMINATORS.get(int(below)) if below != 100 or first.value > 100 else None
    if below == 100 and first.value <= 100:
        known = "%"
    if known:
        return bounded(text, floor, span, end, first.value, None, known, first.comparator)
    if first.value > below:
        return make(text, at, end, "other", number=span)
    return bounded(text, floor, span, end, first.value / below, None, None, None)


def _ratio(text: str, at: int, floor: int) -> Quantity | None:
    """Return a:b as a divided by b (0.8:1 is 0.8, 1:2.5 is 0.4), the unit 比; more than two terms have no value."""
    spread = _SPREAD.match(text, at)
    if spread and Decimal(spread["second"]):
        low, high = (Decimal(spread[name]) / Decimal(spread["second"]) for name in ("low", "high"))
        return bounded(text, floor, spread.span(), spread.end(), low, high, "比", "range")
    many = _MANY.match(text, at)
    if many:
        return make(text, at, many.end(), "other", unit="比")
    chinese = _RATIO_CHINESE.match(text, at)
    if chinese:
        first, second, span = parse_chinese(chinese["first"]), parse_chinese(chinese["second"]), chinese.span()
    else:
        number = read_number(text, at)
        match = _RATIO.match(text, number.end) if number and number.arabic else None
        if number is None or match is None:
            return None
        first, second, span = number.value, Decimal(match["second"].replace("．", ".")), (at, match.end())
    if first is None or second is None:
        return None
    if not second:
        return bounded(text, floor, span, span[1], None, None, "比", None, True)
    return bounded(text, floor, span, span[1], first / second, None, "比", None)
