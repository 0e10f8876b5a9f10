"""Attainment: whether a result meets a target, where 达, 达到 and 为 bind in the indicator's direction."""

from __future__ import annotations


def attained(
    result: float | None, target: float | None, comparator: str, direction: str, target_max: float | None = None
) -> bool | None:
    """Return whether the result meets the target, or None where that cannot be said.

    达, 达到, 为 and a bare number mean at least where more is better and at most where less is.

    >>> attained(31.0, 30.0, "=", "more"), attained(13.0, 12.0, "=", "less"), attained(5.0, 5.0, "=", "none")
    (True, False, None)

    Args:
        result: The value reached.
        target: The value aimed for; the lower bound of a range.
        comparator: How the target binds.
        direction: ``more``, ``less`` or ``none``.
        target_max: Upper bound of a range.
    """
    if result is None or target is None:
        return None
    if comparator == ">=":
        return result >= target
    if comparator == "<=":
        return result <= target
    if comparator == ">":
        return result > target
    if comparator == "<":
        return result < target
    if direction == "more":
        return result >= target
    if direction == "less":
        return result <= (target_max if comparator == "range" and target_max is not None else target)
    return None
