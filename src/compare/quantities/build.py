"""Making one quantity out of spans."""

from __future__ import annotations

from compare.quantities.model import Quantity


def make(
    text: str,
    start: int,
    end: int,
    kind: str,
    *,
    number: tuple[int, int] | None = None,
    value: float | None = None,
    value_max: float | None = None,
    unit: str | None = None,
    comparator: str = "=",
    corrupt: bool = False,
) -> Quantity:
    """Return the quantity from ``start`` to ``end``; its numeral is ``number``, or all of it."""
    number_start, number_end = number or (start, end)
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        value_max=value_max,
        unit=unit,
        comparator=comparator,
        kind=kind,
        number_start=number_start,
        number_end=number_end,
        corrupt=corrupt,
    )
