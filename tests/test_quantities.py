"""Quantities: every numeral is read once, with the value the text states."""

from __future__ import annotations

import pytest

from compare.quantities import read_quantities


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "comparator"),
    [
        pytest.param("村医轮训2.8万人", 28000, None, "人", "=", id="power-of-ten-resolved"),
        pytest.param("推动建设3-5个试验区", 3, 5, "个", "range", id="range-is-no-date"),
        pytest.param("死亡率控制在12/10万以下", 12, None, "/10万", "<=", id="rate-is-no-date"),
        pytest.param("总投资134.26亿元", 134.26, None, "亿元", "=", id="money-keeps-its-power"),
    ],
)
def test_value(text: str, value: float, upper: float | None, unit: str, comparator: str) -> None:
    (found,) = read_quantities(text)
    assert (found.value, found.value_max, found.unit, found.comparator) == (value, upper, unit, comparator)
