"""Search: words in context, by plain words or regular expression, in some regions, topics or a lens of own terms."""

from __future__ import annotations

import re
from collections import Counter
from time import monotonic

import polars as pl

from compare.charts import counts_bars
from compare.errors import ParameterError
from compare.notebook.browse import Browse
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import clause
from compare.notebook.display import Desk, Shown
from compare.notebook.lens import expand_terms
from compare.notebook.parameters import SearchParameters
from compare.overlap import coded
from compare.sections import Row

SECONDS = 10.0
"""Longest time one search may take over all texts."""


def search_counts(corpus: Corpus, parameters: SearchParameters) -> Shown:
    """Return how often each text uses the words, per thousand characters in the hover, with the number of hits."""
    desk = Desk(corpus, parameters)
    hits = _hits(corpus, parameters)
    counts = Counter(hit["document_id"] for hit in hits)
    texts = [d for d in corpus.ordered if _wanted(corpus, parameters, d)]
    rows = [
        Row(
            id=d,
            cells={"text": desk.labels.short_document(d), "n": str(counts[d]), "rate": _rate(corpus, d, counts[d])},
        )
        for d in texts
    ]
    facts = {"n": str(len(hits)), "texts": str(sum(counts[d] > 0 for d in texts)), "words": _asked(parameters, desk)}
    return desk.section(
        "counts",
        "finding",
        title=desk.say("search.title", words=("facts", "words"), texts=("facts", "texts"), n=("facts", "n")),
        facts=facts,
        rows=rows,
        columns=desk.columns("search", "text", "n", "rate", numeric=("n", "rate")),
        figure=counts_bars([(desk.labels.short_document(d), counts[d]) for d in texts]) if texts else None,
        covers=texts,
    )


def search_context(corpus: Corpus, parameters: SearchParameters) -> Browse:
    """Return each hit in its context (keyword in context), with topic, item and text."""
    desk = Desk(corpus, parameters)
    rows = []
    for hit in _hits(corpus, parameters):
        text = corpus.document[hit["document_id"]]["text"]
        left = text[max(0, hit["start"] - parameters.width) : hit["start"]].replace("\n", " ")
        right = text[hit["end"] : hit["end"] + parameters.width].replace("\n", " ")
        measure = hit["measure"]
        rows.append(
            {
                "text": desk.labels.short_document(hit["document_id"]),
                "left": left,
                "hit": text[hit["start"] : hit["end"]],
                "right": right,
                "topic": f"{measure['primary']} {desk.labels.topic(measure['primary'])}" if measure else "",
                "place": measure["item_no"] if measure else None,
                "quote": clause(measure["text"], 120) if measure else "",
            }
        )
    keys = ("text", "left", "hit", "right", "topic", "place", "quote")
    return Browse("search", {key: desk.words(f"browse.{key}") for key in keys}, rows)


def _asked(parameters: SearchParameters, desk: Desk) -> str:
    """Return what was searched for, in words."""
    return desk.join(list(parameters.lens)) if parameters.lens else parameters.pattern


def _wanted(corpus: Corpus, parameters: SearchParameters, document_id: str) -> bool:
    """Return whether a text is of a region that was asked for."""
    return not parameters.region_codes or corpus.document[document_id]["region_code"] in parameters.region_codes


def _pattern(parameters: SearchParameters) -> re.Pattern[str]:
    """Return the expression to look for; a lens of terms wins over the pattern.

    Raises:
        ParameterError: The regular expression does not compile.
    """
    if parameters.lens:
        terms = sorted(expand_terms(parameters.lens), key=len, reverse=True)
        return re.compile("|".join(re.escape(term) for term in terms))
    if not parameters.regular:
        return re.compile(re.escape(parameters.pattern), re.IGNORECASE)
    try:
        return re.compile(parameters.pattern)
    except re.error as error:
        raise ParameterError(
            "Parameter 'pattern'", f"{parameters.pattern!r}: {error}", "Mend the expression."
        ) from error


def _hits(corpus: Corpus, parameters: SearchParameters) -> list[Record]:
    """Return each hit with its span and the measure it stands in, in the fixed order of texts.

    Raises:
        ParameterError: The expression takes too long.
    """
    pattern = _pattern(parameters)
    started = monotonic()
    hits: list[Record] = []
    for document_id in corpus.ordered:
        if not _wanted(corpus, parameters, document_id):
            continue
        measures = coded(corpus.measures, document_ids=(document_id,)).sort("text_start").to_dicts()
        for line in re.finditer(r"[^\n]+", corpus.document[document_id]["text"]):
            for match in pattern.finditer(line.group()):
                start, end = line.start() + match.start(), line.start() + match.end()
                measure = next((m for m in measures if m["text_start"] <= start < m["text_end"]), None)
                if parameters.topics and (measure is None or not _on(measure, parameters.topics)):
                    continue
                if end > start:
                    hits.append({"document_id": document_id, "start": start, "end": end, "measure": measure})
            if monotonic() - started > SECONDS:
                raise ParameterError("Parameter 'pattern'", "the search takes too long", "Use a simpler expression.")
    return hits


def _on(measure: Record, topics: list[str]) -> bool:
    """Return whether a measure is on one of the topics or domains."""
    codes = {measure["primary"], measure["primary"][0], *measure["secondary"]}
    return bool(codes & set(topics))


def _rate(corpus: Corpus, document_id: str, number: int) -> str:
    """Return hits per thousand characters of a text."""
    length = corpus.documents.filter(pl.col("document_id") == document_id)["text"].str.len_chars().sum()
    return f"{1000 * number / max(int(length), 1):.2f}"
