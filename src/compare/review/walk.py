"""Corrections walked in order over what the machine says of one field: what holds in the end, and what does not apply."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from compare.errors import CorrectionError
from compare.review.corrections import Correction, conflict
from compare.review.fields import read_value, show_value
from compare.review.words import take_back

Key = tuple[Hashable, str]
"""A row of a table and one of its fields."""


@dataclass
class Walk:
    """What corrections have made of the fields so far; the last row about a field must hold."""

    values: dict[Key, object] = field(default_factory=dict)
    decided: dict[Key, Correction] = field(default_factory=dict)
    stale: dict[Key, Correction] = field(default_factory=dict)

    def step(self, correction: Correction, machine: dict[Hashable, object]) -> None:
        """Apply one correction to those of the candidate rows that hold its old value, or already its new one.

        Args:
            correction: The next row of the file.
            machine: What the machine says of the field, by candidate row.
        """
        name = correction.field
        now = {row: self.values.get((row, name), said) for row, said in machine.items()}
        chosen = [row for row, value in now.items() if _is(correction, value, correction.old_value)]
        chosen = chosen or [row for row, value in now.items() if _is(correction, value, correction.new_value)]
        for row in chosen:
            self.values[row, name] = read_value(correction.table, name, correction.new_value)
            self.decided[row, name] = correction
            self.stale.pop((row, name), None)
        if not chosen:
            for row in now:
                self.stale[row, name] = correction

    def issues(self, machine: dict[Key, object]) -> list[CorrectionError]:
        """Return one issue per field whose last row does not hold, in the order of the file.

        Args:
            machine: What the machine says, by row and field.
        """
        found: dict[int, CorrectionError] = {}
        for key, correction in self.stale.items():
            earlier = self.decided.get(key)
            if earlier is not None and earlier.reviewer != correction.reviewer:
                issue = conflict(earlier, correction)
            else:
                now = show_value(self.values.get(key, machine.get(key)))
                issue = CorrectionError(
                    correction.place,
                    f"the old value '{correction.old_value}' no longer holds: {correction.table}.{correction.field} "
                    f"is now '{now}' ({correction.document_id} {correction.raw_start}-{correction.raw_end})",
                    take_back(correction, f"read it again: where '{now}' is wrong too, correct it after the next run"),
                )
            found.setdefault(correction.correction_id, issue)
        return [found[number] for number in sorted(found)]


def _is(correction: Correction, value: object, cell: str) -> bool:
    """Return whether a value is the one that a cell means."""
    return show_value(value) == show_value(_read(correction, cell))


def _read(correction: Correction, cell: str) -> object:
    try:
        return read_value(correction.table, correction.field, cell)
    except ValueError:
        return cell
