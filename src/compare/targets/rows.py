"""Rows of a table of indicators pasted into a text: name, unit, base year and target years in cells."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.align.match import match_indicator
from compare.quantities.model import Quantity
from compare.targets import traits
from compare.targets.grid import Cell, Grid, Row, read_grids
from compare.targets.lexicon import words
from compare.targets.model import Statement
from compare.targets.page import Page, default_deadline

_IN_NAME = re.compile(r"\((?P<unit>[^()]{1,8})\)\s*(?P<note>\([^()]*\))?$")
_PER = re.compile(r"(?P<unit>[\u4e00-\u9fff]{1,2})/(?P<heads>[千万百]\w{0,4}|10万\w{0,4})")
_UNITS = {
    "1/10万": "/10万",
    "10万": "/10万",
    "/10万": "/10万",
    "0万": "/10万",
    "10万分之一": "/10万",
    "1/万": "/万",
    "比值": "比",
}
_SIGNS = (("≥", ">="), (">=", ">="), ("≤", "<="), ("<=", "<="), (">", ">"), ("<", "<"))
_TAILS = (("以上", ">="), ("以下", "<="), ("以内", "<="), ("左右", "~"))
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)-(?P<high>\d+(?:\.\d+)?)")
_HEADS = re.compile(r"每((?:\d+|[十百千万])+(?:常住)?(?:人口|名居民|人|名儿童)?)")


def read_rows(page: Page, quantities: list[Quantity]) -> list[tuple[int, int]]:
    """Add the statements of the text's table rows to the page; return the rows' spans, which no other reader needs.

    Args:
        page: The text under reading.
        quantities: Its quantities in text order.
    """
    spans: list[tuple[int, int]] = []
    for grid in read_grids(page.seen):
        inside = [(grid.head, "date"), *((span, "other") for span in grid.loose)]
        for span, fate in inside:
            spans.append(span)
            page.fates.update({q.start: (fate, None) for q in quantities if span[0] <= q.start < span[1]})
        for row in grid.rows:
            spans.append(row.span)
            _read_row(page, grid, row, [q for q in quantities if row.span[0] <= q.start < row.span[1]])
    return spans


def _read_row(page: Page, grid: Grid, row: Row, quantities: list[Quantity]) -> None:
    """Add one row's statements: each year to come is a target, or else the last year a result; the year before is the base."""
    goals, base = _columns(page, grid, row)
    places: dict[str, int] = {}
    for column in goals:
        statement = _statement(page, row, row.values[column], column, base)
        page.statements.append(statement)
        places[column] = len(page.statements) - 1
    last = places[goals[-1]]
    for quantity in quantities:
        page.fates[quantity.start] = ("definition" if quantity.start >= row.name.start else "list_number", None)
        for column, cell in row.values.items():
            if cell.start <= quantity.start < cell.end:
                held = places.get(column)
                kind = "baseline" if held is None else page.statements[held].kind
                page.fates[quantity.start] = (kind, last if held is None else held)


def _columns(page: Page, grid: Grid, row: Row) -> tuple[list[str], str | None]:
    """Return the columns whose values are statements and the one that is their base."""
    held = [column for column in grid.columns.values() if column in row.values]
    years = sorted(column for column in held if column.isdigit())
    if not years:
        if held == ["goal", "base"]:
            return held, None
        goals = [column for column in held if column == "goal"] or held[-1:]
        return goals, "base" if "base" in held and goals != ["base"] else None
    ahead = [year for year in years[_known(page) is None :] if not _is_past(page, int(year))]
    goals = ahead or years[-1:]
    before = [year for year in years if year < goals[0]]
    goals = goals if "goal" not in held or ahead else ["goal"]
    base = before[-1] if before else "base" if "base" in held else None
    return goals, years[-1] if goals == ["goal"] and base is None else base


def _known(page: Page) -> int | None:
    """Return the first year of what the text plans, or None where it is not known."""
    facts = page.facts
    return facts.plan_year or (page.term[0] if page.term else facts.reports_year + 1 if facts.reports_year else None)


def _is_past(page: Page, year: int) -> bool:
    first = _known(page)
    return first is not None and year < first


