"""What the nation and others state elsewhere, beside which regions' numbers are read."""

from __future__ import annotations

from functools import cache

from compare.notebook.corpus import Corpus, Record, reference_statements
from compare.notebook.labels import NATION


def references(corpus: Corpus) -> tuple[Record, ...]:
    """Return the reference statements of a corpus, oldest first; the packaged national ones where it was built without."""
    return corpus.references or _packaged()


def national_statements(corpus: Corpus) -> tuple[Record, ...]:
    """Return the nation's statements, oldest first."""
    return tuple(row for row in references(corpus) if row["region_code"] == NATION)


@cache
def _packaged() -> tuple[Record, ...]:
    return reference_statements({})
