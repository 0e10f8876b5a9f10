"""What coding yields: measures as spans of restored text with codes, confidence and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One piece of evidence for a code: the words, where they stand, what they weigh."""

    code: str
    term: str
    weight: float
    scope: str
    start: int | None = None
    end: int | None = None


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Measure:
    """One coded unit; ``item`` indexes ``Structure.items`` or is null; ``runner_up`` is the second likeliest code.

    A value like a clause, and not frozen for the same reason: a frozen one takes four times as long to make.
    ``explain`` works out the reasons when someone asks for them; few do.
    """

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
    runner_up: str | None = None
    explain: Callable[[], tuple[Reason, ...]] | None = field(default=None, compare=False, repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what spoke for the primary code, the weightiest first."""
        return self.explain() if self.explain is not None else ()
