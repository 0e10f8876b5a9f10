"""The order of the passes, from raw text to restored text with its ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare.restore.adverts import find_adverts
from compare.restore.censored import find_censored
from compare.restore.contact import find_contacts, merge_spans
from compare.restore.control import find_control, find_markup, find_thin
from compare.restore.crossed import find_crossed
from compare.restore.cut import find_cut
from compare.restore.escaped import find_escaped
from compare.restore.forced import overrule, spare
from compare.restore.forms import find_forms
from compare.restore.furniture import Piece, find_furniture
from compare.restore.injected import find_injected
from compare.restore.lost import find_layout, find_lost
from compare.restore.misread import find_misread
from compare.restore.model import Furniture, Restoration
from compare.restore.pinyin import find_pinyin
from compare.restore.shifted import find_shifted
from compare.restore.sounded import find_sounded
from compare.restore.spun import find_spun
from compare.restore.variants import find_variants
from compare.restore.veiled import find_veiled
from compare.restore.wrapped import find_wrapped
from compare.spans import Edit, SpanChain, apply_edits, ledger

PASSES: tuple[Callable[[str], Sequence[Edit]], ...] = (
    find_escaped,
    find_crossed,
    find_misread,
    find_shifted,
    find_markup,
    find_control,
    find_thin,
    find_wrapped,
    find_pinyin,
    find_variants,
    find_forms,
    find_veiled,
    find_sounded,
    find_layout,
    find_adverts,
    find_injected,
    find_spun,
    find_censored,
    find_lost,
    find_cut,
)
"""Each pass reads what the ones before it have left; bytes are mended before characters are made simplified."""

_MOST_ROUNDS = 4
"""A repair may lay bare what another pass can mend; rounds end where one changes nothing, nearly always the second."""


def restore(raw: str, *, base: int = 0, forced: Sequence[Edit] = ()) -> Restoration:
    """Return the restored text of ``raw`` with its ledger and offsets.

    Args:
        raw: One document as decoded; all of it is kept, repaired or set aside.
        base: Where ``raw`` starts in its file, in code points.
        forced: Edits of ``raw`` by people, in order, not overlapping; they overrule what the passes find.
    """
    text, chain = raw, SpanChain(len(raw))
    hidden: list[tuple[int, int]] = []
    furniture: list[Furniture] = []
    for _ in range(_MOST_ROUNDS):
        before = text
        for find in PASSES:
            edits = find(text)
            text = apply_edits(text, edits)
            chain.add(edits)
        if forced:
            text, chain = _force(raw, chain, forced)
        pieces = find_furniture(text)
        masks = find_contacts(text)
        hidden.extend(chain.raw_span(edit.start, edit.end) for edit in masks)
        text = apply_edits(text, masks)
        furniture.extend(_furniture(raw, text, piece, chain, hidden, base) for piece in pieces)
        removals = [Edit(piece.start, piece.end, "", "furniture") for piece in pieces]
        if forced:
            removals = spare(removals, _spared(chain, forced))
        text = apply_edits(text, removals)
        chain.add(masks)
        chain.add(removals)
        if text == before:
            break
    furniture.sort(key=lambda piece: piece.raw_start)
    spans = chain.flatten()
    return Restoration(text, ledger(raw, spans, merge_spans(hidden), base), tuple(furniture), spans, base)


def _force(raw: str, chain: SpanChain, forced: Sequence[Edit]) -> tuple[str, SpanChain]:
    """Return the text and its map after people's edits were laid over those of the passes."""
    edits = overrule(raw, chain.flatten().edits, forced)
    made = SpanChain(len(raw))
    made.add(edits)
    return apply_edits(raw, edits), made


def _spared(chain: SpanChain, forced: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return the spans of the text that people have put there, which are no furniture."""
    spans = chain.flatten()
    return [spans.text_span(edit.start, edit.end) for edit in forced if edit.new]


def _furniture(
    raw: str, text: str, piece: Piece, chain: SpanChain, hidden: Sequence[tuple[int, int]], base: int
) -> Furniture:
    """Return a piece of furniture as it stood in the source and as restored, contact persons masked."""
    start, end = chain.raw_span(piece.start, piece.end)
    covers = [
        Edit(max(a, start) - start, min(b, end) - start, "＊" * (min(b, end) - max(a, start)), "contact")
        for a, b in merge_spans(hidden)
        if a < end and b > start
    ]
    shown = apply_edits(raw[start:end], covers)
    return Furniture(piece.kind, shown.strip(), text[piece.start : piece.end].strip(), base + start, base + end)
