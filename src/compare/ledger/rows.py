"""A document's text and its repairs as paragraphs in step: what the source has, what restoration made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one side and the other: words left as they are, or one repair (``number`` counts from 0)."""

    raw: str
    restored: str
    kind: str = ""
    certainty: str = ""
    confidence: float | None = None
    number: int = -1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the page; raw places are code points of the source file."""

    raw_start: int
    raw_end: int
    pieces: tuple[Piece, ...]

    @property
    def repairs(self) -> tuple[Piece, ...]:
        """Return the repairs inside."""
        return tuple(piece for piece in self.pieces if piece.kind)


def align_paragraphs(text: str, repairs: Iterable[Record], base: int = 0) -> list[Paragraph]:
    """Return the paragraphs of a document in order, none of them blank; together they hold every repair.

    A block that was set aside whole (page furniture) is a paragraph of its own.

    Args:
        text: The restored text.
        repairs: Its rows of the repairs table.
        base: Where the document starts in its file; only asked where nothing was repaired.
    """
    ordered = sorted(repairs, key=lambda row: (row["text_start"], row["text_end"], row["raw_start"]))
    if ordered:
        base = ordered[0]["raw_start"] - ordered[0]["text_start"]
    maker = _Maker(base)
    place = 0
    for number, row in enumerate(ordered):
        maker.keep(text[place : row["text_start"]])
        maker.mend(_piece(row, number))
        place = row["text_end"]
    maker.keep(text[place:])
    maker.close()
    return maker.made


def _piece(row: Record, number: int) -> Piece:
    """Return a row of the ledger as a piece."""
    return Piece(row["raw"], row["restored"], row["kind"], row["certainty"], row.get("confidence"), number)


class _Maker:
    """Collects pieces and ends a paragraph at each line's end."""

    def __init__(self, base: int) -> None:
        self.made: list[Paragraph] = []
        self._start = self._place = base
        self._pieces: list[Piece] = []

    def keep(self, words: str) -> None:
        """Add words that both sides share."""
        for line in words.splitlines(keepends=True):
            if shown := line.rstrip("\r\n"):
                self._pieces.append(Piece(shown, shown))
            self._place += len(line)
            if len(shown) < len(line):
                self.close()

    def mend(self, piece: Piece) -> None:
        """Add a repair; a block set aside stands alone, and a line's end that was kept or made ends the paragraph."""
        block = not piece.restored and "\n" in piece.raw.strip("\n")
        if block and not all(_blank(known) for known in self._pieces):
            block = False
        self._pieces.append(piece)
        self._place += len(piece.raw)
        if block or piece.restored.endswith("\n") or (not piece.restored and piece.raw.endswith("\n")):
            self.close()

    def close(self) -> None:
        """End the paragraph; one that holds neither words nor a repair is dropped."""
        if any(piece.kind or not _blank(piece) for piece in self._pieces):
            self.made.append(Paragraph(self._start, self._place, tuple(self._pieces)))
        self._start, self._pieces = self._place, []


def _blank(piece: Piece) -> bool:
    """Return whether a piece shows nothing."""
    return not piece.raw.strip() and not piece.kind


def mask(paragraphs: Iterable[Paragraph], rules: Sequence[re.Pattern[str]]) -> list[Paragraph]:
    """Return the paragraphs with what the rules find on either side as ＊, a sign for a sign, marks kept.

    Restoration has masked the contacts it knows; this holds a page to the rule that pages are proved by.
    """
    made = []
    for paragraph in paragraphs:
        for side in ("raw", "restored"):
            words = "".join(getattr(piece, side) for piece in paragraph.pieces)
            found = [(_past_label(match), match.end()) for rule in rules for match in rule.finditer(words)]
            if found:
                paragraph = _covered(paragraph, side, found)
        made.append(paragraph)
    return made


def _past_label(match: re.Match[str]) -> int:
    """Return where the contact itself starts: after the label's colon."""
    return match.start() + max(match.group().rfind(":"), match.group().rfind("：")) + 1


def _covered(paragraph: Paragraph, side: str, spans: Sequence[tuple[int, int]]) -> Paragraph:
    """Return the paragraph with letters and digits inside the spans of one side as ＊."""
    hidden = {place for start, end in spans for place in range(start, end)}
    pieces, place = [], 0
    for piece in paragraph.pieces:
        words = getattr(piece, side)
        shown = "".join(
            "＊" if place + index in hidden and char.isalnum() else char for index, char in enumerate(words)
        )
        pieces.append(replace(piece, raw=shown) if side == "raw" else replace(piece, restored=shown))
        place += len(words)
    return replace(paragraph, pieces=tuple(pieces))


def near(paragraph: Paragraph, index: int, side: str, reach: int = 16) -> tuple[str, str]:
    """Return the words before and after a piece on one side, each at most ``reach`` characters."""
    before = "".join(getattr(piece, side) for piece in paragraph.pieces[:index])
    after = "".join(getattr(piece, side) for piece in paragraph.pieces[index + 1 : index + 1 + reach])
    return before[-reach:], after[:reach]


def changed_characters(repairs: Sequence[Piece]) -> int:
    """Return how many characters of the source were changed or set aside."""
    return sum(len(piece.raw) for piece in repairs)
