"""Five-year plans and the years they end in."""

from __future__ import annotations

import re
from functools import cache

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml

FILE = "periods.yml"
PLAN = re.compile(r"十[一二三四五六]五")
"""The short name of a five-year plan."""
_YEARS = 5


@cache
def plan_ends() -> dict[str, int]:
    """Return the last year of each five-year plan by its short name.

    Raises:
        KnowledgeError: The packaged list holds what is no name of a plan with a year.
    """
    found = dict(load_yaml(FILE)["plans"])
    wrong = [name for name, year in found.items() if not PLAN.fullmatch(str(name)) or not isinstance(year, int)]
    if wrong:
        raise KnowledgeError(
            f"Knowledge file '{FILE}'", f"entries {wrong[:5]}", "Name plans as 十四五, each with a year."
        )
    return found


def plan_term(words: str) -> tuple[int, int] | None:
    """Return first and last year of the five-year plan that the words name, or None.

    >>> plan_term("卫生健康发展“十四五”规划"), plan_term("三年行动")
    ((2021, 2025), None)
    """
    named = PLAN.search(words)
    end = plan_ends().get(named.group()) if named else None
    return (end - _YEARS + 1, end) if end else None
