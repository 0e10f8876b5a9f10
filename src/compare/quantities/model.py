"""What reading quantities yields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity as a span of the text it was read from.

    ``value`` is in ``unit`` with powers of ten resolved (2.8万人 is 28000 人; amounts of money keep 亿元 or 万元); null where
    unreadable. ``kind`` tells quantities from other numerals: ``quantity``, ``date``, ``period``, ``document_number``,
    ``list_number``, ``ordinal``, ``rank``, ``age``, ``duration``, ``frequency``, ``programme_name``, ``definition``,
    ``contact``, ``other``.
    ``number_start`` to ``number_end`` are the numeral's own characters within ``start`` to ``end``.
    """

    start: int
    end: int
    text: str
    value: float | None
    value_max: float | None
    unit: str | None
    comparator: str
    kind: str
    number_start: int
    number_end: int
    denominator: str | None = None
    corrupt: bool = False
