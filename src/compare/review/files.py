"""The corrections file at its place in a project: read whole, written by appending only."""

from __future__ import annotations

from pathlib import Path

from compare.errors import CorrectionError
from compare.review.corrections import (
    COLUMNS,
    Correction,
    format_correction,
    lint_corrections,
    parse_corrections,
    settle,
)

CORRECTIONS = Path("data/corrections.csv")


def read_corrections(root: Path) -> list[Correction]:
    """Return the corrections that hold in the project at ``root``; none where it has no such file.

    Raises:
        CorrectionError: The file has issues.
    """
    rows, issues = _parse(root)
    if issues:
        raise CorrectionError("Corrections", f"{len(issues)} issues: {issues[0]}", "Run policy-compare check for all.")
    return settle(rows)


def find_correction_issues(root: Path) -> list[str]:
    """Return every issue of the project's corrections file."""
    rows, issues = _parse(root)
    return [*issues, *lint_corrections(rows)]


def append_correction(root: Path, correction: Correction) -> None:
    """Append a row to the project's corrections file, with its head where the file is new.

    Raises:
        CorrectionError: The row has an issue; nothing is written then.
    """
    issues = lint_corrections([correction])
    if issues:
        raise CorrectionError(correction.place, issues[0], "Nothing was written.")
    path = root / CORRECTIONS
    head = "" if path.is_file() and path.stat().st_size else ",".join(COLUMNS) + "\n"
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(head + format_correction(correction))


def _parse(root: Path) -> tuple[list[Correction], list[str]]:
    path = root / CORRECTIONS
    if not path.is_file():
        return [], []
    try:
        return parse_corrections(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        return [], [f"Corrections '{path.name}': not UTF-8 ({error}). Save the file as UTF-8."]
