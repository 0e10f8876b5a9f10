"""What people say a raw span held: edits that overrule the machine's, laid into its own."""

from __future__ import annotations

from collections.abc import Sequence

from compare.spans import Edit


def cut_edits(edits: Sequence[Edit], start: int, end: int) -> list[Edit] | None:
    """Return the edits of a raw span, cut at its ends; null where one reaches beyond it that cannot be cut.

    Edits that keep their length, and deletions, can be cut anywhere.

    >>> [edit.new for edit in cut_edits([Edit(0, 2, "动员", "variant"), Edit(2, 9, "", "pinyin")], 1, 4)]
    ['员', '']
    >>> cut_edits([Edit(0, 2, "动员会", "spun")], 1, 4) is None
    True
    """
    found = []
    for edit in edits:
        if not _meets(edit, start, end):
            continue
        if (edit.start < start or edit.end > end) and not _can_be_cut(edit):
            return None
        found.append(_part(edit, max(edit.start, start), min(edit.end, end)))
    return found


def overrule(raw: str, edits: Sequence[Edit], forced: Sequence[Edit]) -> list[Edit]:
    """Return the machine's edits with people's in their place; an edit that changes nothing leaves the raw words.

    Args:
        raw: The raw text.
        edits: The machine's edits, in order.
        forced: Edits by people, in order, not overlapping.
    """
    kept = list(edits)
    for edit in forced:
        kept = [part for old in kept for part in _outside(old, edit.start, edit.end)]
    made = [edit for edit in forced if raw[edit.start : edit.end] != edit.new]
    return sorted([*kept, *made], key=lambda edit: (edit.start, edit.end))


def spare(removals: Sequence[Edit], spared: Sequence[tuple[int, int]]) -> list[Edit]:
    """Return deletions without the spans that people want to keep."""
    kept = list(removals)
    for start, end in spared:
        kept = [part for edit in kept for part in _outside(edit, start, end)]
    return kept


def _meets(edit: Edit, start: int, end: int) -> bool:
    return edit.start < end and start < edit.end if edit.end > edit.start else start < edit.start < end


def _can_be_cut(edit: Edit) -> bool:
    return not edit.new or len(edit.new) == edit.end - edit.start


def _part(edit: Edit, start: int, end: int) -> Edit:
    """Return the part of an edit; one that cannot be cut leaves all it makes to the part with its start."""
    whole = edit.new if start == edit.start else ""
    new = edit.new[start - edit.start : end - edit.start] if _can_be_cut(edit) else whole
    return edit._replace(start=start, end=end, new=new)


def _outside(edit: Edit, start: int, end: int) -> list[Edit]:
    """Return the parts of an edit before and after a span."""
    if not _meets(edit, start, end):
        return [edit]
    before = [_part(edit, edit.start, start)] if edit.start < start else []
    after = [_part(edit, end, edit.end)] if edit.end > end else []
    return [*before, *after]
