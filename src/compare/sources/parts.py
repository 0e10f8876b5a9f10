"""One file to the letters and notices it holds, where each has its own title, addressee and date."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_TITLE = re.compile(
    r"[^。；！，,:：]{6,80}(?:答复|复函|的函|通知|通报|意见|要点|方案|总结|报告|计划|措施)(?:[（(].{1,16}[)）])?"
)
_ADDRESSEE = re.compile(r"[^。；！]{2,120}[:：]")
_DATE = re.compile(
    r"[（(]?(?:20\d\d|二[〇○零Oo][一二三四五六七八九〇○零]{2})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日[)）]?"
)
_REACH = 3
"""Lines below a title within which its addressee stands."""


def find_documents(raw: str) -> tuple[tuple[int, int], ...]:
    r"""Return the spans of the documents of a file, only where it surely holds several; else nothing.

    Sure means: two titles or more, each with an addressee of its own below it and a line with a date before the next one.
    A notice with the plan that it passes on has one addressee and stays one document.

    >>> letter = "关于第8号提案的答复\n王委员：\n您的提案收悉。\n2024年5月6日\n"
    >>> find_documents(letter * 2), find_documents(letter)
    (((0, 34), (34, 68)), ())
    """
    lines = [(match.start(), match.end(), match[0].strip()) for match in _LINE.finditer(raw) if match[0].strip()]
    heads = [place for place in range(len(lines)) if _is_head(lines, place)]
    cuts = [0]
    for head, following in pairwise([*heads, len(lines)]):
        closed = [place for place in range(head + 1, following) if _DATE.fullmatch(lines[place][2])]
        if not closed:
            return ()
        end = lines[closed[-1]][1]
        cuts.append(next((at for at in range(end, len(raw)) if not raw[at].isspace()), len(raw)))
    cuts[-1] = len(raw)
    return tuple(pairwise(cuts)) if len(heads) > 1 else ()


def _is_head(lines: list[tuple[int, int, str]], place: int) -> bool:
    """Return whether a line is a title with an addressee below it."""
    if not _TITLE.fullmatch(lines[place][2]):
        return False
    below = [words for _, _, words in lines[place + 1 : place + 1 + _REACH]]
    return any(_ADDRESSEE.fullmatch(words) and not _TITLE.fullmatch(words.rstrip("：:")) for words in below)
