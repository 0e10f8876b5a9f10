"""What coding yields: measures as spans of restored text with codes, confidence and reasons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence for a code: the words, where they stand, what they weigh."""

    code: str
    term: str
    weight: float
    scope: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One coded unit; ``item`` indexes ``Structure.items`` or is null; ``runner_up`` is the second likeliest code."""

    start: int
    end: int
    item: int | None
    section: str | None
    heading: str | None
    stance: str
    firmness: str
    primary: str
    secondary: tuple[str, ...]
    confidence: float
    coded_by: str
    reasons: tuple[Reason, ...] = ()
    runner_up: str | None = None
