"""One scan over a text that puts every numeral into exactly one quantity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, replace

from compare.quantities import dates, marks, names, ranks
from compare.quantities.amounts import read_quantity
from compare.quantities.build import make
from compare.quantities.lexicon import CHINESE_RUN, read_unit, read_word
from compare.quantities.links import coordinate, denominate, read_denominator
from compare.quantities.model import Quantity
from compare.quantities.numbers import CHINESE, LOST
from compare.quantities.parts import read_part
from compare.quantities.settle import settle

_COUNTED = "个名家人位项张次年天件万亿余多所例台座户"
_CANDIDATE = re.compile(
    rf"(?<![{LOST}])[{LOST}]{{1,40}}[-—–～~至.．]?(?=\d)|\d|[{CHINESE}]"
    rf"|几(?=[十百千万亿{_COUNTED}])|(?<![人总次例位件户张量指分系倍基岁个名单])数(?=[十百千万亿][{_COUNTED}十百千])"
    rf"|(?<![以附最])[上近](?=[百千万亿][{_COUNTED}])|(?<=[^\u4e00-\u9fff])成(?=[百千][{_COUNTED}])"
    r"|(?<![队入退落行大登着内水海])[壹贰叁肆伍陆柒捌玖拾](?=[壹贰叁肆伍陆柒捌玖拾佰仟万亿零元圆])"
    r"|(?<![上下前后大多一过])半(?=[年天日数]|个月|个?小时)|过半|[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿㊀-㊉Ⅰ-Ⅻ]"
)
_PLAIN = frozenset("0123456789" + CHINESE)
_MARK = re.compile(rf"[{LOST}\d{CHINESE}几数上近成壹贰叁肆伍陆柒捌玖拾半过①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿㊀-㊉Ⅰ-Ⅻ]")
"""Where a numeral may start; a plain set of characters, because it is searched for in every character."""
_DIGITS = re.compile(r"\d+[百千万亿]*")
_SHORTEST_CONTACT = 3
_JOINS = " .．-—–－−~～〜至到、和与"
_DATE_SIGNS = frozenset(_JOINS + "两三四五年月日号季世时:：/代个)）”」』》〉版行规纲战")
_DATE_LEADS = frozenset("周期拜Q")
_PART_SIGNS = frozenset(_JOINS + "分/／:：∶比半")
_GRADE_SIGNS = frozenset(_JOINS + "级等型星年价代类甲档胎孩版线")
_NUMBER_SIGNS = frozenset(_JOINS + "〕]】）)〉］号")
_LEADING = frozenset("第件表图栏录骤号例案令年知文函批复议提建")
"""Characters after which a Chinese digit may be the number of a list or a document."""
_LISTED = re.compile("[一二三四五六七八九十](?:、[一二三四五六七八九十])+(?=[一-龥])")
_ROMAN = re.compile(r"[Ⅰ-Ⅻ]+(?:[-—～~][Ⅰ-Ⅻ]+)?[型期类级度]?")
_HALF_TIME = re.compile(r"半(?P<unit>年|天|日|个月|个?小时)")
_DETERMINED = re.compile("[这那某任哪同另该每本此]一")


@dataclass(slots=True)
class _Scan:
    """What is known of a text while it is read."""

    text: str
    quotes: list[tuple[int, int]]
    quote_starts: list[int]
    addresses: deque[tuple[int, int]]
    floor: int = 0
    expected: int = 1

    def quoted(self, at: int) -> tuple[int, int] | None:
        """Return the short quotation that holds ``at``."""
        place = bisect_right(self.quote_starts, at) - 1
        return self.quotes[place] if place >= 0 and at < self.quotes[place][1] else None

    def address(self, at: int) -> tuple[int, int] | None:
        """Return the address that holds ``at``; those before it are forgotten."""
        while self.addresses and self.addresses[0][1] <= at:
            self.addresses.popleft()
        return self.addresses[0] if self.addresses and self.addresses[0][0] <= at else None


def read_quantities(text: str) -> list[Quantity]:
    """Return every quantity of ``text`` in text order: disjoint spans, each numeral in exactly one of them.

    Chinese digits inside words that mean no number (统一, 一定, 千方百计) yield nothing.

    Args:
        text: Restored Chinese text of any length.

    >>> [(q.text, q.value, q.unit, q.comparator) for q in read_quantities("村医轮训2.8万人，住院率93.2%以上")]
    [('2.8万人', 28000.0, '人', '='), ('93.2%以上', 93.2, '%', '>=')]
    """
    quotes = names.find_quotes(text)
    scan = _Scan(text, quotes, [start for start, _ in quotes], deque(marks.find_addresses(text)))
    found: list[Quantity] = []
    at = 0
    while mark := _MARK.search(text, at):
        at = mark.start()
        if mark.group() not in _PLAIN and not _CANDIDATE.match(text, at):
            at += 1
            continue
        read, skip = _read(scan, at)
        if read is None:
            at = max(skip, at + 1)
            continue
        if read.kind == "list_number" and read.text.isdecimal() and len(read.text) <= 3:
            scan.expected = int(read.text) + 1
        found.append(read)
        at = scan.floor = max(read.end, at + 1)
    return coordinate(text, denominate(text, found))


def _read(scan: _Scan, at: int) -> tuple[Quantity | None, int]:
    """Return the quantity at ``at``, or None and where to go on."""
    text, floor = scan.text, scan.floor
    address = scan.address(at) if scan.addresses else None
    if address:
        return make(text, max(address[0], floor), address[1], "contact"), 0
    if "Ⅰ" <= text[at] <= "Ⅻ" and (roman := _ROMAN.match(text, at)):
        return make(text, at, roman.end(), "definition"), 0
    run = CHINESE_RUN.match(text, at)
    digits = None if run else _DIGITS.match(text, at)
    last = run or digits
    end = last.end() if last else at
    after, before = text[end : end + 1], text[at - 1 : at]
    plain = run is not None and "\u4e00" <= before <= "\u9fff" and before not in _LEADING and text[at] not in "十八九"
    fixed = (
        None
        if plain and after not in _NUMBER_SIGNS
        else (
            (
                marks.read_contact(text, at, floor)
                if digits and end - at >= _SHORTEST_CONTACT and after != "年"
                else None
            )
            or (dates.read_period(text, at, floor) if text[at] in "十八九" or before == "第" else None)
            or (marks.read_document_number(text, at, floor) if after in _NUMBER_SIGNS or before.isascii() else None)
            or marks.read_list_number(text, at, floor, scan.expected)
        )
    )
    if fixed:
        return fixed, 0
    word = _word(text, at, floor, run) if run else None
    if word:
        return (None, word[1]) if word[2] == "none" else (_named(text, word), 0)
    return _read_free(scan, at, run, after)


def _named(text: str, word: tuple[int, int, str]) -> Quantity:
    """Return the listed word as a quantity; its numeral is its one run of digits, or all of it (一老一小)."""
    start, end, kind = word
    runs = [match.span() for match in CHINESE_RUN.finditer(text, start, end)]
    return make(text, start, end, kind, number=runs[0] if len(runs) == 1 else None)


def _word(text: str, at: int, floor: int, run: re.Match[str]) -> tuple[int, int, str] | None:
    """Return the listed word around the Chinese digit at ``at``, unless the digit is more than a part of it."""
    before = text[at - 1] if at > floor else ""
    if at > floor and _DETERMINED.match(text, at - 1) and run.end() == at + 1:
        unit = read_unit(text, at + 1)
        return at - 1, at + 1 + (len(unit.printed) if unit else 0), "none"
    word = read_word(text, at)
    if (
        word is None
        or word[2] == "count"
        or word[0] < floor
        or before.isdecimal()
        or text.startswith("分之", run.end())
    ):
        return None
    start, end, _ = word
    if start < at:
        return word
    if run.end() > end or (before == "第" and start == at):
        return None
    if text[run.end() : run.end() + 1] == "点" and text[run.end() + 1 : run.end() + 2] in CHINESE and end > run.end():
        return None if text[run.end() + 1 : run.end() + 2] else word
    unit = read_unit(text, run.end())
    return None if unit and run.end() + len(unit.printed) > end else word


def _read_free(scan: _Scan, at: int, run: re.Match[str] | None, after: str) -> tuple[Quantity | None, int]:
    """Return the numeral at ``at`` read by its surroundings, or None and where to go on.

    ``after`` is the character after its digits: it tells at once which readers have no part in it.
    """
    text, floor, quoted = scan.text, scan.floor, scan.quoted(at)
    half = _HALF_TIME.match(text, at) if text[at] == "半" else None
    if half:
        unit = {"个月": "个月", "个小时": "小时"}.get(half["unit"], half["unit"])
        kind = "frequency" if text[at - 1 : at] == "每" else "duration"
        return make(text, at, half.end(), kind, number=(at, at + 1), value=0.5, unit=unit), 0
    hit = (
        read_denominator(text, at, floor)
        or ranks.read_ordinal(text, at, floor)
        or (dates.read_date(text, at, floor) if after in _DATE_SIGNS or text[max(0, at - 1)] in _DATE_LEADS else None)
        or (read_part(text, at, floor) if after in _PART_SIGNS or text[at] in "百半过" else None)
        or (names.read_grade(text, at, floor) if after in _GRADE_SIGNS else None)
        or names.read_name(text, at, floor, quoted)
    )
    if hit:
        if hit.kind == "date" and quoted and hit.text.isdecimal() and "\u4e00" <= text[at - 1] <= "\u9fff":
            hit = replace(hit, kind="programme_name")
        return hit, 0
    quantity = read_quantity(text, at, floor)
    if quantity is None:
        return _stray(text, at, run, quoted)
    if run is None or quantity.corrupt:
        return settle(text, quantity), 0
    return _chinese(text, at, quantity, quoted)


def _chinese(text: str, at: int, quantity: Quantity, quoted: tuple[int, int] | None) -> tuple[Quantity | None, int]:
    """Return a count in Chinese digits; without a measure word it names something (三医, 六统一)."""
    unit = read_unit(text, quantity.number_end)
    single = quantity.number_end - at == 1
    if quantity.unit is None or (unit and unit.measure == "noun" and single and text[at] not in "两十百千万亿"):
        if single and text[at] in "百千万亿" and quantity.start == at:
            return (make(text, at, at + 1, "programme_name"), 0) if quoted else (None, at + 1)
        return _stray(text, at, CHINESE_RUN.match(text, at), quoted)
    return settle(text, quantity), 0


def _stray(
    text: str, at: int, run: re.Match[str] | None, quoted: tuple[int, int] | None
) -> tuple[Quantity | None, int]:
    if run is None:
        return (make(text, at, at + 1, "other"), 0) if text[at].isdecimal() else (None, at + 1)
    listed = _LISTED.match(text, at)
    if listed:
        return make(text, at, listed.end(), "definition"), 0
    end = run.end()
    names_something = quoted or "\u4e00" <= text[end : end + 1] <= "\u9fff"
    return make(text, at, end, "programme_name" if names_something else "other"), 0
