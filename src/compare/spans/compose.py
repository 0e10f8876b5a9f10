"""Two passes of edits as one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from compare.spans.edits import RANKS, Edit, keeps_length

_Old = tuple[int, int, Edit]
"""An edit made earlier, after the span of text it yielded."""


def compose(olds: Sequence[Edit], starts: Sequence[int], ends: Sequence[int], second: Sequence[Edit]) -> list[Edit]:
    """Return the edits that do at once what a first pass and then a second pass do.

    Args:
        olds: Edits of the first pass, in order.
        starts: Where the text that each of them yielded starts.
        ends: Where it ends.
        second: Edits of the second pass, which speak of the text that the first yields.
    """
    second = _split(starts, ends, second)
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
                inside, rest = _cut(rest, begin, stop, merged) if keeps_length(rest[2]) else (rest, None)
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


def _split(starts: Sequence[int], ends: Sequence[int], second: Sequence[Edit]) -> list[Edit]:
    """Return ``second`` with edits that keep their length cut where the first pass has taken something out."""
    parts: list[Edit] = []
    for edit in second:
        if edit.end - edit.start > 1 and keeps_length(edit):
            for index in range(bisect_right(starts, edit.start), bisect_left(starts, edit.end)):
                place = starts[index]
                if place == ends[index] and edit.start < place:
                    size = place - edit.start
                    parts.append(edit._replace(end=place, new=edit.new[:size]))
                    edit = edit._replace(start=place, new=edit.new[size:])
        parts.append(edit)
    return parts
