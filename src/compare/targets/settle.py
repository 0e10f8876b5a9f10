"""Quantities as statements need them: lost digits, grades, signs and pairs put right."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.quantities.model import Quantity
from compare.targets.fates import TIMES

_LOST = re.compile(r"[?？\ufffd□]+(?P<unit>%|‰|个|名|人|张|家|所|项|万人|万元|亿元)?")
_CLASSED = re.compile(r"(?P<unit>[个名张家所])(?P<noun>[\u4e00-\u9fff]+)$")
_NEGATIVE = re.compile(r"(?:增长|增幅|增速|为|下降)-$")
_SLASHED = re.compile(r"/\d")
_GRADE = re.compile(r"(\d)级(?:以上|及以上)?")
_AT_LEAST = re.compile(r"及?以上(?!的|医|公|综|专)")
_BEFORE_DATE = re.compile(r"[底末月日]$")
_SUFFIXES = {"以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}
_SUFFIX = re.compile("|".join(_SUFFIXES))
_POINTS = re.compile(r"(?P<points>(?P<number>[\d.]+)个百分点)(?:至|到)(?P<share>(?P<value>[\d.]+)%)")


def settle(seen: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities as statements need them, still disjoint."""
    found = _join_heads(seen, [part for quantity in found for part in _part(quantity)])
    found = _join_seconds(seen, found)
    stops = [*[quantity.start for quantity in found[1:]], len(seen)][: len(found)]
    settled = [_one(seen, quantity) for quantity in found]
    return [new if new.end <= stop else old for new, old, stop in zip(settled, found, stops, strict=True)]


def _join_seconds(seen: str, found: list[Quantity]) -> list[Quantity]:
    """Return 10分32秒 as one time in seconds."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        adjacent = last is not None and last.end == quantity.start and last.unit in {"分", "分钟"}
        if last is None or not adjacent or quantity.unit != "秒" or last.value is None or quantity.value is None:
            joined.append(quantity)
            continue
        joined[-1] = replace(
            quantity, start=last.start, text=seen[last.start : quantity.end], value=60 * last.value + quantity.value,
            number_start=last.number_start, comparator=last.comparator, kind="quantity",
        )  # fmt: skip
    return joined


def _join_heads(seen: str, found: list[Quantity]) -> list[Quantity]:
    """Return 每3-5万人口 as one denominator, also for the value after it."""
    joined: list[Quantity] = []
    heads: dict[str, str] = {}
    for quantity in found:
        last = joined[-1] if joined else None
        gap = seen[last.end : quantity.start] if last is not None else ""
        if last is not None and last.text.startswith("每") and gap == "-" and quantity.unit in {"人", "名", "人口"}:
            end = quantity.end + (1 if seen[quantity.end : quantity.end + 1] == "口" and quantity.unit == "人" else 0)
            heads[last.text.removeprefix("每")] = seen[last.start + 1 : end]
            joined[-1] = replace(
                last, end=end, text=seen[last.start : end], number_end=quantity.number_end, kind="definition"
            )
        elif quantity.denominator in heads:
            joined.append(replace(quantity, denominator=heads[quantity.denominator]))
        else:
            joined.append(quantity)
    return joined


def _is_bare(quantity: Quantity) -> bool:
    """Return whether the quantity's own words are a number and its unit, so that its bound is another value's."""
    return re.fullmatch(r"[\d.,]+\s*" + re.escape(quantity.unit or ""), quantity.text) is not None


def _part(quantity: Quantity) -> list[Quantity]:
    """Return 提高5个百分点至70% as its two values: points are no lower bound of a share."""
    match = _POINTS.fullmatch(quantity.text) if quantity.comparator == "range" else None
    if match is None:
        return [quantity]
    middle = quantity.start + match.end("points")
    first = replace(
        quantity, end=middle, text=match["points"], value_max=None, unit="个百分点", comparator="=",
        number_end=quantity.start + match.end("number"),
    )  # fmt: skip
    share = match["share"]
    second = replace(
        quantity, start=quantity.end - len(share), text=share, value=quantity.value_max, value_max=None, comparator="=",
        number_start=quantity.end - len(share), number_end=quantity.start + match.end("value"),
    )  # fmt: skip
    return [first, second]


def _one(seen: str, quantity: Quantity) -> Quantity:
    """Return the quantity as statements need it: 达到4级 with its value, 7?% as unreadable, 5000个托位 counted in 个."""
    if quantity.comparator in {">=", "<=", ">", "<"} and _is_bare(quantity):
        beside = seen[max(0, quantity.start - 1) : quantity.start] + seen[quantity.end : quantity.end + 1]
        if not re.search(r"[、和及与或至到]", beside):
            quantity = replace(quantity, comparator="=")
    grade = _GRADE.fullmatch(quantity.text) if quantity.kind == "definition" else None
    if grade:
        bound = _AT_LEAST.match(seen, quantity.end)
        if bound is None:
            return replace(quantity, value=float(grade[1]), unit="级")
        return replace(
            quantity,
            value=float(grade[1]),
            unit="级",
            comparator=">=",
            end=bound.end(),
            text=quantity.text + bound.group(),
        )
    if (
        quantity.kind == "rank"
        and seen[quantity.start] == "前"
        and _BEFORE_DATE.search(seen[max(0, quantity.start - 1) : quantity.start])
    ):
        bound = _SUFFIX.match(seen, quantity.end)
        end = bound.end() if bound else quantity.end
        return replace(
            quantity, start=quantity.start + 1, end=end, text=quantity.text[1:] + (bound.group() if bound else ""), kind="quantity",
            comparator=_SUFFIXES[bound.group()] if bound else "=",
        )  # fmt: skip
    if quantity.kind != "quantity":
        return quantity
    if _NEGATIVE.search(seen[max(0, quantity.start - 4) : quantity.start]) and quantity.value is not None:
        return replace(quantity, value=-quantity.value)
    if _SLASHED.match(seen, quantity.end) or seen[max(0, quantity.start - 2) : quantity.start][1:] == "/":
        return replace(quantity, value=None, value_max=None, corrupt=True)
    lost = _LOST.match(seen, quantity.end) if not quantity.unit else None
    if lost and (lost["unit"] or seen[quantity.end - 1].isdigit()):
        text = quantity.text + lost.group()
        return replace(quantity, end=lost.end(), text=text, value=None, unit=lost["unit"], corrupt=True)
    classed = _CLASSED.search(quantity.text) if quantity.unit and len(quantity.unit) > 1 else None
    if classed and classed["noun"] == quantity.unit and quantity.unit not in TIMES:
        end = quantity.end - len(classed["noun"])
        return replace(quantity, end=end, text=quantity.text[: -len(classed["noun"])], unit=classed["unit"])
    return quantity
