"""Maps of offsets between a raw text and the text made from it, of one pass and of passes in a row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add

from compare.spans.compose import compose
from compare.spans.edits import Edit


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
        if not edits:
            return self
        return SpanMap(compose(self.edits, self._text_starts, self._text_ends, edits), self.raw_length)


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
