"""What restoration yields: restored text, ledger, offsets, page furniture."""

from __future__ import annotations

from dataclasses import dataclass

from compare.spans import Repair, SpanMap


@dataclass(frozen=True, slots=True)
class Furniture:
    """One piece of the page that is no part of the document.

    ``kind`` is ``title``, ``meta`` (source, author, date of the page), ``navigation``, ``related`` (other headlines),
    ``promotion``, ``tags``, ``imprint``, ``page`` (its number) or ``repeat``. ``raw`` is as it stands in the source, contact persons masked;
    ``text`` is what restoration of characters makes of it.
    """

    kind: str
    raw: str
    text: str
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restored text with its ledger; raw offsets count from the start of the file."""

    text: str
    repairs: tuple[Repair, ...]
    furniture: tuple[Furniture, ...]
    spans: SpanMap
    base: int = 0

    def raw_span(self, text_start: int, text_end: int) -> tuple[int, int]:
        """Return the span of the raw file that the text at ``text_start`` to ``text_end`` came from."""
        start, end = self.spans.raw_span(text_start, text_end)
        return start + self.base, end + self.base

    def text_span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """Return the span of the restored text that the raw characters became; empty where they were set aside."""
        return self.spans.text_span(raw_start - self.base, raw_end - self.base)
