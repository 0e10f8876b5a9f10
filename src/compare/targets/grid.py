"""Tables in a text: rows of cells parted by tabs, bars or spaces, or with one cell to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compare.targets.lexicon import words

_SPLIT = {"tab": re.compile(r"[^\t|]+"), "space": re.compile(r"[^\s|]+"), "wide": re.compile(r"\S+(?: \S+)*")}
_YEAR = re.compile(r"(?:到|至)?((?:19|20)\d\d)\s*年?(?:底|末)?")
_NAMES = re.compile(r"指标|项目|名称")
_HEADING = re.compile(
    r"序号|领域|类别|分类|类型|维度|一级指标|二级指标|三级指标|(?:主要|核心|具体|发展)?指标(?:名称|内容)?|项目|名称|单位|计量单位|属性|性质|指标(?:属性|性质)|备注|责任(?:单位|部门)|牵头(?:单位|部门)"
    r"|(?:年度|全年|年初|计划)?(?:基期|基准|现状|目标|规划|指标|实际|完成|期望|预期)值?|(?:到|至)?(?:19|20)\d\d\s*年?(?:底|末)?(?:[(\u4e00-\u9fff][^,。;]{0,7})?"
)
_BASE = re.compile(r"(?:基期|基准|现状|实际|完成)(?:值|数)?")
_GOAL = re.compile(r"(?:年度|全年|年初|计划)?(?:目标|规划|期望|预期|(?<!主要)指标(?=值))(?:值|数)?")
_VALUE = re.compile(
    r"(?!1?/\d+万$)[≥≤><=~约]{0,2}\s*[(\[〔]?-?\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?\s*(?:%|‰|/10万|\[\d\]|万?[\u4e00-\u9fff]{1,3}?)?[)\]〕]?(?:以上|以下|以内|左右|及以上|及以下)?"
)
_BLANK = re.compile(
    r"[-—/－]{1,3}|完成[^,。;]{2,10}|[^,。;]{0,6}(?:提高|下降|降低|提升|改善|达标|稳定|持平)[^,。;]{0,6}"
)
_PER = re.compile(r"[\u4e00-\u9fff]{1,3}/[\d千万百每]")
_ATTRIBUTE = re.compile(r"(?:预期|约束|倡导|指导|引导|监测|核心|一般)性(?:指标)?")
_NAME = re.compile(r"[\u4e00-\u9fff“]{2}")
_TITLED = re.compile(r"(?:指标|项目|名称)[^。;\n]{0,60}\n|\d{4}\s*年[\s|]+\d{4}\s*年")
"""Without one of these a text holds no header of a table."""
_LEAST_CELLS, _LONGEST_CELL, _FARTHEST = 3, 40, 14


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its span and its words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its span, what it measures, the cells between, and its values by column."""

    span: tuple[int, int]
    name: Cell
    others: tuple[Cell, ...]
    values: dict[str, Cell]


@dataclass(slots=True)
class Grid:
    """A table: the span of its header, its columns of values (years, or 基期 and 目标) by place, and its rows."""

    head: tuple[int, int]
    columns: dict[int, str]
    width: int
    rows: list[Row] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)
    """Lines inside the table that are no row that can be read."""


def read_grids(seen: str) -> list[Grid]:
    """Return the tables of a text that name their indicators and years, in text order.

    ``指标 | 单位 | 2020年 | 2025年`` above ``人均预期寿命 | 岁 | 78.6 | 79.5``; the same parted by tabs or spaces, or with one
    cell to a line. A line that follows a header without being a row ends the table where it is a sentence.

    Args:
        seen: The shadow of a text.
    """
    if not _TITLED.search(seen):
        return []
    grids: list[Grid] = []
    lines = list(_lines(seen))
    at = 0
    while at < len(lines):
        found = _beside(lines, at) or _below(lines, at)
        if found is None:
            at += 1
            continue
        grids.append(found[0])
        at = found[1]
    return grids


def _lines(seen: str) -> Iterator[Cell]:
    start = 0
    for line in seen.splitlines(keepends=True):
        if line.strip():
            yield Cell(start, start + len(line), line.rstrip("\r\n"))
        start += len(line)


def _cells(line: Cell, how: str) -> list[Cell]:
    cells = []
    for match in _SPLIT[how].finditer(line.words):
        said = match.group()
        if said.strip():
            start = line.start + match.start() + len(said) - len(said.lstrip())
            cells.append(Cell(start, start + len(said.strip()), said.strip()))
    return cells


