"""From the characters of one numeral to its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("○两壹贰叁肆伍陆柒捌玖", (0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
CHINESE = "〇零一二三四五六七八九十百千万亿两廿卅"
LARGEST = Decimal(10**16)
"""No count or amount in a policy text reaches this; what does is damage."""

LOST = "?�□■"
"""Signs that stand where a digit was lost."""

_MOST_DIGITS = 30
_LONGEST_CHINESE = 40
_FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟零万亿"
_SCALE = "(?:十(?!字)|百(?!分|强|帕|佳)|千(?![克瓦米卡焦伏赫帕])|万|亿)"
NUMERAL = re.compile(
    rf"(?P<lost>[{LOST}]{{1,40}}[.．]?(?=\d))?"
    r"(?P<arabic>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?)"
    rf"(?P<more>[.．][{LOST}]{{1,40}}\d*|[{LOST}]{{1,40}}[.．]\d+|[{LOST}]{{2,40}}|�+)?(?P<power>\^\d+|[eE][+-]?\d+|[⁰¹²³⁴-⁹]+|的\d+次方)?"
    rf"(?P<vague>[余多几](?=[十百千万亿个名人家张例项次名元台所年]))?"
    rf"(?: ?(?P<scale>{_SCALE}+(?P<tail>零?\d+(?:\.\d+)?[千百万])?))?(?P<later>[余多](?!种形元化发点学部方病渠层场样措维媒中))?"
    rf"|(?P<financial>[壹贰叁肆伍陆柒捌玖拾][{_FINANCIAL}]+|[壹贰叁肆伍陆柒捌玖](?=[元圆]))"
    rf"|(?P<lead>[上近数几成])?(?P<chinese>[{CHINESE}几]+(?:点[〇零一二三四五六七八九]{{1,9}}[万亿]?)?)"
    r"(?P<beyond>来(?=[个名家人位张例])|[余多](?!种形元化发点学部方病渠层场样措维媒中)(?P<after>[万亿]?))?"
)
_APPROXIMATE = re.compile(
    r"(?P<head>[一二三四五六七八九]?十)?(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<scale>[十百千万亿]*)$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One numeral: its span, its value, the upper value if it names two, what its own words say of exactness."""

    start: int
    end: int
    value: Decimal | None
    upper: Decimal | None = None
    comparator: str | None = None
    arabic: bool = True
    corrupt: bool = False
    scale: str = ""


