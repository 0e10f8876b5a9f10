"""Paragraph starts to candidate numbers: which style, which value, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compare.structure.lines import Paragraph

RANKS = {
    "part": 0, "chapter": 1, "section": 2, "article": 3, "task": 3, "bare": 3, "cn": 4, "paren_cn": 5, "number": 6,
    "decimal": 7, "paren_number": 8, "circle": 9,
}  # fmt: skip
"""Styles from the widest to the narrowest, as official documents nest them."""

_CN = "[一二三四五六七八九十百零〇]"
_STYLES = (
    ("part", rf"第\s*(?P<{{}}>{_CN}+|[0-9０-９]+)\s*(?:部分|编|篇)[、:：]?"),
    ("chapter", rf"第\s*(?P<{{}}>{_CN}+|[0-9０-９]+)\s*章[、:：]?"),
    ("section", rf"第\s*(?P<{{}}>{_CN}+|[0-9０-９]+)\s*节[、:：]?"),
    ("article", rf"第\s*(?P<{{}}>{_CN}+|[0-9０-９]+)\s*条[、:：]?"),
    ("task", rf"(?:任务|行动|举措|工程|项目)(?P<{{}}>{_CN}+)\s*[、:：]"),
    ("cn", rf"(?P<{{}}>{_CN}+)\s*[、.．。](?!{_CN}[级类等期胎])"),
    ("paren_cn", rf"[(（〔\[【]\s*(?P<{{}}>{_CN}+)\s*[)）〕\]】][、.．]?"),
    ("decimal", r"(?P<{}>[0-9]{{1,2}}\.[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)[、.．]?(?=\s|[\u4e00-\u9fff“《])"),
    ("number", r"(?P<{}>[0-9０-９]{{1,3}})\s*[.．、](?!\s*[0-9０-９])"),
    ("circle", r"(?P<{}>[①-⑳㉑-㉟❶-❿])[、.．]?"),
    ("paren_number", r"[(（]\s*(?P<{}>[0-9０-９]{{1,3}})\s*[)）][、.．]?|(?P<{}b>[0-9]{{1,2}})[)）][、.．]?"),
)
_STRONG = re.compile("|".join(pattern.replace("{}", name).replace("{{", "{").replace("}}", "}")
                              for name, pattern in _STYLES))  # fmt: skip
_SINGLES = {
    "㈠": ("paren_cn", 0x3220, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    "⑴": ("paren_number", 0x2474, ""),
    "⒈": ("number", 0x2488, ""),
}
_SINGLE = re.compile(r"(?P<paren_cn>[\u3220-\u3229])|(?P<paren_number>[\u2474-\u2487])|(?P<number>[\u2488-\u249b])")
_FIRSTS = frozenset("第任行举工项一二三四五六七八九十百零〇(（〔[【NP ❶❷❸❹❺❻❼❽❾❿")
"""What a number's mark begins with, beside digits of every kind."""
_BARE = re.compile(r"(?:No\.?|NO\.?|PART\.?|Part\.?)?\s*(?P<bare>[0-9]{1,2})[.、]?$")
_PAGE_LINE = re.compile(
    r"[^。；]{0,60}(?:…|\.{4}|·{4}|\t)\s*[-—]?\s*\d{1,3}\s*[-—]?$|[-—–]\s*\d{1,4}\s*[-—–]$|第\s*\d+\s*页"
)
_ZERO = re.compile(r"(?P<bare>0[1-9])\s*[|丨｜/]?\s*(?=[\u4e00-\u9fff“《])")
_WEAK = re.compile(
    r"(?P<number>[0-9０-９]{1,3})(?:\s*[.．、]\s*(?=[0-9０-９])|\s*(?P<words>(?=[\u4e00-\u9fff“《\"]))|(?=[^\s0-9.．%％‰,，)）:：/+\-—~～]))"
)
_INLINE = re.compile(
    r"(?:(?<=[。；;！])|(?<=[^0-9０-９][：:]))\s*(?=[(（〔]?[一二三四五六七八九十百0-9①-⑳第㈠-㈩⑴-⒛])"
    r"|(?<=[\u4e00-\u9fff])(?<![第至到和及与])(?=[(（][一二三四五六七八九十]{1,3}[)）])"
)
_INLINE_GATE = re.compile(r"[。；;！：:]\s*[(（〔一二三四五六七八九十百0-9①-⑳第㈠-㈩⑴-⒛]|[(（][一二三四五六七八九十]")
"""What every number inside a paragraph has before or in it; most paragraphs have none."""
_MEASURE = re.compile(
    r"[年月日时个家名人张所项件次间元万亿千百十余多岁周天倍位种类条批起例台辆支级大省市县区镇村座处栋类期轮届户]|以上|以下"
)
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(slots=True)
class Candidate:
    """A possible number before a paragraph: ``weak`` ones count only where the running sequence asks for them."""

    paragraph: int
    start: int
    end: int
    style: str
    value: int
    label: str
    weak: bool = False
    unlikely: bool = False
    inline: bool = False
    colon: bool = False
    dotted: bool = False


