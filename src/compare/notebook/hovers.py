"""Sentences that figures show over their marks."""

from __future__ import annotations

from compare.charts.matrix import MANY
from compare.notebook.desks import Across, clause
from compare.notebook.evidence import quotable_text
from compare.overlap import coded


def hover_sentences(desk: Across, column: str) -> dict[tuple[str, str], str]:
    """Return the words of the surest quotable measure by (document id, code), for the hover of a figure over few texts.

    Args:
        desk: The texts; of more than a dozen none is given, a figure would grow too heavy.
        column: ``domain`` or ``primary``.
    """
    found: dict[tuple[str, str], str] = {}
    if len(desk.texts) > MANY:
        return found
    frame = coded(desk.corpus.measures, exclude_domains=desk.exclude, document_ids=desk.texts)
    for row in frame.sort("confidence", "measure_id", descending=[True, False]).iter_rows(named=True):
        key = (row["document_id"], row[column])
        if key not in found and quotable_text(words := clause(row["text"], 60)):
            found[key] = words
    return found
