"""Evidence: the source sentence around a record, its document, date and raw offsets, and the raw words where inferred."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

import polars as pl

from compare.notebook.corpus import Corpus, Record
from compare.notebook.fitness import fit, readable, shown, unfit
from compare.notebook.labels import Labels
from compare.sections import Evidence

_END = "。！？；;!\n"
LONGEST = 260


def evidence(corpus: Corpus, labels: Labels, row: Record, record_id: str, gloss: str = "") -> Evidence:
    """Return the evidence of one row of measures, targets or commitments.

    Args:
        corpus: The tables.
        labels: Names for readers.
        row: A row with ``document_id`` and the four offsets.
        record_id: Id of the row.
        gloss: Topic or indicator, shown beside the source.
    """
    document = corpus.document[row["document_id"]]
    text = document["text"]
    start, end = sentence(text, row["text_start"], row["text_end"])
    if not quotable(corpus, row):
        start, end = row["text_start"], row["text_end"]
    holder = corpus.measure.get(row.get("measure_id") or "", row)
    start = _past_number(text, start, row["text_start"], holder.get("item_no"))
    repairs = _overlapping(corpus, row["document_id"], start, end)
    inferred = any(repair["certainty"] == "inferred" for repair in repairs)
    quote, shift = readable(text[start:end])
    mark = tuple(shift(place - start) for place in (row["text_start"], row["text_end"]))
    if unfit().search(quote):
        quote = unfit().sub("〔略〕", quote)
        mark = (0, len(quote))
    place = " ".join(str(part) for part in (holder.get("item_no"), holder.get("heading")) if part)
    return Evidence(
        id=record_id,
        quote=quote,
        mark_start=max(0, mark[0]),
        mark_end=min(len(quote), mark[1]),
        document_id=row["document_id"],
        document=labels.named(row["document_id"]),
        date=labels.date(row["document_id"]),
        place=fit(place)[:40],
        gloss=gloss,
        source_file=document["source_file"],
        raw_start=row["raw_start"],
        raw_end=row["raw_end"],
        inferred=inferred,
        raw=shown(raw_words(text, start, end, repairs)) if inferred else "",
    )


def _past_number(text: str, start: int, limit: int, item_no: str | None) -> int:
    """Return where a sentence's words start once its item's own number (47. or （三）) is passed, never beyond ``limit``."""
    if not item_no:
        return start
    found = re.match(rf"[（(]?{re.escape(item_no.split('/')[-1])}[)）.．、]?\s*", text[start:limit])
    return start + found.end() if found else start


def raw_sentence(corpus: Corpus, row: Record) -> str:
    """Return the raw words of the sentence around a row, what no page may hold left out."""
    text = corpus.document[row["document_id"]]["text"]
    start, end = sentence(text, row["text_start"], row["text_end"])
    return shown(raw_words(text, start, end, _overlapping(corpus, row["document_id"], start, end)))


def quotable(corpus: Corpus, row: Record) -> bool:
    """Return whether the sentence around a row may stand on a page: no damaged form left in it, no formula cut short."""
    text = corpus.document[row["document_id"]]["text"]
    quote, _ = readable(text[slice(*sentence(text, row["text_start"], row["text_end"]))])
    return unfit().search(quote) is None


def quotable_text(text: str) -> bool:
    """Return whether words may stand on a page as they are, unreadable runs apart."""
    return unfit().search(readable(text)[0]) is None


def quotable_rows(corpus: Corpus, rows: Iterable[Record], limit: int | None = None) -> list[Record]:
    """Return the rows whose sentences may stand on a page, at most ``limit`` of them."""
    return list(islice((row for row in rows if quotable(corpus, row)), limit))


def sentence(text: str, start: int, end: int, longest: int = LONGEST) -> tuple[int, int]:
    """Return the span of the sentence around ``start`` to ``end``; a very long one is cut at its commas around the span."""
    left = max(text.rfind(mark, 0, start) for mark in _END) + 1
    stops = [place for mark in _END if (place := text.find(mark, max(start, end - 1))) != -1]
    right = min(stops) + 1 if stops else len(text)
    if right - left > longest:
        room = max(0, longest - (end - start)) // 2
        commas = [left, *(left + match.end() for match in re.finditer("[，,]", text[left:right])), right]
        left = min(
            place for place in commas if place <= start and (start - place <= room or place == _last(commas, start))
        )
        right = max(place for place in commas if place >= end and (place - end <= room or place == _next(commas, end)))
    while left < start and text[left] in " \n\u3000":
        left += 1
    while right > end and text[right - 1] in " \n\u3000":
        right -= 1
    return left, right


def _last(places: list[int], limit: int) -> int:
    """Return the last place at or before ``limit``."""
    return max(place for place in places if place <= limit)


def _next(places: list[int], limit: int) -> int:
    """Return the first place at or after ``limit``."""
    return min(place for place in places if place >= limit)


def raw_words(text: str, start: int, end: int, repairs: list[Record]) -> str:
    """Return the raw words behind ``text[start:end]``: each repair's raw words in the place of what was restored."""
    pieces, place = [], start
    for repair in repairs:
        if repair["text_start"] < place:
            continue
        pieces += [text[place : repair["text_start"]], repair["raw"]]
        place = repair["text_end"]
    return "".join([*pieces, text[place:end]])


def _overlapping(corpus: Corpus, document_id: str, start: int, end: int) -> list[Record]:
    """Return the repairs that lie within a span of the restored text, in order."""
    own = corpus.repairs.filter(
        pl.col("document_id") == document_id,
        pl.col("text_start") >= start,
        pl.col("text_end") <= end,
        (pl.col("text_end") > start) | (pl.col("text_start") > start),
    )
    return own.sort("text_start", "text_end", "raw_start").to_dicts()
