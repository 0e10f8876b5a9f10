"""Clauses to coded measures: the taxonomy, the lexicon, the coder and its training."""

from compare.coding.coder import code
from compare.coding.evidence import lint_scopes
from compare.coding.facets import lint_facets
from compare.coding.lexicon import lint_lexicon
from compare.coding.model import Measure, Reason
from compare.coding.notes import lint_notes, lint_programmes
from compare.coding.taxonomy import lint_taxonomy

__all__ = ["Measure", "Reason", "code", "lint"]


def lint() -> list[str]:
    """Return every issue of the taxonomy, of what stands beside it, of the programmes and of the coder's lexicon."""
    return [*lint_taxonomy(), *lint_notes(), *lint_programmes(), *lint_lexicon(), *lint_facets(), *lint_scopes()]
