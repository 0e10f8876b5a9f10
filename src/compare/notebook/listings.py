"""Tables to browse: every statement, aim without a number, number that cannot be read, silence, shared wording."""

from __future__ import annotations

import polars as pl

from compare.notebook.browse import Browse
from compare.notebook.common import citation
from compare.notebook.corpus import Corpus, Record
from compare.notebook.desks import Across
from compare.notebook.display import Desk
from compare.notebook.dues import is_past, spoken_date
from compare.notebook.evidence import quotable_text
from compare.notebook.judged import indicator_states
from compare.notebook.lens import lens_cells, lens_columns
from compare.notebook.parameters import EmphasisParameters, Parameters
from compare.overlap import coded, programme, programmes_named, shared_wording

LISTED, MEASURES = 3000, 12_000
"""Rows of shared wording, and of measures, that a table to browse holds."""


def all_targets(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return every quantified statement with its indicator, value, year, firmness and sentence."""
    desk = Across(corpus, parameters)
    keys = ("text", "indicator", "value", "when", "due", "firmness", "quote")
    as_of = spoken_date(corpus, parameters, desk.texts)
    rows = [
        {
            "text": desk.labels.short_document(row["document_id"]),
            "indicator": row["indicator"],
            "value": desk.labels.value(row),
            "when": desk.labels.when(row),
            "due": due_word(desk, row, as_of),
            "firmness": desk.words(f"firmness.{row['firmness']}"),
            "quote": row["quote"],
        }
        for row in _ordered(desk, corpus.targets)
    ]
    return Browse("targets", _columns(desk, keys), rows)


def all_commitments(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return every aim or result without a number: 全覆盖, A等次, 三甲."""
    desk = Across(corpus, parameters)
    keys = ("text", "indicator", "level", "when", "due", "quote")
    as_of = spoken_date(corpus, parameters, desk.texts)
    rows = [
        {
            "text": desk.labels.short_document(row["document_id"]),
            "indicator": row["indicator"],
            "level": row["level"],
            "when": desk.labels.when({**row, "period": None}),
            "due": due_word(desk, row, as_of),
            "quote": row["quote"],
        }
        for row in _ordered(desk, corpus.commitments)
    ]
    return Browse("commitments", _columns(desk, keys), rows)


def all_silences(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return what each text says of each indicator that any text speaks of: stated, no number, not mentioned, unreadable."""
    desk = Across(corpus, parameters)
    listed, said = indicator_states(corpus, desk.texts, corpus.targets)
    names = {d: desk.labels.short_document(d) for d in desk.texts}
    rows = [
        {
            "indicator": desk.labels.indicator({"indicator_id": i, "indicator": i}),
            **{d: desk.words(f"state.{said[d, i]}") for d in desk.texts},
        }
        for i in listed
    ]
    return Browse("silences", {**_columns(desk, ("indicator",)), **names}, rows)


def all_measures(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return every measure with its topic, confidence, programmes named and words: where a cell of a figure leads."""
    desk = Across(corpus, parameters)
    keys = ("text", "domain", "topic", "stance", "confidence", "programmes", "place", "quote")
    frame = coded(corpus.measures, stance=parameters.stance, document_ids=tuple(desk.texts))
    ordered = _ordered(desk, frame)
    rows = [
        {
            "text": desk.labels.short_document(row["document_id"]),
            "domain": desk.labels.topic(row["domain"]),
            "topic": f"{row['primary']} {desk.labels.topic(row['primary'])}",
            "stance": desk.words(f"stance.{row['stance']}"),
            "confidence": round(row["confidence"], 2),
            "programmes": desk.join([_named(desk, name) for name in programmes_named(row["text"])]),
            "place": row["item_no"],
            "quote": row["text"],
        }
        | lens_cells(parameters, desk, row["text"])
        for row in ordered[:MEASURES]
    ]
    return Browse(
        "measures", _columns(desk, keys) | lens_columns(parameters, desk), rows, _left_out(desk, len(ordered), MEASURES)
    )


def _named(desk: Desk, programme_id: str) -> str:
    """Return a programme's name without its quotation marks."""
    return programme(programme_id)["name_en" if desk.labels.english else "name_zh"].strip("“”")


def all_citations(corpus: Corpus, parameters: Parameters) -> Browse:
    """Return every document's citation in GB/T 7714 form, to be searched and copied."""
    desk = Desk(corpus, parameters)
    rows = [{"text": desk.labels.short_document(d), "citation": citation(desk, d)} for d in corpus.ordered]
    return Browse("citations", _columns(desk, ("text", "citation")), rows)


def all_wording(corpus: Corpus, parameters: EmphasisParameters) -> Browse:
    """Return the runs of words that two texts share; those that most texts hold are boilerplate."""
    desk = Across(corpus, parameters)
    inside = pl.col("document_id").is_in(desk.texts)
    wording = corpus.wording if desk.pages == 1 else shared_wording(corpus.documents.filter(inside))
    frame = wording.filter(
        pl.col("document_id_a").is_in(desk.texts), pl.col("document_id_b").is_in(desk.texts)
    ).with_columns(pl.col("text_a").str.len_chars().alias("length"))
    keys = ("text_a", "text_b", "wording", "other", "numbers", "held", "length")
    rows = [
        {
            "text_a": desk.labels.short_document(row["document_id_a"]),
            "text_b": desk.labels.short_document(row["document_id_b"]),
            "wording": row["text_a"],
            "other": row["text_b"] if row["other_number"] else "",
            "numbers": desk.words("browse.yes") if row["other_number"] else "",
            "held": row["documents"],
            "length": row["length"],
        }
        for row in frame.sort("documents", "length", descending=[False, True]).head(LISTED).iter_rows(named=True)
        if quotable_text(row["text_a"])
    ]
    return Browse("wording", _columns(desk, keys), rows, _left_out(desk, frame.height, LISTED))


def due_word(desk: Desk, row: Record, as_of: str) -> str:
    """Return 已到期 or 未到期 for a target with a deadline, 未写期限 for one without, nothing for a result."""
    if row["kind"] != "target":
        return ""
    if not row["deadline"]:
        return desk.words("due.none")
    return desk.words("due.past" if is_past(row, as_of) else "due.ahead") if as_of else ""


def _left_out(desk: Across, number: int, listed: int) -> str:
    """Return in words what a table to browse leaves out of ``number`` rows and of the texts; nothing where it holds all."""
    words = [desk.words("browse.bounded").format(shown=listed, more=number - listed)] if number > listed else []
    words += [desk.words("browse.paged").format(texts=len(desk.texts))] if desk.pages > 1 else []
    return " ".join(words)


def _ordered(desk: Across, frame: pl.DataFrame) -> list[Record]:
    """Return the rows of the desk's texts in the fixed order of texts, then of the text."""
    place = {d: number for number, d in enumerate(desk.texts)}
    rows = [row for row in frame.iter_rows(named=True) if row["document_id"] in place]
    return sorted(rows, key=lambda row: (place[row["document_id"]], row["text_start"], row["text_end"]))


def _columns(desk: Desk, keys: tuple[str, ...]) -> dict[str, str]:
    """Return the catalogue's column labels by key."""
    return {key: desk.words(f"browse.{key}") for key in keys}
