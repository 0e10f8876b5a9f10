"""The ledger of a restoration: one repair per run of changes of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.spans.edits import Edit, apply_edits
from compare.spans.offsets import SpanMap


class Repair(NamedTuple):
    """One row of the ledger: ``raw`` at ``raw_start`` to ``raw_end`` became ``restored`` at ``text_start`` to ``text_end``."""

    raw_start: int
    raw_end: int
    raw: str
    text_start: int
    text_end: int
    restored: str
    kind: str
    certainty: str
    confidence: float | None


def ledger(raw: str, spans: SpanMap, hidden: Sequence[tuple[int, int]] = (), base: int = 0) -> tuple[Repair, ...]:
    """Return the repairs of ``raw``, one per contiguous run of one kind and certainty, in order of the text.

    Args:
        raw: The raw text that ``spans`` speaks of.
        spans: The map of the whole restoration.
        hidden: Spans of raw text whose characters are shown as ＊ in the ledger.
        base: Where ``raw`` starts in its file; added to the places of raw text.
    """
    shown = apply_edits(raw, [Edit(start, end, "＊" * (end - start), "contact") for start, end in hidden])
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    rows: list[Repair] = []
    last: Repair | None = None
    same: dict[str, str] = {}
    for edit, text_start, text_end in spans.spans():
        start, end, restored, kind, certainty, confidence = edit
        begin = start
        if last is not None and last.raw_end == base + start and last.kind == kind and last.certainty == certainty:
            rows.pop()
            begin, text_start, restored = last.raw_start - base, last.text_start, last.restored + restored
            if confidence is not None and last.confidence is not None:
                confidence = min(confidence, last.confidence)
        words = shown[begin:end]
        words = same.setdefault(words, words)
        raw_start, raw_end = (base + begin, base + end) if base else (begin, end)
        last = Repair(raw_start, raw_end, words, text_start, text_end, restored, kind, certainty, confidence)
        rows.append(last)
    return tuple(rows)
