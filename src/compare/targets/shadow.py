"""A shadow of a text: same length, one spelling for each sign, so that rules need not know full and half width."""

from __future__ import annotations

import re

_FROM = "，（）：；％　．＜＞〈〉［］／＋「」『』﹙﹚" + "０１２３４５６７８９" + "‐‑–—―－～﹣" + "\xa0"
_TO = ",():;% .<><>[]/+“”“”()" + "0123456789" + "--------" + " "
_TABLE = str.maketrans(_FROM, _TO)

_SENTENCE = re.compile(r"\((?=牵头|责任单位|责任处室|配合单位)|[。！!；;\n\r]|(?<![?？])[？](?![?？\d])")
_OPEN = {"(": ")", "“": "”", "《": "》", "〔": "〕", "[": "]"}
_SIGNS = re.compile(r"[,:(“《〔\[)”》〕\]\t]")


def shadow(text: str) -> str:
    """Return ``text`` with full-width signs and digits as half-width ones, character for character.

    >>> shadow("达９２％，覆盖率３—５个")
    '达92%,覆盖率3-5个'
    """
    return text.translate(_TABLE)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences, ended by 。！？； or a line's end; brackets do not matter."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE.finditer(text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := trim(text, *span))[1] > trimmed[0]]


def segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans between commas, or a table's cells, of one sentence; commas in brackets, quotation marks and numbers do not split."""
    spans: list[tuple[int, int]] = []
    closing: list[str] = []
    at = start
    for match in _SIGNS.finditer(text, start, end):
        place, mark = match.start(), match.group()
        if mark in _OPEN and text.find(_OPEN[mark], place, min(end, place + 60)) > 0:
            closing.append(_OPEN[mark])
        elif closing and mark == closing[-1]:
            closing.pop()
        elif mark in ",:\t" and not closing and not _inside_number(text, place):
            spans.append((at, place))
            at = place + 1
    spans.append((at, end))
    return [trimmed for span in spans if (trimmed := trim(text, *span))[1] > trimmed[0]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without outer white space."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def quoted(text: str, start: int, end: int, longest: int = 20) -> tuple[int, int] | None:
    """Return the span inside the short quotation marks or title marks around ``start`` to ``end``, or None.

    >>> quoted("打造“1+6+N”项目", 3, 4)
    (3, 8)
    >>> quoted("“银龄计划”引才300人", 8, 11) is None
    True
    """
    for opening, closing, size in (("“", "”", longest), ("《", "》", 80)):
        left = text.rfind(opening, max(0, start - size), start)
        if left < 0 or text.find(closing, left, start) >= 0:
            continue
        right = text.find(closing, end - 1, end + size)
        if right >= end - 1 and right - left <= size + 1:
            return left + 1, right
    return None


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
