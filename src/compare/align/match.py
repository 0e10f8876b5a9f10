"""Match a statement to an indicator of the list by its terms and its constraints, with an honest none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.targets.model import Statement


def match_indicator(statement: Statement) -> str | None:
    """Return the id of the indicator the statement is about, or None."""
    return None
