"""Text to paragraphs: trimmed spans, with the hard-wrapped lines of printed pages joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\u2028\u2029\f\v]+")
_MARKED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[章节条编]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、])"
)
_ENDED = tuple("。！？；;!?：:”）)》】…")
_WRAP_WIDTH = 24
"""A page whose lines are shorter than this is not taken for hard-wrapped."""


_GAP = re.compile(r"(?<=\d)[ \u3000\xa0]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a span of the text, without outer blanks."""

    start: int
    end: int


def squeeze(words: str) -> str:
    """Return ``words`` without the blanks that some pages print between digits and signs.

    >>> squeeze("2023 年新增 36 个")
    '2023年新增36个'
    """
    return _GAP.sub("", words) if " " in words or "\u3000" in words or "\xa0" in words else words


def split_paragraphs(text: str) -> list[Paragraph]:
    r"""Return the paragraphs of ``text`` in order; lines cut by a page's width are one paragraph.

    >>> [(p.start, p.end) for p in split_paragraphs(" 一、总体要求\\n\\n（一）目标。 ")]
    [(1, 7), (9, 14)]
    """
    lines = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if end > start:
            lines.append(Paragraph(start, end))
    width = _wrap_width(text, lines)
    return _join(text, lines, width) if width else lines


def _wrap_width(text: str, lines: list[Paragraph]) -> int:
    """Return the width at which the page cuts its lines, or 0 where it does not."""
    if len(lines) < 6:
        return 0
    lengths = sorted((line.end - line.start for line in lines), reverse=True)
    width = lengths[len(lengths) // 10]
    if width < _WRAP_WIDTH or lengths[0] > width * 1.4:
        return 0
    full = [line for line in lines if line.end - line.start >= width - 2]
    cut = [line for line in full if text[line.end - 1] not in _ENDED]
    return width if len(full) * 3 >= len(lines) and len(cut) * 2 >= len(full) else 0


def _join(text: str, lines: list[Paragraph], width: int) -> list[Paragraph]:
    """Return ``lines`` with each full, unended line joined to the next, unless that starts with a number."""
    joined: list[Paragraph] = []
    open_end = False
    for line in lines:
        if open_end and not _MARKED.match(text, line.start, line.end):
            joined[-1] = Paragraph(joined[-1].start, line.end)
        else:
            joined.append(line)
        open_end = line.end - line.start >= width - 2 and text[line.end - 1] not in _ENDED
    return joined
