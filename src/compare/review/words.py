"""The raw words a correction speaks of: still there, or where they have gone."""

from __future__ import annotations

from collections.abc import Iterable

from compare.errors import CorrectionError
from compare.review.corrections import Correction, hash_words


def check_words(
    raw: str, base: int, corrections: Iterable[Correction]
) -> tuple[list[Correction], list[CorrectionError]]:
    """Return the corrections whose words stand where they say, and an issue for each other one.

    Args:
        raw: The document's part of the raw file.
        base: Where that part starts in the file.
        corrections: Corrections of this document.
    """
    kept: list[Correction] = []
    issues: list[CorrectionError] = []
    for row in corrections:
        words = raw[row.raw_start - base : row.raw_end - base] if row.raw_start >= base else ""
        if len(words) == row.raw_end - row.raw_start and hash_words(words) == row.raw_sha256:
            kept.append(row)
        else:
            issues.append(_gone(raw, base, row))
    return kept, issues


def _gone(raw: str, base: int, row: Correction) -> CorrectionError:
    """Return the issue that the words are gone, with the place where they stand now if there is one."""
    length = row.raw_end - row.raw_start
    places = range(max(len(raw) - length + 1, 0))
    moved = next((place for place in places if hash_words(raw[place : place + length]) == row.raw_sha256), None)
    found = f"its words are gone from {row.document_id} {row.raw_start}-{row.raw_end}"
    if moved is not None:
        found += f"; the same words now stand at {base + moved}-{base + moved + length}"
    return CorrectionError(row.place, found, take_back(row, "append a row for the words as they stand now"))


def take_back(row: Correction, otherwise: str) -> str:
    """Return how to mend a row that no longer applies."""
    return (
        f"Take it back by a new row (policy-compare correct {row.correction_id} withdrawn '' --reason … --reviewer …), "
        f"and {otherwise}."
    )