def read_chinese(word: str) -> int:
    """Return the value of a Chinese numeral below 1000.

    >>> read_chinese("三十一"), read_chinese("十"), read_chinese("一百零二")
    (31, 10, 102)
    """
    total = unit = 0
    for sign in word:
        if sign == "百":
            total, unit = total + (unit or 1) * 100, 0
        elif sign == "十":
            total, unit = total + (unit or 1) * 10, 0
        else:
            unit = _DIGITS[sign]
    return total + unit


def find_candidates(text: str, paragraphs: list[Paragraph]) -> list[Candidate]:
    """Return the candidate numbers in order: at the start of a paragraph, and after a sentence's end inside it."""
    found = []
    for index, paragraph in enumerate(paragraphs):
        if is_page_line(text, paragraph) or _is_page_number(text, paragraphs, index):
            continue
        places = [paragraph.start]
        if _INLINE_GATE.search(text, paragraph.start, paragraph.end):
            places += [match.end() for match in _INLINE.finditer(text, paragraph.start, paragraph.end)]
        for place in places:
            candidate = _read(text, index, place, paragraph.end, inline=place != paragraph.start)
            if candidate is not None:
                after_colon = text[place - 1 : place] in ("：", ":") and candidate.inline
                found.append(replace(candidate, colon=True) if after_colon else candidate)
    return found


def is_page_line(text: str, paragraph: Paragraph) -> bool:
    """Return whether a line belongs to the printed page: an entry of the contents, a page number between dashes."""
    last = text[paragraph.end - 1 : paragraph.end]
    possible = last in "-—\n" or last.isdecimal() or text[paragraph.start : paragraph.start + 1] in "-—–第"
    return possible and bool(_PAGE_LINE.match(text, paragraph.start, paragraph.end))


def _is_page_number(text: str, paragraphs: list[Paragraph], index: int) -> bool:
    """Return whether a bare digit is followed by running text and not by a heading, as a page number is."""
    paragraph = paragraphs[index]
    if paragraph.end - paragraph.start != 1 or not text[paragraph.start].isdigit():
        return False
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return following is None or following.end - following.start > 40 or text[following.end - 1] in "。；;，,"


def _read(text: str, index: int, start: int, end: int, *, inline: bool) -> Candidate | None:
    first = text[start : start + 1]
    if first not in _FIRSTS and not first.isnumeric() and not first.isspace():
        return None
    if not inline and end - start <= 8:
        bare = _BARE.match(text, start, end)
        if bare:
            return Candidate(index, start, end, "bare", int(bare["bare"]), bare["bare"])
    strong = _STRONG.match(text, start, end)
    if strong and not (strong.lastgroup == "decimal" and _MEASURE.match(text, strong.end(), end)):
        style = strong.lastgroup or ""
        label = strong[style]
        style = style.removesuffix("b") if style not in RANKS else style
        return Candidate(
            index, start, strong.end(), style, _value(style, label), _label(style, strong, label), inline=inline
        )
    single = _SINGLE.match(text, start, end)
    if single:
        style = single.lastgroup or ""
        base = {"paren_cn": 0x321F, "paren_number": 0x2473, "number": 0x2487}[style]
        value = ord(single[0]) - base
        label = _chinese(value) if style == "paren_cn" else str(value)
        return Candidate(index, start, single.end(), style, value, label, inline=inline)
    if inline:
        return None
    zero = _ZERO.match(text, start, end)
    if zero:
        return Candidate(index, start, zero.end(), "bare", int(zero["bare"]), zero["bare"])
    weak = _WEAK.match(text, start, end)
    if weak:
        label = weak["number"].translate(_WIDE)
        dotted = not weak[0].translate(_WIDE).strip().isdigit()
        unlikely = dotted or weak["words"] is None or bool(_MEASURE.match(text, weak.end(), end))
        return Candidate(index, start, weak.end(), "number", int(label), label, weak=True, unlikely=unlikely,
                         dotted=dotted)  # fmt: skip
    return None


def _value(style: str, label: str) -> int:
    if style == "circle":
        for base, first in (("①", 1), ("㉑", 21), ("❶", 1)):
            if 0 <= ord(label) - ord(base) < 20:
                return ord(label) - ord(base) + first
    if style == "decimal":
        return int(label.rsplit(".", 1)[1])
    label = label.translate(_WIDE)
    return int(label) if label.isascii() else read_chinese(label)


def _label(style: str, match: re.Match[str], label: str) -> str:
    if style in ("part", "chapter", "section", "article", "task"):
        return re.sub(r"[\s、:：]", "", match[0])
    return label


def _chinese(value: int) -> str:
    return "十" if value == 10 else "一二三四五六七八九"[value - 1]
