"""The lint of this room's packaged words: every issue in verbs, function words, stance, frame and phrases."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from compare.knowledge import load_yaml
from compare.structure.phrases import lint_phrases

SCHEMA = {
    "verbs": ("strict", "loose", "aim", "predicate", "resultative_first", "resultative_second", "common"),
    "grammar": ("adverb", "preposition", "always_leads", "lead_end", "concrete"),
    "stance": ("must", "strive", "explore", "results_heading", "plans_heading"),
    "frame": ("preamble", "closing", "exhortation"),
}
"""The lists of each file; every list is one text of words parted by blanks."""

_WORD = re.compile(r"[\u4e00-\u9fff]+")


def lint(files: dict[str, Any] | None = None) -> list[str]:
    """Return every issue of the packaged words, one line each.

    Args:
        files: Contents by file name, instead of the packaged ones.
    """
    found = files if files is not None else {name: load_yaml(f"structure/{name}.yml") for name in SCHEMA}
    issues = [
        issue for name, lists in SCHEMA.items() for issue in _check(f"structure/{name}.yml", found.get(name), lists)
    ]
    return issues if files is not None else [*issues, *lint_phrases()]


def _check(place: str, content: object, lists: tuple[str, ...]) -> list[str]:
    if not isinstance(content, dict):
        return [f"{place}: no mapping of lists. Give the lists {', '.join(lists)}."]
    issues = [f"{place}: list '{name}' is missing. Add it." for name in lists if name not in content]
    issues += [
        f"{place}: list '{name}' is unknown. Remove it or name its use." for name in content if name not in lists
    ]
    for name, words in content.items():
        if not isinstance(words, str):
            issues.append(f"{place}, list '{name}': {type(words).__name__} found. Write words parted by blanks.")
            continue
        counted = Counter(words.split())
        twice = [word for word, count in counted.items() if count > 1]
        strange = [word for word in counted if not _WORD.fullmatch(word)]
        issues += [f"{place}, list '{name}': '{word}' stands twice. Remove one." for word in twice]
        issues += [f"{place}, list '{name}': '{word}' is no Chinese word. Correct it." for word in strange]
    return issues
