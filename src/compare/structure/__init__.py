"""Restored text to structure: document facts, numbered items and candidate clauses."""

from compare.structure.lint import lint
from compare.structure.model import Clause, Facts, Item, Structure
from compare.structure.parse import parse

__all__ = ["Clause", "Facts", "Item", "Structure", "lint", "parse"]
