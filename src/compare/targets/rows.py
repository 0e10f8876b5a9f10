"""Rows of a table of indicators pasted into a text: name, unit, base year and target year in cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compare.align.match import match_indicator
from compare.quantities.model import Quantity
from compare.targets import traits
from compare.targets.model import Statement
from compare.targets.page import Page

_CELLS = re.compile(r"[^\t|]+")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_NAME_UNIT = re.compile(r"\((?P<unit>%|‰|1?/10万|/?1?0万|人|名|张|个|家|岁|天|分钟|亿元|万元|亩|级|元|人次|所)\)\s*$")
_UNITS = {"1/10万": "/10万", "10万": "/10万", "/10万": "/10万", "0万": "/10万"}
_SIGNS = (("≥", ">="), (">=", ">="), ("≤", "<="), ("<=", "<="), (">", ">"), ("<", "<"))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LEAST_CELLS = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of a table: which column holds which year, by the cell's place in the row."""

    years: dict[int, int]
    width: int


def read_rows(page: Page, quantities: list[Quantity]) -> list[tuple[int, int]]:
    """Add the statements of the text's table rows to the page; return the rows' spans, which no other reader needs.

    A table is a line of cells (parted by tabs or |) that names years, followed by lines of as many cells:
    ``指标 | 2020年 | 2025年`` and ``人均预期寿命(岁) | 78.6 | 79.5``.

    Args:
        page: The text under reading.
        quantities: Its quantities in text order.
    """
    if "\t" not in page.seen and "|" not in page.seen:
        return []
    spans: list[tuple[int, int]] = []
    head: _Head | None = None
    start = 0
    for line in page.seen.splitlines(keepends=True):
        cells = _cells(line, start)
        found = _head(cells)
        if found is not None:
            head = found
            page.fates.update({q.start: ("date", None) for q in quantities if start <= q.start < start + len(line)})
            spans.append((start, start + len(line)))
        elif head is not None and len(cells) >= _LEAST_CELLS and abs(len(cells) - head.width) <= 1:
            if _read_row(page, cells, head, [q for q in quantities if start <= q.start < start + len(line)]):
                spans.append((start, start + len(line)))
        elif len(cells) < _LEAST_CELLS and line.strip():
            head = None
        start += len(line)
    return spans


def _cells(line: str, offset: int) -> list[_Cell]:
    cells = []
    for match in _CELLS.finditer(line):
        words = match.group()
        left = len(words) - len(words.lstrip())
        if words.strip():
            cells.append(
                _Cell(offset + match.start() + left, offset + match.start() + len(words.rstrip()), words.strip())
            )
    return cells


def _head(cells: list[_Cell]) -> _Head | None:
    years = {at: int(m[1]) for at, cell in enumerate(cells) if len(cell.words) <= 12 and (m := _YEAR.match(cell.words))}
    named = any(re.search(r"指标|项目|名称", cell.words) for cell in cells)
    return _Head(years, len(cells)) if years and named and len(cells) >= _LEAST_CELLS - 1 else None


def _read_row(page: Page, cells: list[_Cell], head: _Head, quantities: list[Quantity]) -> bool:
    """Add one row's statement; return whether the line is a row that could be read."""
    named = next((cell for cell in cells if re.search(r"[\u4e00-\u9fff]{3}", cell.words)), None)
    shift = len(cells) - head.width
    values = {
        head.years[at]: cells[at + shift]
        for at in head.years
        if 0 <= at + shift < len(cells) and _value(cells[at + shift])
    }
    if named is None or not values:
        return False
    year = max(values)
    base_year = min(values) if len(values) > 1 else None
    statement = _statement(page, named, cells, values[year], year)
    if base_year is not None:
        statement = replace(statement, baseline_value=_value(values[base_year]), baseline_period=str(base_year))
    page.statements.append(replace(statement, indicator_id=match_indicator(statement)))
    place = len(page.statements) - 1
    for quantity in quantities:
        page.fates[quantity.start] = _fate(quantity, values, year, statement.kind, place, named)
    return True


def _fate(
    quantity: Quantity, values: dict[int, _Cell], year: int, kind: str, place: int, named: _Cell
) -> tuple[str, int | None]:
    for column, cell in values.items():
        if cell.start <= quantity.start < cell.end:
            return (kind, place) if column == year else ("baseline", place)
    return ("definition", None) if quantity.start >= named.start else ("list_number", None)


def _statement(page: Page, named: _Cell, cells: list[_Cell], cell: _Cell, year: int) -> Statement:
    unit_in_name = _NAME_UNIT.search(named.words)
    name = named.words[: unit_in_name.start()] if unit_in_name else named.words
    unit = unit_in_name["unit"] if unit_in_name else _unit_cell(cells, cell)
    unit = _UNITS.get(unit or "", unit)
    per = re.match(r"每((?:\d+|[十百千万])+(?:常住)?(?:人口|名居民|人|名儿童)?)", name)
    done = page.facts.plan_year is not None and year < page.facts.plan_year
    done = done or (page.term is not None and year < page.term[0])
    number = _NUMBER.search(cell.words)
    start = cell.start + (number.start() if number else 0)
    quantity = Quantity(
        start=start, end=cell.end, text=cell.words, value=_value(cell), value_max=None, unit=unit, comparator="=",
        kind="quantity", number_start=start, number_end=cell.end, denominator=per[1] if per else None,
    )  # fmt: skip
    sort = traits.measure_type(quantity, name, "")
    return Statement(
        start=named.start,
        end=max(cell.end, named.end),
        value_start=start,
        value_end=cell.end,
        indicator=name,
        value=quantity.value,
        value_max=None,
        unit=unit,
        comparator=_comparator(cell.words),
        kind="achieved" if done else "target",
        measure_type=sort,
        change="level",
        accumulation="unknown" if sort == "count" else "stock",
        firmness="plain",
        quality="ok",
        denominator=quantity.denominator,
        deadline=str(year),
        deadline_from="stated",
    )


def _unit_cell(cells: list[_Cell], value: _Cell) -> str | None:
    inside = re.search(r"[%‰]", value.words)
    if inside:
        return inside.group()
    for cell in cells:
        match = _NAME_UNIT.fullmatch(f"({cell.words})")
        if match:
            return match["unit"]
    return None


def _value(cell: _Cell) -> float | None:
    match = _NUMBER.search(cell.words)
    return float(match.group()) if match and len(cell.words) <= 14 else None


def _comparator(words: str) -> str:
    for sign, meaning in _SIGNS:
        if sign in words:
            return meaning
    tails = (("以上", ">="), ("以下", "<="), ("以内", "<="), ("左右", "~"))
    return next((meaning for tail, meaning in tails if tail in words), "=")
