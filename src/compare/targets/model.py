"""What reading targets yields: statements, commitments and the ledger of numerals, as spans of restored text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One quantified statement; fields as the ``targets`` table declares them."""

    start: int
    end: int
    value_start: int
    value_end: int
    indicator: str
    value: float | None
    value_max: float | None
    unit: str | None
    comparator: str | None
    kind: str
    measure_type: str
    change: str
    accumulation: str
    firmness: str
    quality: str
    indicator_id: str | None = None
    stage: str | None = None
    denominator: str | None = None
    population: str | None = None
    place: str | None = None
    rank_scope: str | None = None
    deadline: str | None = None
    deadline_from: str | None = None
    period: str | None = None
    baseline_value: float | None = None
    baseline_period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One aim or result without a number."""

    start: int
    end: int
    level_start: int
    level_end: int
    indicator: str
    level: str
    kind: str
    deadline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One number of the text with its fate; ``statement`` indexes ``Reading.statements`` or is null."""

    start: int
    end: int
    text: str
    fate: str
    statement: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one text's numbers."""

    statements: tuple[Statement, ...]
    commitments: tuple[Commitment, ...]
    numerals: tuple[Numeral, ...]
