"""Paragraphs as rows of a page: repairs marked by kind and certainty, long documents cut to a bound and told so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from compare.ledger.rows import Paragraph, Piece
from compare.words import Words

LIMIT = 2_500_000
"""Bytes a page may have."""

_NAMED = {"\n": "↵", "\r": "", "\t": "⇥", "\ufeff": "⟨BOM⟩", "\u00a0": "⍽", "\u3000": "□", " ": "␣"}
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff]")
_BLANKS = re.compile(r"[\n\r\t\ufeff\u00a0\u3000 ]")


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph as a row: whole, without the raw side where both are alike, its repairs and whether one is not certain."""

    full: Markup
    short: Markup
    repairs: int
    doubtful: bool


def visible(words: str, most: int = 0) -> str:
    r"""Return words with what cannot be seen named, cut to ``most`` characters.

    >>> visible("（　）\u200b")
    '（□）⟨200B⟩'
    """
    cut = words if not most or len(words) <= most else words[: most - 1] + "…"
    return _HIDDEN.sub(lambda match: f"⟨{ord(match.group()):04X}⟩", _BLANKS.sub(lambda m: _NAMED[m.group()], cut))


def chain(lost: Sequence[int]) -> dict[int, int]:
    """Return for each repair beyond recovery the next one, the first after the last."""
    return dict(zip(lost, [*lost[1:], *lost[:1]], strict=True)) if len(lost) > 1 else {}


def show_paragraphs(
    paragraphs: Sequence[Paragraph], words: Words, targets: Collection[int], following: Mapping[int, int]
) -> list[Shown]:
    """Return the rows of the page.

    Args:
        paragraphs: The paragraphs.
        words: Language of the page.
        targets: Numbers of the repairs that links lead to.
        following: For each repair beyond recovery, the next one.
    """
    titles = _titles(words)
    return [
        _show(number, paragraph, words, titles, set(targets), following)
        for number, paragraph in enumerate(paragraphs, 1)
    ]


def _show(
    number: int,
    paragraph: Paragraph,
    words: Words,
    titles: Mapping[tuple[str, str], str],
    targets: Collection[int],
    following: Mapping[int, int],
) -> Shown:
    """Return one row."""
    repairs = paragraph.repairs
    restored = Markup("").join(
        _mark(piece, _tick(paragraph.pieces, index), titles, piece.number in targets, following)
        for index, piece in enumerate(paragraph.pieces)
    )
    head = Markup('<span class="at" title="{}">{}</span>').format(
        f"{words('ledger.place')} {paragraph.raw_start}–{paragraph.raw_end}", number
    )
    if not repairs:
        same = Markup('<div class="row same">{}<p class="raw" aria-hidden="true">{}</p><p>{}</p></div>\n')
        short = Markup('<div class="row same">{}<p class="raw">＝</p><p>{}</p></div>\n')
        return Shown(same.format(head, restored, restored), short.format(head, restored), 0, False)
    raw = Markup("").join(
        Markup('<mark class="{} {}" title="{}">{}</mark>').format(
            piece.kind, piece.certainty, titles[piece.kind, piece.certainty], visible(piece.raw)
        )
        if piece.kind
        else escape(piece.raw)
        for piece in paragraph.pieces
    )
    codes = " ".join(sorted({f"{piece.kind}-{piece.certainty}" for piece in repairs}))
    row = Markup('<div class="row {}">{}<p class="raw">{}</p><p>{}</p></div>\n').format(codes, head, raw, restored)
    return Shown(row, row, len(repairs), any(piece.certainty != "certain" for piece in repairs))


def _mark(
    piece: Piece, tick: bool, titles: Mapping[tuple[str, str], str], target: bool, following: Mapping[int, int]
) -> Markup:
    """Return the restored side of a piece; what was taken out leaves a tick, or nothing beside another repair."""
    if not piece.kind:
        return escape(piece.restored)
    if not piece.restored and not tick:
        return Markup('<span id="r{}"></span>').format(piece.number) if target else Markup("")
    place = Markup(' id="r{}"').format(piece.number) if target else Markup("")
    made = Markup('<mark class="{} {}"{} title="{}">{}</mark>').format(
        piece.kind, piece.certainty, place, titles[piece.kind, piece.certainty], visible(piece.restored)
    )
    if piece.number in following:
        made += Markup('<a class="next" href="#r{}" aria-label="{}">↓</a>').format(
            following[piece.number], titles["next", ""]
        )
    return made


def _tick(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a place where something was taken out needs a sign of its own: no marked words stand beside it."""
    before = pieces[index - 1] if index else None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return not any(other is not None and other.kind and other.restored for other in (before, after))


def _titles(words: Words) -> dict[tuple[str, str], str]:
    """Return what hovering over a mark tells, by kind and certainty."""
    certainties = words.group("certainty")
    told = {(k, c): f"{name} · {sure}" for k, name in words.group("damage").items() for c, sure in certainties.items()}
    return told | {("next", ""): words("ledger.next")}


def fit(rows: Sequence[Shown], words: Words, room: int) -> Markup:
    """Return the rows that fit into ``room`` bytes: all; else alike ones once; else the doubtful, then the repaired first."""
    sizes = [_size(row.full) for row in rows]
    if sum(sizes) <= room:
        return Markup("").join(row.full for row in rows)
    sizes = [_size(row.short) for row in rows]
    if sum(sizes) <= room:
        return Markup("").join(row.short for row in rows)
    left = room - 400
    chosen: set[int] = set()
    gap = 200
    order = sorted(range(len(rows)), key=lambda i: (not rows[i].doubtful, not rows[i].repairs, i))
    for index in order:
        if sizes[index] + gap <= left:
            chosen.add(index)
            left -= sizes[index] + gap
    return _with_gaps(rows, chosen, words)


def _with_gaps(rows: Sequence[Shown], chosen: Collection[int], words: Words) -> Markup:
    """Return the chosen rows, each run of the others told by its numbers of paragraphs and repairs."""
    made: list[Markup] = []
    skipped = repairs = 0
    for index, row in enumerate([*rows, None]):
        if row is not None and index not in chosen:
            skipped, repairs = skipped + 1, repairs + row.repairs
            continue
        if skipped:
            told = words("ledger.gap").format(paragraphs=skipped, repairs=repairs)
            made.append(Markup('<p class="gap">{}</p>\n').format(told))
            skipped = repairs = 0
        if row is not None:
            made.append(row.short)
    return Markup("").join(made)


def _size(row: Markup) -> int:
    return len(row.encode("utf-8"))
