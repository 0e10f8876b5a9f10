"""From the characters of one numeral to its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("○两壹贰叁肆伍陆柒捌玖", (0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
LARGEST = Decimal(10**16)
"""No count or amount in a policy text reaches this; what does is damage."""

_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.．]\d+)?"
_FINANCIAL = r"(?<![队入退落行大登着内水海])[壹贰叁肆伍陆柒捌玖拾](?:[壹贰叁肆伍陆柒捌玖拾佰仟零万亿元整]*[壹贰叁肆伍陆柒捌玖拾佰仟万亿])"
_LOST = r"[?�□■]|？(?=[？?\d])"
NUMERAL = re.compile(
    rf"(?P<lost>(?:{_LOST})+(?=[-—–~～至]?\d|[-—–~～至]))?"
    rf"(?P<arabic>{_ARABIC})(?P<more>[?�□■]+(?!\s))?(?P<vague>[余多几]?) ?(?P<scale>[十百千万亿]+(?P<tail>\d+(?:\.\d+)?[千百万])?)?(?P<vague2>[余多]?)"
    rf"|(?P<financial>{_FINANCIAL})"
    r"|(?P<chinese>[上近数几成]?[〇零一二三四五六七八九十百千万亿两几廿卅]+(?:点[〇零一二三四五六七八九]+[万亿]?)?(?P<vague3>[余多](?P<scale3>[万亿]?))?)"
)
_APPROXIMATE = re.compile(
    r"(?P<head>[一二三四五六七八九]?十)?(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]*)$"
)
_SEVERAL = re.compile(r"(?P<lead>[数几])(?P<scale>[十百千万亿]*)$")


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
    if len(text) > 40:
        return None
    if len(text) > 2 and all(mark in DIGITS and mark != "两" for mark in text):
        return Decimal("".join(str(DIGITS[mark]) for mark in text))
    total, section, digit, last, top = 0, 0, None, 0, 10**17
    for place, mark in enumerate(text):
        if mark in DIGITS:
            if digit not in (None, 0) or (digit == 0 and DIGITS[mark] == 0):
                return None
            digit = DIGITS[mark]
        elif mark in SMALL:
            size = SMALL[mark]
            if (last and last <= size) or digit == 0:
                return None
            section += (1 if digit is None else digit) * size
            digit, last = None, size
        elif mark in LARGE:
            size = LARGE[mark]
            section += digit or 0
            if size >= top and not (size == 10**8 and top == 10**4):
                return None
            if size > top:
                total, section = (total + section) * size, 0
            else:
                if not section and place and text[place - 1] not in LARGE:
                    return None
                total, section = ((total or 1) * size, 0) if not section else (total + section * size, 0)
            digit, last, top = None, 0, size
        else:
            return None
    if digit is not None:
        before = text[-2] if len(text) > 1 else ""
        scale = SMALL.get(before, LARGE.get(before, 0))
        short = scale > 10 and digit
        section += digit * scale // 10 if short else digit
    return Decimal(total + section)


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
    """Return the power of ten that words such as 千万 or 万亿 stand for."""
    value = Decimal(1)
    for mark in text:
        value *= SMALL.get(mark) or LARGE[mark]
    return value


def _bounded(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value < LARGEST else None


def read_number(text: str, at: int) -> Number | None:
    """Return the numeral that starts at ``at`` (lost digits, 上, 近, 数, 几 before it included), or None."""
    match = NUMERAL.match(text, at)
    if match is None:
        return None
    if match["arabic"]:
        return _arabic(match)
    if match["financial"]:
        return _financial(match)
    return _chinese(match)


def _arabic(match: re.Match[str]) -> Number | None:
    digits = match["arabic"].replace(",", "").replace("．", ".")
    end, lost = match.end(), bool(match["lost"] or match["more"])
    if lost or len(digits) > 30:
        return Number(match.start(), match.end("more") if match["more"] else end, None, corrupt=True)
    scale, vague = match["scale"] or "", match["vague"] or match["vague2"]
    if match["vague"] and not scale and match["vague"] == "几":
        return Number(match.start(), match.end("arabic"), _bounded(Decimal(digits)))
    if scale and not match["tail"] and scale[0] in "十" and scale != "十":
        scale, end = "", match.end("vague")
    value = Decimal(digits)
    if match["tail"]:
        value = value * parse_scale(scale[: -len(match["tail"])]) + Decimal(match["tail"][:-1]) * parse_scale(
            match["tail"][-1]
        )
        scale = match["tail"][-1]
    else:
        value *= parse_scale(scale)
    bounded = _bounded(value)
    return Number(match.start(), end, bounded, comparator=">" if vague else None, corrupt=bounded is None, scale=scale)


def _financial(match: re.Match[str]) -> Number | None:
    words = match["financial"]
    value = parse_chinese(words)
    if value is None:
        return None
    return Number(match.start(), match.end(), _bounded(value), arabic=False, scale=words[-1])


def _chinese(match: re.Match[str]) -> Number | None:
    words, start, end = match["chinese"], match.start(), match.end()
    comparator = None
    if match["vague3"]:
        words, comparator = words[: -len(match["vague3"])] + match["scale3"], ">"
    lead = words[0]
    if lead in "上近成":
        if len(words) == 1 or words[1] not in "百千万亿十":
            return None
        comparator, words = ("~" if lead == "近" else ">="), words[1:]
    several = _SEVERAL.match(words)
    if several:
        value = parse_scale(several["scale"]) if several["scale"] else None
        return Number(start, end, value, comparator=">" if value else "~", arabic=False, scale=words[-1])
    if words.endswith("几") or "几" in words:
        value = parse_chinese(words.replace("几", ""))
        return Number(start, end, value, comparator=">", arabic=False) if value else None
    value = parse_chinese(words.replace("廿", "二十").replace("卅", "三十"))
    if value is not None:
        bounded = _bounded(value)
        return Number(
            start, end, bounded, comparator=comparator, arabic=False, corrupt=bounded is None, scale=words[-1]
        )
    pair = _APPROXIMATE.match(words)
    if pair and DIGITS[pair["low"]] < DIGITS[pair["high"]] <= DIGITS[pair["low"]] + 2:
        scale = parse_scale(pair["scale"])
        head = (parse_chinese(pair["head"]) or Decimal(0)) if pair["head"] else Decimal(0)
        low, high = (head + DIGITS[pair[name]] * scale for name in ("low", "high"))
        return Number(start, end, low, high, "range", arabic=False, scale=words[-1])
    return None
