"""Errors of the suite: one root class, each message naming place, finding and remedy."""

from __future__ import annotations

from collections.abc import Iterable


class CompareError(Exception):
    """Something the suite refuses to do; the message says where, what was found and what to do."""

    def __init__(self, place: str, found: str, remedy: str) -> None:
        self.place = place
        self.found = found
        self.remedy = remedy
        super().__init__(f"{place}: {found}. {remedy}")

    def __reduce__(self) -> tuple[type[CompareError], tuple[str, str, str]]:
        """Return how to make the error anew in another process."""
        return type(self), (self.place, self.found, self.remedy)


class TableError(CompareError):
    """A frame is not the table it claims to be."""


class SourceError(CompareError):
    """A source file or its registration cannot be used."""


class KnowledgeError(CompareError):
    """Packaged or user-supplied knowledge breaks its schema."""


class CorrectionError(CompareError):
    """A reviewer's correction does not apply."""


class CorrectionsError(CorrectionError):
    """Several corrections do not apply; each is named."""

    def __init__(self, issues: Iterable[CorrectionError]) -> None:
        self.issues = tuple(issues)
        found = "; ".join(str(issue) for issue in self.issues)
        super().__init__("Corrections", f"{len(self.issues)} issues: {found.rstrip('.')}", "Mend each and run again.")

    def __reduce__(self) -> tuple[type[CompareError], tuple[tuple[CorrectionError, ...]]]:  # type: ignore[override]
        """Return how to make the error anew."""
        return type(self), (self.issues,)


class ParameterError(CompareError):
    """A parameter of a command or notebook is wrong."""


class RunError(CompareError):
    """A run could not be completed or published."""


class BriefError(RunError):
    """A brief would say something that no record stands behind, or could not be drawn as intended."""


def examples(found: Iterable[object], limit: int = 5) -> str:
    """Return at most ``limit`` found values as one readable string.

    >>> examples(["a", "b", "c"], limit=2)
    "'a', 'b' and 1 more"
    """
    values = list(found)
    shown = ", ".join(repr(value) for value in values[:limit])
    return shown if len(values) <= limit else f"{shown} and {len(values) - limit} more"
