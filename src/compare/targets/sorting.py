"""Which quantities of a clause are values, and which only where a value started from."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.quantities.model import Quantity
from compare.targets.fates import fate_of
from compare.targets.page import Page

_DECIMAL = re.compile(r"\d+\.\d+")
_BASE_VALUE = re.compile(r"(?:由|从|自)(?P<when>[^,。;]{0,14}?)(?:约|的)?$")
_BASE_MOVE = re.compile(
    r"\s*(?:左右)?(?:逐步|稳步|进一步)?(?:提高|提升|增加|增长|上升|扩大|扩展|扩充|扩面|攀升|跃升|增强|上调|下调|下浮|升|增|下降|降低|减少|缩短|降|减|改善|优化|压缩|拓展|调整|调)(?:到了?|至|为)"
)


def sort_values(
    page: Page, clause: tuple[int, int], sentence: tuple[int, int], held: list[Quantity]
) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Return the clause's values and, by a value's start, the value it starts from; the rest get their fate."""
    values: list[Quantity] = []
    bases: dict[int, Quantity] = {}
    waiting: Quantity | None = None
    for quantity in held:
        if quantity.kind == "programme_name" and quantity.value is None:
            quantity = _with_value(page.seen, quantity)
        if _is_base(page.seen, quantity, clause, held):
            if waiting is not None:
                page.fates[waiting.start] = ("baseline", None)
            waiting = quantity
            continue
        fate = fate_of(page.seen, quantity, clause, sentence)
        if fate is not None:
            page.fates[quantity.start] = (fate, None)
            continue
        values.append(quantity)
        if waiting is not None:
            bases[quantity.number_start] = waiting
            waiting = None
    if waiting is not None:
        page.fates[waiting.start] = ("baseline", None)
    return values, bases


def _with_value(seen: str, quantity: Quantity) -> Quantity:
    """Return a bare decimal that a change starts from as the value it is: CMI值由1.02提升至1.15."""
    from_here = _DECIMAL.fullmatch(quantity.text) and seen.startswith(("由", "从"), quantity.start - 1)
    if not from_here or not _BASE_MOVE.match(seen, quantity.end):
        return quantity
    return replace(quantity, kind="quantity", value=float(quantity.text))


def _is_base(seen: str, quantity: Quantity, clause: tuple[int, int], held: list[Quantity]) -> bool:
    """Return whether the value is where a change starts from: 由86.5%提高到90%."""
    if quantity.kind not in {"quantity", "duration", "age"} or not _BASE_MOVE.match(seen, quantity.end, clause[1]):
        return False
    if not _BASE_VALUE.search(seen[max(clause[0], quantity.start - 24) : quantity.start]):
        return False
    return held[-1].start >= quantity.end
