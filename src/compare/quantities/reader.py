"""One scan over a text that puts every numeral into exactly one quantity."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from compare.quantities import fixed, names
from compare.quantities.amounts import read_quantity
from compare.quantities.lexicon import CHINESE_RUN, read_unit, read_word
from compare.quantities.model import Quantity

_CANDIDATE = re.compile(
    r"[?�□■]+[-—–～~至]?(?=\d)|\d|[〇零一二三四五六七八九十百千万亿两廿卅]|[数几](?=[十百千万亿个名家人位项张次年天件])|[上近成](?=[百千万亿][个名家人位项张次年天件万亿余多])|(?<![队入退落行大登着内水海])[壹贰叁肆伍陆柒捌玖拾](?=[壹贰叁肆伍陆柒捌玖拾佰仟万亿零])|[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿㊀-㊉]|[Ⅰ-Ⅻ]"
)
_DENOMINATOR = re.compile(
    r"(?:(?<=每)(?:\d{1,7}(?:\.\d+)?|[一二两三四五六七八九十]?)[十百千万]{0,2}|[千万]|[10十]{1,2}万)(?:名|个)?(?:常住|户籍|服务|老年|城镇|农村|参保|就诊|住院|孕产妇|活产|辖区|城乡)*(?P<what>人口|人次|门急诊|活产儿?|老年人|儿童|居民|人|名|张床位|张|户|平方公里|个|台|例|万元)?"
)
_TIMES = re.compile(r"(?:\d{1,3}|[一二两三四五六七八九十]{1,2})(?:个)?(?:年|月|周|季度|天|日|小时|学期|星期|工作日)")
_STOP = re.compile(r"[。；;！？\n]")
_ROMAN = re.compile("[Ⅰ-Ⅻ]+")


def read_quantities(text: str) -> list[Quantity]:
    """Return every quantity of ``text`` in text order: disjoint spans, each numeral in exactly one of them.

    Args:
        text: Restored Chinese text of any length.

    >>> [(q.text, q.value, q.unit, q.comparator) for q in read_quantities("村医轮训2.8万人，住院率93.2%以上")]
    [('2.8万人', 28000.0, '人', '='), ('93.2%以上', 93.2, '%', '>=')]
    """
    found: list[Quantity] = []
    quoted = names.quotes(text)
    starts = [start for start, _ in quoted]
    at, floor, expected = 0, 0, 1
    while match := _CANDIDATE.search(text, at):
        at = match.start()
        place = bisect_right(starts, at) - 1
        inside = quoted[place] if place >= 0 and at < quoted[place][1] else None
        read, skip = _read(text, at, floor, inside, expected)
        if read is None:
            at = max(skip, at + 1)
            continue
        if read.kind == "list_number" and read.text.isdecimal() and len(read.text) <= 3:
            expected = int(read.text) + 1
        found.append(read)
        at = floor = max(read.end, at + 1)
    return _coordinate(text, _denominate(text, found))


def _read(text: str, at: int, floor: int, quoted: tuple[int, int] | None, expected: int) -> tuple[Quantity | None, int]:
    """Return the quantity at ``at``, or None and where to go on."""
    if text[at].isascii():
        address = fixed.read_address(text, floor, at)
        if address:
            return _plain(text, address[0], address[1], "contact"), 0
    roman = _ROMAN.match(text, at)
    if roman:
        return _plain(text, at, roman.end(), "definition"), 0
    for read in (fixed.read_contact, fixed.read_period, fixed.read_document_number):
        hit = read(text, at, floor)
        if hit:
            return hit, 0
    hit = fixed.read_list_number(text, at, floor, expected)
    if hit:
        return hit, 0
    word = read_word(text, at)
    run = CHINESE_RUN.match(text, at)
    if word and word[0] >= floor and not text.startswith("分之", run.end() if run else at):
        _start, end, kind = word
        if run is None or run.end() <= end:
            if kind == "none":
                return None, end
            return _plain(text, at, max(end, at + 1), kind), 0
    hit = _denominator(text, at, floor) or names.read_ordinal(text, at, floor) or fixed.read_date(text, at, floor)
    hit = hit or names.read_grade(text, at, floor) or names.read_name(text, at, floor, quoted)
    if hit:
        return hit, 0
    quantity = read_quantity(text, at, floor)
    if quantity is None:
        end = run.end() if run else at + 1
        return _stray(text, at, end, quoted)
    if (
        quantity.unit is None
        and not quantity.corrupt
        and not text[at].isdecimal()
        and quantity.value in (10.0**n for n in (2, 3, 4, 8))
        and quantity.number_end - quantity.number_start == 1
    ):
        return None, at + 1
    if (
        quantity.unit is None
        and not text[at].isdecimal()
        and quantity.kind == "quantity"
        and "分之" not in quantity.text
    ):
        return replace(quantity, kind="programme_name" if quoted else "other"), 0
    unit = read_unit(text, quantity.number_end)
    return names.settle(text, quantity, unit.measure if unit else None), 0


def _stray(text: str, at: int, end: int, quoted: tuple[int, int] | None) -> tuple[Quantity | None, int]:
    if text[at] in "?�□■数几上近成":
        return None, at + 1
    return _plain(text, at, end, "programme_name" if quoted else "other"), 0


def _plain(text: str, start: int, end: int, kind: str) -> Quantity:
    return Quantity(
        start=start, end=end, text=text[start:end], value=None, value_max=None, unit=None, comparator="=", kind=kind,
        number_start=start, number_end=end,
    )  # fmt: skip


def _denominator(text: str, at: int, floor: int) -> Quantity | None:
    """Return 每千人口 and its like (what a rate is per), or a frequency such as 每两年, or None."""
    each = at > floor and text[at - 1] == "每"
    if each:
        times = _TIMES.match(text, at)
        if times:
            return replace(_plain(text, at - 1, times.end(), "frequency"), number_start=at)
    match = _DENOMINATOR.match(text, at)
    if (
        match is None
        or not match.group()
        or not (each or (match["what"] in ("人口",) and match.group()[0] in "千万十1"))
    ):
        return None
    if not each and at and (text[at - 1].isdecimal() or text[at - 1] in "一二三四五六七八九数几近.约余多"):
        return None
    if match["what"] is None and not re.search("[十百千万]", match.group()):
        return None
    start = at - 1 if each else at
    words = _plain(text, start, match.end(), "definition")
    return replace(words, number_start=at, unit=match.group())


def _denominate(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with the values after 每千人口 marked as being per 千人口."""
    result: list[Quantity] = []
    per: Quantity | None = None
    last = 0
    for quantity in found:
        gap = text[last : quantity.start]
        if per is not None and (_STOP.search(gap) or (last != per.end and re.search("[，,]", gap))):
            per = None
        if quantity.kind == "definition" and quantity.unit and quantity.text.startswith(("每", "千", "万", "1", "十")):
            per, last = quantity, quantity.end
        elif per is not None and quantity.kind == "quantity":
            if quantity.unit not in ("%", "‰", "比", "倍", None):
                quantity = replace(quantity, denominator=per.unit)
            last = quantity.end
        result.append(quantity)
    return result


_JOINT = re.compile(r"[、和与及或]|以及|，|,")


def _coordinate(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with a bound shared by values joined by 、 or 和 (65%和75%以上: both at least)."""
    result = list(found)
    for place in range(len(result) - 2, -1, -1):
        left, right = result[place], result[place + 1]
        if (
            _joined(text, left, right)
            and left.comparator == "="
            and right.comparator in (">=", "<=")
            and right.text.endswith(("上", "下", "内"))
        ):
            result[place] = replace(left, comparator=right.comparator)
    for place in range(len(result) - 1):
        left, right = result[place], result[place + 1]
        if _joined(text, left, right) and right.comparator == "=" and left.number_start > left.start:
            result[place + 1] = replace(right, comparator=left.comparator)
    return result


def _joined(text: str, left: Quantity, right: Quantity) -> bool:
    if left.kind != "quantity" or right.kind != "quantity" or left.unit is None:
        return False
    rates = {"%", "‰", "/10万", "/万"}
    same = left.unit == right.unit or (left.unit in rates and right.unit in rates)
    return same and right.start - left.end <= 2 and _JOINT.fullmatch(text, left.end, right.start) is not None
