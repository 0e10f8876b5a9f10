"""Which fields a person may correct, and what their values may be, as the tables declare them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

import polars as pl

from compare.coding.taxonomy import NO_MEASURE, codes, is_code
from compare.errors import examples
from compare.tables import DECIMALS, TABLES, Column

Value = str | float | bool | None | tuple[str, ...]

CORRECTABLE: dict[str, tuple[str, ...]] = {
    "measures": ("primary", "secondary", "stance", "firmness"),
    "targets": (
        "indicator", "indicator_id", "value", "value_max", "unit", "comparator", "kind", "measure_type", "change",
        "accumulation", "firmness", "stage", "denominator", "population", "place", "rank_scope", "deadline",
        "deadline_from", "period", "baseline_value", "baseline_period", "quality",
    ),
    "repairs": ("restored", "certainty"),
}  # fmt: skip
"""Fields by table. Ids, spans and quotes follow from the text; who is wrong about the text corrects a repair."""

ADDED, REMOVED = "added", "removed"
"""Fields of a row that adds a measure or a statement to its table, or takes one away."""

ROW_TABLES = ("measures", "targets")

_DEADLINE = re.compile(r"(?:19|20|21)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_LONGEST = 500


def column(table: str, field: str) -> Column:
    """Return the declaration of a field."""
    return TABLES[table].columns[field]


def read_value(table: str, field: str, text: str) -> Value:
    """Return the value that a cell of the corrections file means; an empty cell means none.

    Args:
        table: Table of the field.
        field: A field of ``CORRECTABLE``.
        text: The cell.

    Raises:
        ValueError: The text is no value of the field's type.

    >>> read_value("measures", "secondary", "R1|D2"), read_value("targets", "value", "3.3")
    (('R1', 'D2'), 3.3)
    """
    declared = column(table, field)
    if declared.dtype == pl.List(pl.String):
        parts = json.loads(text) if text.startswith("[") else text.split("|")
        return tuple(str(part).strip() for part in parts if str(part).strip())
    if text == "":
        return "" if (table, field) == ("repairs", "restored") else None
    if declared.dtype == pl.Float64:
        number = float(text)
        if not math.isfinite(number):
            raise ValueError(f"'{text}' is no number")
        return round(number, DECIMALS)
    return text


def show_value(value: object) -> str:
    """Return a value of a table as a cell of the corrections file.

    >>> show_value(["R1", "D2"]), show_value(28000.0), show_value(None)
    ('R1|D2', '28000', '')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "|".join(map(str, value))
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def show_row(table: str, row: Mapping[str, object]) -> str:
    """Return what a whole row says in short, as the old value of its removal: a code, or a value with its unit."""
    if table == "measures":
        return str(row["primary"])
    return f"{show_value(row['value'])}{row['unit'] or ''}"


def find_fault(table: str, field: str, text: str) -> str | None:
    """Return why a cell cannot be the new value of a field, null where it can."""
    if field in (ADDED, REMOVED):
        return _find_row_fault(table, field, text)
    declared = column(table, field)
    try:
        value = read_value(table, field, text)
    except ValueError as error:
        return f"'{text}' is no value of {field} ({error})"
    if value is None:
        return None if declared.nullable else f"{field} may not be empty"
    if declared.values and value not in declared.values:
        return f"'{text}' is none of {', '.join(declared.values)}"
    if len(text) > _LONGEST and table != "repairs":
        return f"{field} has {len(text)} characters, at most {_LONGEST} are stored"
    return _find_own_fault(field, value)


def read_statement(text: str) -> dict[str, Value]:
    """Return the fields of a statement that a person adds.

    Args:
        text: Fields joined by ``;``, each with ``=``.

    Raises:
        ValueError: A part is no field of a statement, or its value cannot be.

    >>> read_statement("indicator=每千人口托位数;value=4.5;unit=个;comparator=>=")
    {'indicator': '每千人口托位数', 'value': 4.5, 'unit': '个', 'comparator': '>='}
    """
    said: dict[str, Value] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, sign, cell = part.partition("=")
        if not sign or name.strip() not in CORRECTABLE["targets"]:
            raise ValueError(f"'{part}' is no field of a statement with its value, such as value=4.5")
        fault = find_fault("targets", name.strip(), cell.strip())
        if fault:
            raise ValueError(fault)
        said[name.strip()] = read_value("targets", name.strip(), cell.strip())
    return said


def _find_row_fault(table: str, field: str, text: str) -> str | None:
    """Return why a cell cannot say what row is added, or that one is removed."""
    if field == REMOVED:
        return None if text == "" else "a removed row has no new value"
    if table == "targets":
        try:
            said = read_statement(text)
        except ValueError as error:
            return str(error)
        missing = [name for name in ("indicator", "value") if not said.get(name) and said.get(name) != 0.0]
        if missing and said.get("quality") != "corrupt":
            return f"a statement that is added needs {' and '.join(missing)}"
        return None
    primary, *secondary = text.split("|")
    return _find_own_fault("primary", primary) or _find_own_fault("secondary", tuple(secondary))


def _find_own_fault(field: str, value: Value) -> str | None:
    """Return what the rules of single fields have against a value."""
    if field == "primary" and not is_code(str(value)):
        return f"code '{value}' does not exist in the taxonomy"
    if field == "secondary" and isinstance(value, tuple):
        strange = [code for code in value if not is_code(code) or code == NO_MEASURE]
        if strange:
            return f"codes {examples(strange)} do not exist in the taxonomy or cannot be secondary"
        if len(value) > 2 or len(set(value)) < len(value):
            return "at most two different secondary codes are stored"
    if field == "indicator_id":
        from compare.align import indicators

        if value not in indicators()["indicator_id"].to_list():
            return f"indicator '{value}' is not in the list of indicators"
    if field == "deadline" and not _DEADLINE.fullmatch(str(value)):
        return f"'{value}' is not a year or month, YYYY or YYYY-MM"
    return None


def allowed(table: str, field: str) -> str:
    """Return in words what a field may hold."""
    if field in ("primary", "secondary"):
        return f"Codes: {', '.join(codes())}."
    if field in (ADDED, REMOVED):
        how = (
            "a code, secondary ones joined by |"
            if table == "measures"
            else "fields joined by ;, such as value=4.5;unit=个"
        )
        return f"To add, give {how}; to remove, give nothing."
    values = column(table, field).values
    return f"Allowed: {', '.join(values)}." if values else column(table, field).comment
