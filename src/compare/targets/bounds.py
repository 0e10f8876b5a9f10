"""What the values of one group share: a range of two bounds, a bound, a date each."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from compare.quantities.model import Quantity
from compare.targets.fates import RATES
from compare.targets.groups import Group
from compare.targets.page import Page, Place

_JOINING = re.compile(r"(?:控制在|控制到|控制|达到|达|为|至(?!少)|到|降至|降到)+")
_BOUNDS = {">=", "<=", ">", "<"}


def close_range(page: Page, group: Group) -> None:
    """Make one range of 不低于80%且不高于90%; bounds that contradict each other leave nothing readable."""
    if len(group.values) != 2:
        return
    low, high = sorted(group.values, key=lambda value: value.comparator not in {">=", ">"})
    opposite = low.comparator in {">=", ">"} and high.comparator in {"<=", "<"} and low.unit == high.unit
    if not opposite or low.value is None or high.value is None or "分别" in group.before:
        return
    if low.value > high.value:
        page.contradictory.update((low.number_start, high.number_start))
        return
    first, second = group.values
    page.twins[first.number_start] = second.start
    page.seams[first.number_start] = second.end
    group.values = [replace(first, value=low.value, value_max=high.value, comparator="range")]


def share_bounds(page: Page, place: Place, group: Group) -> None:
    """Give a list of values the bound of one of them, and to each its date where as many dates stand before.

    不低于20%、40%和60%; 到2027年和2030年分别达到33%和38%.
    """
    if group.values[-1].unit == "个百分点":
        group.values = [replace(v, unit="个百分点") if v.unit == "个" else v for v in group.values]
    page.ends.update({value.number_start: group.values[-1].end for value in group.values})
    bounds = [value for value in group.values if value.comparator in _BOUNDS]
    if not bounds and group.values[-1].comparator == "~" and "分别" in group.before:
        bounds = group.values[-1:]
    if bounds and bounds[-1] is not group.values[-1] and bounds[-1].text[-1:] in "上下内":
        bounds = []
    if bounds:
        alike = [v for v in group.values if v.unit == bounds[-1].unit or {v.unit, bounds[-1].unit} <= RATES]
        page.bounds.update({value.number_start: bounds[-1].comparator for value in alike})
    dates = [m for m in place.moments if m.reach == "sentence" and m.deadline and m.start < group.values[0].start]
    dates = dates[-len(group.values) :]
    if len(group.values) < 2 or len(dates) != len(group.values):
        return
    gaps = [page.seen[one.end : other.start] for one, other in pairwise(dates)]
    if all(re.fullmatch(r"[、和及与]?(?:到|至)?", gap) for gap in gaps):
        for value, date in zip(group.values, dates, strict=True):
            page.deadlines[value.number_start] = date.deadline or ""


def cut_joining(seen: str, value: Quantity) -> Quantity:
    """Return the value without joining words that it took in (控制在12/10万); they belong to the subject."""
    match = _JOINING.match(seen[value.start : value.end])
    return replace(value, start=value.start + match.end()) if match else value
