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

    Quantities, ranks, ages, durations, frequencies, ordinals and grades have values; a date, a name or a document number has
    none. A ratio a:b is a divided by b in the unit ``比``; 七成 and 七折 are 70 ``%``, 翻一番 is 2 ``倍``, 三分之一 is 1/3 without a
    unit; 十几 and 数百 are more than 10 and more than 100; 两三个 is a range. ``corrupt`` marks lost digits, absurd numbers and bounds
    that exclude each other. ``denominator`` is what the value is per, as printed (千人口). ``number_start`` to ``number_end``
    are the numeral's own characters within ``start`` to ``end``.
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
