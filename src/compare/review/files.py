"""The corrections file on disk: read whole, only ever added to, one line per decision."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from compare.errors import CorrectionError
from compare.review.corrections import COLUMNS, FILE, Correction, raise_all, read_rows
from compare.review.words import take_back
from compare.store import append_line


def read_corrections(root: Path) -> tuple[list[Correction], list[CorrectionError]]:
    """Return the rows of the project's corrections file, and every issue of it; no file means no corrections."""
    path = root / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], []
    except OSError as error:
        place = f"Corrections file '{FILE.as_posix()}'"
        return [], [CorrectionError(place, f"not readable ({error.strerror})", "Mend its permissions.")]
    return read_rows(data)


def find_strangers(rows: Iterable[Correction], document_ids: Iterable[str]) -> list[CorrectionError]:
    """Return an issue for each row that speaks of a document nobody registered."""
    known = set(document_ids)
    return [
        CorrectionError(
            row.place,
            f"document '{row.document_id}' is not registered",
            take_back(row, "where its id was mistyped, append the row with the right one"),
        )
        for row in rows
        if row.document_id not in known
    ]


def append_correction(root: Path, draft: Callable[[list[Correction]], Correction]) -> Correction:
    """Return a row after it was added to the project's corrections file, safe against a crash and against others who add.

    Args:
        root: The project's root.
        draft: Returns the row, given those that are there.

    Raises:
        CorrectionError: The file, or the new row, has an issue.
        RunError: The file cannot be written to.
    """
    made: list[Correction] = []

    def line(data: bytes) -> str:
        rows, issues = read_rows(data) if data.strip() else ([], [])
        raise_all(issues)
        made.append(draft(rows))
        header = "" if data.strip() else to_line(COLUMNS) + "\n"
        new = header + to_line(str(value) for value in made[0].model_dump().values())
        raise_all(read_rows(data + b"\n" + new.encode())[1])
        return new

    append_line(root / FILE, line)
    return made[0]


def to_line(cells: Iterable[str]) -> str:
    """Return cells as one line of CSV, signs that a spreadsheet would calculate made harmless."""
    buffer = io.StringIO()
    safe = (f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells)
    csv.writer(buffer, lineterminator="").writerow(" ".join(cell.split()) if "\n" in cell else cell for cell in safe)
    return buffer.getvalue()
