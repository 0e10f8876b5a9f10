"""Tables of a page or document to lines of text: ordinals lead their row, units are named by their column."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ORDINAL = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.、．]?")
_UNITS = re.compile(r"(?:牵头|责任|配合|主办|协办|承办|参与|落实)(?:单位|部门|科室|处室|领导|股室)")
_SHORT = 20


def grid_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""Return a table's lines: rows of short cells side by side, cells of prose each on a line of its own.

    A number that stands alone in the first cell becomes the number of what follows it, and a cell below 责任单位 says so.

    >>> grid_lines([["序号", "任务", "责任单位"], ["1", "加强乡镇卫生院建设，新增家庭病床50张以上。", "县卫生健康局"]])
    ['序号\t任务\t责任单位', '1.加强乡镇卫生院建设，新增家庭病床50张以上。', '责任单位：县卫生健康局']
    """
    header = [cell.strip() for cell in rows[0]] if len(rows) > 1 and all(_is_short(cell) for cell in rows[0]) else []
    units = {index: title for index, title in enumerate(header) if _UNITS.fullmatch(title)}
    lines: list[str] = []
    for row in rows:
        cells = [(index, cell.strip()) for index, cell in enumerate(row) if cell.strip()]
        if all(_is_short(cell) for _, cell in cells):
            lines.append("\t".join(cell for _, cell in cells))
        else:
            lines += _prose(cells, units)
    return [line for line in lines if line]


def _prose(cells: list[tuple[int, str]], units: dict[int, str]) -> list[str]:
    """Return the cells of one row as lines."""
    lines: list[str] = []
    number = ""
    for index, cell in cells:
        ordinal = _ORDINAL.fullmatch(cell) if index == 0 else None
        if ordinal:
            number = f"{ordinal[1]}." if ordinal[1].isdecimal() else f"{ordinal[1]}、"
        elif index in units and not cell.startswith(units[index]):
            lines.append(f"{units[index]}：{cell.replace(chr(10), '、')}")
        else:
            lines += (number + cell).split("\n")
            number = ""
    return lines


def _is_short(cell: str) -> bool:
    return len(cell) <= _SHORT and not re.search("[。；\n]", cell.strip())
