"""Edits, repairs and the map of offsets between raw and restored text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add
from typing import NamedTuple

RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            "variant",
            "layout",
            "pinyin",
            "control",
            "markup",
            "bom",
            "mojibake",
            "lost",
            "injected",
            "censored",
            "spun",
            "person",
            "contact",
            "furniture",
        )
    )
}
"""Kinds of repair; where one pass touches what another has made, the later kind of this list names the whole."""


class Edit(NamedTuple):
    """One change: what stands at ``start`` to ``end`` becomes ``new`` (empty: set aside)."""

    start: int
    end: int
    new: str
    kind: str
    certainty: str = "certain"
    confidence: float | None = 1.0


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


def _keeps_length(edit: Edit) -> bool:
    return edit.end - edit.start == len(edit.new)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with ``edits`` (in order, not overlapping) made.

    >>> apply_edits("動(dòng)員", [Edit(0, 1, "动", "variant"), Edit(1, 7, "", "pinyin"), Edit(7, 8, "员", "variant")])
    '动员'
    """
    if not edits:
        return text
    parts: list[str] = []
    place = 0
    for edit in edits:
        parts.append(text[place : edit.start])
        parts.append(edit.new)
        place = edit.end
    parts.append(text[place:])
    return "".join(parts)


class SpanMap:
    """Offsets of a raw text and of the text made from it, both ways.

    Between edits the two run in step. Inside an edit that keeps its length they run in step too; inside any other
    edit a place answers with the whole edit. All places count from 0; add the document's base for places in a file.
    """

    __slots__ = ("_raw_ends", "_raw_starts", "_text_ends", "_text_starts", "edits", "raw_length", "text_length")

    def __init__(self, edits: Iterable[Edit], raw_length: int) -> None:
        self.edits = tuple(edits)
        self.raw_length = raw_length
        self._raw_starts = [edit.start for edit in self.edits]
        self._raw_ends = [edit.end for edit in self.edits]
        shifts = list(accumulate((len(edit.new) - edit.end + edit.start for edit in self.edits), initial=0))
        self._text_starts = list(map(add, self._raw_starts, shifts))
        self._text_ends = list(map(add, self._raw_ends, shifts[1:]))
        self.text_length = raw_length + shifts[-1]

    def raw_span(self, text_start: int, text_end: int) -> tuple[int, int]:
        """Return the half-open span of raw text that the text at ``text_start`` to ``text_end`` came from."""
        return _translate(text_start, text_end, self._text_starts, self._text_ends, self._raw_starts, self._raw_ends)

    def text_span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Return the half-open span of restored text that the raw text became; empty where it was set aside."""
        return _translate(raw_start, raw_end, self._raw_starts, self._raw_ends, self._text_starts, self._text_ends)

    def spans(self) -> Iterable[tuple[Edit, int, int]]:
        """Return each edit with the span of text it yielded."""
        return zip(self.edits, self._text_starts, self._text_ends, strict=True)

    def then(self, edits: Sequence[Edit]) -> SpanMap:
        """Return the map after a further pass, whose ``edits`` speak of the text this map leads to."""
        return self if not edits else SpanMap(_compose(self, _split(self, edits)), self.raw_length)


class SpanChain:
    """The maps of successive passes, composed only when two are of like size, for most passes change little."""

    def __init__(self, raw_length: int) -> None:
        self._maps = [SpanMap((), raw_length)]

    def add(self, edits: Sequence[Edit]) -> None:
        """Add a pass, whose ``edits`` speak of the text that the chain leads to."""
        if not edits:
            return
        last = SpanMap(edits, self._maps[-1].text_length)
        while self._maps and len(self._maps[-1].edits) <= 4 * len(last.edits):
            last = self._maps.pop().then(last.edits)
        self._maps.append(last)

    def raw_span(self, text_start: int, text_end: int) -> tuple[int, int]:
        """Return the half-open span of raw text that the text came from."""
        for spans in reversed(self._maps):
            text_start, text_end = spans.raw_span(text_start, text_end)
        return text_start, text_end

    def flatten(self) -> SpanMap:
        """Return the map of all passes at once."""
        while len(self._maps) > 1:
            last = self._maps.pop()
            self._maps.append(self._maps.pop().then(last.edits))
        return self._maps[0]


def _translate(
    start: int, end: int, starts: Sequence[int], ends: Sequence[int], to_starts: Sequence[int], to_ends: Sequence[int]
) -> tuple[int, int]:
    """Return the span on the other side of the map: from the start of the first character to the end of the last."""
    index = bisect_right(starts, start) - 1
    if index < 0:
        first = start
    elif start >= ends[index]:
        first = to_ends[index] + start - ends[index]
    elif ends[index] - starts[index] == to_ends[index] - to_starts[index]:
        first = to_starts[index] + start - starts[index]
    else:
        first = to_starts[index]
    if end <= start:
        return first, first
    index = bisect_left(starts, end) - 1
    if index < 0:
        last = end
    elif end > ends[index]:
        last = to_ends[index] + end - ends[index]
    elif ends[index] - starts[index] == to_ends[index] - to_starts[index]:
        last = to_starts[index] + end - starts[index]
    else:
        last = to_ends[index]
    return first, last


def _split(first: SpanMap, second: Sequence[Edit]) -> list[Edit]:
    """Return ``second`` with edits that keep their length cut where ``first`` has taken something out."""
    parts: list[Edit] = []
    starts, ends = first._text_starts, first._text_ends
    for edit in second:
        if edit.end - edit.start > 1 and _keeps_length(edit):
            for index in range(bisect_right(starts, edit.start), bisect_left(starts, edit.end)):
                place = starts[index]
                if place == ends[index] and edit.start < place:
                    size = place - edit.start
                    parts.append(edit._replace(end=place, new=edit.new[:size]))
                    edit = edit._replace(start=place, new=edit.new[size:])
        parts.append(edit)
    return parts


_Old = tuple[int, int, Edit]
"""An edit made earlier, after the span of text it yielded."""


def _compose(first: SpanMap, second: Sequence[Edit]) -> list[Edit]:
    """Return the edits that do at once what the map ``first`` and then ``second`` do."""
    olds, starts, ends = first.edits, first._text_starts, first._text_ends
    merged: list[Edit] = []
    rest: _Old | None = None
    old, new, shift = 0, 0, 0
    while new < len(second):
        change = second[new]
        begin, stop = change.start, change.end
        if rest is not None and rest[1] <= begin:
            merged.append(rest[2])
            rest = None
        if rest is None:
            passed = bisect_right(ends, begin, old)
            if passed > old:
                merged.extend(olds[old:passed])
                old, shift = passed, olds[passed - 1].end - ends[passed - 1]
        touched: list[_Old] = []
        last = new + 1
        while True:
            if rest is None and old < len(olds) and starts[old] < stop:
                rest, old = (starts[old], ends[old], olds[old]), old + 1
            if rest is not None and rest[0] < stop:
                inside, rest = _cut(rest, begin, stop, merged) if _keeps_length(rest[2]) else (rest, None)
                touched.append(inside)
                begin, stop = min(begin, inside[0]), max(stop, inside[1])
            elif last < len(second) and second[last].start < stop:
                stop, last = max(stop, second[last].end), last + 1
            else:
                break
        if touched:
            merged.append(_merge(touched, second[new:last], shift))
            shift = touched[-1][2].end - touched[-1][1]
        else:
            merged.append(
                Edit(begin + shift, stop + shift, change.new, change.kind, change.certainty, change.confidence)
            )
        new = last
    if rest is not None:
        merged.append(rest[2])
    merged.extend(olds[old:])
    return merged


def _cut(old: _Old, begin: int, stop: int, kept: list[Edit]) -> tuple[_Old, _Old | None]:
    """Return the part of ``old`` inside ``begin`` to ``stop`` and what is left after it; what is before is ``kept``."""
    start, end, edit = old
    if start < begin:
        size = begin - start
        kept.append(edit._replace(end=edit.start + size, new=edit.new[:size]))
        edit = edit._replace(start=edit.start + size, new=edit.new[size:])
        start = begin
    if end <= stop:
        return (start, end, edit), None
    size = stop - start
    inside = edit._replace(end=edit.start + size, new=edit.new[:size])
    return (start, stop, inside), (stop, end, edit._replace(start=inside.end, new=edit.new[size:]))


def _merge(olds: Sequence[_Old], news: Sequence[Edit], shift: int) -> Edit:
    """Return one edit for older and newer ones that touch; the highest of their kinds names it.

    ``shift`` leads from a place before the group to its place in the raw text.
    """
    begin, stop = min(olds[0][0], news[0].start), max(olds[-1][1], news[-1].end)
    raw_start = olds[0][2].start if olds[0][0] == begin else begin + shift
    raw_end = olds[-1][2].end if olds[-1][1] == stop else stop + olds[-1][2].end - olds[-1][1]
    parts: list[str] = []
    place = begin
    for edit in news:
        parts.append(_between(olds, place, edit.start))
        parts.append(edit.new)
        place = edit.end
    parts.append(_between(olds, place, stop))
    lead = max((*(edit for _, _, edit in olds), *news), key=lambda edit: RANKS.get(edit.kind, 0))
    return Edit(raw_start, raw_end, "".join(parts), lead.kind, lead.certainty, lead.confidence)


def _between(olds: Sequence[_Old], start: int, stop: int) -> str:
    """Return what older edits yielded between two places; a group has no character that no edit made or takes."""
    return "".join(edit.new[max(start - s, 0) : max(stop - s, 0)] for s, e, edit in olds if s < stop and start < e)


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
