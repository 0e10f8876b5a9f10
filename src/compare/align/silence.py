"""Four kinds of silence: not mentioned, mentioned without a number, number without a deadline, unreadable."""

from __future__ import annotations

import polars as pl

from compare.align.listing import by_id
from compare.align.match import mentions
from compare.tables import TEXT, Column, Table

STATES = {
    "not_mentioned": "未提及",
    "no_number": "提及但未给出数字",
    "no_deadline": "有数字而未写期限",
    "unreadable": "原文无法辨认",
    "stated": "写明数字与期限",
}

SILENCES = Table(
    "silences",
    "One row per document and indicator: what the document says of it, or which kind of silence it keeps.",
    ("document_id", "indicator_id"),
    {
        "document_id": Column(TEXT, "Document."),
        "indicator_id": Column(TEXT, "Indicator of the list."),
        "state": Column(TEXT, "What is said.", values=tuple(STATES)),
        "state_zh": Column(TEXT, "The same in Chinese words."),
    },
)


def silences(
    documents: pl.DataFrame, indicators: pl.DataFrame, targets: pl.DataFrame, measures: pl.DataFrame
) -> pl.DataFrame:
    """Return what each document says of each indicator, never an empty cell or a zero.

    A readable number with a deadline counts before one without, any readable number before an unreadable one.

    Args:
        documents: A DOCUMENTS frame.
        indicators: An INDICATORS frame, possibly filtered.
        targets: The TARGETS frame of the documents.
        measures: The MEASURES frame of the documents.
    """
    said: dict[tuple[str, str], list[str]] = {}
    for row in targets.filter(pl.col("indicator_id").is_not_null()).iter_rows(named=True):
        state = "unreadable" if row["quality"] == "corrupt" else "stated" if row["deadline"] else "no_deadline"
        said.setdefault((row["document_id"], row["indicator_id"]), []).append(state)
    words: dict[str, list[str]] = {}
    for document, text in measures.select("document_id", "text").iter_rows():
        words.setdefault(document, []).append(text)
    rows: list[dict[str, object]] = []
    for document in documents["document_id"]:
        for indicator in indicators["indicator_id"]:
            found = said.get((document, indicator), [])
            silent = "no_number" if _mentioned(indicator, words.get(document, [])) else "not_mentioned"
            state = next((name for name in ("stated", "no_deadline", "unreadable") if name in found), silent)
            rows.append({"document_id": document, "indicator_id": indicator, "state": state, "state_zh": STATES[state]})
    return SILENCES.build(rows)


def _mentioned(indicator: str, texts: list[str]) -> bool:
    entry = by_id().get(indicator)
    return entry is not None and any(mentions(text, entry) for text in texts)
