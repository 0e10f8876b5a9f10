"""Lines broken by the width of a page, as readers of PDF give them."""

from __future__ import annotations

import re
from itertools import pairwise

from compare.restore.language import load_model
from compare.spans import Edit

_FEWEST_LINES = 8
_FEWEST_WITH_SPLIT_WORDS = 4
_STRONG_PAIR = 8.0
_WIDTHS = range(18, 64)
_FULL = 0.85
_FULL_SHARE = 0.4
_ENDS = "。！？；：!?:;"
NEW_START = re.compile(
    r"[ \u3000\t]|[（(]?[一二三四五六七八九十百]{1,4}[)）、]|第[一二三四五六七八九十百零\d]{1,5}[章节条]|[（(]?\d{1,3}[.．、)）]|[①-⑳]|附件|附：|抄送"
)


def find_wrapped(text: str) -> list[Edit]:
    """Return the deletions of line ends inside sentences, where most lines are as long as a page is wide.

    A text of paragraphs, each on a line of its own, keeps every line end.
    """
    lines = text.split("\n")
    sizes = sorted(len(line.strip()) for line in lines if line.strip())
    if len(sizes) < _FEWEST_WITH_SPLIT_WORDS:
        return []
    width = sizes[int(0.9 * len(sizes))]
    if width not in _WIDTHS or sizes[-1] > 1.35 * width:
        return []
    if len(sizes) < _FEWEST_LINES and _split_words(lines, width) < 2:
        return []
    full = [line for line in lines if len(line.strip()) >= _FULL * width]
    broken = [line for line in full if line.strip()[-1] not in _ENDS]
    prose = sum(any(mark in line for mark in "，,。、；;") for line in broken) >= len(broken) / 2
    if len(full) < _FULL_SHARE * len(sizes) or 2 * len(broken) < len(full) or not prose:
        return []
    return _joints(lines, width)


def _split_words(lines: list[str], width: int) -> int:
    """Return how many full lines end inside a known word: 疾病预 / 防控制局."""
    pairs = load_model().pairs
    return sum(
        len(line.strip()) >= _FULL * width and pairs.get(line.strip()[-1] + after.strip()[:1], 0.0) >= _STRONG_PAIR
        for line, after in pairwise(lines)
        if after.strip() and line.strip()
    )


def _joints(lines: list[str], width: int) -> list[Edit]:
    """Return the deletions of the ends of full lines whose sentence goes on in the next line."""
    edits: list[Edit] = []
    place = 0
    for line, after in pairwise(lines):
        place += len(line) + 1
        words = line.strip()
        goes_on = len(words) >= _FULL * width and words[-1] not in _ENDS and after.strip()
        if goes_on and not NEW_START.match(after):
            edits.append(Edit(place - 1 - (len(line) - len(line.rstrip())), place, "", "layout"))
    return edits
