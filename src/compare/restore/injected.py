"""Injected words: names of betting sites and the like inside sentences."""

from __future__ import annotations

import re
from functools import cache

from compare.knowledge import open_text
from compare.spans import Edit


@cache
def _names() -> re.Pattern[str]:
    """Return the pattern of known injected names, longest first."""
    names = [line for line in open_text("restore/injected.txt").splitlines() if line and not line.startswith("#")]
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def find_injected(text: str) -> list[Edit]:
    """Return the deletions of injected names: 卫生健江南体育康 becomes 卫生健康."""
    return [Edit(*match.span(), "", "injected", "certain", 0.98) for match in _names().finditer(text)]