def _columns(cells: list[Cell]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        year = _YEAR.match(cell.words) if len(cell.words) <= 12 else None
        if year:
            found[at] = year[1]
        elif _BASE.fullmatch(cell.words):
            found[at] = "base"
        elif _GOAL.fullmatch(cell.words):
            found[at] = "goal"
    return found


def _beside(lines: list[Cell], at: int) -> tuple[Grid, int] | None:
    """Return the table whose header is one line, and the line after it."""
    head = lines[at]
    how = "tab" if "\t" in head.words or "|" in head.words else "wide" if "  " in head.words.strip() else "space"
    cells = _cells(head, how)
    columns = _columns(cells)
    bare = len(columns) == len(cells) > 1
    if len(cells) < _LEAST_CELLS - 1 or not columns or not (bare or any(_NAMES.search(cell.words) for cell in cells)):
        return None
    if how != "tab" and not all(_HEADING.fullmatch(cell.words) for cell in cells):
        return None
    first = {place + 1: column for place, column in columns.items()}
    grid = Grid((head.start, head.end), first if bare else columns, len(cells) + bare)
    at += 1
    while at < len(lines):
        cells = _cells(lines[at], how)
        if len(cells) < _LEAST_CELLS and how != "tab":
            break
        if len(cells) < _LEAST_CELLS - 1:
            break
        again = _columns(cells)
        row = None if len(again) == len(columns) and _NAMES.search(lines[at].words) else _row(lines[at], cells, grid)
        if row:
            grid.rows.append(row)
        elif how != "tab" and any(len(cell.words) > _LONGEST_CELL for cell in cells):
            break
        else:
            grid.loose.append((lines[at].start, lines[at].end))
        at += 1
    return (grid, at) if grid.rows else None


def _row(line: Cell, cells: list[Cell], grid: Grid) -> Row | None:
    """Return the row of a line with as many cells as the header, give or take what merged cells leave out."""
    shift = len(cells) - grid.width
    if not -2 <= shift <= 1:
        return None
    places = {at + shift: column for at, column in grid.columns.items()}
    if not all(0 <= at < len(cells) and _is_value(cells[at].words) for at in places):
        return None
    values = {column: cells[at] for at, column in places.items() if _VALUE.fullmatch(cells[at].words)}
    first = min(places)
    named = _named(cells[:first])
    if not named or not values:
        return None
    name = _longest(named)
    others = tuple(cell for cell in cells if cell is not name and cell not in values.values())
    return Row((line.start, line.end), name, others, values)


def _longest(named: list[Cell]) -> Cell:
    """Return the cell that names the indicator: the last of those before the values that is no unit."""
    long = [cell for cell in named if len(cell.words) > _LEAST_CELLS]
    return (long or named)[-1]


def _is_value(said: str) -> bool:
    return bool(_VALUE.fullmatch(said) or _BLANK.fullmatch(said))


def _below(lines: list[Cell], at: int) -> tuple[Grid, int] | None:
    """Return the table with one cell to a line whose header opens here, and the line after it."""
    if not _HEADING.fullmatch(lines[at].words.strip()):
        return None
    stop = at
    while stop < len(lines) and stop - at < _FARTHEST and _HEADING.fullmatch(lines[stop].words.strip()):
        stop += 1
    head = [_bare(line) for line in lines[at:stop]]
    columns = _columns(head)
    if len(head) < _LEAST_CELLS or not columns or not any(_NAMES.search(cell.words) for cell in head):
        return None
    grid = Grid((lines[at].start, lines[stop - 1].end), columns, len(head))
    waiting: list[Cell] = []
    while stop < len(lines):
        cell = _bare(lines[stop])
        if len(cell.words) > _LONGEST_CELL or re.search(r"[。;,]", cell.words) or len(waiting) > _FARTHEST:
            break
        group = [_bare(line) for line in lines[stop : stop + len(columns)]]
        if len(group) == len(columns) and all(_is_value(each.words) for each in group) and _named(waiting):
            row = _stacked(waiting, group, grid)
            if row:
                grid.rows.append(row)
            waiting, stop = [], stop + len(columns)
            continue
        waiting.append(cell)
        stop += 1
    end = grid.rows[-1].span[1] if grid.rows else 0
    return (grid, next((at for at, line in enumerate(lines) if line.start >= end), stop)) if grid.rows else None


def _bare(line: Cell) -> Cell:
    left = len(line.words) - len(line.words.lstrip())
    said = line.words.strip()
    return Cell(line.start + left, line.start + left + len(said), said)


def _named(waiting: list[Cell]) -> list[Cell]:
    """Return the cells before a row's values that may name it: no unit, no number, no attribute of the row above."""
    return [
        cell
        for cell in waiting
        if _NAME.search(cell.words) and not _ATTRIBUTE.fullmatch(cell.words) and not _is_unit(cell.words)
    ]


def _is_unit(said: str) -> bool:
    return said in words("units") or said.lstrip("万亿") in words("units") or _PER.match(said) is not None


def _stacked(waiting: list[Cell], group: list[Cell], grid: Grid) -> Row | None:
    named = _named(waiting)
    values = {
        column: cell for column, cell in zip(grid.columns.values(), group, strict=True) if _VALUE.fullmatch(cell.words)
    }
    if not named or not values:
        return None
    name = _longest(named)
    others = tuple(cell for cell in waiting if cell.start > name.start or cell.words.isdigit())
    return Row((waiting[0].start, group[-1].end), name, others, values)
