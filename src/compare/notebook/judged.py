"""What is judged on whole texts even where a lens hides parts of them: whose idea a measure is, what a text leaves unsaid."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from compare.align import silences
from compare.notebook.corpus import Corpus
from compare.overlap import handed_down, origin


def origins(corpus: Corpus, document_ids: Sequence[str], exclude: Collection[str]) -> pl.DataFrame:
    """Return the origin of each measure of the corpus in these documents, those of some domains left out."""
    whole = corpus.whole
    found = origin(whole.measures, whole.documents, handed_down(whole.documents, document_ids), document_ids)
    return found.filter(
        ~pl.col("topic").str.slice(0, 1).is_in(list(exclude)),
        pl.col("measure_id").is_in(corpus.measures["measure_id"].implode()),
    )


def indicator_states(
    corpus: Corpus, document_ids: Sequence[str], spoken: pl.DataFrame
) -> tuple[list[str], dict[tuple[str, str], str]]:
    """Return the indicators that some statements name, in the list's order, and what each text says of each of them.

    Args:
        corpus: The tables.
        document_ids: Texts to ask.
        spoken: Rows of TARGETS that name the indicators to ask about.

    Returns:
        Ids of indicators, and the state by (document id, indicator id).
    """
    listed = corpus.indicators.filter(pl.col("indicator_id").is_in(spoken["indicator_id"].drop_nulls().implode()))
    documents = corpus.documents.filter(pl.col("document_id").is_in(document_ids))
    frame = silences(documents, listed, corpus.whole.targets, corpus.whole.measures)
    states = {(d, i): state for d, i, state in frame.select("document_id", "indicator_id", "state").iter_rows()}
    return listed["indicator_id"].to_list(), states
