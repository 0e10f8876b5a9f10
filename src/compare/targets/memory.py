"""Remembering what pure functions of short words return: phrases of policy texts come back again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_Result = TypeVar("_Result")
_MOST = 8192
_LONGEST = 100
"""Characters up to which words are kept, so that the memory stays small whatever is read."""


def remembered(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """Return the function with the results for its latest short words kept; they must not be changed by who gets them."""
    kept = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def call(words: str) -> _Result:
        return kept(words) if len(words) <= _LONGEST else function(words)

    return call
