"""Topics a text does not mention (本文本未提及): a statement on the text, never a gap in the region's work."""

from __future__ import annotations

import polars as pl

from compare.overlap.emphasis import coded
from compare.overlap.presence import presence

FEWEST = 40
"""Plan measures a text must have before anything is said about what it leaves out."""

OTHERS = frozenset(("H5", "X2", "G5"))
"""Topics that another authority than the health authority mainly owns (medical insurance, finance)."""


def silence(measures: pl.DataFrame, documents: pl.DataFrame, topics: list[str]) -> pl.DataFrame:
    """Return one row per document and topic with ``said``: ``mentioned``, ``not_mentioned`` or ``not_judged``, and ``reason``.

    Nothing is judged for a text with fewer than 40 plan measures, for a summary or an excerpt, or on a topic that another
    authority owns (unless the text is one of Party committee and government).

    Args:
        measures: A MEASURES frame.
        documents: A DOCUMENTS frame.
        topics: Topic codes to ask about.
    """
    plans = dict(coded(measures, stance=("plan",)).group_by("document_id").len().iter_rows())
    mentioned = {(row[0], row[1]) for row in presence(measures).select("document_id", "topic").iter_rows()}
    rows = []
    for document in documents.sort("document_id").iter_rows(named=True):
        document_id = document["document_id"]
        for topic in topics:
            said, reason = "not_mentioned", None
            if (document_id, topic) in mentioned:
                said = "mentioned"
            elif plans.get(document_id, 0) < FEWEST:
                said, reason = "not_judged", "few_measures"
            elif document["completeness"] != "full":
                said, reason = "not_judged", "not_full"
            elif topic in OTHERS and document["authority"] != "party_government":
                said, reason = "not_judged", "other_authority"
            rows.append((document_id, topic, said, reason))
    schema = {"document_id": pl.String, "topic": pl.String, "said": pl.String, "reason": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
