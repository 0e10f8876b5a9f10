"""A researcher's own lenses: a label and terms that become a column beside the codes and change none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from compare.errors import KnowledgeError

LENSES = Path("lenses")

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"label_zh", "label_en", "terms", "exclude"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """One lens: its name (that of its file), its labels, its terms, and longer words in which a term does not count."""

    name: str
    label_zh: str
    label_en: str
    terms: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """Return the name of the column the lens becomes."""
        return f"lens_{self.name}"

    def sees(self, text: str) -> bool:
        """Return whether any of the terms stands in ``text`` outside the words that are excluded."""
        for word in self.exclude:
            text = text.replace(word, "\n")
        return any(term in text for term in self.terms)


def look_through(measures: pl.DataFrame, lenses: Sequence[Lens]) -> pl.DataFrame:
    """Return the measures with one true-or-false column per lens, named ``lens_<name>``.

    Args:
        measures: Any frame with the column ``text``.
        lenses: Lenses of different names.
    """
    return measures.with_columns(
        pl.any_horizontal(_words(lens).str.contains(term, literal=True) for term in lens.terms).alias(lens.column)
        for lens in lenses
    )


def _words(lens: Lens) -> pl.Expr:
    """Return the text without the words that a lens excludes."""
    words = pl.col("text")
    for word in lens.exclude:
        words = words.str.replace_all(word, "\n", literal=True)
    return words


def parse_lens(name: str, data: Any) -> Lens:
    """Return the lens of a parsed file.

    Raises:
        KnowledgeError: The file is no lens; the message names every issue.
    """
    issues = lint_lens(name, data)
    if issues:
        raise KnowledgeError(f"Lens '{name}'", "; ".join(issues), "Give label_zh, label_en and a list of terms.")
    terms = tuple(str(term).strip() for term in data["terms"])
    return Lens(
        name=name, label_zh=str(data["label_zh"]), label_en=str(data.get("label_en") or data["label_zh"]), terms=terms,
        exclude=tuple(str(word).strip() for word in data.get("exclude") or ()),
    )  # fmt: skip


def lint_lens(name: str, data: Any) -> list[str]:
    """Return every issue of a lens file: odd name, unknown keys, no label, no terms, terms twice."""
    if not isinstance(data, dict):
        return ["not a mapping"]
    issues = [] if _NAME.fullmatch(name) else [f"the name '{name}' is not of a-z, 0-9 and _"]
    issues += [f"unknown key '{key}'" for key in sorted(set(map(str, data)) - _KEYS)]
    if not data.get("label_zh"):
        issues.append("no label_zh")
    terms = data.get("terms")
    if not isinstance(terms, list) or not terms:
        return [*issues, "no terms"]
    words = [str(term).strip() for term in terms]
    issues += ["an empty term"] if not all(words) else []
    issues += [f"'{word}' stands twice" for word in sorted({word for word in words if words.count(word) > 1})]
    excluded = data.get("exclude") or []
    if not isinstance(excluded, list) or not all(str(word).strip() for word in excluded):
        return [*issues, "exclude is no list of words"]
    issues += [f"'{word}' excludes no term" for word in excluded if not any(term in str(word) for term in words)]
    return issues


def read_lenses(root: Path) -> list[Lens]:
    """Return the lenses of the project at ``root``, by name; none where it has no such folder.

    Raises:
        KnowledgeError: A file is no lens.
    """
    return [parse_lens(path.stem, _read(path)) for path in sorted((root / LENSES).glob("*.yml"))]


def find_lens_issues(root: Path) -> list[str]:
    """Return every issue of the project's lenses."""
    issues = []
    for path in sorted((root / LENSES).glob("*.yml")):
        try:
            found = lint_lens(path.stem, _read(path))
        except KnowledgeError as error:
            found = [str(error)]
        issues += [f"Lens '{path.stem}': {issue}" for issue in found]
    return issues


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KnowledgeError(
            f"Lens '{path.stem}'", f"not readable ({' '.join(str(error).split())})", "Mend it."
        ) from error
