"""The packaged words for reading statements, compiled on first use."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from compare.errors import KnowledgeError
from compare.knowledge import load_yaml

FILE = "targets/lexicon.yml"


@cache
def words(name: str, part: str | None = None) -> tuple[str, ...]:
    """Return the words of the list ``name`` (or its ``part``), longest first.

    Raises:
        KnowledgeError: The lexicon has no such list.
    """
    data: Any = load_yaml(FILE)
    found = data.get(name)
    if part is not None and isinstance(found, dict):
        found = found.get(part)
    if not isinstance(found, list):
        raise KnowledgeError(f"Knowledge file '{FILE}'", f"no list '{name}' {part or ''}", "Add it.")
    return tuple(sorted({str(word) for word in found}, key=lambda word: (-len(word), word)))


@cache
def choice(name: str, part: str | None = None) -> str:
    """Return a regular expression that matches any word of the list, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in words(name, part)) + ")"