def parse_chinese(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or None where it is not well formed.

    >>> parse_chinese("二千一百一十二")
    Decimal('2112')
    >>> parse_chinese("一一十") is None
    True
    """
    if "点" in text:
        return _parse_decimal(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or len(text) > _LONGEST_CHINESE:
        return None
    if len(text) > 2 and all(mark in DIGITS and mark != "两" for mark in text):
        return Decimal("".join(str(DIGITS[mark]) for mark in text))
    return _parse_places(text)


def _parse_places(text: str) -> Decimal | None:
    """Return the value of a numeral written with 十, 百, 千, 万, 亿; digits must stand at falling places."""
    total, section, last, top = 0, 0, 10_000, 10**17
    digit: int | None = None
    for place, mark in enumerate(text):
        if mark in DIGITS:
            if digit or (digit == 0 and not DIGITS[mark]):
                return None
            digit = DIGITS[mark]
        elif mark in SMALL:
            size = SMALL[mark]
            if last <= size or (digit is None and place and text[place - 1] in SMALL):
                return None
            section += (digit or 1) * size
            digit, last = None, size
        elif mark in LARGE:
            size = LARGE[mark]
            section += digit or 0
            if size > top:
                total, section = (total + section) * size, 0
            elif size == top or (not section and place and text[place - 1] not in LARGE):
                return None
            else:
                total, section = total + (section or 1) * size, 0
            digit, last, top = None, 10_000, size
        else:
            return None
    return Decimal(total + section + _ones(text, digit))


def _ones(text: str, digit: int | None) -> int:
    """Return what the last digit is worth: five in 二十五, but five hundred in 三千五."""
    before = text[-2] if len(text) > 1 else ""
    scale = SMALL.get(before) or LARGE.get(before, 0)
    return (digit or 0) * scale // 10 if scale > 10 else digit or 0


def _parse_decimal(text: str) -> Decimal | None:
    whole, _, rest = text.partition("点")
    scale = 1
    if rest and rest[-1] in LARGE:
        scale, rest = LARGE[rest[-1]], rest[:-1]
    value = parse_chinese(whole)
    if value is None or not rest or any(mark not in DIGITS for mark in rest):
        return None
    return (value + Decimal("0." + "".join(str(DIGITS[mark]) for mark in rest))) * scale


def parse_scale(text: str) -> Decimal:
    """Return the power of ten that words such as 千万 or 万亿 stand for; 1 where there are none."""
    value = Decimal(1)
    for mark in text:
        value *= SMALL.get(mark) or LARGE[mark]
    return value


@lru_cache(maxsize=4)
def read_number(text: str, at: int) -> Number | None:
    """Return the numeral that starts at ``at`` (lost digits, 上, 近, 数, 几 before it included), or None.

    Several rules look at one numeral in turn, hence the memory of the last ones.
    """
    match = NUMERAL.match(text, at)
    if match is None:
        return None
    if match["arabic"]:
        return _arabic(match)
    if match["financial"]:
        value = parse_chinese(match["financial"].rstrip("零"))
        return None if value is None else _number(match, value, arabic=False, scale=match["financial"][-1])
    return _chinese(match)


def _number(
    match: re.Match[str], value: Decimal, comparator: str | None = None, *, arabic: bool = True, scale: str = ""
) -> Number:
    sane = value < LARGEST
    return Number(match.start(), match.end(), value if sane else None, None, comparator, arabic, not sane, scale)


def _arabic(match: re.Match[str]) -> Number:
    digits = match["arabic"].replace(",", "").replace("．", ".")
    if match["lost"] or match["more"] or match["power"] or len(digits) > _MOST_DIGITS:
        end = match.end("power") if match["power"] else match.end("more") if match["more"] else match.end()
        return Number(match.start(), end, None, corrupt=True)
    value, scale, tail = Decimal(digits), match["scale"] or "", match["tail"] or ""
    if tail:
        scale = scale[: -len(tail)]
        value = value * parse_scale(scale) + Decimal(tail[:-1].lstrip("零")) * parse_scale(tail[-1])
        scale = tail[-1]
    elif scale:
        value *= parse_scale(scale)
    return _number(match, value, ">" if match["vague"] or match["later"] else None, scale=scale)


def _chinese(match: re.Match[str]) -> Number | None:
    words, lead = match["chinese"] + (match["after"] or ""), match["lead"] or ""
    comparator = ("~" if match["beyond"] == "来" else ">") if match["beyond"] else None
    if lead in "数几" and lead:
        if words.strip("十百千万亿"):
            return None
        return _number(match, parse_scale(words), ">", arabic=False, scale=words[-1])
    if words[0] == "几":
        rest = words[1:]
        if rest.strip("十百千万亿"):
            return None
        value = parse_scale(rest) if rest else None
        return Number(match.start(), match.end(), value, None, ">" if rest else "~", False, scale=words[-1])
    if lead:
        if words[0] not in "十百千万亿":
            return None
        comparator = "~" if lead == "近" else ">="
    if "几" in words:
        value = parse_chinese(words.replace("几", "", 1))
        return None if value is None else _number(match, value, ">", arabic=False)
    value = parse_chinese(words)
    if value is not None:
        return _number(match, value, comparator, arabic=False, scale=words[-1])
    return _approximate(match, words)


def _approximate(match: re.Match[str], words: str) -> Number | None:
    """Return the number that names two neighbours: 两三 is 2 to 3, 七八十 is 70 to 80, 三五千 is 3000 to 5000."""
    pair = _APPROXIMATE.match(words)
    if pair is None or not (DIGITS[pair["high"]] - DIGITS[pair["low"]] == 1 or "三五" in words):
        return None
    scale = parse_scale(pair["scale"])
    head = (parse_chinese(pair["head"]) or Decimal(0)) if pair["head"] else Decimal(0)
    low, high = (head + DIGITS[pair[name]] * scale for name in ("low", "high"))
    return Number(match.start(), match.end(), low, high, "range", False, scale=words[-1])