def _statement(page: Page, row: Row, cell: Cell, column: str, base: str | None) -> Statement:
    inside = _IN_NAME.search(row.name.words)
    unit, heads = _unit(inside["unit"]) if inside else (None, None)
    name = row.name.words[: inside.start()] + (inside["note"] or "") if inside and unit else row.name.words
    if unit is None:
        unit, heads = _unit_beside(row, cell)
    per = _HEADS.match(name)
    kind = "achieved" if column == "base" or (column.isdigit() and _is_past(page, int(column))) else "target"
    number = _NUMBER.search(cell.words)
    start = cell.start + (number.start() if number else 0)
    value, top = _bounds(cell.words, unit)
    quantity = Quantity(
        start=start, end=cell.end, text=cell.words, value=value, value_max=top, unit=_bare(unit), comparator="=",
        kind="quantity", number_start=start, number_end=cell.end, denominator=per[1] if per else heads,
    )  # fmt: skip
    sort = traits.measure_type(quantity, name, "")
    based = row.values.get(base) if base else None
    statement = Statement(
        start=row.name.start,
        end=max(cell.end, row.name.end),
        value_start=start,
        value_end=cell.end,
        indicator=name.strip(),
        value=value,
        value_max=top,
        unit=_bare(unit),
        comparator="range" if top is not None else _comparator(cell.words),
        kind=kind,
        measure_type=sort,
        change="level",
        accumulation="unknown" if sort == "count" else "stock",
        firmness="plain",
        quality="ok",
        denominator=quantity.denominator,
        deadline=column if column.isdigit() else default_deadline(page, kind),
        deadline_from="stated" if column.isdigit() else "inherited" if default_deadline(page, kind) else None,
        baseline_value=_bounds(based.words, unit)[0] if based else None,
        baseline_period=base if based and base and base.isdigit() else None,
    )
    return replace(statement, indicator_id=match_indicator(statement))


def _unit_beside(row: Row, value: Cell) -> tuple[str | None, str | None]:
    """Return the unit and denominator that a row's own cells name: the value's sign, else the first cell that is a unit."""
    sign = re.search(r"(?<=\d)\s*(?P<unit>%|‰|/10万|万?[\u4e00-\u9fff]{1,3}?)(?:及?以[上下内]|左右)?$", value.words)
    if sign and _unit(sign["unit"])[0]:
        return _unit(sign["unit"])
    return next((found for cell in row.others if (found := _unit(cell.words))[0]), (None, None))


def _unit(said: str) -> tuple[str | None, str | None]:
    """Return a unit and what it is per, both None where the words are no unit.

    >>> _unit("张/千人口"), _unit("1/10万"), _unit("预期性")
    (('张', '千人口'), ('/10万', None), (None, None))
    """
    said = said.strip().replace(" ", "")
    if said in _UNITS:
        return _UNITS[said], None
    per = _PER.fullmatch(said)
    if per:
        heads = per["heads"]
        return per["unit"], heads + "口" if heads.endswith("人") else heads if heads.endswith(
            "人口"
        ) else heads + "人口"
    bare = _bare(said)
    return (said, None) if said in words("units") or (bare != said and bare in words("units")) else (None, None)


def _bare(unit: str | None) -> str | None:
    """Return the unit without the 万 that multiplies its value: 万人 is 人; amounts of money keep theirs."""
    return unit[1:] if unit and len(unit) > 1 and unit[0] in "万亿" and not unit.endswith("元") else unit


def _bounds(said: str, unit: str | None) -> tuple[float | None, float | None]:
    """Return value and upper value of a cell in the unit's own size: 1.2 of 万人 is 12000."""
    times = 1.0
    if unit and _bare(unit) != unit:
        times = 1e4 if unit[0] == "万" else 1e8
    span = _RANGE.search(said)
    if span:
        return float(span["low"]) * times, float(span["high"]) * times
    match = _NUMBER.search(said)
    return (round(float(match.group()) * times, 6) if match else None), None


def _comparator(said: str) -> str:
    for sign, meaning in _SIGNS:
        if sign in said:
            return meaning
    return next((meaning for tail, meaning in _TAILS if tail in said), "=")
